// Mixed Russian mails for the bench, always the same for the same seed: new requests, answers, robots, bounces, HTML
// alone, some with a file.
export interface BenchMail {
  readonly from: string
  readonly raw: Buffer
}

const PEOPLE = [
  'Анна Иванова',
  'Борис Петров',
  'Вера Сидорова',
  'Глеб Кузнецов',
  'Дарья Попова',
  'Егор Волков',
  'Жанна Ершова',
  'Кирилл Юдин',
]
const SUBJECTS = [
  'Не открывается каталог',
  'Как настроить роли операторов',
  'Ошибка 500 при входе',
  'Нужна консультация',
  'Отчёт формируется очень долго',
  'Обновление до версии 2.1',
]
const SENTENCES = [
  'После обновления программа работает медленнее обычного.',
  'Подскажите, пожалуйста, где в руководстве описана эта настройка.',
  'Перезагрузка сервера не помогла, пробовали дважды.',
  'Ошибка появляется у всех сотрудников отдела.',
  'Версия операционной системы Astra Linux 1.7.',
  'Снимок экрана приложим следующим письмом.',
  'Вчера вечером всё работало, ничего не меняли.',
  'Просим проверить права доступа к разделу «Отчёты».',
]

/** A small generator of pseudo-random numbers (mulberry32): the same seed, the same mails. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function encoded(text: string): string {
  return `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
}

function base64(bytes: Buffer): string {
  return (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')
}

interface Draw {
  readonly n: number
  readonly next: () => number
  pick<T>(from: readonly T[]): T
}

/** So many mails to an address. */
export function mixedMails(count: number, to: string, seed = 1): BenchMail[] {
  const next = chance(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T
  return Array.from({ length: count }, (_, n) => mixedMail({ n, next, pick }, to))
}

function mixedMail(draw: Draw, to: string): BenchMail {
  const person = draw.pick(PEOPLE)
  const from = `person${draw.n}@firm${draw.n % 97}.test`
  const kind = draw.next()
  const text = Array.from({ length: 3 + Math.floor(draw.next() * 12) }, () => draw.pick(SENTENCES)).join('\r\n')
  const subject = draw.pick(SUBJECTS)
  const head = (title: string, more: readonly string[] = []): string[] => [
    `From: ${encoded(person)} <${from}>`,
    `To: ${to}`,
    `Subject: ${encoded(title)}`,
    `Message-ID: <${draw.n}.bench@${from.split('@')[1]}>`,
    'Date: Mon, 23 Nov 2026 12:00:00 +0300',
    'MIME-Version: 1.0',
    ...more,
  ]
  const plain = (body: string): string[] => [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    base64(Buffer.from(body)),
  ]
  if (kind < 0.06)
    return {
      from,
      raw: whole([...head(`Автоответ: ${subject}`, ['Auto-Submitted: auto-replied']), ...plain('Я в отпуске.')]),
    }
  if (kind < 0.1) return { from, raw: whole(bounce(draw, to)) }
  if (kind < 0.38)
    return {
      from,
      raw: whole([
        ...head(`Re: ${subject}`, [`In-Reply-To: <other.${draw.n}@desk.test>`]),
        ...plain(`${text}\r\n\r\n20.11.2026, ${person} пишет:\r\n${text.replace(/^/gm, '> ')}`),
      ]),
    }
  if (kind < 0.42)
    return {
      from,
      raw: whole([
        ...head(subject),
        'Content-Type: text/html; charset=utf-8',
        'Content-Transfer-Encoding: base64',
        '',
        base64(Buffer.from(`<p>${text.replace(/\r\n/g, '</p><p>')}</p>`)),
      ]),
    }
  if (draw.next() < 0.15) return { from, raw: whole([...head(subject), ...withFile(plain(text), draw)]) }
  return { from, raw: whole([...head(subject), ...plain(text)]) }
}

function whole(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n`)
}

function withFile(body: readonly string[], draw: Draw): string[] {
  const bytes = Buffer.alloc(4096 + Math.floor(draw.next() * 40_000), `строка журнала ${draw.n}\n`)
  return [
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    ...body,
    '--part',
    'Content-Type: text/plain',
    `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent('журнал.log')}`,
    'Content-Transfer-Encoding: base64',
    '',
    base64(bytes),
    '--part--',
  ]
}

function bounce(draw: Draw, to: string): string[] {
  return [
    'From: Mail Delivery System <MAILER-DAEMON@relay.test>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    `Message-ID: <${draw.n}.bounce@relay.test>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=report',
    '',
    '--report',
    'Content-Type: text/plain',
    '',
    'The mail could not be delivered.',
    '--report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; relay.test',
    '',
    `Final-Recipient: rfc822; nobody${draw.n}@firm.test`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--report--',
  ]
}
