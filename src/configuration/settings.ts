// The definition of every setting: its shape, its default, what is right. The only file that knows zod; types, checks,
// environment overrides and the JSON Schema for editors all come from here.
import { z } from 'zod'
import { settingsHere } from './near-miss.ts'
import { isObject, pathOf, printed, WHOLE_FILE, WORD_OF, zoneExists } from './setting-words.ts'

export { WHOLE_FILE } from './setting-words.ts'

const time = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day like "10:00"')
  .describe('time of day, HH:MM')
const address = z
  .string()
  .regex(
    /^[^\s"(),:;<>@[\]\\]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*$/u,
    'must be an address like "user@example.ru"',
  )
const port = z.int().min(1).max(65535)
const host = z
  .string()
  .regex(/^(?!.*[\s/@])(?![^:]*:\d*$).+$/u, 'must be a host like "imap.example.ru", without port and without "://"')
const security = z.enum(['tls', 'starttls', 'none'])
const tls = z.strictObject({ caFile: z.string().optional() })
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day like "2026-12-31"')
const language = z.enum(['ru', 'en'])

const oauth2 = z.strictObject({
  tokenUrl: z.url('must be a URL like "https://login.example.ru/token"'),
  clientId: z.string(),
  clientSecret: z.string().optional(),
  clientSecretFile: z.string().optional(),
  scope: z.string().optional(),
  refreshToken: z.string().optional(),
  refreshTokenFile: z.string().optional(),
})

const credentials = { password: z.string().optional(), passwordFile: z.string().optional(), oauth2: oauth2.optional() }

const folder = z.string().min(1)

const mailbox = z.strictObject({
  host,
  port: port.default(993),
  security: security.default('tls'),
  tls: tls.default({}),
  user: z.string().min(1),
  ...credentials,
  folders: z
    .strictObject({
      inbox: folder.default('INBOX'),
      also: z.array(folder).default([]),
      processed: folder.default('Processed'),
      failed: folder.default('Failed'),
    })
    .prefault({}),
  pollSeconds: z.number().min(1).default(60),
  firstStartDays: z.number().min(0).default(3),
})

const smtp = z.strictObject({
  host,
  port: port.default(587),
  security: security.default('starttls'),
  tls: tls.default({}),
  user: z.string().optional(),
  ...credentials,
  maxConnections: z.int().min(1).max(50).default(3),
  ratePerMinute: z.int().min(0).default(0),
})

const engineer = z.strictObject({
  name: z.string().min(1),
  address,
  roles: z.array(z.enum(['engineer', 'duty', 'lead'])).default(['engineer']),
  alsoWritesFrom: z.array(address).default([]),
  alsoCalled: z
    .array(z.string().min(1))
    .default([])
    .describe('other names by which !передать and !отпуск know him, such as a short one'),
})

const support = z.strictObject({
  address,
  name: z.string().default('Техническая поддержка'),
  aliases: z.array(address).default([]),
  phone: z.string().default(''),
  phoneHours: z.tuple([time, time]).default(['10:00', '18:00']),
  ticketPrefix: z
    .string()
    .regex(/^[\p{L}\p{N}]{1,12}$/u, 'must be 1 to 12 letters or digits')
    .default('SKPS'),
  ticketPrefixAliases: z
    .array(z.string().regex(/^[\p{L}\p{N}]{1,12}$/u, 'must be 1 to 12 letters or digits'))
    .default(['СКПС']),
  subaddress: z.enum(['', '+']).default(''),
  manuals: z.array(z.string()).default([]),
})

const webhook = z.strictObject({
  url: z.url('must be a URL like "https://sms.example.ru/send"'),
  headers: z.record(z.string(), z.string()).default({}),
  template: z
    .record(z.string(), z.unknown())
    .default({ event: '{{event}}', number: '{{number}}', ground: '{{ground}}', deadline: '{{deadline}}' })
    .describe(
      'JSON that is sent; its texts may name {{event}}, {{number}}, {{criticality}}, {{ground}}, {{deadline}}, {{answerBy}}',
    ),
  secret: z.string().min(1).optional(),
  secretFile: z.string().optional(),
  timeoutSeconds: z.number().min(1).max(60).default(10),
})

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const CATEGORIES = ['operation', 'errors', 'administration', 'consultation', 'data', 'unsorted'] as const

/** The configuration file. */
export const configDefinition = z.strictObject({
  $schema: z.string().optional(),
  support,
  mailbox,
  smtp,
  engineers: z.array(engineer).min(1, 'must name at least one engineer'),
  contracts: z.string().optional(),
  answers: z.string().default(''),
  rota: z
    .strictObject({
      rows: z
        .array(
          z.strictObject({
            days: z
              .array(z.enum(WEEKDAYS))
              .default([])
              .transform((days) => days.map((one) => WEEKDAYS.indexOf(one) + 1)),
            hours: z.tuple([time, time]).nullable().default(null),
            categories: z.array(z.enum(CATEGORIES)).default([]),
            contracts: z.array(z.string()).default([]),
            engineers: z.array(address).min(1, 'must name somebody'),
          }),
        )
        .default([]),
      duty: z
        .array(z.strictObject({ from: day, engineers: z.array(address).min(1, 'must name somebody') }))
        .default([]),
    })
    .prefault({}),
  clock: z
    .strictObject({
      timezone: z.string().refine(zoneExists, 'must be a time zone like "Europe/Moscow"').default('Europe/Moscow'),
      open: time.default('10:00'),
      close: time.default('18:00'),
      shortDayClose: time.default('17:00'),
      minDays: z.int().min(1).max(365).default(5),
      maxDays: z.int().min(1).max(365).default(10),
      calendars: z.array(z.string()).default([]),
      firstAnswerHours: z.number().min(0).default(8),
      developmentStopsClock: z.boolean().default(false),
    })
    .prefault({}),
  critical: z
    .strictObject({ keywords: z.array(z.string()).default([]), firstAnswerHours: z.number().min(0).default(2) })
    .prefault({}),
  waiting: z
    .strictObject({
      remindDays: z.int().min(1).default(5),
      closeDays: z.int().min(1).default(10),
      graceMinutes: z.int().min(0).default(60),
    })
    .prefault({}),
  alert: z.strictObject({ webhook: webhook.optional() }).prefault({}),
  askWhetherItHelped: z.boolean().default(false),
  relayHoldSeconds: z.number().min(0).default(60),
  trust: z
    .strictObject({
      authservIds: z.array(z.string()).default([]),
      receivedBy: z.array(z.string()).default([]),
      verifyDkim: z.boolean().default(false),
    })
    .prefault({}),
  limits: z
    .strictObject({
      messageBytes: z.int().min(1024).default(83_886_080),
      relayBytes: z.int().min(0).default(26_214_400),
      ackMaxAgeHours: z.number().min(0).default(72),
      acksPerSenderPerDay: z.int().min(0).default(20),
      automaticPerHour: z.int().min(0).default(1000),
      quickMailsBeforeMute: z.int().min(0).default(5),
      newTicketsPerSenderPerHour: z.int().min(0).default(100),
      strangersPerDomainPerHour: z.int().min(0).default(10),
    })
    .prefault({}),
  data: z.strictObject({ directory: z.string().min(1) }),
  http: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: z.int().min(0).max(65535).default(8080),
      token: z.string().optional(),
      tokenFile: z.string().optional(),
    })
    .optional(),
  retention: z
    .strictObject({ rawMonths: z.number().min(0).default(0), ticketYears: z.number().min(0).default(0) })
    .prefault({}),
  failover: z
    .strictObject({
      shared: z.string().default(''),
      lease: z.enum(['mailbox', 'shared']).default('mailbox'),
      leaseSeconds: z.number().min(1).max(600).default(30),
      copySeconds: z.number().min(1).default(60),
    })
    .prefault({}),
  log: z
    .strictObject({ level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info') })
    .prefault({}),
  language: language.default('ru'),
})

export type ConfigFile = z.output<typeof configDefinition>

const ownTerms = {
  minDays: z.int().min(1).max(365).optional(),
  maxDays: z.int().min(1).max(365).optional(),
  open: time.optional(),
  close: time.optional(),
  shortDayClose: time.optional(),
  aroundTheClock: z.boolean().optional(),
  calendar: z.string().optional(),
  waitingStopsClock: z.boolean().optional(),
  developmentStopsClock: z.boolean().optional(),
}

/** The contracts' file: a list, each with its people, its validity and terms of its own (R1, R16). */
export const contractsDefinition = z.array(
  z.strictObject({
    number: z.string().min(1),
    organisation: z.string().min(1),
    domains: z
      .array(z.string().regex(/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u, 'must be a domain like "example.ru"'))
      .default([]),
    people: z
      .array(
        z.strictObject({
          name: z.string().default(''),
          address,
          phone: z.string().optional(),
          greeting: z.string().optional(),
          mayDeclareCritical: z.boolean().default(false),
        }),
      )
      .default([]),
    validFrom: day,
    validTo: day,
    ...ownTerms,
    language: language.optional(),
    statement: z
      .strictObject({
        to: z.array(address).min(1),
        day: z.int().min(1).max(28).default(1),
      })
      .optional(),
    amendments: z.array(z.strictObject({ from: day, consent: z.string().min(1), ...ownTerms })).default([]),
  }),
)

export type ContractsFile = z.output<typeof contractsDefinition>

/** One mistake: where, what is wrong, what would be right. */
export interface Mistake {
  readonly path: string
  readonly what: string
  readonly right: string
}

export function printMistake(mistake: Mistake): string {
  return `${mistake.path}: ${mistake.what}; ${mistake.right}`
}

export type Reading<T> = { readonly ok: T } | { readonly mistakes: readonly Mistake[] }

/** JSON Schema of the configuration, for editors; from the same definition. */
export function configSchema(): unknown {
  return z.toJSONSchema(configDefinition, { io: 'input' })
}

/** JSON Schema of the contracts' file: a list, or one that names this schema. */
export function contractsSchema(): unknown {
  const named = z.strictObject({ $schema: z.string().optional(), contracts: contractsDefinition })
  return z.toJSONSchema(z.union([contractsDefinition, named]), { io: 'input' })
}

/** Checks unknown JSON against a definition; every mistake at once. */
export function checked<T extends z.ZodType>(definition: T, json: unknown): Reading<z.output<T>> {
  const parsed = definition.safeParse(json)
  if (parsed.success) return { ok: parsed.data }
  return { mistakes: parsed.error.issues.flatMap((issue) => mistakesOf(definition, issue, json)) }
}

/** JSON with one scalar put at a path of names in any case, as the environment gives it. */
export function overridden(json: unknown, path: readonly string[], value: string): unknown {
  return placed(json, configDefinition, path, value)
}

function placed(json: unknown, schema: z.ZodType, path: readonly string[], value: string): unknown {
  const [head, ...rest] = path
  if (head === undefined) return scalar(value, schema)
  const inner = unwrapped(schema)
  if (!(inner instanceof z.ZodObject)) return json
  const key = Object.keys(inner.shape).find((name) => name.toLowerCase() === head.toLowerCase()) ?? head
  const known: unknown = inner.shape[key]
  const object: Record<string, unknown> = isObject(json) ? { ...json } : {}
  const child = known instanceof z.ZodType ? known : z.unknown()
  object[key] = rest.length === 0 ? scalar(value, child) : placed(object[key], child, rest, value)
  return object
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    const inner = schema.unwrap()
    return inner instanceof z.ZodType ? unwrapped(inner) : schema
  }
  return schema
}

function scalar(value: string, schema: z.ZodType): unknown {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodNumber) return /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value
  if (inner instanceof z.ZodBoolean) return value === 'true' ? true : value === 'false' ? false : value
  return value
}

/** zod's issue in our words: where, what is wrong, what would be right. */
function mistakesOf(definition: z.ZodType, issue: z.core.$ZodIssue, input: unknown): Mistake[] {
  const path = pathOf(issue.path)
  const given = issue.path.reduce<unknown>(
    (at, key) => (isObject(at) || Array.isArray(at) ? Reflect.get(at, key) : undefined),
    input,
  )
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: path === WHOLE_FILE ? key : `${path}.${key}`,
        what: 'is not a setting',
        right: settingsHere(key, keysAt(definition, issue.path)),
      }))
    case 'invalid_type':
      if (given === undefined)
        return [{ path, what: 'is missing', right: `must be ${WORD_OF[issue.expected] ?? issue.expected}` }]
      return [
        { path, what: `is ${printed(path, given)}`, right: `must be ${WORD_OF[issue.expected] ?? issue.expected}` },
      ]
    case 'invalid_value':
      if (given === undefined)
        return [
          {
            path,
            what: 'is missing',
            right: `must be one of ${issue.values.map((v) => JSON.stringify(v)).join(', ')}`,
          },
        ]
      return [
        {
          path,
          what: `is ${printed(path, given)}`,
          right: `must be one of ${issue.values.map((v) => JSON.stringify(v)).join(', ')}`,
        },
      ]
    case 'too_small':
      return [
        {
          path,
          what: `is ${printed(path, given)}`,
          right: issue.message.startsWith('must') ? issue.message : tooFew(issue),
        },
      ]
    case 'too_big':
      return [{ path, what: `is ${printed(path, given)}`, right: `must be at most ${issue.maximum}` }]
    default:
      return [{ path, what: `is ${printed(path, given)}`, right: issue.message }]
  }
}

function tooFew({ origin, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string') return 'must not be empty'
  return origin === 'array' ? `must be a list of at least ${minimum}` : `must be at least ${minimum}`
}

function keysAt(definition: z.ZodType, path: readonly PropertyKey[]): string[] {
  let schema: z.ZodType = definition
  for (const key of path) {
    const inner = unwrapped(schema)
    const next: unknown =
      inner instanceof z.ZodObject ? inner.shape[String(key)] : inner instanceof z.ZodArray ? inner.element : undefined
    if (!(next instanceof z.ZodType)) return []
    schema = next
  }
  const inner = unwrapped(schema)
  return inner instanceof z.ZodObject ? Object.keys(inner.shape).filter((key) => key !== '$schema') : []
}
