// A template's values that cry out when a name is asked for that they do not have. Handlebars itself is silent about a
// misspelt name in #if, #unless and #each, even when strict.

/** Asked for by whoever prints the values in a message of his own. */
const PRINTING = new Set(['toString', 'valueOf'])

/** The same values; asking them for an unknown name throws an Error that names it. */
export function watched<T extends object>(values: T): T {
  return new Proxy(values, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof name === 'string' && !Array.isArray(target) && !Object.hasOwn(target, name) && !PRINTING.has(name))
        throw new Error(`"${name}" is named, which this letter does not have`)
      return typeof value === 'object' && value !== null ? watched(value) : value
    },
  })
}
