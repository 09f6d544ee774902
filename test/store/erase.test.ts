// Erasing a person, shown by looking for him in every byte of the data directory: after it, after the mailbox brings his mail
// again, after an older copy is restored; and the figures of the period stay what they were.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { figuresNow } from '../../src/daemon/daemon.ts'
import { bringLetters, forgetRaw } from '../../src/inbox/inbox.ts'
import { copyBooks, erasePerson, lookUpPerson, openAudit, openStore, restoreBooks } from '../../src/store/store.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

const ENGINEER = 'p.ivanov@vendor.example'
const HE = 'kanareykin@plant.example'
const NAME = 'Кузьма Канарейкин'
const SHE = 'sinitsyna@plant.example'
/** What must not be found: as it stands in books, in mails, in the full text. */
const CANARIES = [
  'kanareykin',
  'Канарейкин',
  'канарейкин',
  'щебетание',
  'щебетан',
  'zerno77',
  'CANARYFILE',
  '84957771122',
]
const PREFIXES = ['SKPS', 'СКПС']
const encoded = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`

const desks: { close(): void }[] = []
afterEach(() => {
  for (const desk of desks.splice(0)) desk.close()
})

/** A month of a desk: his request with a file, his colleague who answers to all, a request of hers, answers, a note, lists. */
async function lived(): Promise<WholeDesk> {
  const desk = openWholeDesk({ policy: { contracts: null } })
  desks.push(desk)
  const file = [
    '--x',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `щебетание zerno77, звонить ${CANARIES.at(-1)}`,
    '--x',
  ]
  const parts = [
    ...file,
    'Content-Type: text/plain; name="zerno77.txt"',
    'Content-Disposition: attachment; filename="zerno77.txt"',
    '',
    'CANARYFILE',
    '--x--',
    '',
  ]
  const first = rawMail({
    id: 'k1@kanareykin.example',
    from: `${encoded(NAME)} <${HE}>`,
    cc: SHE,
    subject: 'Не слышно щебетание',
  })
  await desk.arrives(
    first
      .replace('Content-Type: text/plain; charset=utf-8', 'Content-Type: multipart/mixed; boundary=x')
      .replace(/\r\n\r\n.*$/s, `\r\n\r\n${parts.join('\r\n')}`),
  )
  desk.turn(600)
  await desk.arrives(rawMail({ id: 's1@plant.example', from: SHE, subject: 'Печать карточек', text: 'Не печатает.' }))
  const card = (words: string) => desk.to(ENGINEER).find((one) => one.subject.includes(words))
  const his = card('щебетание')
  const hers = card('Печать')
  if (his === undefined || hers === undefined) throw new Error('no cards came')
  desk.turn(600)
  await desk.arrives(engineersAnswer(his, ENGINEER, 'Включите звук.'))
  await desk.arrives(engineersAnswer(his, ENGINEER, '!заметка\nКанарейкин уже звонил вчера.'))
  await desk.arrives(engineersAnswer(hers, ENGINEER, '!очередь'))
  await desk.arrives(engineersAnswer(hers, ENGINEER, `!копия ${HE}`))
  desk.turn(600)
  const answer = desk.to(HE).find((one) => one.text.includes('звук'))
  const reply = { inReplyTo: answer?.messageId ?? '', subject: 'Re: [SKPS-1] Не слышно щебетание' }
  await desk.arrives(
    rawMail({
      id: 's2@plant.example',
      from: SHE,
      text: `У меня тоже.\n\n> ${NAME} пишет:\n> щебетание zerno77`,
      ...reply,
    }),
  )
  await desk.arrives(
    rawMail({ id: 'k2@kanareykin.example', from: `${encoded(NAME)} <${HE}>`, text: 'Решено, спасибо', ...reply }),
  )
  const ack = desk.to(SHE).find((one) => one.subject.includes('SKPS-2'))
  await desk.arrives(
    rawMail({
      id: 'k3@kanareykin.example',
      from: `${encoded(NAME)} <${HE}>`,
      text: 'И у меня щебетание.',
      inReplyTo: ack?.messageId ?? '',
      subject: 'Re: [SKPS-2] Печать карточек',
    }),
  )
  desk.turn(86_400)
  desk.tick()
  return desk
}

/** Where a canary stands: in which file of a folder. */
function found(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )
  return files.flatMap((name) => {
    const bytes = readFileSync(join(folder, name))
    const words = [...CANARIES, ...CANARIES.map((one) => Buffer.from(one).toString('base64').slice(0, -3))]
    return words.filter((word) => bytes.includes(word)).map((word) => `${name}: ${word}`)
  })
}

function figures(folder: string, desk: WholeDesk): unknown {
  const store = openStore(folder)
  const asked = { contract: null, from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') }
  const counted = figuresNow(asked, store.reading, desk.policy, desk.now())
  store.close()
  return counted
}

function breaches(folder: string): readonly unknown[] {
  const audit = openAudit(folder)
  try {
    return [...audit.structure(), ...audit.letters(), ...audit.outgoing()].flatMap((step) => step.found)
  } finally {
    audit.close()
  }
}

/** The data directory as the stopped daemon leaves it, and he erased from it. */
function erasedFrom(desk: WholeDesk): { folder: string; before: unknown } {
  const folder = mkdtempSync(join(tmpdir(), 'ticketd-erase-'))
  desks.push({ close: () => rmSync(folder, { recursive: true }) })
  cpSync(desk.folder, folder, { recursive: true })
  rmSync(join(folder, 'lock.db'), { force: true })
  const before = figures(folder, desk)
  const { raw, left } = erasePerson(folder, {
    address: HE,
    prefixes: PREFIXES,
    now: desk.now(),
    part: () => undefined,
    forget: (sha256) => forgetRaw(folder, sha256),
  })
  for (const sha256 of raw) forgetRaw(folder, sha256)
  expect(left).toEqual([])
  return { folder, before }
}

describe('a person who is erased', () => {
  test('stands in no byte of the data directory, and the figures of the period are what they were', async () => {
    const desk = await lived()
    expect(found(desk.folder).length).toBeGreaterThan(10)
    const { folder, before } = erasedFrom(desk)
    expect(found(folder)).toEqual([])
    expect(figures(folder, desk)).toEqual(before)
    expect(breaches(folder)).toEqual([])
  })

  test('leaves other people their words', async () => {
    const { folder } = erasedFrom(await lived())
    const store = openStore(folder)
    const hers = store.reading.show(2)
    expect(hers?.ticket).toMatchObject({ subject: 'Печать карточек', customer: { address: SHE }, participants: [] })
    expect(hers?.messages.map((one) => one.text)).toContain('Не печатает.')
    expect(store.reading.show(1)?.ticket).toMatchObject({
      subject: '«удалено»',
      customer: { name: '«удалено»', address: '' },
    })
    expect(store.reading.search('щебетание', 10)).toEqual([])
    expect(store.reading.search('печатает', 10).map((one) => one.ticket.id)).toEqual([2])
    store.close()
  })

  test('does not come back when the mailbox brings his mail again', async () => {
    const desk = await lived()
    const { folder } = erasedFrom(desk)
    const raws = readdirSync(desk.folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /^letters.[0-9a-f]{2}.[0-9a-f]{64}$/.test(name))
      .map((name) => readFileSync(join(desk.folder, name), 'latin1'))
    const his = raws.filter((raw) => /^From: [^\n]*kanareykin/m.test(raw))
    expect(his.length).toBe(3)
    const again = openWholeDesk({ policy: { contracts: null }, now: desk.now(), at: folder })
    for (const raw of his) expect(await again.arrives(raw)).toBeUndefined()
    // By another alias: other bytes, the same mail.
    for (const raw of his) expect(await again.arrives(`X-Alias: other\r\n${raw}`)).toBeUndefined()
    again.store.close()
    expect(found(folder)).toEqual([])
  })

  test('does not come back with a copy that was made before; what he writes anew is a request like any other', async () => {
    const desk = await lived()
    const copies = mkdtempSync(join(tmpdir(), 'ticketd-copies-'))
    desks.push({ close: () => rmSync(copies, { recursive: true }) })
    const copy = await copyBooks(desk.folder, copies, new Date(desk.now().getTime() - 1000))
    await bringLetters(desk.folder, copies, copy.letters)
    const { folder } = erasedFrom(desk)
    expect(found(copies).length).toBeGreaterThan(10)
    const restored = await restoreBooks(copies, folder, {
      ...{ now: desk.now(), language: 'ru', prefixes: PREFIXES },
      bringLetters: async (letters) => void (await bringLetters(copies, folder, letters)),
      forget: (sha256) => forgetRaw(folder, sha256),
    })
    for (const sha256 of restored.raw) forgetRaw(folder, sha256)
    expect(found(folder)).toEqual([])
    expect(breaches(folder)).toEqual([])
    const again = openWholeDesk({ policy: { contracts: null }, now: desk.now(), at: folder })
    expect((await again.arrives(rawMail({ from: HE, subject: 'Новый вопрос' })))?.filed).toMatchObject({ ticket: 4 })
    again.store.close()
  })

  test('whom nobody knows leaves nothing to do; a look changes nothing', async () => {
    const desk = await lived()
    const traces = lookUpPerson(desk.folder, { address: 'KANAREYKIN@plant.example', prefixes: PREFIXES })
    expect(traces).toMatchObject({ own: [1], shared: [2, 3], underContract: [] })
    expect(found(desk.folder).length).toBeGreaterThan(10)
    expect(lookUpPerson(desk.folder, { address: 'nobody@plant.example', prefixes: PREFIXES })).toMatchObject({
      ...{ own: [], letters: [], named: [], outgoing: [] },
    })
  })

  test('goes whole when he wrote often: no number of subjects is too many', async () => {
    const desk = openWholeDesk({ policy: { contracts: null } })
    desks.push(desk)
    for (let n = 1; n <= 40; n += 1) {
      await desk.arrives(rawMail({ id: `k${n}@x.example`, from: HE, subject: `Вопрос ${n}: щебетание не слышно` }))
      desk.turn(86_400)
    }
    const { folder } = erasedFrom(desk)
    expect(found(folder)).toEqual([])
    expect(breaches(folder)).toEqual([])
  })
})
