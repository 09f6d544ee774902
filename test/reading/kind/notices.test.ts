// Mail servers that write for people only: who did not get the mail, why, whether for good, and which mail it was.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readMail } from '../../../src/reading/mime.ts'
import { mailOf, NOTICES } from '../../support/notices.ts'

const folder = mkdtempSync(join(tmpdir(), 'notices-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a notice in plain words is read', () => {
  test.each(NOTICES.map((notice) => [notice.name, notice] as const))('%s', (_, notice) => {
    const path = join(folder, 'notice.eml')
    writeFileSync(path, mailOf(notice))
    const { kind, bounce, mayAcknowledge } = readMail(path, { messageBytes: 1 << 20 })
    expect({ kind, mayAcknowledge }).toEqual({ kind: 'bounce', mayAcknowledge: false })
    const recipients = bounce?.recipients ?? []
    expect(recipients.map((one) => one.address)).toEqual(notice.who)
    expect(recipients[0]).toMatchObject({
      action: notice.action ?? 'failed',
      permanent: notice.lasting ?? true,
      ...(notice.status === undefined ? {} : { status: notice.status }),
    })
    if (notice.id !== undefined) expect(bounce?.originalMessageId).toBe(notice.id)
  })
})
