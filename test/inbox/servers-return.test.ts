// A server that comes back otherwise than it went: numbered anew while the desk was down, asked for what is past its end.
import { afterEach, expect, test } from 'vitest'
import { connectImap } from '../../src/inbox/imap.ts'
import { eventually } from '../support/patience.ts'
import { mailNumbered, startInbox, stopAll, testBooks } from './desk-inbox.ts'
import { type ScriptedImap, type ScriptedMail, startScriptedImap } from './scripted-imap.ts'

let server: ScriptedImap
afterEach(async () => {
  stopAll()
  await server.stop()
})

const mail = (uid: number, n: number): ScriptedMail => ({ uid, raw: mailNumbered(n) })

test('F12 numbered anew while the desk was down, with new mail under low numbers: nothing is lost, nothing is filed twice', async () => {
  server = await startScriptedImap([mail(5, 1), mail(6, 2), mail(7, 3)])
  server.movesNothing = true
  const books = testBooks()
  const first = await startInbox({ mailbox: server.settings(), books })
  await eventually(() => expect(first.subjects()).toHaveLength(3))
  await first.stop()
  server.movesNothing = false
  server.flags.clear()
  server.uidValidity = 2
  server.mails = [mail(1, 4), mail(2, 1), mail(3, 5), mail(4, 2), mail(5, 3), mail(6, 6)]
  const second = await startInbox({ mailbox: server.settings(), books })
  await eventually(() => expect(server.mails).toHaveLength(0))
  expect([...second.subjects()].sort()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `letter ${n}`))
  await second.stop()
})

test('F20 whoever asks from beyond the end is told of no mail', async () => {
  server = await startScriptedImap([mail(3, 1), mail(7, 2)])
  const connection = await connectImap(server.settings())
  await connection.open('INBOX')
  expect(await connection.uids(8)).toEqual([])
  expect(await connection.uids(7)).toEqual([7])
  expect(await connection.uids(1)).toEqual([3, 7])
  connection.close()
})
