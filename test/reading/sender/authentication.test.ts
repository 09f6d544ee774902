import { describe, expect, test } from 'vitest'
import { judgeSender, type Trust } from '../../../src/reading/sender/authentication.ts'

const trust: Trust = { authservIds: ['mx.ours.test'], receivedBy: ['mx.ours.test', 'store.ours.test'] }
const OURS =
  'Received: from out.corp.test (out.corp.test [192.0.2.7]) by mx.ours.test (Postfix) with ESMTPS id 1; Mon, 2 Mar 2026 10:00:00 +0300'
const STORE =
  'Received: from mx.ours.test by store.ours.test with LMTP id 2 for <help@ours.test>; Mon, 2 Mar 2026 10:00:01 +0300'
const FOREIGN =
  'Received: from desk (unknown [10.0.0.1]) by out.corp.test with ESMTPA id 3; Mon, 2 Mar 2026 09:59:58 +0300'
const pass = 'Authentication-Results: mx.ours.test; dmarc=pass (p=reject) header.from=corp.test'

function verdictOn(
  lines: readonly string[],
  changes: { trust?: Partial<Trust>; from?: string; mailboxes?: number } = {},
): string {
  const trace = lines.map((line) => {
    const colon = line.indexOf(':')
    return { name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() }
  })
  const from = { name: '', address: changes.from ?? 'engineer@corp.test' }
  return judgeSender({ from, fromMailboxes: changes.mailboxes ?? 1, trace }, { ...trust, ...changes.trust }).sender
}

describe('what the mail server says of a sender', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['its own dmarc=pass for the sender’s domain proves him', 'pass', [pass, OURS, FOREIGN]],
    ['a verdict below our own Received line counts too', 'pass', [STORE, OURS, pass, FOREIGN]],
    ['a verdict of our name below a foreign Received line is forged', 'unknown', [OURS, FOREIGN, pass]],
    [
      'a genuine fail wins over a pass that was forged below it',
      'fail',
      ['Authentication-Results: mx.ours.test; dmarc=fail header.from=corp.test', OURS, pass, FOREIGN],
    ],
    [
      'a pass above a fail does not win either',
      'fail',
      [pass, 'Authentication-Results: mx.ours.test; dmarc=fail header.from=evil.test', OURS],
    ],
    [
      'a genuine "none" above a forged pass stays none',
      'none',
      ['Authentication-Results: mx.ours.test; dmarc=none header.from=corp.test', OURS, pass],
    ],
    [
      'a pass for another domain than the sender’s proves nothing',
      'none',
      ['Authentication-Results: mx.ours.test; dmarc=pass header.from=evil.test', OURS],
    ],
    [
      'a pass for a domain inside the sender’s proves nothing',
      'none',
      ['Authentication-Results: mx.ours.test; dmarc=pass header.from=sub.corp.test', OURS],
    ],
    ['a pass without a domain proves nothing', 'none', ['Authentication-Results: mx.ours.test; dmarc=pass', OURS]],
    [
      'another server’s verdict does not count',
      'unknown',
      ['Authentication-Results: mx.evil.test; dmarc=pass header.from=corp.test', OURS],
    ],
    [
      'a name that only begins like ours does not count',
      'unknown',
      ['Authentication-Results: mx.ours.test.evil.test; dmarc=pass header.from=corp.test', OURS],
    ],
    [
      'our name in a comment does not count',
      'unknown',
      ['Authentication-Results: mx.evil.test (mx.ours.test); dmarc=pass header.from=corp.test', OURS],
    ],
    [
      'a comment before our name is only a comment',
      'pass',
      ['Authentication-Results: (checked (twice)) MX.ours.test 1; dmarc=pass header.from=corp.test', OURS],
    ],
    [
      'our name in quotes is our name',
      'pass',
      ['Authentication-Results: "mx.ours.test"; dmarc=pass header.from=corp.test', OURS],
    ],
    [
      'a quoted name with a verdict inside is no verdict',
      'unknown',
      ['Authentication-Results: "mx.ours.test; dmarc=pass header.from=corp.test"', OURS],
    ],
    [
      'a verdict inside a quoted value is no verdict',
      'none',
      [
        'Authentication-Results: mx.ours.test; spf=pass smtp.mailfrom="a; dmarc=pass header.from=corp.test"@evil.test',
        OURS,
      ],
    ],
    [
      'a verdict inside a comment is no verdict',
      'none',
      [
        'Authentication-Results: mx.ours.test; spf=none (; dmarc=pass header.from=corp.test) smtp.mailfrom=evil.test',
        OURS,
      ],
    ],
    [
      'an unclosed comment swallows what follows',
      'none',
      ['Authentication-Results: mx.ours.test; spf=none (; dmarc=pass header.from=corp.test', OURS],
    ],
    ['"none" is a verdict that says nothing', 'none', ['Authentication-Results: mx.ours.test; none', OURS]],
    [
      'without DMARC a signature of the very domain proves the sender',
      'pass',
      ['Authentication-Results: mx.ours.test; dkim=pass header.d=corp.test header.s=s1', OURS],
    ],
    [
      'a domain without a DMARC policy is proved by its signature',
      'pass',
      ['Authentication-Results: mx.ours.test; dkim=pass header.d=corp.test; dmarc=none header.from=corp.test', OURS],
    ],
    [
      'header.i names the signer where header.d is missing',
      'pass',
      ['Authentication-Results: mx.ours.test; dkim=pass header.i=@corp.test', OURS],
    ],
    [
      'a broken signature of the same domain undoes a good one',
      'none',
      ['Authentication-Results: mx.ours.test; dkim=pass header.d=corp.test; dkim=fail header.d=corp.test', OURS],
    ],
    [
      'a list’s broken signature does not undo the sender’s own',
      'pass',
      ['Authentication-Results: mx.ours.test; dkim=fail header.d=list.test; dkim=pass header.d=corp.test', OURS],
    ],
    [
      'a stranger’s signature proves nothing',
      'none',
      ['Authentication-Results: mx.ours.test; dkim=pass header.d=evil.test', OURS],
    ],
    [
      'SPF alone proves nothing',
      'none',
      ['Authentication-Results: mx.ours.test; spf=pass smtp.mailfrom=corp.test', OURS],
    ],
    [
      'a hard SPF failure without any signature speaks against the sender',
      'fail',
      ['Authentication-Results: mx.ours.test; spf=fail smtp.mailfrom=corp.test; dkim=none', OURS],
    ],
    ['a Received line without a host ends what counts', 'unknown', ['Received: (qmail 7 invoked by uid 0)', pass]],
    [
      'our host’s name as the greeting of a stranger is not our line',
      'unknown',
      ['Received: from mx.ours.test by mx.evil.test with SMTP; Mon, 2 Mar 2026 10:00:00 +0300', pass],
    ],
    [
      'a greeting that reads "by" moves nothing',
      'unknown',
      ['Received: from by (mx.ours.test) by mx.evil.test with SMTP', pass],
    ],
    [
      'our host’s name in a comment is not our line',
      'unknown',
      ['Received: from x (by mx.ours.test) by mx.evil.test with SMTP', pass],
    ],
    ['no verdict at all leaves the sender unknown', 'unknown', [OURS, FOREIGN]],
  ]
  test.each(cases)('F49 %s', (_, expected, lines) => {
    expect(verdictOn(lines)).toBe(expected)
  })

  test('nobody is believed where no server is trusted', () => {
    expect(verdictOn([pass, OURS], { trust: { authservIds: [] } })).toBe('unknown')
  })

  test('without receivedBy the names of the verdicts are the hosts of ours', () => {
    expect(verdictOn([OURS, pass, FOREIGN], { trust: { receivedBy: [] } })).toBe('pass')
    expect(verdictOn([STORE, OURS, pass], { trust: { receivedBy: [] } })).toBe('unknown')
  })

  test('a mail that names two senders proves neither', () => {
    expect(verdictOn([pass, OURS], { mailboxes: 2 })).toBe('none')
  })

  test('a customer may be proved by a domain akin to his, an engineer only by his own', () => {
    const lines = ['Authentication-Results: mx.ours.test; dkim=pass header.d=corp.test', OURS]
    const from = 'anna@office.corp.test'
    expect(verdictOn(lines, { from })).toBe('pass')
    expect(verdictOn(lines, { from, trust: { isEngineer: () => true } })).toBe('none')
  })

  test('a top-level domain is akin to nobody', () => {
    expect(verdictOn(['Authentication-Results: mx.ours.test; dkim=pass header.d=test', OURS])).toBe('none')
  })
})
