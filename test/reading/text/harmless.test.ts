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
    expect(shown).toContain('>http://good.example</a> <span>[http://evil.example/a]</span>')
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
