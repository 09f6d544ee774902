// What a writer's mail program shows of HTML stands in the text that engineers read, however odd the HTML; where a link leads
// is said beside it.
import { expect, test } from 'vitest'
import { htmlToText } from '../../../src/reading/text/html.ts'
import { readCalendar } from '../../../src/reading/wrapped/calendar-part.ts'

const NESTED = [
  ['<span>', '</span>'],
  ['<font color=red>', '</font>'],
  ['<ul><li>', '</li></ul>'],
  ['<blockquote>', '</blockquote>'],
  ['<b><i>', ''],
  ['<table><tr><td>', '</td></tr></table>'],
  ['<dl><dd>', '</dd></dl>'],
  ['<center>', ''],
  ['<o:p>', '</o:p>'],
  ['<form><fieldset>', ''],
  ['<button>', ''],
] as const

test.each(NESTED.flatMap(([open, close]) => [230, 1500].map((times) => [open, times, close] as const)))(
  'no word, no line end and nothing but words is left of %s nested %i times',
  (open, times, close) => {
    const html = `<style>p{color:red}</style><p>начало</p>${open.repeat(times)}сбой<br>второй${close.repeat(times)}<p>конец</p>`
    const lines = htmlToText(html)
      .split('\n')
      .map((line) => line.replace(/^[\s>-]+/, ''))
    for (const word of ['начало', 'сбой', 'второй', 'конец']) expect(lines).toContain(word)
    expect(lines.join(' ')).not.toContain('color')
  },
)

test.each([
  '<!-->сбой',
  '<!--->сбой',
  '<!-- x --!>сбой',
  '<!-- никогда не закрыт: сбой',
  '<!-- никогда не закрыт: сбой <b>и</b> дальше',
  '<!DOCTYPE x сбой',
  '<?xml сбой',
  '<![if !mso]>сбой<![endif]>',
  '<!--[if !mso]><!-->сбой<!--<![endif]-->',
  '<style>сбой',
  '<title>сбой',
  '<textarea>сбой',
  '<noscript>сбой</noscript>',
  'письмо от <сбой',
])('what stands in or behind %s is read', (html) => {
  expect(htmlToText(`до ${html}`)).toMatch(/^до[\s\S]*сбой/)
})

test.each([
  ['with a line end in it', '<a href="ht\ntps://evil.example/x">банк</a>', '<https://evil.example/x>'],
  ['in front of which a line ends', '<a href=" \nhttps://evil.example/x">банк</a>', '<https://evil.example/x>'],
  ['of no protocol of its own', '<a href="//evil.example/x">банк</a>', '<//evil.example/x>'],
  [
    'with another host as its user',
    '<a href="https://bank.example@evil.example/x">https://bank.example</a>',
    '<https://bank.example@evil.example/x>',
  ],
  ['around a picture', '<a href="https://evil.example/x"><img src="cid:1"></a>', '<https://evil.example/x>'],
  [
    'behind letters of no size',
    '<a href="https://evil.example/x" style="font-size:0">банк</a>',
    '<https://evil.example/x>',
  ],
  ['in capitals', '<A HREF=HTTPS://evil.example/x>банк</A>', '<HTTPS://evil.example/x>'],
])('where a link leads is said of one %s', (_, html, target) => {
  expect(htmlToText(html)).toContain(target)
})

test.each([
  ['ORGANIZER;CN="Петров; отдел 5: сбыт":mailto:p@x.example', 'Петров; отдел 5: сбыт <p@x.example>'],
  ['DTSTART;TZID="(UTC+03:00) Москва; СПб":20261130T100000', '30.11.2026 10:00 ((UTC+03:00) Москва; СПб)'],
  ['SUMMARY;ALTREP="cid:part1;x:y@z":Отдел: 5; этаж', 'Отдел: 5; этаж'],
  ['ATTENDEE;CN="Длин\r\n ное; имя":mailto:i@x.example', 'Длинное; имя <i@x.example>'],
  ['ATTENDEE;CN="Иван ^\'Гром^\' Петров":mailto:i@x.example', 'Иван "Гром" Петров <i@x.example>'],
  ['ATTENDEE;CN="не закрыто:mailto:i@x.example', 'не закрыто <i@x.example>'],
])('of an invitation %s is read whole', (line, read) => {
  expect(readCalendar(`BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n${line}\r\nEND:VEVENT\r\nEND:VCALENDAR`)).toContain(read)
})
