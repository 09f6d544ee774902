// Dates as clients print them: the day, the hour and the zone, in the languages of mail clients.
import { describe, expect, test } from 'vitest'
import { readSpokenDate } from '../../../src/reading/mime/spoken-dates.ts'

const MOSCOW: readonly string[] = [
  'понедельник, 23 ноября 2026 г. 10:15',
  '23.11.2026 10:15',
  '23.11.26 10:15',
  '23. 11. 2026 10:15',
  'Пн, 23 нояб. 2026 г. в 10:15',
  'Monday, November 23, 2026 10:15 AM',
  'Mon, Nov 23rd, 2026 at 10:15 am',
  'lundi 23 novembre 2026 à 10:15',
  'lun. 23 nov. 2026 à 10h15',
  'Montag, 23. November 2026 um 10:15 Uhr',
  'lunes, 23 de noviembre de 2026 10:15 a. m.',
  'lun, 23 nov 2026 a las 10:15',
  'lunedì 23 novembre 2026 10:15',
  'segunda-feira, 23 de novembro de 2026 10:15',
  'maandag 23 november 2026 10:15',
  'den 23 november 2026 10:15',
  '23. november 2026 kl. 10.15',
  'maanantai 23. marraskuuta 2026 klo 10.15',
  'pon., 23 lis 2026 o 10:15',
  'poniedziałek, 23 listopada 2026 10:15',
  'pondělí 23. listopadu 2026 10:15',
  'pondelok 23. novembra 2026 10:15',
  '2026. november 23., hétfő 10:15',
  'luni, 23 noiembrie 2026 10:15',
  'Δευτέρα, 23 Νοεμβρίου 2026 10:15 π.μ.',
  '23 Kasım 2026 Pazartesi 10:15',
  'понеділок, 23 листопада 2026 р. 10:15',
  '23 лістапада 2026 г. 10:15',
  '2026 m. lapkričio 23 d. 10:15',
  '2026. gada 23. novembris 10:15',
  'esmaspäev, 23. november 2026 10:15',
  '2026年11月23日 10:15',
  '2026年11月23日(月) 上午10:15',
  '2026년 11월 23일 월요일 오전 10:15',
  '2026/11/23 10:15',
  '2026-11-23 10:15',
  '11/23/2026 10:15 AM',
  '23/11/2026 10:15',
  '23 Tháng 11, 2026 10:15',
]

describe('without an offset the hour is Moscow’s', () => {
  test.each(MOSCOW)('%s', (printed) => {
    expect(readSpokenDate(printed)?.toISOString()).toBe('2026-11-23T07:15:00.000Z')
  })
})

const OTHERS: readonly (readonly [string, string])[] = [
  ['Mon, 23 Nov 2026 10:15:22 +0100', '2026-11-23T09:15:22.000Z'],
  ['23 November 2026 at 10:15:22 GMT', '2026-11-23T10:15:22.000Z'],
  ['23 novembre 2026 10:15:22 CET', '2026-11-23T09:15:22.000Z'],
  ['23. listopadu 2026 10:15:22 SEČ', '2026-11-23T09:15:22.000Z'],
  ['Montag, 23. November 2026 um 10:15:22 MEZ', '2026-11-23T09:15:22.000Z'],
  ['2026年11月23日 GMT+8 10:15:22', '2026-11-23T02:15:22.000Z'],
  ['23. november 2026 kl. 10.15.22 CET', '2026-11-23T09:15:22.000Z'],
  ['Monday, November 23, 2026 10:15 PM', '2026-11-23T19:15:00.000Z'],
  ['2026年11月23日 下午10:15', '2026-11-23T19:15:00.000Z'],
  ['mar. 24 nov. 2026 à 10:15', '2026-11-24T07:15:00.000Z'],
  ['mar, 24 mar 2026 a las 10:15', '2026-03-24T07:15:00.000Z'],
  ['23. marraskuuta 2026', '2026-11-22T21:00:00.000Z'],
  ['lipca 5, 2026 10:15', '2026-07-05T07:15:00.000Z'],
  ['5. července 2026 10:15', '2026-07-05T07:15:00.000Z'],
  ['5. června 2026 10:15', '2026-06-05T07:15:00.000Z'],
  ['5. srpna 2026 10:15', '2026-08-05T07:15:00.000Z'],
]

describe('with an offset, a zone or a half of the day it is that', () => {
  test.each(OTHERS)('%s', (printed, at) => {
    expect(readSpokenDate(printed)?.toISOString()).toBe(at)
  })
})

test.each(['вчера в 10:15', 'в понедельник', '10:15', 'Марина, 5 этаж', '32.13.2026', 'no date'])(
  '«%s» names no day',
  (printed) => {
    expect(readSpokenDate(printed)).toBeNull()
  },
)
