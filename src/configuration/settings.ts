// The definition of every setting of the configuration and of the contracts: its shape, its default, what is right. Types,
// checks, environment and the JSON Schema for editors all come from it (`shapes.ts`).
import { zoneExists } from './setting-words.ts'
import {
  anything,
  flag,
  group,
  like,
  list,
  measure,
  named,
  oneOf,
  pair,
  type Shaped,
  schemaOf,
  text,
  url,
  whole,
} from './shapes.ts'

const time = like(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day like "10:00"').describe(
  'time of day, HH:MM',
)
const address = like(
  /^[^\s"(),:;<>@[\]\\]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*$/u,
  'must be an address like "user@example.ru"',
)
const port = whole().min(1).max(65535)
const host = like(
  /^(?!.*[\s/@])(?![^:]*:\d*$).+$/u,
  'must be a host like "imap.example.ru", without port and without "://"',
)
const security = oneOf(['tls', 'starttls', 'none'])
const tls = group({ caFile: text().optional() })
const day = like(/^\d{4}-\d{2}-\d{2}$/, 'must be a day like "2026-12-31"')
const language = oneOf(['ru', 'en'])

const oauth2 = group({
  tokenUrl: url('must be a URL like "https://login.example.ru/token"'),
  clientId: text(),
  clientSecret: text().optional(),
  clientSecretFile: text().optional(),
  scope: text().optional(),
  refreshToken: text().optional(),
  refreshTokenFile: text().optional(),
})

const credentials = { password: text().optional(), passwordFile: text().optional(), oauth2: oauth2.optional() }

const folder = text().min(1)

const mailbox = group({
  host,
  port: port.default(993),
  security: security.default('tls'),
  tls: tls.default({}),
  user: text().min(1),
  ...credentials,
  folders: group({
    inbox: folder.default('INBOX'),
    also: list(folder).default([]),
    processed: folder.default('Processed'),
    failed: folder.default('Failed'),
  }).prefault({}),
  pollSeconds: measure().min(1).default(60),
  firstStartDays: measure().min(0).default(3),
})

const smtp = group({
  host,
  port: port.default(587),
  security: security.default('starttls'),
  tls: tls.default({}),
  user: text().optional(),
  ...credentials,
  maxConnections: whole().min(1).max(50).default(3),
  ratePerMinute: whole().min(0).default(0),
})

const engineer = group({
  name: text().min(1),
  address,
  roles: list(oneOf(['engineer', 'duty', 'lead'])).default(['engineer']),
  alsoWritesFrom: list(address).default([]),
  alsoCalled: list(text().min(1))
    .default([])
    .describe('other names by which !передать and !отпуск know him, such as a short one'),
})

const support = group({
  address,
  name: text().default('Техническая поддержка'),
  aliases: list(address).default([]),
  phone: text().default(''),
  phoneHours: pair([time, time]).default(['10:00', '18:00']),
  ticketPrefix: like(/^[\p{L}\p{N}]{1,12}$/u, 'must be 1 to 12 letters or digits').default('SKPS'),
  ticketPrefixAliases: list(like(/^[\p{L}\p{N}]{1,12}$/u, 'must be 1 to 12 letters or digits')).default(['СКПС']),
  subaddress: oneOf(['', '+']).default(''),
  manuals: list(text()).default([]),
})

const webhook = group({
  url: url('must be a URL like "https://sms.example.ru/send"'),
  headers: named(text(), text()).default({}),
  template: named(text(), anything())
    .default({ event: '{{event}}', number: '{{number}}', ground: '{{ground}}', deadline: '{{deadline}}' })
    .describe(
      'JSON that is sent; its texts may name {{event}}, {{number}}, {{criticality}}, {{ground}}, {{deadline}}, {{answerBy}}',
    ),
  secret: text().min(1).optional(),
  secretFile: text().optional(),
  timeoutSeconds: measure().min(1).max(60).default(10),
})

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const CATEGORIES = ['operation', 'errors', 'administration', 'consultation', 'data', 'unsorted'] as const

/** The configuration file. */
export const configDefinition = group({
  $schema: text().optional(),
  support,
  mailbox,
  smtp,
  engineers: list(engineer).min(1, 'must name at least one engineer'),
  contracts: text().optional(),
  answers: text().default(''),
  rota: group({
    rows: list(
      group({
        days: list(oneOf(WEEKDAYS))
          .default([])
          .transform((days) => days.map((one) => WEEKDAYS.indexOf(one) + 1)),
        hours: pair([time, time]).nullable().default(null),
        categories: list(oneOf(CATEGORIES)).default([]),
        contracts: list(text()).default([]),
        engineers: list(address).min(1, 'must name somebody'),
      }),
    ).default([]),
    duty: list(group({ from: day, engineers: list(address).min(1, 'must name somebody') })).default([]),
  }).prefault({}),
  clock: group({
    timezone: text().refine(zoneExists, 'must be a time zone like "Europe/Moscow"').default('Europe/Moscow'),
    open: time.default('10:00'),
    close: time.default('18:00'),
    shortDayClose: time.default('17:00'),
    minDays: whole().min(1).max(365).default(5),
    maxDays: whole().min(1).max(365).default(10),
    calendars: list(text()).default([]),
    firstAnswerHours: measure().min(0).default(8),
    developmentStopsClock: flag().default(false),
  }).prefault({}),
  critical: group({ keywords: list(text()).default([]), firstAnswerHours: measure().min(0).default(2) }).prefault({}),
  waiting: group({
    remindDays: whole().min(1).default(5),
    closeDays: whole().min(1).default(10),
    graceMinutes: whole().min(0).default(60),
  }).prefault({}),
  alert: group({ webhook: webhook.optional() }).prefault({}),
  askWhetherItHelped: flag().default(false),
  relayHoldSeconds: measure().min(0).default(60),
  trust: group({
    authservIds: list(text()).default([]),
    receivedBy: list(text()).default([]),
    verifyDkim: flag().default(false),
  }).prefault({}),
  limits: group({
    messageBytes: whole().min(1024).default(83_886_080),
    relayBytes: whole().min(0).default(26_214_400),
    ackMaxAgeHours: measure().min(0).default(72),
    acksPerSenderPerDay: whole().min(0).default(20),
    automaticPerHour: whole().min(0).default(1000),
    quickMailsBeforeMute: whole().min(0).default(5),
    newTicketsPerSenderPerHour: whole().min(0).default(100),
    strangersPerDomainPerHour: whole().min(0).default(10),
  }).prefault({}),
  data: group({ directory: text().min(1) }),
  http: group({
    host: text().default('127.0.0.1'),
    port: whole().min(0).max(65535).default(8080),
    token: text().optional(),
    tokenFile: text().optional(),
  }).optional(),
  retention: group({ rawMonths: measure().min(0).default(0), ticketYears: measure().min(0).default(0) }).prefault({}),
  failover: group({
    shared: text().default(''),
    lease: oneOf(['mailbox', 'shared']).default('mailbox'),
    leaseSeconds: measure().min(1).max(600).default(30),
    copySeconds: measure().min(1).default(60),
  }).prefault({}),
  log: group({ level: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info') }).prefault(
    {},
  ),
  language: language.default('ru'),
})

export type ConfigFile = Shaped<typeof configDefinition>

const ownTerms = {
  minDays: whole().min(1).max(365).optional(),
  maxDays: whole().min(1).max(365).optional(),
  open: time.optional(),
  close: time.optional(),
  shortDayClose: time.optional(),
  aroundTheClock: flag().optional(),
  calendar: text().optional(),
  waitingStopsClock: flag().optional(),
  developmentStopsClock: flag().optional(),
}

/** The contracts' file: a list, each with its people, its validity and terms of its own (R1, R16). */
export const contractsDefinition = list(
  group({
    number: text().min(1),
    organisation: text().min(1),
    domains: list(like(/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u, 'must be a domain like "example.ru"')).default([]),
    people: list(
      group({
        name: text().default(''),
        address,
        phone: text().optional(),
        greeting: text().optional(),
        mayDeclareCritical: flag().default(false),
      }),
    ).default([]),
    validFrom: day,
    validTo: day,
    ...ownTerms,
    language: language.optional(),
    statement: group({
      to: list(address).min(1),
      day: whole().min(1).max(28).default(1),
    }).optional(),
    amendments: list(group({ from: day, consent: text().min(1), ...ownTerms })).default([]),
  }),
)

export type ContractsFile = Shaped<typeof contractsDefinition>

/** JSON Schema of the configuration, for editors; from the same definition. */
export function configSchema(): unknown {
  return schemaOf(configDefinition)
}

/** JSON Schema of the contracts' file: a list, or one that names this schema. */
export function contractsSchema(): unknown {
  return schemaOf(contractsDefinition, group({ $schema: text().optional(), contracts: contractsDefinition }))
}
