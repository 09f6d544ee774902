// What a first mail becomes: under which contract, with which dates, in which language, suspected of what; and who hears it.
import { describe, expect, test } from 'vitest'
import { complaintIn } from '../../../src/desk/saying/complaint.ts'
import { guessCategory } from '../../../src/desk/ticket/category.ts'
import { languageOf } from '../../../src/desk/ticket/language.ts'
import type { Contract } from '../../../src/desk/ticket/policy.ts'
import type { Attachment, Letter } from '../../../src/letter.ts'
import { type Decided, decidedOnLetter } from '../../support/decide.ts'
import { ANNA, contractWith, factsWith, LEAD, letterFrom, NOW, PYOTR, policyWith } from '../../support/desk.ts'

function opened(letter: Partial<Letter> = {}, contracts: readonly Contract[] | null = [contractWith()]): Decided {
  return decidedOnLetter(letterFrom(letter), factsWith(), policyWith({ contracts }), NOW)
}

function acknowledgement(decision: Decided) {
  return decision.send.find((draft) => draft.kind === 'acknowledgement')
}

function heard(decision: Decided, kind: string): readonly string[] {
  return decision.send.filter((draft) => draft.kind === kind).map((draft) => draft.recipients[0] ?? '')
}

describe('the contract decides what is promised', () => {
  test('own terms of a contract count, and the acknowledgement names it', () => {
    const decision = opened({}, [contractWith({ terms: { minDays: 2, maxDays: 3 } })])
    expect(decision.tickets[0]).toMatchObject({ organisation: 'АО «Завод»', counting: { minDays: 2, maxDays: 3 } })
    expect(acknowledgement(decision)?.words).toMatchObject({ contract: '17/2026', greeting: 'Иван Петрович' })
  })

  test('two contracts: dates are promised, by the longest terms, and the customer is asked which it is', () => {
    const twin = contractWith({ number: 'B', terms: { maxDays: 20 } })
    const decision = opened({}, [contractWith(), twin])
    expect(decision.tickets[0]?.counting.maxDays).toBe(20)
    expect(acknowledgement(decision)?.words).toMatchObject({ contract: null, contractsToChoose: ['17/2026', 'B'] })
    // Only a lead may name the contract.
    expect(heard(decision, 'notification')).toContain(LEAD.address)
  })

  test('an expired contract: no date, named to an address that it lists, and the leads are told', () => {
    const decision = opened({}, [contractWith({ validTo: '2026-10-31' })])
    expect(decision.tickets[0]).toMatchObject({ deadline: null, promises: [] })
    expect(acknowledgement(decision)?.words).toMatchObject({
      because: 'expired',
      contract: '17/2026',
      validTo: '2026-10-31',
    })
    expect(heard(decision, 'notification')).toEqual([PYOTR.address, ANNA.address, LEAD.address])
  })

  test('an expired contract is not named to anybody else of its domain', () => {
    const from = { name: '', address: 'other@plant.example' }
    const words = acknowledgement(opened({ from }, [contractWith({ validTo: '2026-10-31' })]))?.words
    expect(words).toMatchObject({ because: 'none', contract: null, validTo: null })
  })

  test('the number of a contract is waited for from the acceptance of the letter that asks for it', () => {
    const decision = opened({ from: { name: '', address: 'x@else.example' } })
    const asks = acknowledgement(decision)
    expect(asks?.turns).toBe(true)
    expect(decision.tickets[0]).toMatchObject({
      intervals: [{ owner: 'us', to: null }],
      onItsWay: { outgoingId: asks?.id, because: 'contract awaited' },
    })
    expect(acknowledgement(opened({}))?.turns).toBeUndefined()
  })
})

describe('the acknowledgement', () => {
  test('goes to the one who wrote, whoever stands in Cc; colleagues take part, others do not', () => {
    const cc = Array.from({ length: 500 }, (_, i) => ({ name: '', address: `x${i}@else.example` }))
    const colleague = { name: '', address: 'o.petrova@plant.example' }
    const decision = opened({ cc: [...cc, colleague] })
    expect(acknowledgement(decision)?.recipients).toEqual(['i.sidorov@plant.example'])
    expect(decision.tickets[0]?.participants).toEqual([colleague])
  })

  test('says that the mail came outside hours, when work begins, and when the telephone answers', () => {
    const night = new Date('2026-11-21T20:00:00Z')
    const decision = decidedOnLetter(letterFrom({ arrivedAt: night }), factsWith(), policyWith(), night)
    expect(acknowledgement(decision)?.words).toMatchObject({
      inHours: false,
      clockStartAt: new Date('2026-11-23T07:00:00Z'),
      phoneOpensAt: new Date('2026-11-23T07:00:00Z'),
    })
  })

  test('withheld is said on the card and in the history, with the reason', () => {
    const decision = opened({ mayAcknowledge: false, why: [{ is: 'precedence', name: 'precedence', value: 'bulk' }] })
    expect(acknowledgement(decision)).toBeUndefined()
    expect(decision.send[0]?.words).toMatchObject({
      card: { acknowledgement: { withheld: expect.stringContaining('bulk') } },
    })
    expect(decision.events.map((one) => one.what)).toContain('withheld')
  })

  test('of a forged sender is withheld, and nobody is taken for a participant', () => {
    const cc = [{ name: '', address: 'o.petrova@plant.example' }]
    const decision = opened({
      cc,
      verdict: { sender: 'fail', because: { is: 'dmarc', result: 'fail', domain: 'plant.example' } },
    })
    expect(acknowledgement(decision)).toBeUndefined()
    expect(decision.tickets[0]?.participants).toEqual([])
  })
})

test('a mail without From is a ticket that nobody is told of but the engineers', () => {
  const decision = opened({ from: null, subject: '', returnPath: null })
  expect(decision.tickets[0]).toMatchObject({ subject: '', customer: { address: '' } })
  expect(decision.send.every((draft) => draft.audience === 'engineer')).toBe(true)
  expect(decision.send[0]?.words).toMatchObject({ goes: { to: 'engineers' } })
})

test('a subject is kept without the marks that clients pile up and without the number of another ticket', () => {
  expect(opened({ subject: 'Re: Fwd: [SKPS-9] Отв: Печать' }).tickets[0]?.subject).toBe('Печать')
})

test('an id that could break a header is never repeated in one of ours', () => {
  const decision = opened({
    messageId: 'x@y>\r\nBcc: victim@else.example',
    references: ['good@plant.example', 'bad id'],
  })
  expect(acknowledgement(decision)).toMatchObject({ inReplyTo: null, references: [] })
  expect(decision.tickets[0]?.thread).toMatchObject({ lastMessageId: null, references: ['good@plant.example'] })
})

test('a long subject is cut after a hundred signs, never within one', () => {
  const subject = acknowledgement(opened({ subject: `${'а'.repeat(98)}🔥🔥🔥 и ещё` }))?.subject
  expect(subject).toBe(`[SKPS-1] ${'а'.repeat(98)}🔥…`)
})

test('a file without a name is told by the name that the engineers see', () => {
  const file = { part: 2, name: '', type: 'application/pdf', bytes: 10, sha256: 'ab', inline: false, contentId: null }
  const decision = opened({ attachments: [{ ...file, type: 'image/png', inline: true, name: 'logo.png' }, file] })
  expect(acknowledgement(decision)?.words).toMatchObject({
    attachments: [{ name: 'вложение-2.pdf' }],
    pictures: 1,
  })
  const card = decision.send.find((draft) => draft.kind === 'notification')
  expect(card?.attachments.map((one) => one.name)).toEqual(['logo.png', 'вложение-2.pdf'])
})

describe('a suspected high criticality', () => {
  const decision = opened({ subject: 'Срочно', reply: 'Не можем войти в систему с утра.' })

  test('alerts the duty engineers at once, with the words that raised it', () => {
    expect(decision.tickets[0]).toMatchObject({ criticality: 'suspected', criticalGround: 'access' })
    expect(heard(decision, 'alert')).toEqual([PYOTR.address])
    const alert = decision.send.find((draft) => draft.kind === 'alert')
    expect(alert?.headers).toContainEqual({ name: 'Importance', value: 'high' })
    expect(alert?.words).toMatchObject({ what: 'critical', card: { criticalWhy: 'не можем войти' } })
    expect(alert?.words).toMatchObject({ repeatAt: new Date('2026-11-18T09:30:05Z') })
  })

  test('is said in the acknowledgement, with the moment of the alert', () => {
    expect(acknowledgement(decision)?.words).toMatchObject({ critical: { ground: 'access', alertedAt: NOW } })
  })

  test('is said without a contract too: the duty engineers are alerted all the same', () => {
    const from = { name: 'Олег', address: 'o@stranger.example' }
    const stranger = opened({ from, returnPath: from.address, subject: 'Срочно', reply: 'Не можем войти в систему.' })
    expect(heard(stranger, 'alert')).toEqual([PYOTR.address])
    expect(acknowledgement(stranger)?.words).toMatchObject({ letter: 'acknowledgement-no-contract', alertedAt: NOW })
  })
})

describe('a complaint', () => {
  test('alerts the leads at once', () => {
    const decision = opened({ reply: 'Направляем претензию по срокам.' })
    expect(decision.send.filter((draft) => draft.kind === 'alert').map((draft) => draft.recipients[0])).toEqual([
      LEAD.address,
    ])
    expect(decision.events.map((one) => one.what)).toContain('complaint')
  })

  test.each([
    ['Это официальная жалоба на работу поддержки', true],
    ['Претензий к вам у нас никаких нет', false],
    ['Никаких к вашей работе жалоб', false],
    ['Направляем претензию так как ответа нет', true],
    ['We want to make a formal complaint', true],
    ['Вынуждены пожаловаться руководству', true],
    ['Претензий к работе не имеем', false],
    ['Жалоб от пользователей нет', false],
    ['No complaints so far', false],
    ['Не открывается каталог', false],
  ])('«%s»: %s', (text, complains) => {
    expect(complaintIn(text) !== null).toBe(complains)
  })
})

test.each([
  ['Как настроить печать?', 'consultation'],
  ['Подскажите, где найти руководство', 'consultation'],
  ['Прошу создать учётную запись для Петрова', 'administration'],
  ['Сервер не запускается после обновления', 'operation'],
  ['При сохранении появляется ошибка 17', 'errors'],
  ['Не открывается каталог', 'errors'],
  ['Просим выгрузить данные за 2025 год', 'data'],
  ['How do I print the list?', 'consultation'],
  ['An exception is thrown at start', 'errors'],
  ['Добрый день', 'unsorted'],
])('«%s» is guessed to be %s, with the words that say so', (text, category) => {
  const guess = guessCategory('', text)
  expect(guess.category).toBe(category)
  expect(guess.why === null).toBe(category === 'unsorted')
})

test.each([
  ['Our catalogue does not open', null, 'en'],
  ['Не открывается catalogue of products', null, 'ru'],
  ['Short text', null, 'ru'],
  ['Не открывается каталог', 'en', 'en'],
] as const)('«%s» under a contract that says %s is answered in %s', (text, own, language) => {
  expect(languageOf(text, contractWith({ language: own }), policyWith())).toBe(language)
})

describe('the card that engineers get', () => {
  const file = (part: number, name: string, bytes: number): Attachment => ({
    part,
    name,
    type: 'application/octet-stream',
    bytes,
    sha256: `${part}`,
    inline: false,
    contentId: null,
  })

  test('brings the attachments that fit and names the one that does not; a program cannot be started by a click', () => {
    const attachments = [file(2, 'Отчёт за год.pdf', 1000), file(3, 'setup.EXE', 10), file(4, 'образ.zip', 30_000_000)]
    const decision = opened({ attachments })
    const card = decision.send.find((draft) => draft.kind === 'notification')
    expect(card?.attachments.map((one) => one.name)).toEqual(['Отчёт за год.pdf', 'setup.EXE.bin'])
    expect(card?.words).toMatchObject({
      mail: { attachments: [{ refused: null }, { refused: null }, { refused: expect.stringContaining('25 МБ') }] },
    })
  })

  test('shows what he wrote this time first, then the rest, and asks for care with another Reply-To', () => {
    const replyTo = [{ name: '', address: 'elsewhere@else.example' }]
    const decision = opened({ reply: 'Новое', quoted: '> Старое', signature: 'С уважением, Иван', replyTo })
    const card = decision.send.find((draft) => draft.kind === 'notification')?.words
    expect(card).toMatchObject({ mail: { newText: 'Новое\n\nС уважением, Иван', quotedText: '> Старое' } })
    expect(card).toMatchObject({ card: { warnings: [expect.stringContaining('elsewhere@else.example')] } })
  })

  test('a picture from a telephone without a word shows the telephone’s line once', () => {
    const decision = opened({ text: 'Отправлено с iPhone', reply: '', quoted: '', signature: 'Отправлено с iPhone' })
    const card = decision.send.find((draft) => draft.kind === 'notification')?.words
    expect(card).toMatchObject({ mail: { newText: 'Отправлено с iPhone' } })
  })
})
