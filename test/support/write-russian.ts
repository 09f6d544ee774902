// Writes the project's own Russian letters with their truths, in the form that `npm run corpus` judges:
// `node test/support/write-russian.ts`. Same input, same bytes.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mailOf, NOTICES } from './notices.ts'
import { type Client, type Earlier, RUSSIAN_CLIENTS, written } from './russian-clients.ts'

const ROOT = join(import.meta.dirname, '../corpus/own')
const FROM = ['Анна Сергеева', 'anna@zavod.example'] as const

const ASKED: Earlier = {
  name: 'Пётр Иванов',
  address: 'support@desk.example',
  subject: '[SKPS-12] Каталог не открывается',
  text: 'Добрый день!\nУточните, пожалуйста, номер сборки каталога.\nС уважением, Пётр Иванов',
}
const COMPLAINT: Earlier = {
  name: 'Геннадий Львов',
  address: 'lvov@prichal.example',
  subject: 'Не печатает ведомость',
  text: 'Коллеги, с утра не печатает ведомость комплектации.\nОшибка 0x17.',
}

const REQUESTS = [
  [
    'Не открывается каталог изделий',
    'Здравствуйте!\n\nПосле обновления не открывается каталог изделий: белый экран.\nПросим помочь.',
  ],
  [
    'Просьба продлить доступ',
    'Добрый день.\n\nПрошу продлить доступ к каталогу трём сотрудникам, список:\n1. Котова\n2. Белов\n3. Ким',
  ],
  [
    'Ошибка "Лицензия не найдена"',
    'Коллеги, добрый день!\n\nПри входе программа пишет "Лицензия не найдена" (код 401).\nВерсия 2.4.1, Astra Linux 1.7.',
  ],
] as const
const ANSWERS = [
  'Номер сборки 2041, ставили вчера.',
  'Добрый день!\n\nПосмотрел: сборка 2041.\nОшибка повторяется только на втором сервере.',
  'Всё заработало, спасибо большое!',
] as const
const AWAY = [
  [
    'Автоматический ответ: [SKPS-12] Каталог не открывается',
    'Я в отпуске с 12 по 25 мая. По срочным вопросам: 8 (812) 000-11-22.',
  ],
  ['Автоответ: [SKPS-12] Каталог не открывается', 'Здравствуйте! Меня нет на рабочем месте до 18 мая.'],
  ['Нет на месте: [SKPS-12] Каталог не открывается', 'Нахожусь в командировке, доступ к почте ограничен.'],
  ['Я в отпуске Re: [SKPS-12] Каталог не открывается', 'Буду на работе 26 мая.'],
] as const

type Truths = Readonly<Record<string, unknown>>
interface Letter {
  readonly file: string
  readonly bytes: Buffer
  readonly expected: Truths
}

const people = { from_name: FROM[0], from_address: FROM[1] }
const person = { kind: 'human', is_auto_reply: false, is_bounce: false, suppress_auto_response: false }
const pick = <T>(all: readonly T[], at: number): T => {
  const one = all[at % all.length]
  if (one === undefined) throw new Error('nothing to pick')
  return one
}

function request(client: Client, at: number): Letter {
  const [subject, text] = pick(REQUESTS, at)
  return {
    file: `${client.name}-new.eml`,
    bytes: written(client, { from: FROM, subject, text: `${text}\n\n${client.signature}` }),
    expected: { ...people, ...person, subject, reply: text, text_contains: [text, client.signature] },
  }
}

function answer(client: Client, at: number): Letter {
  const own = pick(ANSWERS, at)
  const subject = `${client.replyPrefix}${ASKED.subject}`
  const text = client.answer(`${own}\n\n${client.signature}`, ASKED)
  return {
    file: `${client.name}-answer.eml`,
    bytes: written(client, {
      from: FROM,
      subject,
      text,
      more: ['In-Reply-To: <t.12.ff@desk.example>', 'References: <t.12.ff@desk.example>'],
    }),
    expected: {
      ...{ ...people, ...person, subject, in_reply_to: 't.12.ff@desk.example' },
      reply: own,
      must_contain: [own],
      must_not_contain: ['Уточните, пожалуйста'],
      text_contains: ['Уточните, пожалуйста'],
    },
  }
}

/** Answers under each question of the quoted mail. */
function between(client: Client): Letter {
  const text = '12.05.2026 10:00, Пётр Иванов пишет:\n> Какая сборка?\n2041.\n> Какая система?\nAstra Linux 1.7.'
  return {
    file: `${client.name}-answers-between.eml`,
    bytes: written(client, {
      from: FROM,
      subject: `${client.replyPrefix}${ASKED.subject}`,
      text: `${text}\n\n${client.signature}`,
    }),
    expected: { ...people, ...person, must_contain: ['2041.', 'Astra Linux 1.7.', 'Какая сборка?', 'Какая система?'] },
  }
}

function forward(client: Client, at: number): Letter {
  const own = pick(['Коллеги, посмотрите, пожалуйста.', '', 'Пересылаю жалобу заказчика, прошу завести обращение.'], at)
  const subject = `${client.forwardPrefix}${COMPLAINT.subject}`
  return {
    file: `${client.name}-forward.eml`,
    bytes: written(client, { from: FROM, subject, text: client.forward(own, COMPLAINT) }),
    expected: {
      ...{ ...people, ...person, subject },
      ...{ forward_from: COMPLAINT.address, forward_date: '2026-05-12' },
      // Yandex prints no subject above what it forwards.
      ...(client.name.startsWith('yandex') ? {} : { forward_subject: COMPLAINT.subject }),
      body_contains: ['с утра не печатает ведомость', 'Ошибка 0x17.'],
      ...(own === '' ? {} : { reply: own, must_not_contain: ['Ошибка 0x17'] }),
    },
  }
}

function away(client: Client, at: number): Letter {
  const [subject, text] = pick(AWAY, at)
  // Every second program marks its absence notice in the head, the others by their subject alone.
  const more = at % 2 === 0 ? ['Auto-Submitted: auto-replied', 'X-Auto-Response-Suppress: All'] : []
  return {
    file: `${client.name}-away.eml`,
    bytes: written(client, { from: FROM, subject, text, more }),
    expected: {
      ...people,
      subject,
      kind: 'vacation',
      is_auto_reply: true,
      suppress_auto_response: true,
      is_bounce: false,
      text_contains: [text],
    },
  }
}

const bounces: readonly Letter[] = NOTICES.filter(({ text, subject }) =>
  /\p{Script=Cyrillic}/u.test(text + subject),
).map((notice) => ({
  file: `${notice.name.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, '-')}.eml`,
  bytes: mailOf(notice),
  expected: {
    ...{ is_bounce: true, bounced: notice.who, permanent: notice.lasting ?? true, suppress_auto_response: true },
    ...(notice.id === undefined ? {} : { original_message_id: notice.id }),
  },
}))

const CATEGORIES: Readonly<Record<string, readonly Letter[]>> = {
  'new-requests': RUSSIAN_CLIENTS.map(request),
  answers: [...RUSSIAN_CLIENTS.map(answer), ...RUSSIAN_CLIENTS.filter((one) => !one.html).map(between)],
  forwards: RUSSIAN_CLIENTS.map(forward),
  absences: RUSSIAN_CLIENTS.map(away),
  bounces,
}

rmSync(ROOT, { recursive: true, force: true })
for (const [category, letters] of Object.entries(CATEGORIES)) {
  mkdirSync(join(ROOT, category), { recursive: true })
  for (const { file, bytes } of letters) writeFileSync(join(ROOT, category, file), bytes)
  const files = Object.fromEntries(letters.map(({ file, expected }) => [file, { expected }]))
  writeFileSync(join(ROOT, category, 'expected.json'), `${JSON.stringify({ files }, null, 2)}\n`)
}
