// Rules that no single setting can state, and what is no mistake and still worth a word.
import { nearOf } from './near-miss.ts'
import type { ConfigFile } from './settings.ts'
import type { Mistake } from './shapes.ts'
import { isLoopback, webhookChecks } from './webhook.ts'

/** Rules that no single field can state. */
export function crossChecks(found: ConfigFile): Mistake[] {
  const mistakes: Mistake[] = []
  for (const room of ['mailbox', 'smtp'] as const) {
    const { security: kind, host } = found[room]
    if (kind === 'none' && !isLoopback(host)) {
      mistakes.push({
        path: `${room}.security`,
        what: `is "none" for the host ${host}`,
        right: 'must be "tls" or "starttls"; "none" is for loopback hosts only',
      })
    }
  }
  const { clock, waiting } = found
  if (clock.minDays > clock.maxDays)
    mistakes.push({
      path: 'clock.minDays',
      what: `is ${clock.minDays}, more than clock.maxDays`,
      right: `must be at most ${clock.maxDays}`,
    })
  if (clock.open >= clock.close)
    mistakes.push({
      path: 'clock.close',
      what: `is ${clock.close}, not after clock.open`,
      right: `must be later than ${clock.open}`,
    })
  if (clock.shortDayClose <= clock.open || clock.shortDayClose > clock.close) {
    mistakes.push({
      path: 'clock.shortDayClose',
      what: `is ${clock.shortDayClose}`,
      right: `must lie after ${clock.open} and not after ${clock.close}`,
    })
  }
  if (waiting.remindDays >= waiting.closeDays) {
    mistakes.push({
      path: 'waiting.remindDays',
      what: `is ${waiting.remindDays}, not before waiting.closeDays`,
      right: `must be less than ${waiting.closeDays}`,
    })
  }
  const [from, to] = found.support.phoneHours
  if (from >= to) {
    mistakes.push({
      path: 'support.phoneHours',
      what: `is ${from} to ${to}`,
      right: 'must be two times of one day, the later one last',
    })
  }
  return [
    ...mistakes,
    ...folderChecks(found.mailbox.folders),
    ...addressChecks(found),
    ...roleChecks(found),
    ...rotaChecks(found),
    ...signInChecks(found),
    ...wordChecks(found),
    ...webhookChecks(found.alert),
  ]
}

/** What is filed must leave the folders that are read, or it would be found there anew with each look. */
function folderChecks({ inbox, also, processed, failed }: ConfigFile['mailbox']['folders']): Mistake[] {
  const nameOf = (folder: string): string => (folder.toUpperCase() === 'INBOX' ? 'INBOX' : folder)
  const read = new Set([inbox, ...also].map(nameOf))
  const twice = also.findIndex((one, at) => [inbox, ...also.slice(0, at)].map(nameOf).includes(nameOf(one)))
  if (twice >= 0) {
    const right = 'name each folder once; the inbox is read without being named here'
    return [{ path: `mailbox.folders.also[${twice}]`, what: `is ${also[twice]}, which is read already`, right }]
  }
  const away = { processed, failed }
  if (nameOf(processed) === nameOf(failed)) {
    const what = `is ${failed}, where filed mail goes: mail that broke the desk could not be told from it`
    return [{ path: 'mailbox.folders.failed', what, right: 'must be another folder than processed' }]
  }
  return Object.entries(away)
    .filter(([, folder]) => read.has(nameOf(folder)))
    .map(([name, folder]) => ({
      path: `mailbox.folders.${name}`,
      what: `is ${folder}, from which mail is taken`,
      right: 'must be another folder than inbox and those in also',
    }))
}

/** Nobody is two people, and no engineer is the desk. */
function addressChecks(found: ConfigFile): Mistake[] {
  const mistakes: Mistake[] = []
  const seen = new Map<string, string>()
  const own = [found.support.address, ...found.support.aliases].map((one) => one.toLowerCase())
  found.engineers.forEach((one, index) => {
    const all = [one.address, ...one.alsoWritesFrom]
    all.forEach((each, n) => {
      const path = n === 0 ? `engineers[${index}].address` : `engineers[${index}].alsoWritesFrom[${n - 1}]`
      const key = each.toLowerCase()
      if (own.includes(key))
        mistakes.push({ path, what: 'is the address of the desk itself', right: "must be the engineer's own address" })
      const other = seen.get(key)
      if (other !== undefined)
        mistakes.push({ path, what: `is ${each}, the same as ${other}`, right: 'each address belongs to one engineer' })
      seen.set(key, path)
    })
  })
  return mistakes
}

/** A user without anything that proves him, or a token's address that all the network can listen to. */
function signInChecks({ mailbox, smtp }: ConfigFile): Mistake[] {
  const mistakes: Mistake[] = []
  const { user, password, passwordFile, oauth2 } = smtp
  const proves = password ?? passwordFile ?? oauth2
  if (user !== undefined && user !== '' && proves === undefined) {
    const right = 'give smtp.passwordFile, smtp.password or smtp.oauth2, or leave smtp.user out'
    mistakes.push({ path: 'smtp.password', what: `is missing for the user ${user}`, right })
  }
  for (const [room, given] of [['mailbox', mailbox.oauth2] as const, ['smtp', oauth2] as const]) {
    if (given !== undefined) mistakes.push(...tokenChecks(`${room}.oauth2`, given))
  }
  return mistakes
}

function tokenChecks(path: string, given: NonNullable<ConfigFile['mailbox']['oauth2']>): Mistake[] {
  const { protocol, hostname } = new URL(given.tokenUrl)
  const mistakes: Mistake[] = []
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) {
    const right = 'must begin with https://; http:// is for loopback hosts only'
    mistakes.push({ path: `${path}.tokenUrl`, what: `is ${given.tokenUrl}, where secrets could be read`, right })
  }
  const proofs = [given.clientSecret, given.clientSecretFile, given.refreshToken, given.refreshTokenFile]
  if (proofs.every((one) => one === undefined)) {
    const right = 'give clientSecretFile or refreshTokenFile: without either no token is given out'
    mistakes.push({ path, what: 'has neither clientSecret nor refreshToken', right })
  }
  return mistakes
}

/** Words that are none, and names that would break the head of a letter. */
function wordChecks({ critical, support, engineers }: ConfigFile): Mistake[] {
  const mistakes: Mistake[] = critical.keywords.flatMap((word, at) => {
    if (/[\p{L}\p{N}]/u.test(word)) return []
    return [{ path: `critical.keywords[${at}]`, what: `is ${JSON.stringify(word)}`, right: 'must hold a word' }]
  })
  const names: [string, string][] = [
    ['support.name', support.name],
    ['support.phone', support.phone],
    ...engineers.map(({ name }, at): [string, string] => [`engineers[${at}].name`, name]),
  ]
  for (const [path, name] of names) {
    if (/\p{Cc}/u.test(name))
      mistakes.push({ path, what: 'holds a line end or another control sign', right: 'must be one line' })
  }
  return mistakes
}

/** An ordinary request goes to everybody with the role `engineer`: without one it would be acknowledged and nobody would hear of it. */
function roleChecks({ engineers }: ConfigFile): Mistake[] {
  if (engineers.some((one) => one.roles.includes('engineer'))) return []
  const right = 'give somebody "roles": ["engineer"]; nobody would hear of a request'
  return [{ path: 'engineers', what: 'nobody has the role "engineer"', right }]
}

/** A rota names engineers only, and hours that are some. */
function rotaChecks({ engineers, rota }: ConfigFile): Mistake[] {
  const known = new Set(engineers.map((one) => one.address.toLowerCase()))
  const right = 'must be the address of one of engineers'
  const strangers = (['rows', 'duty'] as const).flatMap((list) =>
    rota[list].flatMap((row, at) =>
      row.engineers.flatMap((one, n): Mistake[] =>
        known.has(one.toLowerCase()) ? [] : [{ path: `rota.${list}[${at}].engineers[${n}]`, what: `is ${one}`, right }],
      ),
    ),
  )
  const hours = rota.rows.flatMap(({ hours }, at): Mistake[] =>
    hours === null || hours[0] < hours[1]
      ? []
      : [{ path: `rota.rows[${at}].hours`, what: `is ${hours.join(' to ')}`, right: 'the later time stands last' }],
  )
  return [...strangers, ...hours]
}

/** A rota names contracts of the contracts' file only: a row for one that is not there would never fit. */
export function rotaContracts({ rows }: ConfigFile['rota'], numbers: readonly string[] | null): Mistake[] {
  return rows.flatMap(({ contracts }, at) =>
    contracts.flatMap((one, n): Mistake[] => {
      if (numbers?.includes(one) === true) return []
      return [{ path: `rota.rows[${at}].contracts[${n}]`, what: `is ${one}`, right: rightContract(one, numbers) }]
    }),
  )
}

function rightContract(given: string, numbers: readonly string[] | null): string {
  if (numbers === null) return 'name the file of contracts under contracts, or leave the row without any'
  const near = nearOf(given, numbers)
  return `must be the number of a contract in the contracts' file${near === null ? '' : `; perhaps "${near}"`}`
}

/** Opening hours of the week in which no row names anybody for an ordinary request. */
function rotaHoles({ rota, clock }: Pick<ConfigFile, 'rota' | 'clock'>): readonly string[] {
  if (rota.rows.length === 0) return []
  const plain = rota.rows.filter((one) => one.categories.length === 0 && one.contracts.length === 0)
  const holes = [1, 2, 3, 4, 5].flatMap((day) => {
    const rows = plain.filter((one) => one.days.length === 0 || one.days.includes(day))
    const times = rows.flatMap((one) => one.hours ?? []).filter((at) => at > clock.open && at < clock.close)
    const begins = [clock.open, ...times.sort()]
    const isHole = (at: string): boolean =>
      !rows.some(({ hours }) => hours === null || (hours[0] <= at && at < hours[1]))
    return [...new Set(begins)].filter(isHole).map((at) => `${WEEK[day - 1]} from ${at}`)
  })
  return holes.length === 0 ? [] : [`the rota has holes, where everybody hears a new request: ${holes.join(', ')}`]
}

const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']

/** What is no mistake and still worth knowing, a sentence each. */
export function remarksOn(
  config: Pick<ConfigFile, 'engineers' | 'trust' | 'rota' | 'clock'>,
  http: { readonly host: string; readonly token: string | null } | null = null,
): readonly string[] {
  const { engineers, trust } = config
  const lacks = (role: 'duty' | 'lead'): boolean => !engineers.some((one) => one.roles.includes(role))
  const remarks: string[] = []
  if (lacks('lead'))
    remarks.push(
      'nobody has the role "lead": what is overdue, set aside or undelivered is told to no one above the engineer',
    )
  if (lacks('duty')) remarks.push('nobody has the role "duty": high criticality alerts nobody on duty')
  if (trust.authservIds.length === 0 && !trust.verifyDkim)
    remarks.push(
      "trust.authservIds is empty and trust.verifyDkim is off: whoever holds one of an engineer's cards can answer and order as he does",
    )
  if (http !== null && http.token === null && !isLoopback(http.host))
    remarks.push(
      `http.host is ${http.host} and http.token is empty: whoever reaches the port reads /metrics; give http.tokenFile`,
    )
  return [...remarks, ...rotaHoles(config)]
}
