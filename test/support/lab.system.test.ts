import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Lab, labAvailable, startLab } from './lab.ts'
import { eventually } from './patience.ts'

const title = labAvailable() ? 'the lab' : 'the lab (skipped: needs Dovecot 2.3, Postfix and root)'

describe.skipIf(!labAvailable())(title, () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await startLab()
  })
  afterAll(async () => {
    await lab.stop()
  })

  test('a mail handed to Postfix lies in the mailbox that Dovecot shows', async () => {
    await lab.send('Subject: one\r\n\r\nhello\r\n', { from: 'a@elsewhere.test', to: lab.address('support') })
    await eventually(() => expect(lab.count('support')).toBe(1))
    expect((await lab.mailbox('support'))[0]?.source).toContain('Subject: one')
  })

  test('mail to another domain is kept in the sink', async () => {
    await lab.send('Subject: two\r\n\r\nhello\r\n', { from: lab.address('support'), to: 'someone@far.test' })
    await eventually(() => expect(lab.count('sink')).toBe(1))
  })
})
