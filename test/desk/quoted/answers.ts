// Answers as engineers type them and as their clients send them: lines of every sort that a quotation, a signature or a
// header block may be taken for, and quotations in every style that clients have.
import fc from 'fast-check'
import type { SeenMail } from '../../../src/desk/quoted/own-text.ts'
import { htmlToText } from '../../../src/reading/text/html.ts'

/** Paragraphs that people type; `#` stands for a number that no other line has. */
const PARAGRAPHS: readonly string[] = [
  'Добрый день!',
  'В журнале от 23.11.2026 10:15 сервер пишет:\nнет места на диске /var, шаг #\nОсвободите место…',
  'Порядок действий #\n=====\n1. Остановите службу.\n2. Запустите её.',
  'Обновление #\n-----------\nСкачайте архив.',
  'select * from parts;\n-- только новые #\nwhere changed > 5;',
  '--\nвставка # в скрипт\n--',
  'From: admin@zavod.example\nSubject: проверка #\nTo: root',
  'От: отдел кадров\nКому: всем\nТема: пример заголовков #\nДата: любая',
  'Фамилия: ____\nДата: ____\nПодпись #: ____',
  'Это сообщение появляется, когда пользователь #, для которого предназначен отчёт, не найден.',
  'С уважением, Пётр\nНо проверьте ещё пункт #.',
  'Best regards are not enough: see #.',
  '| поле | значение |\n|---|---|\n| код # | 5 |',
  'код\tимя\n#\tнасос',
  '> select # from dual;',
  '>>> import catalog_#',
  'C:\\catalog> dir #',
  '2026-11-23 10:15:02 ERROR пользователь # пишет: файл занят',
  '#!/bin/sh\nif [ -f /tmp/x# ]; then\n  echo ok\nfi',
  '{\n  "port": #\n}',
  'Вы пишете: «Каталог не открывается». Проверьте # раз.',
  '* * *\nЧасть # вторая',
  'Служба # пишет:\nдоступ закрыт',
  'On Monday # the vendor wrote:\nfixed',
  '-----Исходное сообщение-----\nэто строка примера #',
  'Отправлено с сервера #.',
  'Регламент # — внимание: информация, содержащаяся в разделе 4, не является офертой.',
  'Сейчас:\n\n    отступ # сохранён\n\n        и этот',
  'Да',
  'Звоните: 8 (495) 000-00-00, доб. #',
  'Пётр Иванов, инженер # отдела, приедет завтра.',
  'P.S. Срок # прежний.',
  'См. раздел #:\n- пункт;\n- ещё пункт.',
]

/** Several of them; the last is no signature. */
export const typed: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PARAGRAPHS), { minLength: 1, maxLength: 6 })
  .map((some) => some.map((one, n) => one.replaceAll('#', `${n + 1}7${n}`)).join('\n\n'))

const DATES = [
  '18.11.2026 12:46, ',
  'В Ср, 18/11/2026 в 09:46 +0000, ',
  'On Wed, Nov 18, 2026 at 09:46:07AM +0000, ',
  'On Wed, 18 Nov 2026 09:46:22 +0000, ',
  'On Wed, 18 Nov 2026, ',
  'On Wed Nov 18, 2026 at 12:46 PM MSK, ',
  '18 нояб. 2026 г., в 12:46, ',
  'ср, 18 нояб. 2026 г. в 12:46, ',
  'Среда, 18 ноября 2026, 12:46 +03:00 от ',
  'В Wed, 18 Nov 2026 12:46:17\n+0300 ',
  '',
]
const NAMES = ['Техническая поддержка', '"Техническая поддержка"', 'Техническая поддержка <support@vendor.example>']
const VERBS = [' пишет:', ' writes:', ' wrote:', ' написал(а):', ' писал(а) 2026-11-18 12:46:']

/** As clients of other languages say it, and Russian ones with a word between date and name. */
export const FOREIGN: readonly string[] = [
  'W dniu 18.11.2026 o 12:46, Техническая поддержка pisze:',
  'śr., 18 lis 2026 o 12:46 Техническая поддержка <support@vendor.example> napisał(a):',
  'Am Mi., 18. Nov. 2026 um 12:46 Uhr schrieb Техническая поддержка <\nsupport@vendor.example>:',
  'Le mer. 18 nov. 2026 à 12:46, Техническая поддержка <support@vendor.example> a écrit :',
  'ср, 18 лист. 2026 р. о 12:46 Техническая поддержка <support@vendor.example> пише:',
  '18 лист. 2026 р. о 12:46 Техническая поддержка <support@vendor.example> написав(-ла):',
  '2026 ж. 18 қар., ср 12:46 уақытында, Техническая поддержка <support@vendor.example> жазды:',
  '18 нояб. 2026 г. 12:46 пользователь Техническая поддержка <support@vendor.example> написал:',
  'В письме от среда, 18 ноября 2026 г. 12:46:00 MSK пользователь Техническая поддержка написал:',
  'On Wednesday, November 18th, 2026 at 12:46, Техническая поддержка <support@vendor.example> wrote:',
  '"Техническая поддержка" support@vendor.example – 18 ноября 2026 г. 12:46',
]

/** The sentence above a quotation. */
const attributions: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...DATES), fc.constantFrom(...NAMES), fc.constantFrom(...VERBS))
    .map(([date, name, verb]) => `${date}${name}${date !== '' && verb.includes('2026') ? ' пишет:' : verb}`),
  fc.constantFrom(
    'ср, 18 нояб. 2026 г. в 12:46, Техническая поддержка <support@vendor.example>:',
    '18.11.2026, 12:46, "Техническая поддержка" <support@vendor.example>:',
    'Вы писали 18 ноября 2026 г., 12:46:36:',
    ...FOREIGN,
  ),
)

function headersOf(seen: SeenMail): readonly string[] {
  const { subject, to } = seen
  const from = 'Техническая поддержка <support@vendor.example>'
  return [
    `-----Исходное сообщение-----\nОт: ${from}\nОтправлено: 18 ноября 2026 г. 12:46\nКому: ${to.address}\nТема: ${subject}\n`,
    `________________________________\nFrom: ${from}\nSent: Wednesday, November 18, 2026 12:46 PM\nTo: ${to.name}\nSubject: ${subject}\n`,
    `Von: ${from}\nGesendet: Mittwoch, 18. November 2026 12:46\nAn: ${to.name} <${to.address}>\nBetreff: ${subject}\n`,
    `-------- Исходное сообщение --------\nОт: ${from}\nОбратный адрес:\nsupport@vendor.example\nКому: ${to.name} <${to.address}>\nТема: ${subject}\nДата: 18.11.2026 12:46:58\n`,
    `-------- Original Message --------\nSubject: ${subject}\nDate: 2026-11-18 12:46\nFrom: ${from}\nTo: ${to.address}\n`,
  ]
}

function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const out: string[] = []
      let rest = line
      while (rest.length > width && rest.lastIndexOf(' ', width) > 0) {
        const at = rest.lastIndexOf(' ', width)
        out.push(rest.slice(0, at))
        rest = rest.slice(at + 1)
      }
      return [...out, rest]
    })
    .join('\n')
}

/** How a client turns our HTML to text: as we do, or with the cells of a table glued together. */
function ofHtml(html: string, glued: boolean): string {
  return htmlToText(glued ? html.replace(/<\/td><td[^>]*>/g, '') : html)
}

/** A quotation of a mail with what stands above it. */
export interface Quotation {
  readonly introduction: string
  readonly quote: string
  /** Whether what stands above may stand on the answer's last line. */
  readonly mayGlue: boolean
}

/** The mail quoted in some client's style. */
export function quotations(seen: SeenMail): fc.Arbitrary<Quotation> {
  const bodies = [seen.text, ofHtml(seen.html, false), ofHtml(seen.html, true), `${seen.subject}\n\n${seen.text}`]
  const body = fc
    .tuple(fc.constantFrom(...bodies), fc.constantFrom(400, 76, 60, 40))
    .map(([text, width]) => wrapped(text, width))
  const marked = fc
    .tuple(attributions, fc.constantFrom('> ', '>', '>> ', '| ', 'ПИ> ', ' > '), body)
    .map(([introduction, mark, text]) => ({
      introduction,
      quote: prefixed(mark, text),
      mayGlue: introduction[0] !== 'В' || introduction[1] === ' ',
    }))
  const plain = fc
    .tuple(fc.oneof(attributions, fc.constantFrom(...headersOf(seen))), fc.constantFrom('', '\t', '    '), body)
    .map(([introduction, mark, text]) => ({ introduction, quote: prefixed(mark, text), mayGlue: false }))
  const bare = body.map((quote) => ({ introduction: '', quote, mayGlue: false }))
  return fc.oneof({ arbitrary: marked, weight: 3 }, { arbitrary: plain, weight: 2 }, bare)
}

export function prefixed(mark: string, text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? mark.trimEnd() : `${mark}${line}`))
    .join('\n')
}

const SIGNATURES = [
  '',
  '\n-- \nПётр Иванов\nинженер, тел. 8 (495) 000-00-01',
  '\n\nС уважением,\nПётр Иванов\nведущий инженер отдела эксплуатации\n+7 495 000-00-01',
]

/** A whole answer: what was typed, above, below or around the quotation, with the client's signature. */
export function answers(seen: SeenMail): fc.Arbitrary<{ readonly typed: string; readonly body: string }> {
  return fc
    .tuple(typed, quotations(seen), fc.constantFrom('top', 'bottom', 'glued', 'inside'), fc.constantFrom(...SIGNATURES))
    .map(([said, { introduction, quote, mayGlue }, where, signature]) => {
      const above = introduction === '' ? quote : `${introduction}\n${quote}`
      if (where === 'bottom') return { typed: said, body: `${above}\n\n${said}${signature}` }
      if (where === 'glued' && mayGlue) return { typed: said, body: `${said}${introduction}\n${quote}${signature}` }
      if (where === 'inside' && mayGlue)
        return { typed: said, body: `${introduction}\n\n${said}\n${quote}${signature}` }
      return { typed: said, body: `${said}${signature}\n\n${above}` }
    })
}
