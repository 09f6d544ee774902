// What engineers see of a stranger's HTML, and what his files may be called: nothing runs, nothing is fetched, nothing is hidden.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeName } from '../../../src/reading/mime/names.ts'
import { htmlToText } from '../../../src/reading/text/html.ts'
import { harmlessHtml } from '../../../src/reading/text/sanitize.ts'

describe('HTML for engineers', () => {
  test.each([
    ['<script>alert(1)</script><p onclick="x()">a</p>', '<p>a</p>'],
    ['<img src="http://t.example/x.png"><img src=x onerror=alert(1)>', ''],
    ['<img src="cid:a@b" alt="p">', '<img src="cid:a@b" alt="p" />'],
    ['<form action="http://x.example"><input name=a>b</form>', 'b'],
    [
      '<div style="background:url(http://x.example);color:red;position:fixed">t</div>',
      '<div style="color:red">t</div>',
    ],
    ['<iframe src="http://x.example"></iframe><svg><script>1</script></svg>', ''],
    ['<table background="http://x.example"><tr><td>1</td></tr></table>', '<table><tr><td>1</td></tr></table>'],
  ])('%s', (html, harmless) => {
    expect(harmlessHtml(html)).toBe(harmless)
  })

  test('shows the true target beside a link that says another', () => {
    const shown = harmlessHtml('<a href="http://evil.example/a">http://good.example</a>')
    expect(shown).toMatch(/>http:\/\/good\.example<\/a> <span style="[^"]+">\[http:\/\/evil\.example\/a\]<\/span>/)
  })

  test.each([
    ['letters of no size', '<p style="font-size:0"><a href="http://evil.example/a">тут</a></p>'],
    ['white on white', '<p style="color:#fff;background-color:#fff"><a href="http://evil.example/a">тут</a></p>'],
    ['more than a page within the link', `<a href="http://evil.example/a">${'тут '.repeat(2000)}</a>`],
    ['a link within a link', '<a href="http://evil.example/a">тут <a href="http://b.example">там</a></a>'],
    ['part of itself hidden', '<a href="http://evil.example/a"><b style="font-size:0">http://evil.example/</b>a</a>'],
    ['a link that is never closed', '<a href="http://evil.example/a">тут'],
  ])('shows the target of a link in its own style, though there are %s', (_, html) => {
    expect(harmlessHtml(html)).toMatch(/<span style="font-size:12px;color:#333333[^"]*">\[http:\/\/evil\.example\/a\]/)
  })

  test('keeps words where the eye finds them', () => {
    expect(harmlessHtml('<p style="margin-left:9999px">a</p>')).toBe('<p>a</p>')
    expect(harmlessHtml('<p style="margin-left:40px">a</p>')).toBe('<p style="margin-left:40px">a</p>')
  })

  test('of HTML nested too deep shows the words, line by line', () => {
    expect(harmlessHtml(`${'<div>'.repeat(300)}a &lt;b<br>c`)).toBe('<pre>a &lt;b\nc</pre>')
  })

  test('never lets a script, a handler or a remote address through, whatever is put together', () => {
    const piece = fc.constantFrom(
      ...[
        '<',
        '>',
        '"',
        "'",
        '=',
        ' ',
        '/',
        '<a href=',
        'javascript:',
        '<img src=',
        'http://t.example',
        'onerror=x',
        '<script',
        '</script>',
      ],
      ...[
        '<style>',
        '<svg/onload=x>',
        '&lt;',
        '&#106;',
        '<!--',
        '-->',
        '<p style="color:',
        'expression(1)',
        '<noscript>',
        '<math>',
        'cid:x',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const harmless = harmlessHtml(pieces.join(''))
        const tags = harmless.match(/<[a-z][^>]*>/gi) ?? []
        for (const tag of tags) {
          expect(tag).not.toMatch(/^<(script|style|svg|form|iframe|input|math|noscript|link|base|meta)/i)
          expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\son[a-z]+=/i)
          expect(tag).not.toMatch(/src="(?!cid:)|href="\s*(javascript|data|vbscript):|url\(|style="[^"]*expression/i)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('HTML as text', () => {
  test('keeps lists, quotes, tables and link targets readable', () => {
    const html =
      '<p>Шаги:</p><ol><li>открыть</li><li>войти</li></ol><blockquote>так <b>было</b></blockquote>' +
      '<table><tr><td>Узел</td><td>2</td></tr></table><a href="https://a.example/x">тут</a>'
    expect(
      htmlToText(html)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ).toEqual(['Шаги:', '1. открыть', '2. войти', '> так было', 'Узел | 2', 'тут <https://a.example/x>'])
  })

  test('leaves out what no mail program shows', () => {
    const hidden = '<p style="color: red; Display: none">нет</p><i style="mso-hide:all">нет</i><b hidden>нет</b>'
    expect(htmlToText(`<p>Видно</p>${hidden}<template>нет</template>`)).toBe('Видно')
  })

  test('a quote that is a whole document hides nothing of what stands around it', () => {
    const quoted =
      '<blockquote><html><head><title>t</title></head><body bgcolor="white"><p>Вопрос</p></body></html></blockquote>'
    expect(htmlToText(`<div>Ответ</div>${quoted}<div>Ниже</div>`)).toBe('Ответ\n> Вопрос\n\nНиже')
  })

  test('gives up structure, never words, where elements are nested as nobody nests them, and tells so', () => {
    const told: string[] = []
    const lines = Array.from({ length: 400 }, (_, n) => `строка ${n}`)
    const text = htmlToText(lines.map((line) => `<div><blockquote>${line}`).join(''), ({ is }) => told.push(is))
    for (const line of lines) expect(text).toMatch(new RegExp(`(^|> )${line}$`, 'm'))
    expect(told).toEqual(['HTML flattened'])
    expect(htmlToText('<div>'.repeat(50), ({ is }) => told.push(is))).toBe('')
    expect(told).toHaveLength(1)
  })

  test('loses no words of a page of more elements than a letter has', () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => `<tr><td>узел&nbsp;${n}</td><td>&#49;&lt;2</td></tr>`)
    const text = htmlToText(`<table>${rows.join('')}</table><a href="http://a.example/x">тут</a><br>конец`)
    expect(text.split('\n').filter((line) => /узел \d+ \| 1<2/.test(line))).toHaveLength(rows.length)
    expect(text).toContain('тут <http://a.example/x>\nконец')
  })

  test('tells when HTML is too long to be read whole', () => {
    const told: string[] = []
    htmlToText(`<p>${'а'.repeat(2_000_001)}`, ({ is }) => told.push(is))
    expect(told).toEqual(['HTML too long'])
  })

  test('survives a head that is never closed', () => {
    expect(htmlToText('<html><head><title>t</title><body><p>Есть текст')).toBe('Есть текст')
    expect(harmlessHtml('<html><head><title>t</title><body><p>Есть текст')).toBe('<p>Есть текст</p>')
  })
})

describe('names of files', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\x\\y.exe', 'y.exe'],
    ['a\u202Efdp.exe', 'afdp.exe'],
    ['a\0b.txt', 'ab.txt'],
    ['.htaccess', 'htaccess'],
    ['..', ''],
    ['con', '_con'],
    ['LPT1.txt', '_LPT1.txt'],
    ['Йод\u0306.doc', 'Йод\u0306.doc'.normalize('NFC')],
  ])('%j is shown as %j', (name, shown) => {
    expect(safeName(name)).toBe(shown)
  })

  test('are never a path, never hidden, never longer than 240 bytes, and keep their extension', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const shown = safeName(name)
        expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(240)
        expect(shown).not.toMatch(/[/\\\0-\x1f\x7f\u202a-\u202e\u2066-\u2069]|^\./)
      }),
    )
    expect(safeName(`${'д'.repeat(500)}.docx`)).toMatch(/….docx$/)
  })
})
