// Which changed settings a reload names because they wait for a restart: paths, never values.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { expect, test } from 'vitest'
import { type Config, readConfig, restartSentence, waitingForRestart } from '../../src/configuration/configuration.ts'
import { harmless } from '../../src/log.ts'

const folder = mkdtempSync(join(tmpdir(), 'ticketd-restart-'))
const SECRETS = join(folder, 'secret')
const AUTHORITY = join(folder, 'ca.pem')
writeFileSync(AUTHORITY, rootCertificates[0] ?? '')

const least = {
  support: { address: 'support@example.ru' },
  mailbox: { host: 'imap.example.ru', user: 'support@example.ru', password: 'secret' },
  smtp: { host: 'smtp.example.ru' },
  engineers: [{ name: 'Пётр Иванов', address: 'p.ivanov@example.ru' }],
  data: { directory: 'data' },
}

function configOf(more: Readonly<Record<string, unknown>> = {}): Config {
  const file = join(folder, 'config.json')
  writeFileSync(file, JSON.stringify({ ...least, ...more }))
  const read = readConfig(file, {})
  if ('mistakes' in read) throw new Error(JSON.stringify(read.mistakes))
  return read.ok
}

function waiting(more: Readonly<Record<string, unknown>>, before: Readonly<Record<string, unknown>> = {}) {
  return waitingForRestart(configOf(before), configOf(more))
}

const oauth2 = { tokenUrl: 'https://login.example/token', clientId: 'desk', clientSecret: 'one' }
const { password: _, ...nameless } = least.mailbox

test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ['a port', { smtp: { ...least.smtp, port: 2525 } }, ['smtp.port']],
  ['a password', { mailbox: { ...least.mailbox, password: 'other' } }, ['mailbox.password']],
  ['a list', { mailbox: { ...least.mailbox, folders: { also: ['Spam'] } } }, ['mailbox.folders.also']],
  ['an authority', { mailbox: { ...least.mailbox, tls: { caFile: AUTHORITY } } }, ['mailbox.tls.caFile']],
  ['a token', { mailbox: { ...nameless, oauth2 } }, ['mailbox.password', 'mailbox.oauth2']],
  ['a user', { smtp: { ...least.smtp, user: 'u', password: 'p' } }, ['smtp.user', 'smtp.password']],
  ['a folder', { data: { directory: 'elsewhere' } }, ['data.directory']],
  ['a listener', { http: {} }, ['http']],
  ['a level, which holds at once', { log: { level: 'debug' } }, []],
  ['the own address', { support: { address: 'help@example.ru' } }, ['support.address (towards smtp)']],
])('%s that is other than at the start is named by its path', (_name, more, paths) => {
  expect(waiting(more)).toEqual(paths)
})

test('one part of a token is named alone', () => {
  const before = { mailbox: { ...nameless, oauth2 } }
  const after = { mailbox: { ...nameless, oauth2: { ...oauth2, clientSecret: 'two' } } }
  expect(waiting(after, before)).toEqual(['mailbox.oauth2.clientSecret'])
})

test('a password is known by what stands in its file, wherever it lies', () => {
  writeFileSync(SECRETS, 'secret\n')
  const inFile = { mailbox: { ...nameless, passwordFile: SECRETS } }
  expect(waiting(inFile)).toEqual([])
  const started = configOf(inFile)
  writeFileSync(SECRETS, 'renewed\n')
  expect(waitingForRestart(started, configOf(inFile))).toEqual(['mailbox.password'])
})

test('what a reload changes at once waits for nothing', () => {
  const more = {
    support: { ...least.support, subaddress: '+', name: 'Help', aliases: ['help@example.ru'] },
    engineers: [{ name: 'Новый', address: 'new@example.ru' }],
    clock: { maxDays: 7, timezone: 'Asia/Omsk' },
    trust: { authservIds: ['mx.example.ru'], verifyDkim: true },
    limits: { messageBytes: 2048, automaticPerHour: 1 },
    waiting: { closeDays: 20 },
    critical: { keywords: ['авария'] },
    askWhetherItHelped: true,
    relayHoldSeconds: 5,
    language: 'en',
  }
  expect(waiting(more)).toEqual([])
})

test('the sentence names all, counts the rest of many, and passes the log whole', () => {
  expect(restartSentence([])).toBeNull()
  expect(restartSentence(['smtp.port'])).toBe('smtp.port changed: it takes effect with a restart')
  expect(restartSentence(['mailbox.password', 'smtp.port'])).toBe(
    'mailbox.password, smtp.port changed: they take effect with a restart',
  )
  const many = Array.from({ length: 20 }, () => 'mailbox.oauth2.clientSecret')
  const sentence = restartSentence(many) ?? ''
  expect(sentence).toMatch(/ and 15 more changed: they take effect with a restart$/)
  expect(harmless(sentence)).toBe(sentence)
})
