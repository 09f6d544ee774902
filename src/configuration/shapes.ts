// The words in which settings are defined, and what is done by a definition: unknown JSON checked, each mistake said in our
// words, the environment laid over it, the JSON Schema for editors. The only file that knows zod.
import { z } from 'zod'
import { settingsHere } from './near-miss.ts'
import { isObject, pathOf, printed, WHOLE_FILE, WORD_OF } from './setting-words.ts'

export { WHOLE_FILE } from './setting-words.ts'

/** Settings under one name; an unknown key is a mistake. */
export const group = z.strictObject
/** Any keys, each with a value of one shape. */
export const named = z.record
export const list = z.array
export const pair = z.tuple
export const oneOf = z.enum
export const text = z.string
export const url = z.url
export const whole = z.int
export const measure = z.number
export const flag = z.boolean
export const anything = z.unknown

/** Text of a pattern; `right` says what would be right. */
export function like(pattern: RegExp, right: string): z.ZodString {
  return z.string().regex(pattern, right)
}

/** What is there when something was read by a shape. */
export type Shaped<T extends z.ZodType> = z.output<T>

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

/** JSON Schema of what fits one of these shapes, for editors. */
export function schemaOf(shape: z.ZodType, ...others: readonly z.ZodType[]): unknown {
  return z.toJSONSchema(others.length === 0 ? shape : z.union([shape, ...others]), { io: 'input' })
}

/** Checks unknown JSON against a shape; every mistake at once. */
export function checked<T extends z.ZodType>(definition: T, json: unknown): Reading<z.output<T>> {
  const parsed = definition.safeParse(json)
  if (parsed.success) return { ok: parsed.data }
  return { mistakes: parsed.error.issues.flatMap((issue) => mistakesOf(definition, issue, json)) }
}

/** JSON with one scalar put at a path of names in any case, as the environment gives it. */
export function overridden(json: unknown, schema: z.ZodType, path: readonly string[], value: string): unknown {
  const [head, ...rest] = path
  if (head === undefined) return scalar(value, schema)
  const inner = unwrapped(schema)
  if (!(inner instanceof z.ZodObject)) return json
  const key = Object.keys(inner.shape).find((name) => name.toLowerCase() === head.toLowerCase()) ?? head
  const known: unknown = inner.shape[key]
  const object: Record<string, unknown> = isObject(json) ? { ...json } : {}
  const child = known instanceof z.ZodType ? known : z.unknown()
  object[key] = rest.length === 0 ? scalar(value, child) : overridden(object[key], child, rest, value)
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
