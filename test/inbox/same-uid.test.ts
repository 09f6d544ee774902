// A UID that returns: a server put back to an older state, or another account, hands out numbers that the books know.
// What lies under them is settled only when it is what was filed.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from '../support/patience.ts'
import { mailNumbered, startInbox, type TestBooks, type TestInbox, testBooks } from './desk-inbox.ts'
import { type ScriptedImap, type ScriptedMail, startScriptedImap } from './scripted-imap.ts'

const mail = (uid: number, n: number, more: Partial<ScriptedMail> = {}): ScriptedMail => ({
  uid,
  raw: mailNumbered(n),
  ...more,
})
const subjectsOf = (...numbers: number[]): string[] => numbers.map((n) => `letter ${n}`)

let server: ScriptedImap
let books: TestBooks
let inbox: TestInbox

beforeEach(async () => {
  server = await startScriptedImap([])
  books = testBooks()
})
afterEach(async () => {
  await inbox.stop()
  await server.stop()
})

async function started(changes: Parameters<ScriptedImap['settings']>[0] = {}): Promise<void> {
  inbox = await startInbox({ mailbox: server.settings(changes), books })
}
const filed = (): readonly string[] => inbox.subjects()
/** Waits until the desk has looked through the folder again. */
async function looked(): Promise<void> {
  const looks = (): number => server.heard.filter((line) => line.includes('SEARCH')).length
  const before = looks()
  await eventually(() => expect(looks()).toBeGreaterThan(before + 1))
}
const moved = (): readonly string[] => server.heard.filter((line) => line.includes('MOVE'))

describe('a mailbox that was put back to an older state', () => {
  const another = { internalDate: '03-Mar-2026 11:00:00 +0300' }

  test('while the desk runs: the new mail under the old numbers is filed, and only then moved', async () => {
    server.mails = [mail(5, 1), mail(6, 2)]
    await started()
    await eventually(() => expect(server.mails.length).toBe(0))
    server.mails = [mail(5, 3, another), mail(6, 4, another), mail(7, 5, another)]
    await eventually(() => expect([...filed()].sort()).toEqual(subjectsOf(1, 2, 3, 4, 5)))
    await eventually(() => expect(server.mails.length).toBe(0))
    expect(inbox.lines.filter((line) => line.includes('another size or moment'))).toHaveLength(1)
  })

  test('while the desk was stopped: likewise', async () => {
    server.mails = [mail(5, 1), mail(6, 2)]
    await started()
    await eventually(() => expect(server.mails.length).toBe(0))
    await inbox.stop()
    server.mails = [mail(5, 3, another), mail(6, 4, another), mail(7, 5, another)]
    await started()
    await eventually(() => expect([...filed()].sort()).toEqual(subjectsOf(1, 2, 3, 4, 5)))
  })

  test('where filed mail is only marked: a new connection looks at every number anew', async () => {
    server.capability = 'IMAP4rev1 IDLE'
    server.mails = [mail(5, 1), mail(6, 2)]
    await started()
    await eventually(() => expect(server.flags.size).toBe(2))
    server.mails = [mail(5, 1), mail(6, 3, another)]
    server.flags.delete(6)
    server.cut()
    await eventually(() => expect(filed()).toEqual(subjectsOf(1, 2, 3)))
    await eventually(() => expect(server.flags.get(6)).toBe('TicketdFiled'))
  })

  test('a mail of another size under the same moment is another mail', async () => {
    server.mails = [mail(5, 1)]
    await started()
    await eventually(() => expect(server.mails.length).toBe(0))
    server.mails = [mail(5, 3, { raw: mailNumbered(3, 'Другой текст, длиннее прежнего.') })]
    await eventually(() => expect(filed()).toEqual(subjectsOf(1, 3)))
  })

  test('the filed mail itself, back again, is moved without being fetched a second time', async () => {
    server.mails = [mail(5, 1), mail(6, 2)]
    await started()
    await eventually(() => expect(server.mails.length).toBe(0))
    const fetches = (): number => server.heard.filter((line) => line.includes('BODY.PEEK[]')).length
    const before = fetches()
    await looked()
    server.mails = [mail(5, 1), mail(6, 2)]
    await eventually(() => expect(server.mails.length).toBe(0))
    expect(filed()).toEqual(subjectsOf(1, 2))
    expect(fetches()).toBe(before)
  })

  test('where the server tells no moment the bytes decide', async () => {
    server.mails = [mail(5, 1, { internalDate: null })]
    await started()
    await eventually(() => expect(server.mails.length).toBe(0))
    server.mails = [mail(5, 1, { internalDate: null })]
    await eventually(() => expect(server.mails.length).toBe(0))
    expect(filed()).toEqual(subjectsOf(1))
    server.mails = [mail(5, 3, { internalDate: null })]
    await eventually(() => expect(filed()).toEqual(subjectsOf(1, 3)))
  })
})

describe('another account', () => {
  test.each([
    ['user', { user: 'sales' }],
    ['host', { host: 'localhost' }],
  ])(
    'whose numbers are the same by chance is another mailbox: a change of %s loses no mail',
    async (_what, changes) => {
      server.mails = [mail(1, 1), mail(2, 2)]
      await started()
      await eventually(() => expect(server.mails.length).toBe(0))
      await inbox.stop()
      // Even of the same size and moment.
      server.mails = [mail(1, 3), mail(2, 4)]
      await started(changes)
      await eventually(() => expect(filed()).toEqual(subjectsOf(1, 2, 3, 4)))
    },
  )
})

describe('a MOVE that is answered with OK and moves nothing', () => {
  test('is believed once; then the mail is marked, and the log says so', async () => {
    server.movesNothing = true
    server.mails = [mail(1, 1)]
    await started()
    await eventually(() => expect(server.flags.get(1)).toBe('TicketdFiled'))
    expect(filed()).toEqual(subjectsOf(1))
    expect(inbox.lines.filter((line) => line.includes('says that it moved filed mail and has not'))).toHaveLength(1)
    server.mails = [...server.mails, mail(2, 2)]
    await eventually(() => expect(server.flags.get(2)).toBe('TicketdFiled'))
    expect(moved()).toHaveLength(1)
  })
})
