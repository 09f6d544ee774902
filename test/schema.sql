CREATE TABLE away (
  engineer TEXT NOT NULL PRIMARY KEY,
  until TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE calendar_years (
  number INTEGER NOT NULL PRIMARY KEY,
  year INTEGER NOT NULL,
  version TEXT NOT NULL,
  data TEXT NOT NULL,                   -- JSON: the year as its file gave it
  at TEXT NOT NULL
) STRICT;

CREATE TABLE canned_answers (
  key TEXT NOT NULL PRIMARY KEY,        -- the name in lower case
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  engineer TEXT NOT NULL,               -- who mailed it
  at TEXT NOT NULL
) STRICT;

CREATE TABLE deliveries (
  id INTEGER NOT NULL PRIMARY KEY,
  outgoing INTEGER NOT NULL REFERENCES outgoing (number),
  recipient TEXT NOT NULL,
  address TEXT NOT NULL,                -- the recipient in lower case, for look-ups
  kind TEXT NOT NULL,
  audience TEXT NOT NULL,
  automatic INTEGER NOT NULL,           -- 1: no person wrote it
  state TEXT NOT NULL,                  -- waiting, sent, failed, doubtful, held, withdrawn, dropped
  attempts INTEGER NOT NULL,
  queued_at TEXT NOT NULL,
  next_at TEXT,                         -- NULL: nothing more is tried
  claimed_at TEXT,                      -- NULL: no attempt is under way
  doubt_sha256 TEXT,                    -- bytes that were begun and whose fate is not known
  settled_at TEXT,
  response TEXT,                        -- the server's word, or the error
  failure TEXT,                         -- JSON: code, status, text, lastingBecause
  judged_at TEXT                        -- when the rules drew the consequences of the failure
, awaited INTEGER NOT NULL DEFAULT 0, covered INTEGER NOT NULL DEFAULT 0, doubts INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE documents (
  id INTEGER NOT NULL PRIMARY KEY,
  letter INTEGER REFERENCES letters (id),
  outgoing INTEGER REFERENCES outgoing (number)
) STRICT;

CREATE TABLE erased_letters (
  mark TEXT NOT NULL PRIMARY KEY,       -- of the bytes, or of Message-ID and content: a hash under the books' secret
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE errands (
  key TEXT NOT NULL PRIMARY KEY,
  errand TEXT NOT NULL,                 -- JSON
  asked_at TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  done_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  id INTEGER NOT NULL PRIMARY KEY,
  ticket INTEGER NOT NULL REFERENCES tickets (id),
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  detail TEXT NOT NULL,
  because TEXT NOT NULL,                -- the decision's sentence
  letter INTEGER REFERENCES letters (id)
) STRICT;

CREATE TABLE kept_letters (
  key TEXT NOT NULL PRIMARY KEY,
  because TEXT NOT NULL,
  engineer TEXT NOT NULL,
  ticket INTEGER,
  letter_sha256 TEXT NOT NULL,
  kept TEXT NOT NULL,                   -- JSON: the whole entry
  at TEXT NOT NULL,
  until TEXT NOT NULL,
  forgotten_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE knowledge (
  key TEXT NOT NULL PRIMARY KEY,        -- the name in lower case
  name TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  language TEXT NOT NULL,
  stems TEXT NOT NULL,                  -- of name and question, to know what is like it
  ticket INTEGER,                       -- from which it was made
  engineer TEXT NOT NULL,               -- who kept it
  at TEXT NOT NULL
) STRICT;

CREATE TABLE letters (
  id INTEGER NOT NULL PRIMARY KEY,
  sha256 TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  message_id TEXT,
  bytes INTEGER NOT NULL,
  arrived_at TEXT NOT NULL,
  filed_at TEXT NOT NULL,
  ticket INTEGER REFERENCES tickets (id),
  role TEXT NOT NULL,                   -- customer, note, source, robot, bounce, unproved
  opened INTEGER NOT NULL,              -- 1: this letter opened its ticket
  because TEXT NOT NULL,
  sender TEXT,                          -- lower case, for look-ups
  from_name TEXT,
  from_address TEXT,
  recipients TEXT NOT NULL,             -- JSON: [{name, address}]
  copies TEXT NOT NULL,                 -- JSON: [{name, address}]
  reply_to TEXT NOT NULL,               -- JSON: [{name, address}]
  subject TEXT NOT NULL,
  dated_at TEXT,
  in_reply_to TEXT,
  thread TEXT NOT NULL,                 -- JSON: References
  kind TEXT NOT NULL,                   -- mail, auto-reply, bounce, list, calendar, receipt
  reply TEXT NOT NULL,                  -- what the sender wrote this time
  text TEXT,                            -- the whole body; NULL: the same as reply
  shown TEXT,                           -- the text of the message in the ticket; NULL: the same as reply
  attachments TEXT NOT NULL,            -- JSON: [{part, name, type, bytes, sha256, inline, contentId}]
  may_acknowledge INTEGER NOT NULL,
  why TEXT NOT NULL,                    -- JSON: the rules that decided kind and may_acknowledge
  defects TEXT NOT NULL,                -- JSON
  verdict TEXT NOT NULL,                -- pass, fail, none, unknown
  verdict_because TEXT NOT NULL,
  bounce TEXT,                          -- JSON
  after_automatic_seconds REAL,         -- arrival after our last automatic mail to the sender
  set_aside_why TEXT
, print TEXT) STRICT;

CREATE TABLE mailboxes (
  number INTEGER NOT NULL PRIMARY KEY,
  host TEXT NOT NULL,                   -- '' with user '': from before these two were kept
  user TEXT NOT NULL,
  folder TEXT NOT NULL
) STRICT;

CREATE TABLE mutes (
  address TEXT NOT NULL PRIMARY KEY,
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE once (
  key TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outgoing (
  number INTEGER NOT NULL PRIMARY KEY,
  id TEXT NOT NULL,
  ticket INTEGER REFERENCES tickets (id),
  kind TEXT NOT NULL,
  audience TEXT NOT NULL,
  language TEXT NOT NULL,
  from_name TEXT NOT NULL,
  from_address TEXT NOT NULL,
  recipients TEXT NOT NULL,             -- JSON: To, [{name, address}]
  copies TEXT NOT NULL,                 -- JSON: Cc, [{name, address}]
  reply_to TEXT,
  envelope_from TEXT NOT NULL,
  envelope_to TEXT NOT NULL,            -- JSON: addresses
  message_id TEXT NOT NULL,
  in_reply_to TEXT,
  thread TEXT NOT NULL,                 -- JSON: References
  dated_at TEXT NOT NULL,
  auto_submitted TEXT NOT NULL,
  headers TEXT NOT NULL,                -- JSON: [{name, value}]
  attachments TEXT NOT NULL,            -- JSON: parts of kept letters
  not_before TEXT,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  engineer TEXT,                        -- who wrote it, when a person did
  letter INTEGER REFERENCES letters (id), -- the letter that caused it
  queued_at TEXT NOT NULL,
  withdrawn_at TEXT
) STRICT;

CREATE TABLE "places" (
  mailbox INTEGER NOT NULL REFERENCES mailboxes (number),
  uid_validity TEXT NOT NULL,
  uid INTEGER NOT NULL,
  letter INTEGER NOT NULL REFERENCES letters (id),
  bytes INTEGER,                        -- RFC822.SIZE; NULL: not kept, the letter's own bytes count
  arrived_at TEXT,                      -- INTERNALDATE; NULL: not kept, or none was given
  PRIMARY KEY (mailbox, uid_validity, uid)
) STRICT, WITHOUT ROWID;

CREATE TABLE put_off (
  number INTEGER NOT NULL PRIMARY KEY,
  what TEXT NOT NULL,                   -- moment, failure, or the rule's name
  ticket INTEGER REFERENCES tickets (id),
  why TEXT NOT NULL,                    -- the error, for those who mend the program
  at TEXT NOT NULL
) STRICT;

CREATE TABLE remembered_contracts (
  address TEXT NOT NULL PRIMARY KEY,
  contract TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE stems USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = "ascii"
);

CREATE TABLE stumbles (
  sha256 TEXT NOT NULL PRIMARY KEY,
  times INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE their_numbers (
  key TEXT NOT NULL,                    -- the number in upper case
  ticket INTEGER NOT NULL REFERENCES tickets (id),
  PRIMARY KEY (key, ticket)
) STRICT, WITHOUT ROWID;

CREATE TABLE tickets (
  id INTEGER NOT NULL PRIMARY KEY,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,
  criticality TEXT NOT NULL,
  critical_ground TEXT,
  critical_why TEXT,
  critical_by TEXT,
  category TEXT NOT NULL,
  category_why TEXT,
  channel TEXT NOT NULL,
  registered_by TEXT,
  language TEXT NOT NULL,
  customer_name TEXT NOT NULL,
  customer_address TEXT NOT NULL,       -- '' for a caller without one
  customer_phone TEXT,
  organisation TEXT,
  standing TEXT NOT NULL,               -- JSON
  contract TEXT,                        -- the number in standing, for look-ups
  participants TEXT NOT NULL,           -- JSON: [{name, address}]
  engineer TEXT,
  watchers TEXT NOT NULL,               -- JSON
  received_at TEXT NOT NULL,
  terms TEXT NOT NULL,                  -- JSON
  counting TEXT NOT NULL,               -- JSON
  intervals TEXT NOT NULL,              -- JSON: [{owner, from, to, because}]
  promises TEXT NOT NULL,               -- JSON: the dates as they were given
  clock_start TEXT NOT NULL,
  earliest TEXT,
  deadline TEXT,
  provisional INTEGER NOT NULL,
  waited_seconds INTEGER NOT NULL,
  answered_at TEXT,
  closed_at TEXT,
  waiting_since TEXT,
  questions TEXT,
  development_reference TEXT,
  reopened INTEGER NOT NULL,
  merged_into INTEGER,                  -- the ticket that survives
  links TEXT NOT NULL,                  -- JSON
  thread TEXT NOT NULL,                 -- JSON: {lastMessageId, references, subject}
  wake_at TEXT,
  more TEXT NOT NULL,                   -- JSON: what the ticket has learned since this table was made
  customer_key TEXT NOT NULL,           -- the address in lower case, for look-ups
  customer_words TEXT NOT NULL,         -- address, name and organisation in lower case, for list --customer
  opened_at TEXT NOT NULL,              -- when it came into the books
  changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE wakes (
  ticket INTEGER PRIMARY KEY REFERENCES tickets (id),
  because TEXT NOT NULL,                -- confirmed, unattended
  asked_at TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_at TEXT NOT NULL
) STRICT;

CREATE INDEX deliveries_accepted ON deliveries (settled_at) WHERE awaited = 1 AND state = 'sent' AND judged_at IS NULL;

CREATE INDEX deliveries_answers ON deliveries (queued_at, outgoing, state) WHERE automatic = 0 AND audience = 'customer';

CREATE INDEX deliveries_automatic ON deliveries (queued_at, covered) WHERE automatic = 1 AND audience = 'customer';

CREATE INDEX deliveries_by_outgoing ON deliveries (outgoing);

CREATE INDEX deliveries_due ON deliveries (automatic, next_at) WHERE next_at IS NOT NULL;

CREATE INDEX deliveries_said ON deliveries (address, queued_at, kind) WHERE automatic = 1 AND audience = 'customer';

CREATE INDEX deliveries_sent ON deliveries (settled_at) WHERE state = 'sent';

CREATE INDEX deliveries_to_domain ON deliveries (substr(address, instr(address, '@') + 1), queued_at)
  WHERE kind = 'acknowledgement' AND covered = 0;

CREATE INDEX deliveries_to_judge ON deliveries (queued_at) WHERE state = 'failed' AND judged_at IS NULL;

CREATE INDEX deliveries_unfinished ON deliveries (state) WHERE state IN ('failed', 'held', 'doubtful');

CREATE INDEX errands_open ON errands (asked_at) WHERE done_at IS NULL;

CREATE INDEX journal_by_ticket ON journal (ticket, id);

CREATE INDEX journal_of_periods ON journal (what, at) WHERE what IN ('criticality', 'withheld');

CREATE INDEX kept_by_engineer ON kept_letters (engineer, because, at);

CREATE INDEX kept_by_letter ON kept_letters (letter_sha256);

CREATE INDEX kept_unshown ON kept_letters (at) WHERE because = 'unproved unshown' AND forgotten_at IS NULL;

CREATE INDEX letters_by_content ON letters (content_hash);

CREATE INDEX letters_by_filing ON letters (filed_at, role, opened);

CREATE INDEX letters_by_message_id ON letters (message_id, content_hash) WHERE message_id IS NOT NULL;

CREATE INDEX letters_by_print ON letters (print, substr(sender, instr(sender, '@') + 1), filed_at) WHERE print IS NOT NULL;

CREATE UNIQUE INDEX letters_by_sha256 ON letters (sha256);

CREATE INDEX letters_by_ticket ON letters (ticket, role, arrived_at);

CREATE INDEX letters_set_aside ON letters (ticket) WHERE set_aside_why IS NOT NULL;

CREATE INDEX letters_that_opened ON letters (sender, id, after_automatic_seconds) WHERE opened = 1;

CREATE UNIQUE INDEX mailboxes_by_name ON mailboxes (host, user, folder);

CREATE UNIQUE INDEX outgoing_by_id ON outgoing (id);

CREATE INDEX outgoing_by_message_id ON outgoing (message_id);

CREATE INDEX outgoing_by_ticket ON outgoing (ticket, audience, kind, number);

CREATE INDEX their_numbers_by_ticket ON their_numbers (ticket);

CREATE INDEX tickets_by_arrival ON tickets (received_at);

CREATE INDEX tickets_by_contract ON tickets (contract) WHERE contract IS NOT NULL;

CREATE INDEX tickets_by_customer ON tickets (customer_key, opened_at) WHERE customer_key <> '';

CREATE INDEX tickets_by_phone ON tickets (customer_phone) WHERE customer_phone IS NOT NULL;

CREATE INDEX tickets_by_state ON tickets (state);

CREATE INDEX tickets_by_waking ON tickets (wake_at) WHERE wake_at IS NOT NULL;

CREATE INDEX tickets_finished ON tickets (closed_at, received_at) WHERE closed_at IS NOT NULL;

CREATE INDEX tickets_finished_due ON tickets (deadline, closed_at) WHERE closed_at IS NOT NULL;

CREATE INDEX tickets_queued ON tickets (criticality = 'normal', deadline IS NULL, deadline, id)
  WHERE state NOT IN ('closed', 'declined');

CREATE INDEX tickets_reference ON tickets (development_reference) WHERE development_reference IS NOT NULL;

CREATE INDEX tickets_unfinished ON tickets (deadline, state) WHERE state NOT IN ('closed', 'declined');

CREATE INDEX tickets_unsorted ON tickets (closed_at) WHERE state = 'closed' AND category = 'unsorted';
