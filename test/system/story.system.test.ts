import { createHash } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Daemon } from '../../src/daemon/daemon.ts'
import { configureDesk, type DeskAtLab, inBooks, startDesk } from '../support/desk-at-lab.ts'
import { type Lab, type LabUser, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'

describe.skipIf(!labAvailable())('the desk between Dovecot and Postfix', () => {
  let lab: Lab
  let desk: DeskAtLab
  let daemon: Daemon

  beforeAll(async () => {
    lab = await startLab()
    desk = configureDesk(lab)
    daemon = await startDesk(desk)
  })
  afterAll(async () => {
    daemon.stop()
    await daemon.ended
    await lab.stop()
  })

  const received = async (user: LabUser, count: number) => {
    await until(`${count} mails for ${user}`, () => lab.count(user) >= count)
    const mails = await lab.mailbox(user)
    return Promise.all(mails.map((mail) => simpleParser(mail.source)))
  }

  test('a mail is acknowledged, the engineers get it, the answer reaches the customer, and his answer joins', async () => {
    const file = Buffer.from('содержимое журнала '.repeat(500))
    const raw = [
      `From: =?utf-8?B?${Buffer.from('Иван Клиентов').toString('base64')}?= <${lab.address('customer1')}>`,
      `To: ${lab.address('support')}`,
      `Subject: =?utf-8?B?${Buffer.from('Не открывается каталог').toString('base64')}?=`,
      'Message-ID: <first@customer.example.test>',
      'Date: Mon, 23 Nov 2026 09:00:00 +0300',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=frontier',
      '',
      '--frontier',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('Добрый день!\nКаталог не открывается, журнал приложен.\n').toString('base64'),
      '--frontier',
      'Content-Type: application/octet-stream',
      `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent('Журнал за год.log')}`,
      'Content-Transfer-Encoding: base64',
      '',
      ...(file.toString('base64').match(/.{1,76}/g) ?? []),
      '--frontier--',
      '',
    ].join('\r\n')
    await lab.send(raw, { from: lab.address('customer1'), to: lab.address('support') })

    const [acknowledgement] = await received('customer1', 1)
    expect(acknowledgement?.subject).toBe('[SKPS-1] Не открывается каталог')
    expect(acknowledgement?.headers.get('auto-submitted')).toBe('auto-replied')
    expect(acknowledgement?.inReplyTo).toBe('<first@customer.example.test>')
    expect(acknowledgement?.text).toContain('SKPS-1')
    expect(acknowledgement?.text).toMatch(/10-й/)
    expect(acknowledgement?.text).toContain('Журнал за год.log')

    const [card] = await received('engineer1', 1)
    await received('engineer2', 1)
    expect(card?.text).toContain('Каталог не открывается')
    expect(card?.text?.split('\n')[0]).toContain('Ответ на это письмо уйдёт клиенту')
    const [attached] = card?.attachments ?? []
    expect(attached?.filename).toBe('Журнал за год.log')
    expect(
      createHash('sha256')
        .update(attached?.content ?? '')
        .digest('hex'),
    ).toBe(createHash('sha256').update(file).digest('hex'))

    const answer = [
      `From: =?utf-8?B?${Buffer.from('Пётр Иванов').toString('base64')}?= <${lab.address('engineer1')}>`,
      `To: ${lab.address('support')}`,
      `Subject: Re: ${card?.subject ? `=?utf-8?B?${Buffer.from(card.subject).toString('base64')}?=` : ''}`,
      'Message-ID: <answer@engineer.example.test>',
      `In-Reply-To: ${card?.messageId}`,
      `References: ${card?.messageId}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      'Здравствуйте! Обновите каталог до версии 2.1.',
      '',
      '-- ',
      'Пётр, тел. 123',
      '',
      '23.11.2026 12:00, Техническая поддержка пишет:',
      '> Ответ на это письмо уйдёт клиенту',
      '> Каталог не открывается',
      '',
    ].join('\r\n')
    await lab.send(Buffer.from(answer), { from: lab.address('engineer1'), to: lab.address('support') })
    const relayed = (await received('customer1', 2))[1]
    expect(relayed?.subject).toBe('[SKPS-1] Не открывается каталог')
    expect(relayed?.text).toContain('Обновите каталог до версии 2.1.')
    expect(relayed?.text).not.toContain('тел. 123')
    expect(relayed?.text).not.toContain('Ответ на это письмо уйдёт')
    expect(relayed?.headers.has('auto-submitted')).toBe(false)
    expect((await lab.mailbox('customer1')).map((mail) => mail.source).join()).not.toContain(lab.address('engineer1'))
    expect(relayed?.from?.value[0]).toEqual({
      address: lab.address('support'),
      name: 'Пётр Иванов (техническая поддержка)',
    })

    const reply = [
      `From: ${lab.address('customer1')}`,
      `To: ${lab.address('support')}`,
      'Subject: Re: something else entirely',
      'Message-ID: <second@customer.example.test>',
      `In-Reply-To: ${relayed?.messageId}`,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      'Обновил, но каталог всё равно не открывается.',
      '',
    ].join('\r\n')
    await lab.send(Buffer.from(reply), { from: lab.address('customer1'), to: lab.address('support') })
    const joined = await until('the answer joins', () =>
      inBooks(desk, (books) => {
        const shown = books.show(1)
        return (
          shown !== undefined && shown.messages.filter((message) => message.direction === 'in').length === 2 && shown
        )
      }),
    )
    expect(joined.ticket.state).toBe('open')
    expect(joined.ticket.engineer).toBe(lab.address('engineer1'))
    expect(inBooks(desk, (books) => books.tickets({})).length).toBe(1)
    // In working hours the few seconds that the answer stood move the date, and the customer is told.
    const passed = joined.messages.filter((message) => message.kind !== 'notice')
    expect(passed.map((message) => [message.direction, message.kind])).toEqual([
      ['in', 'mail'],
      ['out', 'acknowledgement'],
      ['out', 'answer'],
      ['in', 'mail'],
    ])
    await until('the inbox is empty', () => lab.count('support') === 0)
    expect(lab.count('support', 'Processed')).toBe(3)
  })
})
