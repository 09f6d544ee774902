// The board's pages as a browser is sent them: who is let in, what addresses are understood, and that nothing leaks.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eraseVerb } from '../../src/cli/books/erase.ts'
import { type BoardDesk, livedDesk, openBoardOver, TOKEN } from '../support/board-desk.ts'
import { until } from '../support/patience.ts'

let one: BoardDesk
beforeAll(async () => {
  one = await openBoardOver(livedDesk())
})
afterAll(async () => {
  await one.close()
  one.desk.close()
})

interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

async function asked(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${one.address}${path}`, { redirect: 'manual', ...init })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

function letIn(path: string, more: Record<string, string> = {}): Promise<Answer> {
  return asked(path, { headers: { authorization: `Bearer ${TOKEN}`, ...more } })
}

function posted(path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
  return asked(path, { method: 'POST', body: new URLSearchParams(form), headers })
}

const SECRETS = /SKPS-1\b|Смирнова|Не открывается|romashka/

describe('who is let in', () => {
  test.each(['/', '/tickets/1', '/figures', '/machine', '/nowhere', '/tickets/13/messages/1/files/2'])(
    'without a token %s shows the form and nothing else',
    async (path) => {
      const { status, text } = await asked(path)
      expect(status).toBe(401)
      expect(text).toContain('type="password"')
      expect(text).not.toMatch(SECRETS)
    },
  )

  test('a wrong token in the header is refused in a line, in the address it is none', async () => {
    const wrong = await asked('/', { headers: { authorization: 'Bearer word' } })
    expect([wrong.status, wrong.text]).toEqual([401, 'the token is wrong\n'])
    const inAddress = await asked(`/?token=${TOKEN}`)
    expect(inAddress.status).toBe(401)
    expect(inAddress.text).not.toMatch(SECRETS)
  })

  test('the form lets in with a cookie that scripts do not see, and goes where one wanted to go', async () => {
    const { status, headers } = await posted('/login', { token: TOKEN, next: '/tickets/1' })
    expect([status, headers.get('location')]).toEqual([303, '/tickets/1'])
    const cookie = headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^ticketd=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/)
    const page = await asked('/tickets/1', { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect([page.status, page.text.includes('SKPS-1')]).toEqual([200, true])
    const secure = await posted('/login', { token: TOKEN, next: '/' }, { 'x-forwarded-proto': 'https' })
    expect(secure.headers.get('set-cookie')).toContain('; Secure')
  })

  test.each(['https://evil.test/', '//evil.test/', '/\\evil.test', 'javascript:alert(1)', '/\r\nx: y', '/logout'])(
    'after the form nobody is sent to %j',
    async (next) => {
      const { status, headers } = await posted('/login', { token: TOKEN, next })
      expect([status, headers.get('location')]).toEqual([303, '/'])
    },
  )

  test('an old cookie shows the form again', async () => {
    const { headers } = await posted('/login', { token: TOKEN, next: '/' })
    const cookie = (headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const now = one.desk.now
    one.desk.now = new Date(now.getTime() + 12 * 3_600_000)
    const old = await asked('/', { headers: { cookie } })
    one.desk.now = now
    expect(old.status).toBe(401)
    expect(old.text).not.toMatch(SECRETS)
    expect((await asked('/', { headers: { cookie: 'ticketd=99999999999.AAAA' } })).status).toBe(401)
  })

  test('a form that another site sent is refused, and none is read that is longer than a token', async () => {
    const form = { token: TOKEN, next: '/' }
    expect((await posted('/login', form, { origin: 'https://evil.test' })).status).toBe(403)
    expect((await posted('/login', form, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await posted('/login', { ...form, token: 'x'.repeat(5000) })).status).toBe(413)
  })

  test('nothing is changed by a form but who looks and in which language', async () => {
    for (const path of ['/', '/tickets/1', '/machine'])
      expect((await posted(path, { state: 'closed' })).status).toBe(404)
    expect((await asked('/', { method: 'DELETE' })).status).toBe(405)
    const { status, headers } = await posted('/language', { to: 'en', next: '/machine' })
    expect([status, headers.get('location')]).toEqual([303, '/machine'])
    const cookie = (headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const english = await letIn('/', { cookie })
    expect(english.text).toContain('<html lang="en">')
    expect(english.text).toContain('Whose turn')
  })
})

describe('what is asked for', () => {
  test('each page forbids what is not its own, keeps nothing and stands in no frame', async () => {
    for (const path of ['/', '/tickets/1', '/figures', '/machine', '/nowhere']) {
      const { headers } = await letIn(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
      expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual(['no-store', 'nosniff'])
    }
  })

  test.each([
    ['?turn=us', ['SKPS-12', 'SKPS-13'], ['SKPS-10', 'SKPS-11', 'SKPS-8']],
    ['?turn=customer', ['SKPS-10', 'SKPS-8'], ['SKPS-12', 'SKPS-11']],
    ['?turn=development', ['SKPS-11'], ['SKPS-12', 'SKPS-10']],
    ['?state=closed', ['SKPS-1<', 'SKPS-7<'], ['SKPS-12', 'SKPS-10']],
    ['?engineer=nobody', ['SKPS-12'], ['SKPS-10', 'SKPS-8']],
    ['?engineer=p.ivanov%40vendor.example', ['SKPS-10', 'SKPS-8'], ['SKPS-12']],
    ['?contract=15%2F24', ['SKPS-13', 'SKPS-11'], ['SKPS-12', 'SKPS-10']],
    ['?category=errors', ['SKPS-10'], ['SKPS-12']],
    ['?q=каталог', ['SKPS-1<', 'SKPS-5<'], ['SKPS-12']],
    ['?q=SKPS-7', ['SKPS-7<'], ['SKPS-12']],
    ['?q=каталог&state=answered', ['SKPS-9<'], ['SKPS-1<', 'SKPS-5<']],
    ['?turn=nonsense&state=%3Cscript%3E&page=-7', ['SKPS-12'], ['<script>']],
  ])('the queue is cut by %s', async (query, has, hasNot) => {
    const { status, text } = await letIn(`/${query}`)
    expect(status).toBe(200)
    for (const number of has) expect(text).toContain(number.endsWith('<') ? `>${number}/a>` : `>${number}<`)
    for (const number of hasNot)
      expect(text).not.toContain(number.startsWith('<') ? number : `>${number.replace('<', '')}</a>`)
  })

  test('overdue ones are those that the rules call so, and a page behind the last is empty', async () => {
    const now = one.desk.now
    one.desk.turnTo('2026-06-20T12:00')
    const overdue = await letIn('/?overdue=1')
    one.desk.now = now
    expect(overdue.text).toContain('>SKPS-12<')
    expect(overdue.text).not.toContain('>SKPS-10<')
    expect((await letIn('/?page=999999')).text).toContain('Обращений нет.')
    expect((await letIn('/?overdue=1')).text).toContain('Обращений нет.')
  })

  test.each([
    '/tickets/999',
    '/tickets/SKPS-999',
    '/tickets/0',
    '/tickets/1e3',
    '/tickets/%00',
    '/tickets/..%2f..%2fetc%2fpasswd',
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/board.css/../../board.ts',
    '//evil.test/',
    '/tickets/1/messages/99/html',
    '/tickets/13/messages/1/files/99',
    '/tickets/13/messages/1/files/..%2f..%2f',
    '/tickets/__proto__',
  ])('%s is not there', async (path) => {
    const { status, text } = await letIn(path)
    expect(status).toBe(404)
    expect(text).not.toMatch(/root:|node_modules|Error:|\/src\//)
  })

  test('an address that is none, or longer than any, is refused', async () => {
    expect((await letIn(`/?q=${'x'.repeat(3000)}`)).status).toBe(400)
    expect((await letIn('/?q=%E0%A4%A')).status).toBe(200)
  })

  test.each([
    ['from=2026-05-20&to=2026-05-01', 'Последний день раньше первого.'],
    ['from=nonsense', 'Первый день не понят'],
    ['from=2026-05-01&to=2026-02-31', 'Последний день не понят'],
    ['from=1990-01-01&to=2026-05-01', 'Период длиннее пяти лет'],
    ['contract=99%2F99', 'Такого договора нет.'],
  ])('figures of %s are refused in a sentence', async (query, sentence) => {
    const { status, text } = await letIn(`/figures?${query}`)
    expect([status, text.includes(sentence)]).toEqual([200, true])
    expect(text).not.toContain('<svg')
  })

  test('figures have curves with their tables, add up, and are cut and compared as in the report', async () => {
    const { text } = await letIn('/figures?from=2026-03-01&to=2026-05-20&by=contract&compare=previous')
    expect(text).toContain('Баланс сходится')
    expect(text.match(/<svg /g)?.length).toBeGreaterThanOrEqual(4)
    expect(text).not.toMatch(/<svg[^>]*>.*?<style|style="/s)
    expect(text).toContain('Договор: 15/24')
    expect(text).toMatch(/\(было 0\)/)
  })

  test('the machine says what is wrong with it, mail that is stuck, and versions', async () => {
    const ill = await openBoardOver(one.desk, {
      reasons: [{ code: 'mailbox.unreachable', sentence: 'the <b>server</b> cannot be reached' }],
    })
    const answer = await fetch(`${ill.address}/machine`, { headers: { authorization: `Bearer ${TOKEN}` } })
    const text = await answer.text()
    await ill.close()
    expect(text).toContain('Служба не работает')
    expect(text).toContain('<code>mailbox.unreachable</code> the &lt;b&gt;server&lt;/b&gt; cannot be reached')
    expect((await letIn('/machine')).text).toContain('Служба работает')
  })
})

describe('what looking does', () => {
  function books(): readonly string[] {
    const { directory } = one.desk.room.config.data
    return ['ticketd.db', 'ticketd.db-wal'].map((name) => {
      const file = join(directory, name)
      return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : name
    })
  }

  test('not a byte of the books is another one after every page, and no file is left behind', async () => {
    const before = books()
    for (const path of ['/', '/tickets/13', '/figures', '/machine', '/tickets/13/messages/1/html'])
      expect((await letIn(path)).status).toBe(200)
    expect((await letIn('/tickets/13/messages/1/files/1')).text).toContain('alert(1)')
    expect(books()).toEqual(before)
    const left = (): readonly string[] => readdirSync(join(one.desk.room.config.data.directory, 'tmp'))
    await until('the file is gone', () => left().length === 0)
  })

  test('of a person who was erased no page shows a word, and his files are not there', async () => {
    const desk = livedDesk()
    desk.store.close()
    const io = { out: () => undefined, err: () => undefined, environment: {}, stdin: (async function* () {})() }
    const args = ['--customer', 'smirnova@romashka.example', '--all']
    expect(await eraseVerb.run(args, io, { path: desk.configFile, named: true })).toBe(0)
    const erased = await openBoardOver(desk)
    const look = async (path: string): Promise<Answer> => {
      const answer = await fetch(`${erased.address}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } })
      return { status: answer.status, text: await answer.text(), headers: answer.headers }
    }
    try {
      const pages = await Promise.all(['/', '/?state=closed', '/tickets/13', '/tickets/1', '/figures'].map(look))
      expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
      for (const { text } of pages) expect(text).not.toMatch(/Смирнова|smirnova|onmouseover/)
      expect((await look('/tickets/13/messages/1/html')).status).toBe(404)
      expect((await look('/tickets/13/messages/1/files/1')).status).toBe(404)
    } finally {
      await erased.close()
      rmSync(desk.folder, { recursive: true })
    }
  })
})
