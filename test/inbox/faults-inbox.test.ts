import { afterEach, describe, expect, test, vi } from 'vitest'
import { tryMailbox } from '../../src/inbox/inbox.ts'
import { Trouble } from '../../src/trouble.ts'
import { eventually, until } from '../support/patience.ts'
import { mailNumbered, startInbox, type TestInbox, type TestInboxOptions } from './desk-inbox.ts'
import { type ScriptedImap, type ScriptedMail, startScriptedImap } from './scripted-imap.ts'

const mail = (uid: number, more: Partial<ScriptedMail> = {}): ScriptedMail => ({ uid, raw: mailNumbered(uid), ...more })
const subjectsOf = (...uids: number[]): string[] => uids.map((uid) => `letter ${uid}`)

let server: ScriptedImap
let inbox: TestInbox
afterEach(async () => {
  vi.useRealTimers()
  await inbox.stop()
  await server.stop()
})

async function started(
  mails: readonly ScriptedMail[],
  lies: (server: ScriptedImap) => void = () => undefined,
  more: Partial<TestInboxOptions> = {},
): Promise<void> {
  server = await startScriptedImap(mails)
  lies(server)
  inbox = await startInbox({ mailbox: server.settings(), ...more })
}
const filed = (): readonly string[] => inbox.subjects()
const emptied = (): number => server.mails.length

describe('a mailbox that misbehaves', () => {
  test('F17 a batch that is refused is halved until one mail stands alone, and the others are filed', async () => {
    const refuses = ({ uids }: { uids: readonly number[] }): 'NO' | null => (uids.includes(3) ? 'NO' : null)
    await started(
      [1, 2, 3, 4, 5].map((uid) => mail(uid)),
      (one) => {
        one.fetch = refuses
      },
    )
    await eventually(() => expect(filed()).toEqual(subjectsOf(1, 2, 4, 5)))
    await eventually(() => expect(inbox.lines.filter((line) => line.includes('cannot be taken in')).length).toBe(1))
    expect(server.mails.map((one) => one.uid)).toEqual([3])
  })

  test('a mail that is refused at first is filed when the server has come to its senses', async () => {
    await started([mail(1), mail(2)], (one) => {
      one.fetch = ({ count }) => (count < 4 ? 'BAD' : null)
    })
    await eventually(() => expect([...filed()].sort()).toEqual(subjectsOf(1, 2)))
    await eventually(() => expect(emptied()).toBe(0))
  })

  test('rows of mails that nobody asked for and rows that come twice change nothing', async () => {
    await started([mail(1), mail(2)], (one) => {
      one.fetch = ({ uids }, usual) => ({
        rows: [
          ...usual(uids),
          '* 9 FETCH (UID 99 BODY[] {5}\r\nhello)',
          ...usual(uids),
          '* 1 FETCH (UID 1 FLAGS (\\Seen))',
        ],
      })
    })
    await eventually(() => expect(emptied()).toBe(0))
    expect(filed()).toEqual(subjectsOf(1, 2))
  })

  test('F17 a row under a wrong UID is not taken for the mail', async () => {
    await started([mail(1)], (one) => {
      one.fetch = ({ count }) => (count < 2 ? { rows: ['* 1 FETCH (UID 7 BODY[] {5}\r\nhello)'] } : null)
    })
    await eventually(() => expect(filed()).toEqual(subjectsOf(1)))
  })

  test('a line of garbage in the answer loses no mail', async () => {
    await started([mail(1), mail(2)], (one) => {
      one.fetch = ({ uids, count }, usual) => (count === 0 ? { rows: ['* (((( \u0000 {x', ...usual(uids)] } : null)
    })
    await eventually(() => expect(emptied()).toBe(0))
    expect([...filed()].sort()).toEqual(subjectsOf(1, 2))
  })

  test('a row without its text is asked for again, and filed when the text comes', async () => {
    await started([mail(1), mail(2)], (one) => {
      one.fetch = ({ uids, count }, usual) =>
        count < 2 ? { rows: [...usual(uids.filter((uid) => uid !== 1)), '* 1 FETCH (UID 1 BODY[] NIL)'] } : null
    })
    await eventually(() => expect([...filed()].sort()).toEqual(subjectsOf(1, 2)))
  })

  test('a mail that breaks the connection each time is left alone after a while; the others are filed', async () => {
    await started(
      [1, 2, 3].map((uid) => mail(uid)),
      (one) => {
        one.fetch = ({ uids }) => (uids.includes(2) ? 'cut' : null)
      },
    )
    await eventually(() => expect(filed()).toEqual(subjectsOf(1, 3)))
    await eventually(() => expect(inbox.lines.filter((line) => line.includes('cannot be taken in')).length).toBe(1))
  })

  test('F04 a connection that breaks once costs no mail and files none twice', async () => {
    await started(
      [1, 2, 3, 4].map((uid) => mail(uid)),
      (one) => {
        one.fetch = ({ count }) => (count === 0 ? 'cut' : null)
      },
    )
    await eventually(() => expect(emptied()).toBe(0))
    expect(filed()).toEqual(subjectsOf(1, 2, 3, 4))
  })

  test('a server that ends each connection after a look is come back to ever more slowly, and the log says so', async () => {
    const complaints: number[] = []
    const endsIdle = (one: ScriptedImap): void => {
      one.endsIdle = true
    }
    await started([mail(1)], endsIdle, {
      told: (line) => line.includes('one connection after the other') && complaints.push(server.signIns),
    })
    await eventually(() => expect(complaints).toEqual([5]))
    expect(filed()).toEqual(subjectsOf(1))
    server.endsIdle = false
    await eventually(() => expect(inbox.state()).toMatchObject({ connected: true }))
  })

  test('F18 an announced mail that is not there disturbs nothing, a mail that was not announced is found', async () => {
    await started([mail(1)])
    await eventually(() => expect(filed()).toEqual(subjectsOf(1)))
    server.exists = 5
    server.tell('* 5 EXISTS')
    server.exists = null
    server.mails.push(mail(2))
    await eventually(() => expect(filed()).toEqual(subjectsOf(1, 2)))
  })

  test('a hint brings the mail at once, long before the next poll', async () => {
    server = await startScriptedImap([])
    inbox = await startInbox({ mailbox: server.settings({ pollSeconds: 600 }) })
    await eventually(() => expect(server.heard.filter((line) => line.includes('SEARCH')).length).toBe(1))
    await eventually(() => expect(inbox.state().lastSweepAt).not.toBeNull())
    server.mails.push(mail(4))
    server.tell('* 1 EXISTS')
    await eventually(() => expect(filed()).toEqual(subjectsOf(4)))
  })

  test('F19 a mail that appears below those already filed is found', async () => {
    await started([mail(7)])
    await eventually(() => expect(filed()).toEqual(subjectsOf(7)))
    server.mails = [mail(5)]
    await eventually(() => expect(filed()).toEqual(subjectsOf(7, 5)))
  })

  test.each(['9.3736e+06', '1', '4000000000', '0'])(
    'a size that says %s is a guess, the mail is filed whole',
    async (size) => {
      await started([mail(1, { size })])
      await eventually(() => expect(filed()).toEqual(subjectsOf(1)))
      expect(inbox.books.letters[0]?.bytes).toBe(Buffer.byteLength(mailNumbered(1)))
    },
  )

  test('F36 a mail far larger than announced does not end in a loop of reconnects', async () => {
    const raw = mailNumbered(1, 'text '.repeat(5_000_000))
    await started([mail(1, { raw, size: '500' }), mail(2)])
    await eventually(() => expect([...filed()].sort()).toEqual(subjectsOf(1, 2)))
    expect(server.signIns).toBeLessThan(4)
  })

  test('when the UIDs are given anew all of the mailbox is looked through, and nothing is filed twice', async () => {
    await started([mail(1), mail(2)], (one) => one.refused.add('MOVE'))
    await eventually(() => expect(filed()).toEqual(subjectsOf(1, 2)))
    server.uidValidity = 2
    server.mails = [
      mail(1, { raw: mailNumbered(3) }),
      mail(2, { raw: mailNumbered(1) }),
      mail(3, { raw: mailNumbered(2) }),
    ]
    await eventually(() => expect(filed()).toEqual(subjectsOf(1, 2, 3)))
    expect(inbox.lines.filter((line) => line.includes('renumbered')).length).toBe(1)
  })

  test('where UIDs promise nothing, mail is known by its bytes', async () => {
    await started([mail(1), mail(2)], (one) => {
      one.uidValidity = 0
      one.refused.add('MOVE')
    })
    await eventually(() => expect(filed()).toEqual(subjectsOf(1, 2)))
    expect(inbox.books.letters.map((letter) => letter.place)).toEqual([null, null])
  })

  test('a moment of arrival that lies ahead, or is none, counts from now and is named', async () => {
    const now = new Date('2026-03-02T12:00:00Z')
    const dates = ['05-Mar-2026 10:00:00 +0300', 'tomorrow', '03-Mar-2026 11:00:00 +0300', '01-Mar-2026 09:30:00 +0300']
    await started(
      dates.map((internalDate, n) => mail(n + 1, { internalDate })),
      undefined,
      { also: { clock: () => now } },
    )
    await eventually(() => expect(filed().length).toBe(4))
    expect(inbox.books.letters.map((letter) => letter.arrivedAt.toISOString())).toEqual([
      '2026-03-02T12:00:00.000Z',
      '2026-03-02T12:00:00.000Z',
      '2026-03-03T08:00:00.000Z',
      '2026-03-01T06:30:00.000Z',
    ])
    expect(
      inbox.books.letters.map((letter) =>
        letter.defects.some((one) => one.is === 'no moment of arrival' || one.is === 'arrival ahead'),
      ),
    ).toEqual([true, true, false, false])
  })
})

describe('a mailbox that can little', () => {
  test('without MOVE a filed mail carries our keyword and stays', async () => {
    await started([mail(1), mail(2)], (one) => {
      one.capability = 'IMAP4rev1'
    })
    await eventually(() => expect(server.flags.size).toBe(2))
    expect([...server.flags.values()]).toEqual(['TicketdFiled', 'TicketdFiled'])
    expect(server.heard.filter((line) => /EXPUNGE|Deleted/i.test(line))).toEqual([])
    expect(inbox.lines.filter((line) => line.includes('offers no MOVE'))).toHaveLength(1)
    expect(await tryMailbox(server.settings())).toEqual([expect.stringContaining('offers no MOVE')])
  })

  test('without keywords it is marked as seen', async () => {
    await started([mail(1)], (one) => {
      one.capability = 'IMAP4rev1'
      one.permanentFlags = '\\Seen \\Deleted'
    })
    await eventually(() => expect(server.flags.get(1)).toBe('\\Seen'))
  })

  test('where folders cannot be made letters are marked, and nothing is moved', async () => {
    await started([mail(1)], (one) => one.refused.add('CREATE'))
    await eventually(() => expect(server.flags.get(1)).toBe('TicketdFiled'))
    expect(server.mails.length).toBe(1)
  })

  test('a refused password is tried seldom, told once, and mended by itself', async () => {
    await started([mail(1)], (one) => one.refused.add('LOGIN'))
    await eventually(() => expect(server.signIns).toBeGreaterThan(1))
    expect(inbox.state()).toMatchObject({ connected: false, trouble: 'the mailbox refuses user or password' })
    expect(inbox.lines.length).toBe(1)
    server.refused.delete('LOGIN')
    await eventually(() => expect(filed()).toEqual(subjectsOf(1)))
    await eventually(() => expect(inbox.state()).toMatchObject({ connected: true, backlog: 0, trouble: null }))
  })

  test('a refused password is tried at the pace of refusals alone: ten tries of one in haste, and none of one at rest', async () => {
    const refusing = (one: ScriptedImap): void => void one.refused.add('LOGIN')
    const pace = { first: 1, most: 2, refused: 3_600_000, retry: 10 }
    await started([], refusing, { also: { pace } })
    await eventually(() => expect(inbox.state().trouble).toBe('the mailbox refuses user or password'))
    const other = await startScriptedImap([])
    refusing(other)
    const hasty = await startInbox({ mailbox: other.settings(), also: { pace: { ...pace, refused: 1 } } })
    await eventually(() => expect(other.signIns).toBeGreaterThan(10))
    expect(server.signIns).toBe(1)
    await hasty.stop()
    await other.stop()
  })

  test('a server that has no room for a sign-in now is not taken for one that refuses the password', async () => {
    await started([mail(1)], (one) => {
      one.refused.add('LOGIN')
      one.refusal = '[UNAVAILABLE] Maximum number of connections from user+IP exceeded'
    })
    await eventually(() => expect(inbox.state().trouble).toBe('the mailbox takes no sign-in for now'))
    await eventually(() => expect(server.signIns).toBeGreaterThan(2))
    server.refused.delete('LOGIN')
    await eventually(() => expect(filed()).toEqual(subjectsOf(1)))
  })

  test('a token that was revoked before its time is asked for anew, once a sign-in, and the reason names OAuth', async () => {
    const asked: (string | undefined)[] = []
    const token = (refused?: string): Promise<string> => {
      asked.push(refused)
      return Promise.resolve(refused === undefined ? 'old' : 'fresh')
    }
    server = await startScriptedImap([mail(1)])
    server.capability = 'IMAP4rev1 IDLE MOVE SASL-IR AUTH=XOAUTH2'
    server.mayEnter = (line) => Buffer.from(line.split(' ').at(-1) ?? '', 'base64').includes('Bearer fresh')
    inbox = await startInbox({ mailbox: server.settings({ secret: { token } }) })
    await eventually(() => expect(filed()).toEqual(subjectsOf(1)))
    expect(asked).toEqual([undefined, 'old'])
    expect(inbox.lines.filter((line) => line.startsWith('error'))).toEqual([])
    server.mayEnter = () => false
    server.cut()
    await eventually(() => expect(inbox.state().trouble).toBe('the mailbox refuses the OAuth 2 token'))
  })

  test('what the server says of its refusal is kept for the log, and the folder is named', async () => {
    server = await startScriptedImap([])
    const mailbox = server.settings({ folders: { ...server.settings().folders, inbox: 'Support' } })
    inbox = await startInbox({ mailbox })
    server.refused.add('SELECT')
    const refusal = await tryMailbox(mailbox).catch((error: Trouble) => error)
    expect(refusal).toMatchObject({
      message: 'mailbox.folders.inbox names "Support", which is not there; the folders are "INBOX"',
      cause: { message: 'refused by the script' },
    })
    server.refused.add('LOGIN')
    expect(await tryMailbox(mailbox).catch((error: Trouble) => error)).toMatchObject({
      message: 'the mailbox refuses user or password',
      cause: { message: 'refused by the script' },
    })
  })
})

describe('a letter that stumbles', () => {
  test('is tried three times, then set aside, and the letters behind it go on', async () => {
    const tries: string[] = []
    await started([mail(1), mail(2), mail(3)], undefined, {
      file(letter, books) {
        tries.push(letter.subject)
        if (letter.subject === 'letter 2') throw new Error('a bug in a rule')
        books.record(letter)
      },
    })
    await eventually(() => expect(emptied()).toBe(0))
    expect(tries.filter((one) => one === 'letter 2').length).toBe(3)
    expect(tries.filter((one) => one !== 'letter 2')).toEqual(subjectsOf(1, 3))
    expect(tries.slice(0, 3)).toEqual(subjectsOf(1, 2, 3))
    expect(inbox.setAside.map(({ letter, why }) => [letter.subject, why])).toEqual([['letter 2', 'a bug in a rule']])
    expect(server.heard.some((line) => line.includes('MOVE') && line.includes('Failed'))).toBe(true)
  })

  test('over trouble that passes is neither counted nor marked; it is filed when the trouble is over', async () => {
    let busy = 6
    await started([mail(1), mail(2)], undefined, {
      file(letter, books) {
        if (busy-- > 0) throw new Trouble('the books are busy', { lasting: false })
        books.record(letter)
      },
    })
    await eventually(() => expect(emptied()).toBe(0))
    expect(filed()).toEqual(subjectsOf(1, 2))
    expect(inbox.setAside).toEqual([])
    expect(inbox.lines.filter((line) => line.startsWith('error')).length).toBe(1)
  })
})

describe('the first start', () => {
  test('leaves older mail where it is, counts it, and never moves the line', async () => {
    const now = new Date('2026-03-10T12:00:00Z')
    server = await startScriptedImap([
      mail(1, { internalDate: '01-Mar-2026 10:00:00 +0300' }),
      mail(2, { internalDate: '08-Mar-2026 10:00:00 +0300' }),
    ])
    inbox = await startInbox({ mailbox: server.settings({ firstStartDays: 3 }), also: { clock: () => now } })
    await eventually(() => expect(filed()).toEqual(subjectsOf(2)))
    expect(inbox.books.firstStart(now).toISOString()).toBe('2026-03-07T12:00:00.000Z')
    expect(inbox.books.left).toEqual(new Map([['INBOX', 1]]))
    expect(inbox.lines.map((line) => line.replace(/ \| until.*/, ''))).toEqual([
      'info | mail older than the first start is left where it is | mailbox=INBOX | count=1',
    ])
    expect(server.mails.some((one) => one.uid === 1)).toBe(true)
  })
})

describe('the moment of arrival', () => {
  test.each([null, '01-Jan-1970 00:00:00 +0000', '31-Dec-1969 23:59:59 +0000'])(
    'when it is %s is no age: the mail is filed as one that comes now, and the defect is named',
    async (internalDate) => {
      const now = new Date('2026-03-10T12:00:00Z')
      server = await startScriptedImap([mail(1, { internalDate })])
      inbox = await startInbox({ mailbox: server.settings({ firstStartDays: 3 }), also: { clock: () => now } })
      await eventually(() => expect(filed()).toEqual(subjectsOf(1)))
      expect(inbox.books.letters[0]?.arrivedAt).toEqual(now)
      expect(inbox.books.letters[0]?.defects).toContainEqual({ is: 'no moment of arrival' })
      expect(inbox.books.left.size).toBe(0)
    },
  )

  test('decides from the first start on, not from the first look: with no days before it nothing that comes is left', async () => {
    let now = new Date('2026-03-10T12:00:00.900Z')
    server = await startScriptedImap([mail(1, { internalDate: '10-Mar-2026 12:00:00 +0000' })])
    server.refused.add('LOGIN')
    inbox = await startInbox({ mailbox: server.settings({ firstStartDays: 0 }), also: { clock: () => now } })
    await eventually(() => expect(server.signIns).toBeGreaterThan(0))
    now = new Date('2026-03-10T15:00:00Z')
    server.mails.push(mail(2, { internalDate: '10-Mar-2026 14:00:00 +0000' }))
    server.refused.delete('LOGIN')
    await eventually(() => expect(filed()).toEqual(subjectsOf(1, 2)))
  })
})

describe('stopping', () => {
  test('the letters in hand, which share a commit, are finished and settled, the next ones stay on the server', async () => {
    const stopping = new AbortController()
    const uids = Array.from({ length: 40 }, (_, n) => n + 1)
    server = await startScriptedImap(uids.map((uid) => mail(uid)))
    inbox = await startInbox({
      mailbox: server.settings(),
      also: { signal: stopping.signal },
      file(letter, books) {
        books.record(letter)
        if (letter.subject === 'letter 2') stopping.abort()
      },
    })
    await inbox.ended
    const count = filed().length
    expect(filed()).toEqual(subjectsOf(...uids.slice(0, count)))
    expect(server.mails.map((one) => one.uid)).toEqual(uids.slice(count))
    expect(count).toBeLessThan(40)
    expect(server.heard.at(-1)).toBe('LOGOUT')
  })

  test('a server that stays silent does not hold up the end', async () => {
    const stopping = new AbortController()
    server = await startScriptedImap([mail(1)])
    server.fetch = () => {
      setImmediate(() => stopping.abort())
      return 'silence'
    }
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    inbox = await startInbox({ mailbox: server.settings(), also: { signal: stopping.signal } })
    let ended = false
    inbox.ended.then(() => {
      ended = true
    })
    await until('it is told to stop', () => stopping.signal.aborted)
    await vi.advanceTimersByTimeAsync(7000)
    await until('it ends', () => ended)
    expect(filed()).toEqual([])
  })
})
