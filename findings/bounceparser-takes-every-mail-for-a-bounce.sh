#!/usr/bin/env bash
# Mail::DeliveryStatus::BounceParser 1.543 (Debian 12, libmail-deliverystatus-bounceparser-perl 1.543+repacked-1):
# a person's mail is a bounce unless it is a vacation.
#
# What happens: is_bounce is true for every mail that the module does not know for a vacation reply, a challenge
# or a delay: for "Printing does not work" without any report, and for a customer who quotes another server's
# refusal, whose colleague's address is then reported as an unknown user.
#
# One would have guessed: false for mail without a report and without a known bounce text: the method is called
# is_bounce.
#
# Seen:
#   Printing does not work.: is_bounce 1, reports: none
#   What is "550 5.1.1 <boss@customer.example>: User unknown"?: is_bounce 1, reports: boss@customer.example user_unknown
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
(
  cd "$dir"
  apt-get -qq download libmail-deliverystatus-bounceparser-perl=1.543+repacked-1 libmime-tools-perl libmailtools-perl libtimedate-perl 2>/dev/null
  for package in *.deb; do dpkg -x "$package" packages; done
)
cat >"$dir/show.pl" <<'PERL'
use strict; use warnings; use Mail::DeliveryStatus::BounceParser;
for my $text ('Printing does not work.', 'What is "550 5.1.1 <boss@customer.example>: User unknown"?') {
  my $mail = "From: a\@customer.example\nTo: desk\@vendor.example\nSubject: question\nDate: Mon, 30 Nov 2026 12:00:00 +0300\nMessage-ID: <1\@customer.example>\n\n$text\n";
  my $read = Mail::DeliveryStatus::BounceParser->new($mail);
  my @reports = map { $_->get('email') . ' ' . $_->get('std_reason') } $read->reports;
  print "$text: is_bounce ", $read->is_bounce, ', reports: ', (join ', ', @reports) || 'none', "\n";
}
PERL
seen=$(PERL5LIB=$dir/packages/usr/share/perl5 perl "$dir/show.pl")
expected=$(cat <<'TEXT'
Printing does not work.: is_bounce 1, reports: none
What is "550 5.1.1 <boss@customer.example>: User unknown"?: is_bounce 1, reports: boss@customer.example user_unknown
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
