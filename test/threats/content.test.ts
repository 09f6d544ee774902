// T3, T10, T13, T14: what strangers write stands in our letters as text or as HTML made harmless. Nothing runs, nothing is
// fetched, nothing is a template, no name of a file leads anywhere.
import { existsSync, readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outgoing } from '../../src/letter.ts'
import { contractWith, PYOTR } from '../support/desk.ts'
import { base64, word } from '../support/letter.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

const CUSTOMER = 'i.sidorov@plant.example'
let desk: WholeDesk
beforeEach(() => {
  desk = openWholeDesk({ policy: { contracts: [contractWith()] } })
})
afterEach(() => desk.close())

/** A mail with an HTML body and a plain one. */
function htmlMail(html: string, more: { subject?: string; text?: string; from?: string } = {}): string {
  const part = (type: string, text: string) =>
    `--b\r\nContent-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(text)}\r\n`
  const head = rawMail({
    subject: more.subject ?? 'HTML',
    ...(more.from === undefined ? {} : { from: more.from }),
  }).split('MIME-Version')[0]
  const parts = `${part('plain', more.text ?? 'Простой текст.')}${part('html', html)}--b--\r\n`
  return `${head}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n${parts}`
}

const SCRIPTS: readonly string[] = [
  '<script>CANARY()</script>',
  '<scr<script>ipt>CANARY()</scr</script>ipt>',
  '<SCRIPT SRC=//t.example/x.js></SCRIPT>',
  '<img src=x onerror=CANARY()>',
  '<img src="x"onerror="CANARY()">',
  '<img/src=x/onerror=CANARY()>',
  '<svg onload=CANARY()>',
  '<svg><script>CANARY()</script></svg>',
  '<svg><style><img src=x onerror=CANARY()></style></svg>',
  '<svg><a xlink:href="javascript:CANARY()"><text>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=CANARY()></style></mglyph></table></mtext></math>',
  '<noscript><p title="</noscript><img src=x onerror=CANARY()>">',
  '<p title="--><img src=x onerror=CANARY()>">x</p>',
  '<!--><img src=x onerror=CANARY()>-->',
  '<![CDATA[<img src=x onerror=CANARY()>]]>',
  '<a href="javascript:CANARY()">x</a>',
  '<a href="JaVaScRiPt&colon;CANARY()">x</a>',
  '<a href=" &#14; javascript:CANARY()">x</a>',
  '<a href="java\tscript:CANARY()">x</a>',
  '<a href="data:text/html,<script>CANARY()</script>">x</a>',
  '<a href="vbscript:CANARY()">x</a>',
  '<a href="http://x/?&quot;onmouseover=&quot;CANARY()">x</a>',
  'http://x/?"onmouseover="CANARY()',
  '<iframe srcdoc="<script>CANARY()</script>"></iframe>',
  '<object data="data:text/html;base64,PHNjcmlwdD4="></object><embed src=//t.example>',
  '<form action=//t.example><button formaction=javascript:CANARY()>x</button></form>',
  '<input autofocus onfocus=CANARY()>',
  '<details open ontoggle=CANARY()>x</details>',
  '<video><source onerror=CANARY()></video>',
  '<body onload=CANARY()><p>x',
  '<base href=//t.example/><link rel=stylesheet href=//t.example/x.css>',
  '<meta http-equiv=refresh content="0;url=//t.example/">',
  '<style>@import url(//t.example/x.css); * { background: url(//t.example/) }</style>',
  '<div style="background:url(//t.example/x)">x</div>',
  '<div style="width: expression(CANARY())">x</div>',
  '<div style="color:red;behavior:url(#x);-moz-binding:url(//t.example)">x</div>',
  '<p style="font-size:1px;position:fixed;top:0;left:0;width:9999px">x</p>',
  '<table background="//t.example/x"><tr><td background="//t.example/y">x</td></tr></table>',
  '<img src="//t.example/x.png"><img srcset="//t.example/x 2x"><img src="cid:a@b" onload=CANARY()>',
  '<xmp><img src=x onerror=CANARY()></xmp><plaintext><img src=x onerror=CANARY()>',
  '<textarea><img src=x onerror=CANARY()></textarea><img src=x onerror=CANARY()>',
  '<template><img src=x onerror=CANARY()></template>',
  '<select><style><img src=x onerror=CANARY()></style></select>',
  '</div></td></tr></table></body></html><script>CANARY()</script>',
  '{{{CANARY}}}<p>{{#each this}}{{@root}}{{/each}}</p>',
]

/** Tags of an HTML text with the values of their attributes, and what must never stand in them. */
function dangersIn(html: string): readonly string[] {
  const bare = html.replace(/<!doctype[^>]*>|<!--\[if mso\]>.*?<!\[endif\]-->/gis, '')
  const tags = bare.match(/<[^>]*>/g) ?? []
  return tags.filter((tag) => {
    const names = tag.replace(/"[^"]*"/g, '""')
    return (
      /^<\/?(script|style|svg|math|form|input|button|iframe|object|embed|base|link|video|audio|noscript|template|textarea|xmp|plaintext|select)\b/i.test(
        tag,
      ) ||
      /[\s/"]on[a-z]+\s*=/i.test(names) ||
      /(javascript|vbscript|data)\s*:/i.test(tag.replace(/[\s\u0000-\u001f]|&[^;]*;/g, '')) ||
      /\bsrc\s*=\s*"(?!cid:)/i.test(tag) ||
      /srcset|background\s*=|url\s*\(|expression|position\s*:|@import|behavior|binding/i.test(tag)
    )
  })
}

/** All letters that have left. */
function letters(): readonly Outgoing[] {
  return desk.post.map((one) => one.outgoing)
}

describe('T3: HTML and script of strangers', () => {
  test.each(SCRIPTS)('%s', async (payload) => {
    await desk.arrives(htmlMail(`<p>Текст</p>${payload}<p>конец</p>`))
    await desk.arrives(
      rawMail({ subject: payload, from: `"${payload.replace(/["\\]/g, '')}" <${CUSTOMER}>`, text: payload }),
    )
    await desk.arrives(rawMail({ subject: 'Re: [SKPS-1]', text: `${payload}\nстатус` }))
    const [card] = desk.to(PYOTR.address)
    await desk.arrives(engineersAnswer(card as Outgoing, PYOTR.address, `Вот: ${payload}`))
    expect(letters().length).toBeGreaterThan(8)
    for (const { html } of letters()) expect(dangersIn(html)).toEqual([])
    for (const outgoing of letters().filter((one) => one.audience === 'customer')) {
      const mail = await simpleParser(await desk.wire(outgoing))
      expect(dangersIn(String(mail.html))).toEqual([])
    }
  })

  test('the payload of a link that breaks out of its attribute is text', async () => {
    await desk.arrives(rawMail({ text: 'http://x/?"onmouseover="CANARY()' }))
    for (const { html } of letters()) expect(html).not.toMatch(/<[^>]*onmouseover/i)
    expect(desk.to(PYOTR.address)[0]?.text).toContain('http://x/?"onmouseover="CANARY()')
  })

  test('what is hidden or turns the reading direction is made visible or goes, in text, HTML and every header', async () => {
    const tricks = 'ab\u202Ecd\u2066ef\u200Bgh\u0007ij\u0000\u001b[2Jkl'
    await desk.arrives(
      rawMail({ subject: `Тема ${tricks}`, from: `${word(`Имя ${tricks}`)} <${CUSTOMER}>`, text: `Текст ${tricks}` }),
    )
    for (const outgoing of letters()) {
      const people = (await simpleParser(await desk.wire(outgoing))).to
      const names = [people ?? []].flat().flatMap((one) => one.value.map((person) => person.name))
      expect(names.join()).not.toBe('')
      const said = `${outgoing.subject}${outgoing.text}${outgoing.html}${names.join()}`
      expect(said.replace(/[\n\t]/g, '')).not.toMatch(/[\u0000-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/)
    }
    expect(desk.to(PYOTR.address)[0]?.text).toContain('‹U+202E›')
  })

  test('any text at all, as subject, name and body, opens no tag but ours in any letter', async () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '=',
      ' ',
      '</td>',
      '<script>',
      '{{',
      '}}',
      '\u0001',
      '\u0003',
      '0',
      '\u0004',
      '\u0002',
      '# ',
      '* * *',
      '\n',
      '> ',
      '&lt;',
      '<b>',
      'х',
      '\\',
      '  1. ',
      '\u202e',
      ']]>',
      '--',
    )
    const plain = (html: string): number => (html.match(/</g) ?? []).length
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), fc.array(piece, { maxLength: 12 }), async (body, line) => {
        const count = desk.post.length
        const subject = line.join('').replace(/[\r\n]/g, ' ')
        await desk.arrives(
          rawMail({
            subject: `я${subject}`,
            from: `${word(`я${subject}`)} <x${count}@else.example>`,
            text: `Текст\n${body.join('')}\nконец`,
          }),
        )
        for (const { outgoing } of desk.post.slice(count)) {
          const { html, text } = outgoing
          expect(dangersIn(html)).toEqual([])
          expect(html).not.toMatch(/<b>[^<]*<script|<\/td>&lt;|[\u0001-\u0008]/)
          expect(text).not.toMatch(/[\u0000-\u0008\u202e]/)
          // Each "<" opens or closes one of the template's own tags, so their number is even but for void elements.
          expect(plain(html.replace(/<(br|meta|hr|img|!doctype)\b[^>]*>/gi, '')) % 2).toBe(0)
        }
      }),
      { numRuns: 60, seed: 3 },
    )
  })
})

describe('T14: a template in what strangers write', () => {
  test('is echoed literally, in subject, name and body', async () => {
    const template = '{{constructor}}{{#each this}}{{@root}}{{/each}}{{> card}}{{{secret}}}'
    await desk.arrives(rawMail({ subject: template, from: `"${template}" <${CUSTOMER}>`, text: template }))
    const [card] = desk.to(PYOTR.address)
    await desk.arrives(engineersAnswer(card as Outgoing, PYOTR.address, `Ответ ${template}`))
    for (const outgoing of letters()) expect(outgoing.subject).toContain(template)
    const shown = (card?.text ?? '').replace(/\s+/g, ' ')
    expect(shown).toContain(`Клиент ${template} <${CUSTOMER}>`)
    expect(shown.split(template)).toHaveLength(6)
    expect(desk.to(CUSTOMER).at(-1)?.text).toContain(`Ответ ${template}`)
  })

  test('the marks between which values travel are nobody’s to write', async () => {
    for (const mark of ['\u00010\u0002', '\u00030\u0004', '\u00031\u0004\n\u00032\u0004']) {
      await desk.arrives(
        rawMail({ from: `s${mark.length}@else.example`, subject: 'Метки', text: `до ${mark} после\n${mark}` }),
      )
    }
    for (const { text } of letters()) expect(text).not.toMatch(/[\u0001-\u0004]/)
    expect(desk.to(PYOTR.address).every((one) => one.text.includes('после'))).toBe(true)
  })
})

describe('T10: names of files', () => {
  const NAMES = [
    '../../etc/passwd',
    '/etc/cron.d/x',
    '..\\..\\windows\\system32\\x.dll',
    'C:\\x.exe',
    '..',
    '.',
    '.htaccess',
    '~/.ssh/authorized_keys',
    'a\u0000b.txt',
    'счёт\u202Efdp.exe',
    'CON',
    'lpt1.txt',
    'x'.repeat(400),
    '',
    ' ',
    '|rm -rf x',
    '$(touch x)',
    'a\r\nBcc: evil@e.test\r\n.txt',
    '"; filename="y',
  ]

  test('no file appears outside the folder of letters, no name leads anywhere, and the bytes arrive', async () => {
    const parts = NAMES.map(
      (name, n) =>
        `--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}\r\n\r\n${base64(`content ${n}`)}\r\n`,
    )
    const head = rawMail({ subject: 'Files' }).split('MIME-Version')[0]
    await desk.arrives(
      `${head}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`,
    )
    const [card] = desk.to(PYOTR.address)
    const raw = await desk.wire(card as Outgoing)
    const mail = await simpleParser(raw)
    const files = mail.attachments
    expect(files.map((one) => String(one.content))).toEqual(NAMES.map((_, n) => `content ${n}`))
    for (const { filename = '' } of files) {
      expect(filename).not.toMatch(/[/\\\u0000-\u001f\u007f\u202a-\u202e]|^\.|^(con|lpt1)(\.|$)/i)
      expect(Buffer.byteLength(filename)).toBeLessThanOrEqual(260)
    }
    expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^bcc/im)
    expect(readdirSync(desk.folder).sort()).toEqual(expect.arrayContaining(['letters', 'ticketd.db']))
    const shelves = readdirSync(join(desk.folder, 'letters')).flatMap((one) =>
      readdirSync(join(desk.folder, 'letters', one)),
    )
    expect(shelves.every((one) => /^[0-9a-f]{64}$/.test(one))).toBe(true)
    expect(existsSync(join(desk.folder, 'etc'))).toBe(false)
  })

  test('a program goes to engineers under a name that does not run; the customer’s answer bears it whole', async () => {
    const file = (name: string) =>
      `--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n<script>1</script>\r\n`
    const head = rawMail({ subject: 'Files' }).split('MIME-Version')[0]
    const names = ['run.exe', 'page.html', 'image.svg', 'x.js', 'x.lnk ', 'y.iso.', 'z.EXE', 'report.pdf']
    await desk.arrives(
      `${head}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${names.map(file).join('')}--b--\r\n`,
    )
    const shown = (desk.to(PYOTR.address)[0]?.attachments ?? []).map((one) => one.name)
    expect(shown.filter((name) => /\.(exe|html|svg|js|lnk|iso)$/i.test(name))).toEqual([])
    expect(shown).toContain('report.pdf')
  })
})

describe('T13: no address of a mail is ever visited', () => {
  let server: Server
  let visits: string[]
  beforeEach(async () => {
    visits = []
    server = createServer((request, response) => {
      visits.push(request.url ?? '')
      response.end('trap')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())))

  test('not by reading, judging, rendering, composing or parsing: images, styles, unsubscribing, bounces, links, external bodies', async () => {
    const trap = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const html = `<link rel=stylesheet href="${trap}/css"><img src="${trap}/img"><img src="cid:${trap}/cid"><div style="background:url(${trap}/bg)">x</div><iframe src="${trap}/frame"></iframe><a href="${trap}/a">x</a>`
    const external = `--b\r\nContent-Type: message/external-body; access-type=URL; URL="${trap}/external"\r\n\r\nContent-Type: text/plain\r\n\r\n`
    const head = rawMail({ subject: `${trap}/subject`, text: `${trap}/text` })
    await desk.arrives(htmlMail(html))
    await desk.arrives(head)
    await desk.arrives(
      head.replace(
        'Subject',
        `List-Unsubscribe: <${trap}/one-click>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nX-Image-URL: ${trap}/face\r\nSubject`,
      ),
    )
    await desk.arrives(
      `${rawMail({ subject: 'ext' }).split('MIME-Version')[0]}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${external}--b\r\nContent-Type: text/html; name="${trap}/name"\r\nContent-Location: ${trap}/location\r\n\r\n${html}\r\n--b--\r\n`,
    )
    await desk.arrives(
      rawMail({
        from: 'mailer-daemon@mx.example',
        subject: 'Undelivered Mail Returned to Sender',
        text: `See ${trap}/dsn`,
        more: ['Return-Path: <>'],
      }),
    )
    await desk.arrives(engineersAnswer(desk.to(PYOTR.address)[0] as Outgoing, PYOTR.address, `Смотрите ${trap}/answer`))
    for (const outgoing of letters()) await desk.wire(outgoing)
    desk.turn(5 * 86_400)
    desk.tick()
    expect(letters().length).toBeGreaterThan(8)
    expect(visits).toEqual([])
    // The trap works.
    await fetch(`${trap}/check`)
    expect(visits).toEqual(['/check'])
  })
})
