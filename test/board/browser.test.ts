// The board in a browser: hostile mail stays words, nothing is wider than the screen, axe finds nothing, and without
// script everything is there.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BoardDesk, HOSTILE, livedDesk, openBoardOver, TOKEN } from '../support/board-desk.ts'
import { until } from '../support/patience.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file))
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PAGES = ['/', '/tickets/13', '/tickets/10', '/figures?from=2026-03-01&to=2026-05-20', '/machine', '/nowhere']

describe.skipIf(CHROMIUM === undefined)('in Chromium', () => {
  let one: BoardDesk
  let browser: Browser
  const contexts: BrowserContext[] = []
  beforeAll(async () => {
    one = await openBoardOver(livedDesk())
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    for (const context of contexts) await context.close()
    await browser.close()
    await one.close()
    one.desk.close()
  })

  /** A page of a reader who has signed in, and what its console complained of. */
  async function reader(
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext(options)
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(0)
    await page.goto(`${one.address}/tickets/1`)
    await page.fill('#token', TOKEN)
    await page.click('main button')
    await page.waitForURL('**/tickets/1')
    const complaints: string[] = []
    page.on('console', (said) => {
      if (said.type() === 'error' || said.type() === 'warning') complaints.push(said.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`)
      dialog.dismiss().catch(() => undefined)
    })
    return { page, complaints }
  }

  test('a subject, a name, a file and an HTML body that attack the page are shown as words', async () => {
    const { page, complaints } = await reader()
    const away: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(one.address)) away.push(request.url())
    })
    await page.goto(`${one.address}/`)
    expect(await page.title()).toContain('Очередь')
    const row = page.locator('tr', { has: page.locator('a', { hasText: 'SKPS-13' }) })
    expect(await row.textContent()).toContain(HOSTILE.name)
    await page.goto(`${one.address}/tickets/13`)
    expect(await page.title()).toContain('SKPS-13')
    expect(await page.locator('h1').textContent()).toContain('<script>document.title="owned"</script>')
    expect(await page.locator('h1').textContent()).not.toContain('\u202e')
    expect(await page.locator('.files').first().textContent()).toContain(HOSTILE.file)
    expect(await page.locator('main script, main form, main input').count()).toBe(0)
    await page.locator('details.html summary').first().click()
    const frame = page.frameLocator('details.html iframe').first()
    await frame.locator('p', { hasText: 'Seen' }).waitFor()
    expect(await frame.locator('script, form, input, style').count()).toBe(0)
    expect(away).toEqual([])
    expect(complaints).toEqual([])
  })

  test('a file is handed over to be kept, a picture is shown, and neither has our origin', async () => {
    const { page } = await reader()
    await page.goto(`${one.address}/tickets/13`)
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.files a >> nth=0')])
    expect(download.suggestedFilename()).toMatch(/\.html$/)
    expect(download.suggestedFilename()).not.toMatch(/[/<>]/)
    const picture = page.locator('.pictures img')
    await picture.scrollIntoViewIfNeeded()
    await until(
      'the picture is there',
      async () => (await picture.evaluate((img: { naturalWidth?: number }) => img.naturalWidth)) === 1,
    )
    const answer = await page.request.get(`${one.address}/tickets/13/messages/1/files/1`)
    expect(answer.headers()['content-type']).toBe('application/octet-stream')
    expect(answer.headers()['content-security-policy']).toContain('sandbox')
    expect(await answer.text()).toContain('alert(1)')
  })

  test.each([
    ['light', 360],
    ['dark', 360],
    ['light', 800],
    ['dark', 1600],
    ['light', 3840],
  ] as const)('each page is whole and has nothing that axe finds wrong, %s and %i wide', async (colorScheme, width) => {
    const { page, complaints } = await reader({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true })
    for (const path of PAGES) {
      await page.goto(`${one.address}${path}`)
      await page.evaluate(AXE)
      const wrong = (await page.evaluate(
        `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')))`,
      )) as readonly string[]
      expect(wrong, path).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${path} fits`).toBe(true)
    }
    expect(complaints.filter((one) => !one.includes('404'))).toEqual([])
  })

  test('the strict policy complains of nothing on any page', async () => {
    const { page, complaints } = await reader()
    for (const path of PAGES) await page.goto(`${one.address}${path}`)
    expect(complaints.filter((said) => !said.includes('404'))).toEqual([])
  })

  test('without script one signs in, filters, pages, reads a ticket, sees curves and signs out', async () => {
    const { page } = await reader({ javaScriptEnabled: false })
    await page.goto(`${one.address}/`)
    await page.selectOption('select[name=turn]', 'development')
    await page.click('.filters button')
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.click('tbody a >> nth=0')
    expect(await page.locator('h1').textContent()).toContain('SKPS-11')
    await page.click('nav a >> nth=1')
    expect(await page.locator('svg').count()).toBeGreaterThan(1)
    await page.click('text=English')
    expect(await page.locator('h1').textContent()).toBe('Figures')
    await page.click('text=Sign out')
    expect(await page.locator('input[type=password]').count()).toBe(1)
    await page.goto(`${one.address}/machine`)
    expect(await page.locator('input[type=password]').count()).toBe(1)
  })

  test('by keyboard one comes to the content first, then through the page, and sees where one is', async () => {
    const { page } = await reader()
    await page.goto(`${one.address}/`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('location.hash')).toBe('#content')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true)
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
    expect(outline).toBe('solid')
  })
})
