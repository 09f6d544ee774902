// Attributions, separators and header blocks of the mail clients of Russian offices and their neighbours: known with and without
// quote marks, wrapped or on the answer's last line, in answers, in new mails with quote marks, and where no head is known.
import { describe, expect, test } from 'vitest'
import { UNKNOWN } from '../../../src/reading/reply/mark.ts'
import { readText } from '../../../src/reading/reply/trim.ts'

const A = 'Support <support@vendor.example>'
const MARKS: readonly string[] = [
  '"Поддержка" support@vendor.example – 23 ноября 2026 г. 10:15',
  `"Support" <support@vendor.example> – November 23, 2026 10:15 AM`,
  `------ Исходное сообщение ------\nОт "Поддержка" <support@vendor.example>\nКому "Иван" <i@x.example>\nДата 23.11.2026 10:15:00\nТема Re: Печать`,
  `------ Original Message ------\nFrom "Support" <support@vendor.example>\nTo "Ivan" <i@x.example>\nDate 11/23/2026 10:15:00 AM\nSubject Re: print`,
  `------ Исходное сообщение ------\nОт: "Поддержка" <support@vendor.example>\nКому: i@x.example\nОтправлено: 23.11.2026 10:15:00\nТема: Re: Печать`,
  `On Mon, 23 Nov 2026, at 10:15, Support wrote:`,
  `On 23 Nov 2026 10:15, ${A} wrote:`,
  `Вы писали 23 ноября 2026 г., 10:15:00:`,
  `-------- Исходное сообщение --------\nОт: Поддержка <support@vendor.example>\nДата: 23.11.2026 10:15 (GMT+03:00)\nКому: i@x.example\nТема: Re: Печать`,
  `-------- Исходное сообщение --------От: Поддержка <support@vendor.example> Дата: 23.11.26 10:15 (GMT+03:00) Кому: i@x.example Тема: Re: Печать`,
  `-------- Original message --------From: Support <support@vendor.example> Date: 11/23/26 10:15 AM (GMT+03:00) To: i@x.example Subject: Re: print`,
  `23 ноября 2026 г. 10:15, Поддержка Вендора <support@vendor.example> написал(а):`,
  `Пн, 23 ноября 2026 г. в 10:15, Поддержка <support@vendor.example> написал:`,
  `понедельник, 23 ноября 2026 г. 10:15 Поддержка <support@vendor.example>:`,
  `23.11.2026 10:15, Поддержка Вендора пишет:`,
  `23.11.2026 10:15, support@vendor.example пишет:`,
  `Поддержка писал(а) 2026-11-23 10:15:`,
  `Поддержка Вендора <support@vendor.example> писал(а) 23.11.2026 10:15:`,
  `В Пн, 23/11/2026 в 10:15 +0300, Поддержка пишет:`,
  `В Пн, 23.11.2026 в 10:15 +0300, support@vendor.example пишет:`,
  `В письме от понедельник, 23 ноября 2026 г. 10:15:00 MSK пользователь Поддержка написал:`,
  `Op ma 23 nov 2026 om 10:15 schreef ${A}:`,
  `Op 23-11-2026 om 10:15 schreef Support:`,
  `Op maandag 23 november 2026 10:15 heeft ${A} het volgende geschreven:`,
  `2026. 11. 23. 10:15 keltezéssel, Support írta:`,
  `2026. nov. 23., H 10:15 ${A} ezt írta:`,
  `Am Mo., 23. Nov. 2026 um 10:15 Uhr schrieb ${A}:`,
  `Am 23.11.26 um 10:15 schrieb Support:`,
  `Am 23.11.2026 um 10:15 schrieb support@vendor.example:`,
  `Den mån 23 nov. 2026 kl 10:15 skrev ${A}:`,
  `Den 2026-11-23 kl. 10:15, skrev Support:`,
  `pon., 23 lis 2026 o 10:15 ${A} napisał(a):`,
  `W dniu 23.11.2026 o 10:15, Support pisze:`,
  `W dniu pon., 23 lis 2026 o 10:15 ${A} napisał(a):`,
  `Le lun. 23 nov. 2026 à 10:15, ${A} a écrit :`,
  `Le 23/11/2026 à 10:15, Support a écrit :`,
  `El lun, 23 nov 2026 a las 10:15, Support (<support@vendor.example>) escribió:`,
  `El 23/11/2026 a las 10:15, Support escribió:`,
  `пн, 23 лист. 2026 р. о 10:15 Support <support@vendor.example> пише:`,
  `23.11.2026 10:15, Підтримка Вендора пише:`,
  `2026 ж. 23 қар., дс, сағат 10:15-де, Support <support@vendor.example> жазды:`,
  `23.11.2026 10:15, Қолдау қызметі <support@vendor.example> жазды:`,
  `пн, 23 ліс 2026 г. у 10:15 Support <support@vendor.example> піша:`,
  `On 2026-11-23 10:15 a.m., Support wrote:`,
  `On 11/23/26 10:15 AM, ${A} wrote:`,
  `On Mon, Nov 23, 2026 at 10:15:00AM +0300, Support wrote:`,
  `* Support <support@vendor.example> [2026-11-23 10:15]:`,
  `Support <support@vendor.example> writes:`,
  `Support <support@vendor.example> wrote:`,
  `"Support" <support@vendor.example> schrieb:`,
  `In message <t.7@vendor.example> Support <support@vendor.example> writes:`,
  `At 10:15 23.11.2026, you wrote:`,
  `At 11/23/2026 10:15 AM, Support wrote:`,
  `Quoting Support <support@vendor.example>:`,
  `Zitat von Support <support@vendor.example>:`,
  `Support via Helpdesk <support@vendor.example> wrote:`,
  `[Quoting Support, on Nov 23 2026, 10:15, in "Re: print"]`,
  `On Nov 23, 2026, at 10:15, Support <support@vendor.example<mailto:support@vendor.example>> wrote:`,
  `From: Support <support@vendor.example>\nDate: Monday, 23 November 2026 at 10:15\nTo: Ivan <i@x.example>\nSubject: Re: print`,
  `От: Поддержка <support@vendor.example>\nДата: понедельник, 23 ноября 2026 г. в 10:15\nКому: Иван <i@x.example>\nТема: Re: Печать`,
  `*От:* Поддержка <support@vendor.example>\n*Отправлено:* понедельник, 23 ноября 2026 г. 10:15\n*Кому:* Иван\n*Тема:* RE: Печать`,
  `**From:** Support\n**Sent:** Monday, November 23, 2026 10:15 AM\n**To:** Ivan\n**Subject:** RE: print`,
  `--------------------------------------------\nOn Mon, 11/23/26, Support <support@vendor.example> wrote:\n\n Subject: Re: print\n To: i@x.example\n Date: Monday, November 23, 2026, 10:15 AM`,
  `________________________________________\nОт: Поддержка\nОтправлено: 23 ноября 2026 г. 10:15\nКому: Иван\nТема: Печать`,
  `23.11.2026, 10:15, "Поддержка" <support@vendor.example>:`,
  `Понедельник, 23 ноября 2026, 10:15 +03:00 от Поддержка <support@vendor.example>:`,
  `---- Поддержка написал(а) ----`,
  `---- Вкл. Пн, 23 ноя 2026 10:15:00 +0300 Поддержка <support@vendor.example> написал(а) ----`,
  `------------------ 原始邮件 ------------------\n发件人: "Support" <support@vendor.example>;\n发送时间: 2026年11月23日(星期一) 上午10:15\n收件人: "Ivan"<i@x.example>;\n主题: Re: print`,
  `> On 23 Nov 2026, at 10:15, Support <support@vendor.example> wrote:`,
]

const QUOTES = ['\n> Old words.\n> More old words.', '\n\n> Old words.\n> More.', '\n\nOld words.\nMore old words.']

describe.each([
  ['whose head is not known', null],
  ['that answers something', true],
] as const)('in a text %s a quote is known by the line above it', (_, answers) => {
  test.each(MARKS)('%s', (mark) => {
    for (const quote of mark.startsWith('>') ? QUOTES.slice(0, 2) : QUOTES)
      expect(readText(`Own words.\n\n${mark}${quote}\n`, { ...UNKNOWN, answers }).reply).toBe('Own words.')
  })
})

describe('in a new mail a quote with marks is known all the same', () => {
  test.each(MARKS)('%s', (mark) => {
    const read = readText(`Own words.\n\n${mark}\n\n> Old words.\n> More.\n`, { ...UNKNOWN, answers: false })
    expect(read.reply).toBe('Own words.')
  })
})

const OF_ONE_LINE = MARKS.filter((mark) => !mark.includes('\n') && !/^(?:[->*["]|Quoting|Zitat|\d{4}\.)/u.test(mark))

describe('an attribution on the last line of the answer leaves the answer whole', () => {
  test.each(OF_ONE_LINE)('%s', (mark) => {
    const known = { ...UNKNOWN, answers: true, names: ['Support', 'Поддержка', 'support@vendor.example'] }
    for (const glue of ['', ' '])
      for (const own of ['Перезагрузите компьютер.', 'Проверила: печатает (ev-1).'])
        expect(readText(`Добрый день!\n${own}${glue}${mark}\n> Old words.\n> More.\n`, known).reply).toBe(
          `Добрый день!\n${own}`,
        )
  })
})
