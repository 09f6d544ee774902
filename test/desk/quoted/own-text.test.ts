// What an engineer wrote, told from the mail of ours that he quotes: lines that look like a quotation, a signature or a head
// and are his; the mails of real clients.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ownText, type SeenMail } from '../../../src/desk/quoted/own-text.ts'
import { readMail } from '../../../src/reading/mime.ts'
import { PYOTR } from '../../support/desk.ts'
import { FOREIGN } from './answers.ts'

const signer = { engineer: PYOTR, supportName: 'Техническая поддержка' }
const CARD = `Ответ на это письмо уйдёт клиенту: Иван Сидоров <i.sidorov@plant.example>.
Обращение пока ничьё: кто ответит первым, за тем оно и останется.

  SKPS-12       Не открывается каталог
  Состояние     зарегистрировано
  Критичность   обычный уровень

Иван Сидоров <i.sidorov@plant.example>, 18 ноября 2026 г. в 12:00 (МСК)

Здравствуйте!

Каталог не открывается с утра, что делать?
Перезапуск не помог.
`

function seenMail(fields: Partial<SeenMail> = {}): SeenMail {
  return {
    subject: '[SKPS-12] Не открывается каталог',
    at: new Date('2026-11-18T09:00:05Z'),
    from: { name: 'Техническая поддержка', address: 'support@vendor.example' },
    to: { name: PYOTR.name, address: PYOTR.address },
    messageId: 'a.12.0123abcd.0123456789abcdefghijklmno@vendor.example',
    text: CARD,
    html: '',
    customers: ['Здравствуйте!\n\nКаталог не открывается с утра, что делать?\nПерезапуск не помог.'],
    beside: [],
    ...fields,
  }
}

function written(body: string, fields: Partial<SeenMail> = {}): string {
  return ownText({ body }, seenMail(fields), signer).text
}

const quoted = (text: string, mark = '> '): string => text.replace(/^/gm, mark)
const ABOVE = '18.11.2026 12:05, Техническая поддержка пишет:'

describe('an answer arrives whole', () => {
  test.each([
    'Добрый день!\n\nВ журнале от 23.11.2026 10:15 сервер пишет:\nнет места на диске /var\nОсвободите место.',
    'Порядок действий\n=====\n1. Остановите службу.',
    'Выполните:\n\n-- чистка\n--\ndelete from cache;\n--\ncommit;',
    'Обновление\n----------\nСкачайте архив.',
    'Заголовки должны быть такими:\nОт: admin@plant.example\nКому: support@vendor.example\nТема: проверка',
    'Заполните форму:\nФамилия:\nДата:\nПодпись:',
    'Это сообщение появляется, когда пользователь, для которого предназначен отчёт, не найден.',
    'Обновите каталог.\n\nС уважением, Пётр\n\nИ проверьте права на папку: без них не откроется.',
    'Обратитесь к администратору.\n\nС уважением,\nПётр Иванов\n\nПриложите журнал, он лежит в /var/log.',
    'Пётр Иванов приедет завтра.\n\nПётр Иванов\n8 (495) 000-00-00',
    'К вам приедет инженер:\n\nПётр Иванов\nтел. 8 (495) 000-00-00',
    'Напишите так:\n\n> select 1 from dual;\n> commit;',
    'Вы спрашиваете:\nКаталог не открывается с утра, что делать?\nПереустановите его.',
    'Служба поддержки пишет:\n«Доступ закрыт»\nЭто верно.',
    'Ответьте на письмо:\n-----Исходное сообщение-----\nтам указан срок.',
    'On Monday the vendor wrote:\nfixed in 2.7',
  ])('%j', (text) => {
    expect(written(text)).toBe(text)
    expect(written(`${text}\n\n${ABOVE}\n${quoted(CARD)}`)).toBe(text)
    expect(written(`${ABOVE}\n\n${quoted(CARD)}\n\n${text}\n\n-- \nПётр Иванов\nинженер`)).toBe(text)
    expect(written(`${text}\n\n${CARD}`)).toBe(text)
  })

  test('words on the line of the client, in front of its own, are his', () => {
    for (const above of [
      ABOVE,
      'В Ср, 18/11/2026 в 09:00 +0000,\nТехническая поддержка пишет:',
      'Техническая поддержка писал(а) 2026-11-18 12:00:',
      'On Wed, Nov 18, 2026 at 09:00:05AM +0000, Техническая поддержка wrote:',
    ]) {
      expect(written(`Поставьте версию 5.${above}\n${quoted(CARD)}`)).toBe('Поставьте версию 5.')
      expect(written(`Позвоните в 12:00${above}\n${quoted(CARD)}`)).toBe('Позвоните в 12:00')
    }
  })

  test.each(FOREIGN)('nothing of what the client says stays in the answer: %s', (above) => {
    expect(written(`Поставьте версию 5.\n\n${above}\n\n${quoted(CARD)}`)).toBe('Поставьте версию 5.')
    expect(written(`Поставьте версию 5.\n${above}\n\n${CARD}`)).toBe('Поставьте версию 5.')
  })

  test.each([
    `------ Исходное сообщение ------
От "Техническая поддержка" <support@vendor.example>
Кому "Пётр Иванов" <p.ivanov@vendor.example>
Дата 18.11.2026 12:01:00
Тема [SKPS-12] Не открывается каталог
`,
    `-------- Исходное сообщение --------От: Техническая поддержка <support@vendor.example> Дата: 18.11.2026  12:01  (GMT+03:00) Кому: Пётр Иванов <p.ivanov@vendor.example> Тема: [SKPS-12] Не открывается каталог `,
    `От: Техническая поддержка [mailto:support@vendor.example]
Отправлено: 18 ноября 2026 г. 12:01
Кому: Пётр Иванов
Тема: [SKPS-12] Не открывается каталог
`,
  ])('header lines of our mail are no part of the answer, however they are printed: %s', (head) => {
    expect(written(`Поставьте версию 5.\n\n${head}\n${CARD}`)).toBe('Поставьте версию 5.')
  })

  test.each([
    '18.11.2026 12:01 Техническая поддержка написала:\n«Срок 10 дней». Это верно.',
    'Как сказано 18 ноября 2026 г., Техническая поддержка пишет:\nперезапустите службу.',
    'Поля письма:\nОт: Техническая поддержка\nДата: 18.11.2026 12:01\nТема: [SKPS-12] Не открывается каталог\nих и проверьте.',
    'Обновление\n-----------\nСкачайте архив.\n\nФамилия: ____\nДата: ____',
    'Обновление\n-----------\nФамилия: ____\nДата: ____\n\nЗаполните.',
  ])('what names our mail and introduces no quotation is his: %s', (text) => {
    expect(written(text)).toBe(text)
    const head =
      'От: Техническая поддержка <support@vendor.example>\nДата: 18.11.2026 12:01\nТема: [SKPS-12] Не открывается каталог'
    if (text.startsWith('Обновление')) expect(written(`${text}\n\n${head}\n\n${CARD}`)).toBe(text)
  })

  test('headers of our mail that he shows above a quotation are his too', () => {
    const text =
      'Поля письма:\nОт: Техническая поддержка\nДата: 18.11.2026 12:01\nТема: [SKPS-12] Не открывается каталог\nих и проверьте.'
    expect(written(`${text}\n\n${ABOVE}\n${quoted(CARD)}`)).toBe(text)
  })

  test('what a client has left of a quotation that was deleted is no answer', () => {
    expect(written(`Поставьте версию 5.\n\n${ABOVE}\n`)).toBe('Поставьте версию 5.')
  })

  test.each([
    'В карточке 18.11.2026 12:01 Техническая поддержка написала, что версия старая. Это не так.',
    '18.11.2026 12:01 Техническая поддержка: звонок принят. Я перезвоню.',
    'Отчёт за 18 ноября 2026 г. 12:01 лежит в папке',
    '------ Исходное сообщение ------ так называется поле: тема и дата 18.11.2026',
  ])('words that name the desk and its day are his: %s', (text) => {
    expect(written(`${text}\n\n${ABOVE}\n${quoted(CARD)}`)).toBe(text)
    expect(written(text)).toBe(text)
  })

  test('words between what the client says and the quotation are his', () => {
    expect(written(`Техническая поддержка <support@vendor.example> writes:\n\nДа, верно.\n${quoted(CARD)}`)).toBe(
      'Да, верно.',
    )
  })

  test('words typed within a quotation are his, with the words of the customer that they answer', () => {
    const lines = quoted(CARD).split('\n')
    const at = lines.indexOf('> Каталог не открывается с утра, что делать?') + 1
    const body = [
      'Здравствуйте!',
      '',
      ABOVE,
      ...lines.slice(0, at),
      '',
      'Обновите его.',
      '',
      ...lines.slice(at),
      '',
      'Пишите.',
    ]
    const own = written(body.join('\n'))
    expect(own.split('\n').filter((line) => line !== '')).toEqual([
      'Здравствуйте!',
      '> Каталог не открывается с утра, что делать?',
      'Обновите его.',
      '> Перезапуск не помог.',
      'Пишите.',
    ])
    expect(own).not.toContain('Критичность')
  })

  test('a quotation is known without marks, behind a tab, wrapped anew, and from our HTML', () => {
    const text = 'Обновите каталог.'
    const narrow = CARD.replace(/(.{30}\S*) /g, '$1\n')
    for (const quote of [
      quoted(CARD, '\t'),
      quoted(narrow),
      narrow,
      quoted(CARD, '| '),
      CARD.replaceAll('\n', '\n\n'),
    ]) {
      expect(written(`${text}\n\n${ABOVE}\n\n${quote}`)).toBe(text)
    }
    const html = `<html><head><title>x</title></head><body><b>Ответ на это письмо</b> уйдёт клиенту.<table><tr><td>Состояние</td><td>в&nbsp;работе</td></tr></table>Добрый день, это письмо с рисунком &laquo;1&raquo;</body></html>`
    const glued = '> Ответ на это письмо уйдёт клиенту.\n> Состояниев работе\n> Добрый день, это письмо с рисунком «1»'
    expect(written(`${text}\n\n${ABOVE}\n${glued}`, { text: '', html })).toBe(text)
  })

  test('our mail as it stands on the wire, quoted line by line, is a quotation', () => {
    const source =
      '--part\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n0JTQvtCx0YDRi9C5INC00LXQvdGMIQ==\n--part--'
    expect(written(`Техническая поддержка writes:\n${quoted(source)}\n\nГотово.`)).toBe('Готово.')
  })

  test('half of a card between marks does not go, and half of the mail of the customer neither', () => {
    const half = CARD.split('\n').slice(3, 7).join('\n')
    const said = 'Каталог не открывается с утра, что делать?'
    expect(written(`Проверим.\n\n${quoted(half)}\n${quoted(said)}`)).toBe('Проверим.')
  })
})

describe('a signature is cut where it is surely one', () => {
  test.each([
    ['-- \nПётр Иванов\nлюбые слова, девиз отдела'],
    ['С уважением,\nПётр Иванов\nведущий инженер отдела эксплуатации\nтел. 8 (495) 000-00-01, доб. 12'],
    ['С уважением, Пётр'],
    ['Best regards,\nPyotr Ivanov\nsupport engineer'],
    [
      'С наилучшими пожеланиями,\nИванов П. С.\nООО «Вендор»\n127001, г. Москва, ул. Садовая, д. 5\nhttps://vendor.example',
    ],
    ['--\nПётр Иванов\nинженер'],
    ['Пётр Иванов, инженер\np.ivanov@vendor.example'],
  ])('%j', (signature) => {
    const own = ownText({ body: `Обновите каталог.\n\n${signature}\n\n${ABOVE}\n${quoted(CARD)}` }, seenMail(), signer)
    expect(own.text).toBe('Обновите каталог.')
    expect(own.signature.split('\n').at(-1)).toBe(signature.split('\n').at(-1))
  })

  test.each([
    ['-- \nselect * from parts;\ncommit;'],
    ['С уважением отнеситесь к просьбе.'],
    ['С уважением,\nПётр Иванов\nЗавтра меня не будет, пишите Анне.'],
    ['Best regards to Ivan.'],
  ])('%j goes', (text) => {
    expect(written(`Обновите каталог.\n\n${text}`)).toBe(`Обновите каталог.\n\n${text.replace('-- ', '--')}`)
  })
})

const CLIENTS = join(import.meta.dirname, 'clients')
const WRITTEN: Record<string, string> = JSON.parse(readFileSync(join(CLIENTS, 'written.json'), 'utf8'))

describe('real clients: what was written goes, whatever the client did to our mail', () => {
  test.each(readdirSync(CLIENTS).filter((file) => file.endsWith('.eml')))('%s', (file) => {
    const mail = readMail(join(CLIENTS, file), { messageBytes: 1 << 24 })
    const [from] = mail.from === null ? [] : [mail.from]
    const lines = mail.body.split('\n')
    // The mail that was quoted here, unwrapped as far as it can be: nothing else of it has been kept.
    const first = lines.findIndex((line) =>
      /Ответ на это письмо|Это внутренняя заметка|Answer to this|Content-Type/.test(line),
    )
    const isMarked = lines[first]?.trimStart().startsWith('>') === true
    const sent = first < 0 ? [] : lines.slice(first).filter((line) => !isMarked || /^\s*>/.test(line))
    const own = ownText(
      mail,
      seenMail({
        subject: mail.subject.replace(/^Re: /, ''),
        at: new Date((mail.date?.getTime() ?? 0) - 900_000),
        from: { name: 'Техническая поддержка', address: 'support@example.test' },
        to: from ?? { name: '', address: '' },
        messageId: mail.inReplyTo ?? '',
        text: sent.map((line) => line.replace(/^\s*> ?/, '')).join('\n'),
        customers: [],
      }),
      { engineer: { name: from?.name ?? '', address: from?.address ?? '', alsoWritesFrom: [] }, supportName: '' },
    )
    const plain = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '')
    expect(plain(own.text)).toEqual(plain(WRITTEN[file.replace('.eml', '')] ?? ''))
  })
})
