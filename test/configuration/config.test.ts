import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configSchema, printable, printMistake, readConfig, remarksOn } from '../../src/configuration/configuration.ts'
import { readContracts } from '../../src/configuration/contracts.ts'

const folder = mkdtempSync(join(tmpdir(), 'ticketd-config-'))
let count = 0

function written(content: unknown): string {
  const file = join(folder, `${++count}.json`)
  writeFileSync(file, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
  return file
}

const least = {
  support: { address: 'support@example.ru' },
  mailbox: { host: 'imap.example.ru', user: 'support@example.ru', password: 'secret' },
  smtp: { host: 'smtp.example.ru' },
  engineers: [{ name: 'Пётр Иванов', address: 'p.ivanov@example.ru' }],
  data: { directory: 'data' },
}

function mistakesOf(content: unknown, environment: Record<string, string> = {}): string[] {
  const read = readConfig(written(content), environment)
  return 'mistakes' in read ? read.mistakes.map(printMistake) : []
}

describe('the configuration', () => {
  test('five settings are enough, and every other has its default', () => {
    const read = readConfig(written(least), {})
    if ('mistakes' in read) throw new Error(read.mistakes.map(printMistake).join('\n'))
    expect(read.ok.clock).toMatchObject({ timezone: 'Europe/Moscow', minDays: 5, maxDays: 10 })
    expect(read.ok.mailbox).toMatchObject({ port: 993, security: 'tls', pollSeconds: 60, firstStartDays: 3 })
    expect(read.ok.data.directory).toBe(join(folder, 'data'))
    expect(read.ok.http).toBeNull()
  })

  test('the example names every setting of the definition and no other', () => {
    const example = JSON.parse(readFileSync('config.example.json', 'utf8'))
    const mistakes = mistakesOf({ ...example, contracts: undefined })
    expect(mistakes.map((line) => line.split(':')[0])).toEqual([
      'mailbox.passwordFile',
      'smtp.passwordFile',
      'http.tokenFile',
    ])
    const schema = configSchema() as { properties: Record<string, unknown> }
    expect(Object.keys(example).sort()).toEqual(Object.keys(schema.properties).sort())
  })

  test.each([
    [
      { url: 'http://sms.example.ru/canary' },
      'alert.webhook.url: begins with http://, where alerts could be read; must begin with https://; http:// is for loopback hosts only',
    ],
    [
      { url: 'https://user:canary@sms.example.ru/' },
      'alert.webhook.url: holds a user or a password; give an Authorization header in alert.webhook.headers',
    ],
    [{ url: 'canary' }, 'alert.webhook.url: is (hidden); must be a URL like "https://sms.example.ru/send"'],
    [
      { template: { text: '{{number}} {{subject}} {{text}}' } },
      'alert.webhook.template: names subject, text: no such field; must be of event, number, criticality, ground, deadline, answerBy',
    ],
    [
      { headers: { 'X-Key': 'canary\r\nX-Other: 1' } },
      'alert.webhook.headers.X-Key: holds signs that no header can bear; must be one line of ASCII',
    ],
    [
      { headers: { Host: 'canary' } },
      'alert.webhook.headers.Host: is no header that may be given; must be a name like "Authorization"',
    ],
    [{ secret: 'canary', secretFile: 'canary' }, 'alert.webhook: has both secret and secretFile; give one of them'],
  ])('a wrong webhook is said without its secrets: %j', (more, mistake) => {
    expect(mistakesOf({ ...least, alert: { webhook: { url: 'https://sms.example.ru/', ...more } } })).toEqual([mistake])
  })

  test('a webhook over https or to loopback holds, and is printed without address, headers and secret', () => {
    for (const url of [
      'https://api.telegram.org/bot7:canary/send',
      'http://127.0.0.1:8025/canary',
      'http://[::1]/canary',
    ]) {
      const webhook = { url, headers: { Authorization: 'Bearer canary' }, secret: 'canary' }
      const read = readConfig(written({ ...least, alert: { webhook } }), {})
      if ('mistakes' in read) throw new Error(read.mistakes.map(printMistake).join('\n'))
      const shown = JSON.stringify(printable(read.ok))
      expect(shown).not.toContain('canary')
      expect(shown).toContain(`"url":"${new URL(url).origin}/(hidden)","headers":{"Authorization":"(hidden)"}`)
    }
  })

  const oauth2 = { tokenUrl: 'https://login.example.ru/token', clientId: 'desk', clientSecret: 's' }
  const { password: _password, ...unproved } = least.mailbox

  test.each([
    ['an empty keyword', { critical: { keywords: ['сбой', ' '] } }, 'critical.keywords[1]: is " "; must hold a word'],
    [
      'the inbox named among the others',
      { mailbox: { ...least.mailbox, folders: { also: ['inbox'] } } },
      'mailbox.folders.also[0]: is inbox, which is read already; name each folder once; the inbox is read without being named here',
    ],
    [
      'a folder named twice',
      { mailbox: { ...least.mailbox, folders: { also: ['Spam', 'Spam'] } } },
      'mailbox.folders.also[1]: is Spam, which is read already; name each folder once; the inbox is read without being named here',
    ],
    [
      'a user whom nothing proves',
      { smtp: { ...least.smtp, user: 'desk' } },
      'smtp.password: is missing for the user desk; give smtp.passwordFile, smtp.password or smtp.oauth2, or leave smtp.user out',
    ],
    [
      'tokens asked for in the open',
      { mailbox: { ...unproved, oauth2: { ...oauth2, tokenUrl: 'http://login.example.ru/t' } } },
      'mailbox.oauth2.tokenUrl: is http://login.example.ru/t, where secrets could be read; must begin with https://; http:// is for loopback hosts only',
    ],
    [
      'tokens asked for without a proof',
      { mailbox: { ...unproved, oauth2: { ...oauth2, clientSecret: undefined } } },
      'mailbox.oauth2: has neither clientSecret nor refreshToken; give clientSecretFile or refreshTokenFile: without either no token is given out',
    ],
    [
      'a name of two lines',
      { support: { ...least.support, name: 'Служба\nBcc: x@example.ru' } },
      'support.name: holds a line end or another control sign; must be one line',
    ],
  ])('%s is a mistake', (_, more, line) => {
    expect(mistakesOf({ ...least, ...more })).toEqual([line])
  })

  test('a server that does the same on this machine needs no https, folders apart and words hold', () => {
    const here = { ...oauth2, tokenUrl: 'http://127.0.0.1:8000/token' }
    const folders = { also: ['Spam', 'Junk'] }
    expect(
      mistakesOf({ ...least, mailbox: { ...unproved, oauth2: here, folders }, critical: { keywords: ['ЧП'] } }),
    ).toEqual([])
  })

  test('a listener that others reach and no token guards is remarked on', () => {
    const remarks = (http: object) => {
      const read = readConfig(written({ ...least, http }), {})
      return 'ok' in read ? remarksOn(read.ok, read.ok.http).filter((one) => one.startsWith('http')) : ['mistaken']
    }
    expect(remarks({ host: '0.0.0.0' })).toHaveLength(1)
    expect(remarks({ host: '0.0.0.0', token: 'secret' })).toEqual([])
    expect(remarks({})).toEqual([])
  })

  test('mistakes of shape hide none of the mistakes that take the whole to see', () => {
    const places = (content: unknown): string[] => mistakesOf(content).map((line) => line.slice(0, line.indexOf(':')))
    const twice = { name: 'Анна Петрова', address: 'P.Ivanov@example.ru' }
    const { password: _, ...unproved } = least.mailbox
    expect(
      places({
        ...least,
        mailbox: { ...unproved, security: 'none', port: '993x' },
        smtp: { ...least.smtp, passwordFile: 'nowhere' },
        engineers: [...least.engineers, { name: '', address: 'support@example.ru' }, twice],
        clock: { minDays: 12, maxDays: 10 },
        waiting: { remindDays: 'two', closeDays: 1 },
        colour: 'blue',
      }).sort(),
    ).toEqual([
      'clock.minDays',
      'colour',
      'engineers[1].name',
      'engineers[2].address',
      'mailbox.password',
      'mailbox.port',
      'mailbox.security',
      'smtp.passwordFile',
      'waiting.remindDays',
    ])
    // What is compared with a value that cannot stand is not judged.
    expect(places({ ...least, clock: { minDays: 12, maxDays: 'ten' } })).toEqual(['clock.maxDays'])
    expect(places({ ...least, mailbox: { ...unproved, passwordFile: 7 } })).toEqual(['mailbox.passwordFile'])
    expect(places({ ...least, mailbox: undefined })).toEqual(['mailbox'])
    expect(places([])).toHaveLength(1)
  })

  test('three mistakes are all named at once, each with its place and what would be right', () => {
    const mistakes = mistakesOf({
      ...least,
      mailbox: { ...least.mailbox, port: '993x', securty: 'tls' },
      clock: { open: '25:00' },
    })
    expect(mistakes).toHaveLength(3)
    expect(mistakes.join('\n')).toMatch(/mailbox\.port: is "993x"; must be a/)
    expect(mistakes.join('\n')).toMatch(
      /mailbox\.securty: is not a setting; perhaps "security"; the settings here are host, port, security/,
    )
    expect(mistakes.join('\n')).toMatch(/clock\.open: is "25:00"; must be a time of day like "10:00"/)
  })

  test('a missing setting is called missing', () => {
    const { smtp: _, ...without } = least
    expect(mistakesOf(without)).toEqual(['smtp: is missing; must be an object { … }'])
  })

  test('mail without encryption is refused but on loopback', () => {
    expect(mistakesOf({ ...least, smtp: { host: 'smtp.example.ru', security: 'none' } })).toEqual([
      'smtp.security: is "none" for the host smtp.example.ru; must be "tls" or "starttls"; "none" is for loopback hosts only',
    ])
    expect(mistakesOf({ ...least, smtp: { host: '127.0.0.1', security: 'none' } })).toEqual([])
  })

  test('a telephone that is never answered, folders out of which filed mail would not get, a token server that is none', () => {
    const folders = (some: object) => ({ ...least, mailbox: { ...least.mailbox, folders: some } })
    expect(mistakesOf({ ...least, support: { ...least.support, phoneHours: ['18:00', '10:00'] } })).toEqual([
      'support.phoneHours: is 18:00 to 10:00; must be two times of one day, the later one last',
    ])
    expect(mistakesOf(folders({ processed: 'Inbox', also: ['Junk'], failed: 'Junk' }))).toEqual([
      'mailbox.folders.processed: is Inbox, from which mail is taken; must be another folder than inbox and those in also',
      'mailbox.folders.failed: is Junk, from which mail is taken; must be another folder than inbox and those in also',
    ])
    expect(mistakesOf(folders({ failed: '' }))).toEqual(['mailbox.folders.failed: is ""; must not be empty'])
    expect(mistakesOf(folders({ failed: 'Processed' }))).toEqual([
      'mailbox.folders.failed: is Processed, where filed mail goes: mail that broke the desk could not be told from it; must be another folder than processed',
    ])
    const oauth2 = { tokenUrl: 'login', clientId: 'desk' }
    expect(mistakesOf({ ...least, smtp: { ...least.smtp, oauth2 } })).toEqual([
      'smtp.oauth2.tokenUrl: is "login"; must be a URL like "https://login.example.ru/token"',
    ])
  })

  test('the environment overrides scalars whatever its case, and a wrong value is a mistake', () => {
    const read = readConfig(written(least), {
      TICKETD__MAILBOX__POLLSECONDS: '5',
      ticketd__support__ticketprefix: 'HELP',
      PATH: 'x',
    })
    if ('mistakes' in read) throw new Error(read.mistakes.map(printMistake).join('\n'))
    expect(read.ok.mailbox.pollSeconds).toBe(5)
    expect(read.ok.support.ticketPrefix).toBe('HELP')
    expect(mistakesOf(least, { TICKETD__SMTP__PORT: 'many' })).toEqual([
      'smtp.port: is "many" (by the variable TICKETD__SMTP__PORT); must be a number',
    ])
  })

  test('a secret comes from its file, and its value is never printed', () => {
    writeFileSync(join(folder, 'pw'), 'geheim\n')
    const { password: _, ...mailbox } = least.mailbox
    const read = readConfig(written({ ...least, mailbox: { ...mailbox, passwordFile: 'pw' } }), {})
    if ('mistakes' in read) throw new Error('unreadable')
    expect(read.ok.mailbox.secret).toEqual({ kind: 'password', password: 'geheim' })
    expect(mistakesOf({ ...least, mailbox: { ...least.mailbox, password: 12345 } })).toEqual([
      'mailbox.password: is (hidden); must be text in quotes',
    ])
  })

  test('the configuration in force is shown with every default and without any secret', () => {
    const oauth2 = {
      tokenUrl: 'https://login.example.ru/token',
      clientId: 'desk',
      clientSecret: 'geheim',
      refreshToken: 'geheim',
    }
    const given = { ...least, mailbox: { ...least.mailbox, password: 'geheim' }, http: { token: 'geheim' } }
    const read = readConfig(written({ ...given, smtp: { ...least.smtp, user: 'desk', oauth2 } }), {
      TICKETD__MAILBOX__POLLSECONDS: '7',
    })
    if ('mistakes' in read) throw new Error(read.mistakes.map(printMistake).join('\n'))
    const shown = printable(read.ok)
    expect(JSON.stringify(shown)).not.toContain('geheim')
    expect(shown).toMatchObject({
      mailbox: { host: 'imap.example.ru', port: 993, pollSeconds: 7, password: '(hidden)' },
      smtp: { user: 'desk', oauth2: { clientId: 'desk', clientSecret: '(hidden)', refreshToken: '(hidden)' } },
      http: { host: '127.0.0.1', token: '(hidden)' },
      relayHoldSeconds: 60,
    })
  })

  test('a secret file of two lines is refused, whatever ends its last line', () => {
    const { password: _, ...mailbox } = least.mailbox
    const mistakes = (text: string): string[] => {
      writeFileSync(join(folder, 'pw2'), text)
      return mistakesOf({ ...least, mailbox: { ...mailbox, passwordFile: 'pw2' } })
    }
    for (const text of ['geheim', 'geheim\n', 'geheim\r\n\r\n']) expect(mistakes(text)).toEqual([])
    for (const text of ['user\ngeheim', 'user\r\ngeheim\n', '\ngeheim'])
      expect(mistakes(text)).toEqual([
        'mailbox.passwordFile: the file pw2 has more than one line; must hold the secret on its first line and nothing else',
      ])
  })

  test('a variable with one underscore where two belong is no setting passed over in silence', () => {
    expect(mistakesOf(least, { TICKETD_MAILBOX__PORT: '143' })).toEqual([
      'TICKETD_MAILBOX__PORT: is no variable of ticketd; perhaps TICKETD__MAILBOX__PORT',
    ])
    for (const others of [
      'TICKETD_CONFIG',
      'TICKETD_HTTP_PORT',
      'TICKETDX__MAILBOX__PORT',
      'MY_TICKETD__MAILBOX__PORT',
    ])
      expect(mistakesOf(least, { [others]: 'x' }), others).toEqual([])
    expect(mistakesOf(least, { TICKETD__MAILBOX_PORT: '143' })[0]).toContain('mailbox_port: is not a setting')
  })

  test('nobody with the role engineer is a mistake, nobody on duty or in the lead a remark', () => {
    const withRoles = (...roles: string[][]) => ({
      ...least,
      engineers: roles.map((each, n) => ({ name: `E${n}`, address: `e${n}@example.ru`, roles: each })),
    })
    const nobody =
      'engineers: nobody has the role "engineer"; give somebody "roles": ["engineer"]; nobody would hear of a request'
    expect(mistakesOf(withRoles(['lead']))).toEqual([nobody])
    expect(mistakesOf(withRoles(['lead', 'duty'], []))).toEqual([nobody])
    expect(mistakesOf(withRoles(['lead'], ['engineer']))).toEqual([])
    const remarks = (...roles: string[][]): number => {
      const read = readConfig(written(withRoles(...roles)), {})
      if ('mistakes' in read) throw new Error(read.mistakes.map(printMistake).join('\n'))
      return remarksOn({ ...read.ok, trust: { ...read.ok.trust, authservIds: ['mx.example.ru'] } }).length
    }
    expect([remarks(['engineer']), remarks(['engineer', 'lead']), remarks(['engineer', 'lead'], ['duty'])]).toEqual([
      2, 1, 0,
    ])
  })

  test('nobody is two engineers, and no engineer is the desk', () => {
    const engineers = [
      { name: 'A', address: 'a@example.ru' },
      { name: 'B', address: 'A@example.ru' },
      { name: 'C', address: 'support@example.ru' },
    ]
    expect(mistakesOf({ ...least, engineers })).toEqual([
      'engineers[1].address: is A@example.ru, the same as engineers[0].address; each address belongs to one engineer',
      "engineers[2].address: is the address of the desk itself; must be the engineer's own address",
    ])
  })

  test('a file that is no JSON and a file that is not there are said so', () => {
    expect(mistakesOf('{"support":')[0]).toMatch(/is not JSON/)
    const read = readConfig(join(folder, 'nowhere.json'), {})
    expect('mistakes' in read && read.mistakes[0]?.what).toBe('there is no such file')
  })

  test.each([
    ['{\n  "mailbox": { "password": "geheim" "port": 993 }\n}', 'line 2, column 37 (a comma was expected)'],
    ['{\n  "password": geheim\n}', 'line 2, column 15 (a word that is neither true, false nor null)'],
    ['{"password": "geheim\n}', 'line 1, column 14 (a text without its closing quotation mark)'],
    ['{"password": "gehe\\im"}', 'line 1, column 14 (an escape that is none; a backslash is written \\\\)'],
    ['{\n"password": "geheim",\n}', 'line 3, column 1 (a name in double quotes was expected)'],
    ["{'password': 'geheim'}", 'line 1, column 2'],
    ['{"password": "geheim"', 'line 1, column 22 (a closing brace was expected)'],
    ['{"password": "geheim"} geheim', 'line 1, column 24'],
  ])('%j is named by line and column, and nothing of what stands there is shown', (text, said) => {
    const [mistake, ...more] = mistakesOf(text)
    expect([mistake, more]).toEqual([expect.stringContaining(`is not JSON at ${said}`), []])
    expect(mistake).not.toMatch(/geh/)
    expect(mistake).not.toContain('\n')
  })

  test('a name that is given twice is a mistake: JavaScript would keep the last in silence', () => {
    const text = JSON.stringify(least).replace('{', '{\n"smtp": { "host": "first.example.ru" },')
    expect(mistakesOf(text)).toEqual([
      expect.stringMatching(/gives "smtp" twice in one place \(line 2\); give it once/),
    ])
    expect(mistakesOf({ ...least, engineers: [...least.engineers, { name: 'B', address: 'b@example.ru' }] })).toEqual(
      [],
    )
  })

  test.each([
    ['a folder', () => mkdtempSync(join(folder, 'folder-')), /: is a folder, not a file; name the configuration/],
    [
      'text in the code page of Windows',
      () => written(Buffer.from('{"support":"\xcf"}', 'latin1')),
      /: is not UTF-8; save/,
    ],
    [
      'a comment',
      () => written('{ // ours\n}'),
      /: is not JSON at line 1, column 3 \(a comment\); must be JSON: no comments, no comma before/,
    ],
    ['a list', () => written('[]'), /\d+\.json: is \[\]; must be an object/],
  ])('%s in place of the configuration is named with its path', (_, made, expected) => {
    const read = readConfig(made(), {})
    const said = 'mistakes' in read ? read.mistakes.map(printMistake) : []
    expect(said).toEqual([expect.stringMatching(expected)])
    expect(said[0]?.startsWith(folder)).toBe(true)
  })

  test.each([
    [{ suport: {} }, 'suport: is not a setting; perhaps "support"; the settings here are support, mailbox'],
    [
      { support: { address: 'a@example.ru', nmae: 'x' } },
      'support.nmae: is not a setting; perhaps "name"; the settings',
    ],
    [{ Language: 'ru' }, 'Language: is not a setting; perhaps "language"; the settings here are'],
    [{ folders: {} }, 'folders: is not a setting; the settings here are support, mailbox'],
    [{ mailbox: { ...least.mailbox, host: '' } }, 'mailbox.host: is ""; must be a host like "imap.example.ru"'],
    [{ smtp: { host: 'smtp.example.ru:587' } }, 'smtp.host: is "smtp.example.ru:587"; must be a host like'],
    [{ smtp: { host: 'smtps://smtp.example.ru' } }, 'smtp.host: is "smtps://smtp.example.ru"; must be a host like'],
    [{ smtp: { host: 'smtp.example.ru', port: 0 } }, 'smtp.port: is 0; must be at least 1'],
    [{ engineers: [{ name: '', address: 'a@example.ru' }] }, 'engineers[0].name: is ""; must not be empty'],
    [
      { support: { address: 'support@example.ru', phoneHours: ['10:00'] } },
      'support.phoneHours: is ["10:00"]; must be a list of at least 2',
    ],
    [{ http: { token: 'a', tokenFile: 'b' } }, 'http: has both token and tokenFile; give one of them'],
  ])('%j is one mistake with what would be right', (change, said) => {
    expect(mistakesOf({ ...least, ...change })).toEqual([expect.stringContaining(said)])
  })

  test('a data directory that is a file, a secret that is a folder, authorities that are none are found before the start', () => {
    writeFileSync(join(folder, 'note.txt'), 'no certificate')
    const { password: _, ...mailbox } = least.mailbox
    const wrong = {
      ...least,
      mailbox: { ...mailbox, passwordFile: '.', tls: { caFile: 'nowhere.pem' } },
      smtp: { ...least.smtp, tls: { caFile: 'note.txt' } },
      data: { directory: 'note.txt' },
    }
    expect(mistakesOf({ ...least, data: { directory: 'note.txt/deep/data' } })).toEqual([
      `data.directory: is note.txt/deep/data, which cannot be made: ${folder}/note.txt is a file; must be a folder that ticketd can make or write`,
    ])
    expect(mistakesOf({ ...least, data: { directory: 'not/yet/there' } })).toEqual([])
    expect(readdirSync(folder).filter((name) => name.startsWith('.ticketd-') || name === 'not')).toEqual([])
    // Where root may write and yet nothing can be made.
    expect(mistakesOf({ ...least, data: { directory: '/proc/nope/data' } })).toEqual([
      expect.stringMatching(/^data\.directory: is \/proc\/nope\/data, which cannot be made: \/proc takes no folder: /),
    ])
    expect(mistakesOf(wrong).map((line) => line.replaceAll(`${folder}/`, ''))).toEqual([
      'mailbox.passwordFile: the file . is a folder, not a file; must be a file that the daemon may read',
      'data.directory: is note.txt, a file; must be a folder',
      'mailbox.tls.caFile: there is no such file nowhere.pem; must be a file with certificates in PEM (-----BEGIN CERTIFICATE-----)',
      'smtp.tls.caFile: the file note.txt holds no certificate; must be a file with certificates in PEM (-----BEGIN CERTIFICATE-----)',
    ])
  })

  test('hosts by number and without a dot are hosts', () => {
    for (const host of ['localhost', '::1', '127.0.0.1', 'почта.рф'])
      expect(mistakesOf({ ...least, smtp: { host } }), host).toEqual([])
  })
})

describe('the contracts', () => {
  const contract = {
    number: '15/24',
    organisation: 'ООО «Ромашка»',
    domains: ['Romashka.test'],
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
  }

  const house = { open: '10:00', close: '18:00', minDays: 5, maxDays: 10 }
  const contractsIn = (content: unknown) => readContracts(written(content), house)

  test('the list may stand beside the name of its schema, and beside nothing else', () => {
    const $schema = './contracts.schema.json'
    expect(contractsIn({ $schema, contracts: [contract] })).toEqual(contractsIn([contract]))
    expect(contractsIn({ $schema, contracts: [{ ...contract, maxDays: 3 }] })).toHaveProperty('ok')
    expect(contractsIn({ $schema, contracts: [contract], more: 1 })).toHaveProperty('mistakes')
  })

  test('a contract keeps only the terms that it names', () => {
    const read = contractsIn([{ ...contract, maxDays: 3, close: '20:00', people: [{ address: 'i@romashka.test' }] }])
    if ('mistakes' in read) throw new Error(read.mistakes.map(printMistake).join('\n'))
    expect(read.ok[0]).toMatchObject({
      domains: ['romashka.test'],
      terms: { maxDays: 3, close: '20:00', shortDayClose: '19:00' },
    })
    expect(read.ok[0]?.terms).not.toHaveProperty('minDays')
  })

  test.each([
    [{ domains: ['mail.ru'] }, /domains\[0\]: is mail\.ru, where anybody can have a mailbox/],
    [{ validTo: '2025-12-31' }, /validTo: is 2025-12-31, before validFrom/],
    [{ validFrom: '2026-02-30' }, /validFrom: is 2026-02-30, no day of the calendar/],
    [{ minDays: 10, maxDays: 5 }, /minDays: is 10, more than maxDays/],
    [{ discount: 5 }, /discount: is not a setting/],
    [{ close: '18:00', shortDayClose: '19:00' }, /shortDayClose: is 19:00, after close; must be at most 18:00/],
    [{ statement: { to: [] } }, /statement\.to: is \[\]; must be a list of at least 1/],
    [{ statement: { to: ['acts@romashka.example'], day: 31 } }, /statement\.day: is 31; must be at most 28/],
    [{ statement: { to: ['nobody'] } }, /statement\.to\[0\]: is "nobody"/],
    [{ amendments: [{ from: '2026-13-01', consent: 'письмо' }] }, /amendments\[0\]\.from: is 2026-13-01, no day/],
    [
      { amendments: [{ from: '2025-03-01', consent: 'письмо' }] },
      /amendments\[0\]\.from: is 2025-03-01, when the contract/,
    ],
    [
      {
        amendments: [
          { from: '2026-03-01', consent: 'письмо', maxDays: 8 },
          { from: '2026-03-01', consent: 'второе' },
        ],
      },
      /amendments\[1\]\.from: is 2026-03-01, as of another/,
    ],
    [{ amendments: [{ from: '2026-03-01', consent: 'письмо', minDays: 9, maxDays: 2 }] }, /amendments\[0\]\.minDays/],
    // What it leaves out is the house's: a day that never opens would be looked for for ever.
    [{ open: '19:00' }, /\[0\]\.open: is 19:00, not before close; must be before 18:00/],
    [{ close: '09:00' }, /\[0\]\.close: is 09:00, not after open; must be later than 10:00/],
    [{ minDays: 20 }, /\[0\]\.minDays: is 20, more than maxDays; must be at most 10/],
    [
      { close: '15:00', amendments: [{ from: '2026-03-01', consent: 'письмо', open: '16:00' }] },
      /amendments\[0\]\.open/,
    ],
  ])('a contract with %j is refused', (change, expected) => {
    const read = contractsIn([{ ...contract, ...change }])
    expect('mistakes' in read ? read.mistakes.map(printMistake).join('\n') : '').toMatch(expected)
  })

  test('amendments are looked at in the order of their days, over those before', () => {
    const later = { from: '2026-05-01', consent: 'письмо', close: '23:00' }
    const sooner = { from: '2026-03-01', consent: 'письмо', open: '12:00', close: '22:00' }
    expect(contractsIn([{ ...contract, amendments: [{ ...later, open: '22:30' }, sooner] }])).toHaveProperty('ok')
    expect(contractsIn([{ ...contract, maxDays: 3 }])).toHaveProperty('ok')
  })

  test('mistakes of shape hide none of the mistakes that take a whole contract to see', () => {
    const read = contractsIn([
      { ...contract, discount: 5, domains: ['mail.ru'], validTo: '2025-12-31' },
      { ...contract, number: 7, validFrom: '2026-02-30', people: [{ name: 'Анна' }] },
      { ...contract, organisation: undefined },
      'none',
    ])
    const places = 'mistakes' in read ? read.mistakes.map(({ path }) => path.slice(path.indexOf('['))) : []
    expect(places.sort()).toEqual([
      '[0].discount',
      '[0].domains[0]',
      '[0].validTo',
      '[1].number',
      '[1].people[0].address',
      '[1].validFrom',
      '[2].number',
      '[2].organisation',
      '[3]',
    ])
  })

  test('a number is read without the spaces around it', () => {
    const read = contractsIn([{ ...contract, number: ' 17/2026 ' }])
    expect('ok' in read && read.ok[0]?.number).toBe('17/2026')
    expect('mistakes' in contractsIn([contract, { ...contract, number: `${contract.number} ` }])).toBe(true)
  })

  test('the same number twice is a mistake', () => {
    const read = contractsIn([contract, contract])
    expect('mistakes' in read && read.mistakes.map(printMistake)[0]).toMatch(/the same as \[0\]/)
  })
})
