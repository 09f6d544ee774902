import { describe, expect, test } from 'vitest'
import { readText } from '../../../src/reading/reply/trim.ts'

const A = 'Support <support@vendor.example>'
const MARKS: readonly string[] = [
  `On Mon, May 5, 2025 at 10:15 AM ${A} wrote:`,
  `On 5 May 2025, at 10:15, ${A} wrote:`,
  `On 5/5/25, 10:15 AM, "Support" <support@vendor.example> wrote:`,
  `On 2025-05-05 10:15, Support wrote:`,
  `On 05/05/2025 at 10:15 AM, Support wrote:`,
  `On Mon, 5 May 2025 10:15:22 +0300, Support wrote:`,
  `---- On Mon, 05 May 2025 10:15:22 +0300 ${A} wrote ----`,
  ` ---- On Пн, 05 мая 2025 10:15:22 +0300 ${A} написал ----`,
  `On May 5, 2025 10:15 AM, support@vendor.example wrote:`,
  `Op 5 mei 2025 om 10:15 heeft ${A} het volgende geschreven:`,
  `Op ma 5 mei 2025 10:15 schreef ${A}:`,
  `Le 5 mai 2025 à 10:15, ${A} a écrit :`,
  `Le lundi 5 mai 2025, 10:15, Support <support@vendor.example> a écrit :`,
  `Em seg., 5 de mai. de 2025 às 10:15, ${A} escreveu:`,
  `No dia 5 de maio de 2025 às 10:15, ${A} escreveu:`,
  `El 5 may 2025, a las 10:15, ${A} escribió:`,
  `El lun., 5 de mayo de 2025 10:15, ${A} escribió:`,
  `Il giorno 5 mag 2025, alle ore 10:15, ${A} ha scritto:`,
  `Il lun 5 mag 2025, 10:15 ${A} ha scritto:`,
  `Am 05.05.2025 um 10:15 schrieb ${A}:`,
  `Am 5. Mai 2025 10:15:22 MESZ schrieb ${A}:`,
  `Von: ${A}\nGesendet: Montag, 5. Mai 2025 10:15\nAn: x\nBetreff: y`,
  `Den mån 5 maj 2025 kl 10:15 skrev ${A}:`,
  `Den 5. maj 2025 kl. 10.15 skrev ${A}:`,
  `5 maj 2025 kl. 10:15 skrev ${A}:`,
  `man. 5. mai 2025 kl. 10:15 skrev ${A}:`,
  `ma 5. toukok. 2025 klo 10.15 Support (support@vendor.example) kirjoitti:`,
  `Support kirjoitti 5.5.2025 kello 10:15:`,
  `5.5.2025 10.15, Support kirjoitti:`,
  `W dniu 05.05.2025 o 10:15, Support pisze:`,
  `W dniu 2025-05-05 10:15, Support napisał(a):`,
  `Dnia 5 maja 2025 10:15 ${A} napisał(a):`,
  `po 5. 5. 2025 v 10:15 odesílatel ${A} napsal:`,
  `Dne 5. května 2025 10:15 Support napsal(a):`,
  `po 5. 5. 2025 o 10:15 Support <support@vendor.example> napísal(a):`,
  `Support <support@vendor.example> ezt írta (időpont: 2025. máj. 5., H, 10:15):`,
  `2025. 05. 05. 10:15 keltezéssel, Support írta:`,
  `5 May 2025 Pzt 10:15 tarihinde Support <support@vendor.example> şunu yazdı:`,
  `În lun., 5 mai 2025 la 10:15, ${A} a scris:`,
  `Pe 5 mai 2025, 10:15, Support a scris:`,
  `На пн, 5.05.2025 г. в 10:15 ${A} написа:`,
  `Στις Δευ, 5 Μαΐ 2025 στις 10:15 π.μ., ο χρήστης ${A} έγραψε:`,
  `пн, 5 трав. 2025 р. о 10:15 ${A} пише:`,
  `5 трав. 2025 р. о 10:15 користувач ${A} пише:`,
  `2025년 5월 5일 (월) 오전 10:15, Support <support@vendor.example>님이 작성:`,
  `2025年5月5日(月) 10:15 Support <support@vendor.example>:`,
  `在 2025年5月5日，上午10:15，Support <support@vendor.example> 写道：`,
  `Support <support@vendor.example> 於 2025年5月5日 週一 上午10:15寫道：`,
  `בתאריך יום ב׳, 5 במאי 2025 ב-10:15 מאת Support <support@vendor.example>:`,
  `‫בתאריך 5 במאי 2025 בשעה 10:15, Support <support@vendor.example> כתב/ה:‬`,
  `في الاثنين، ٥ مايو ٢٠٢٥ في ١٠:١٥ ص تمت كتابة ما يلي بواسطة Support <support@vendor.example>:`,
  `Vào Th 2, 5 thg 5, 2025 vào lúc 10:15 Support <support@vendor.example> đã viết:`,
  `Pada Sen, 5 Mei 2025 pukul 10.15 Support <support@vendor.example> menulis:`,
  `เมื่อ จ. 5 พ.ค. 2025 เวลา 10:15 Support <support@vendor.example> เขียนว่า:`,
  `pon., 5. maj 2025 ob 10:15 je oseba Support <support@vendor.example> napisala:`,
  `pon, 5. svi 2025. u 10:15 Support <support@vendor.example> napisao je:`,
  `P., 2025. g. 5. maijs, plkst. 10:15 — lietotājs Support (<support@vendor.example>) rakstīja:`,
  `2025-05-05, pr, 10:15 Support <support@vendor.example> rašė:`,
  `Kontakt Support (<support@vendor.example>) kirjutas kuupäeval E, 5. mai 2025 kell 10:15:`,
  `2025-05-05 10:15 GMT+03:00 ${A}:`,
  `05.05.2025, 10:15, "Support" <support@vendor.example>:`,
  `5 мая 2025, 10:15 +03:00 от Support <support@vendor.example>:`,
  `Понедельник,  5 мая 2025, 10:15 +03:00 от "Support" <support@vendor.example>:`,
  `5 мая 2025 г. 10:15:22 GMT+03:00, Support <support@vendor.example> пишет:`,
  `5 мая 2025 г. 10:15 пользователь Support <support@vendor.example> написал:`,
  `В Пн., 05/05/2025 в 10:15 +0300, Support пишет:`,
  `В сообщении от 5 мая 2025 10:15:22 Support написал(а):`,
  `Понедельник, 5 мая 2025, 10:15 от Support:`,
  `Support пишет 05.05.2025 10:15:`,
  `05.05.2025 в 10:15, Support написал:`,
  `Вы писали 5 мая 2025 г., 10:15:22:`,
  `You wrote on 5 May 2025, 10:15:22:`,
  `Monday, May 5, 2025, 10:15:22 AM, you wrote:`,
  `5 мая 2025, 10:15, от support@vendor.example:`,
  `Quoting Support <support@vendor.example>:`,
  `Цитирование Support <support@vendor.example>:`,
  `Zitat von Support <support@vendor.example>:`,
  `Support <support@vendor.example> wrote on 05/05/2025 10:15:22 AM:`,
  `"Support" <support@vendor.example> написал(а) 05.05.2025 10:15:22:`,
  `Support ---05.05.2025 10:15:22---Добрый день`,
  `Am Montag, 5. Mai 2025, 10:15:22 CEST schrieb Support:`,
  `On Monday, 5 May 2025 10:15:22 MSK Support wrote:`,
  `-------- Original Message --------\nSubject: x\nFrom: ${A}\nDate: Mon, May 05, 2025 10:15 am\nTo: y`,
  `________________________________\nFrom: Support\nSent: Monday, May 5, 2025\nTo: x\nSubject: y`,
  `----- Mensaje original -----\nDe: Support\nPara: x\nEnviado: Lunes, 5 de Mayo 2025\nAsunto: y`,
  `----- Mail original -----\nDe: "Support"\nÀ: x\nEnvoyé: Lundi 5 Mai 2025\nObjet: y`,
  `Da: Support\nInviato: lunedì 5 maggio 2025 10:15\nA: x\nOggetto: y`,
  `Från: Support\nSkickat: den 5 maj 2025 10:15\nTill: x\nÄmne: y`,
  `Lähettäjä: Support\nLähetetty: maanantai 5. toukokuuta 2025 10.15\nVastaanottaja: x\nAihe: y`,
  `Od: Support\nSent: Monday, May 5, 2025\nDo: x\nTemat: y`,
  `Kimden: Support\nGönderilme: 5 Mayıs 2025 Pazartesi 10:15\nKime: x\nKonu: y`,
  `发件人: Support\n发送时间: 2025年5月5日 10:15\n收件人: x\n主题: y`,
  `差出人: Support\n送信日時: 2025年5月5日 10:15\n宛先: x\n件名: y`,
  `보낸 사람: Support\n보낸 날짜: 2025년 5월 5일\n받는 사람: x\n제목: y`,
  `Від: Support\nНадіслано: 5 травня 2025 р. 10:15\nКому: x\nТема: y`,
  `Odesílatel: Support\nOdesláno: 5. 5. 2025\nKomu: x\nPředmět: y`,
  `Feladó: Support\nElküldve: 2025. május 5.\nCímzett: x\nTárgy: y`,
  `Fra: Support\nSendt: mandag 5. mai 2025 10:15\nTil: x\nEmne: y`,
  `Van: Support\nVerzonden: maandag 5 mei 2025 10:15\nAan: x\nOnderwerp: y`,
  `De: Support\nEnviado el: lunes, 5 de mayo de 2025 10:15\nPara: x\nAsunto: y`,
  `De la: Support\nTrimis: luni, 5 mai 2025 10:15\nCătre: x\nSubiect: y`,
  `##- Please type your reply above this line -##`,
  `--- Пожалуйста, пишите ответ выше этой линии ---`,
]

describe('a quote is known by the line above it, in the languages that mail clients speak', () => {
  test.each(MARKS)('%s', (mark) => {
    for (const quote of ['\n> Old words.', '\n\n> Old words.', '\n\nOld words.'])
      expect(readText(`Own words.\n\n${mark}${quote}\n`).reply).toBe('Own words.')
  })

  test.each(MARKS)('with the answer below: %s', (mark) => {
    if (mark.includes('\n') || /^[-#]/u.test(mark)) return
    expect(readText(`${mark}\n> Old words.\n\nOwn words.\n`).reply).toBe('Own words.')
  })
})

describe('what nobody can write fast is read fast', () => {
  test.each([
    ['one line of a million letters', 'a'.repeat(1_000_000)],
    ['a million quote marks', '>'.repeat(1_000_000)],
    ['a million lines of quote', '> a\n'.repeat(1_000_000)],
    ['quotes and answers without end', 'a\n> b\n'.repeat(500_000)],
    ['header lines without end', 'От: a\n\n'.repeat(500_000)],
    ['sign-offs without end', 'С уважением,\n'.repeat(300_000)],
    ['attributions without end', 'On Mon, May 5, 2025 at 10:15 AM, a@b.example\n'.repeat(100_000)],
    ['brackets without end', '<'.repeat(1_000_000)],
    ['spaces without end', `${' '.repeat(1_000_000)}\n`.repeat(3)],
  ])('%s', (_name, text) => {
    const began = performance.now()
    readText(text)
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})
