// A configuration or contracts' file whose shape has mistakes, made whole for the sake of the checks that need all of it, so that all
// mistakes are told at once. What comes out is looked at and thrown away.

/** What required settings get where none stands or the given one had to go. */
const LEAST: Readonly<Record<string, unknown>> = {
  support: { address: 'desk@example.invalid' },
  mailbox: { host: 'localhost', user: 'desk' },
  smtp: { host: 'localhost' },
  engineers: [{ name: 'nobody', address: 'nobody@example.invalid' }],
  data: { directory: '.' },
}

/** The JSON of a configuration without the values at these paths (`smtp.port`, `engineers[1].address`), the required ones filled in. */
export function mended(json: unknown, paths: readonly string[]): unknown {
  const whole = isObject(json) ? structuredClone(json) : {}
  for (const path of paths)
    takeOut(
      whole,
      path.split(/[.[\]]+/).filter((key) => key !== ''),
    )
  return filled(whole, LEAST)
}

/** The JSON of a contracts' file without the settings that these paths (`[0].people[1].address`) lie in, the required ones filled in. */
export function mendedContracts(json: unknown, paths: readonly string[]): unknown {
  if (!Array.isArray(json)) return []
  return json.map((one: unknown, index) => {
    const contract = isObject(one) ? { ...one } : {}
    for (const path of paths) {
      const [place, setting] = path.split(/[.[\]]+/).filter((key) => key !== '')
      if (setting !== undefined && Number(place) === index) delete contract[setting]
    }
    return filled(contract, { number: `nobody's ${index}`, organisation: 'nobody', ...ALWAYS })
  })
}

const ALWAYS = { validFrom: '0001-01-01', validTo: '9999-12-31' }

/** A person of a list keeps his place; any other list goes as a whole. */
function takeOut(object: Record<string, unknown>, [head, next, ...rest]: readonly string[]): void {
  if (head === undefined) return
  const inner = object[head]
  if (head === 'engineers' && Array.isArray(inner) && next !== undefined) {
    inner[Number(next)] = { name: 'nobody', address: `nobody${next}@example.invalid` }
  } else if (next !== undefined && isObject(inner)) takeOut(inner, [next, ...rest])
  else delete object[head]
}

function filled(object: Record<string, unknown>, least: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const result = { ...object }
  for (const [key, value] of Object.entries(least)) {
    const given = result[key]
    if (given === undefined) result[key] = value
    else if (isObject(given) && isObject(value)) result[key] = filled(given, value)
  }
  return result
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
