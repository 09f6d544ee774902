// A Dockerfile as text: its stages and their instructions. What they mean, container.ts knows.

/** One instruction, continued lines joined, comments left out. */
export interface Instruction {
  /** In capitals: COPY, RUN, ... */
  readonly word: string
  /** `--name=value` before the arguments; of a repeated flag the last. */
  readonly flags: Readonly<Record<string, string>>
  /** What follows the flags. */
  readonly text: string
}

export interface Stage {
  /** The image that it builds upon. */
  readonly base: string
  readonly name: string | null
  readonly instructions: readonly Instruction[]
}

/** Reads the stages in their order; throws at an instruction before the first FROM. */
export function readDockerfile(text: string): readonly Stage[] {
  const joined = text.replace(/^\s*#.*\n/gm, '').replace(/\\\n/g, ' ')
  const stages: { base: string; name: string | null; instructions: Instruction[] }[] = []
  for (const line of joined.split('\n').filter((one) => one.trim() !== '')) {
    const instruction = instructionIn(line.trim())
    if (instruction.word === 'FROM') {
      const [base = '', , name = null] = instruction.text.split(/\s+/)
      stages.push({ base, name, instructions: [] })
      continue
    }
    const stage = stages.at(-1)
    if (stage === undefined) throw new Error(`${instruction.word} before the first FROM`)
    stage.instructions.push(instruction)
  }
  return stages
}

function instructionIn(line: string): Instruction {
  const [, word = '', flags = '', text = ''] = /^(\S+)\s+((?:--\S+\s+)*)(.*)$/.exec(line) ?? []
  const pairs = [...flags.matchAll(/--([^=\s]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value])
  return { word: word.toUpperCase(), flags: Object.fromEntries(pairs), text }
}

/** The last instruction of that word in a stage: of CMD, USER and their like the last one counts. */
export function lastOf(stage: Stage, word: string): Instruction | undefined {
  return stage.instructions.findLast((one) => one.word === word)
}

/** The words of a command in its JSON form; throws for the form that a shell would have to read. */
export function wordsOf(text: string): readonly string[] {
  const words: unknown = JSON.parse(text)
  if (!Array.isArray(words) || !words.every((one) => typeof one === 'string'))
    throw new Error(`no list of words: ${text}`)
  return words
}

/** `A=1 B=2` as an object; quotes are not known here. */
export function pairsIn(text: string): Readonly<Record<string, string>> {
  if (/["']/.test(text)) throw new Error(`quotes are not known here: ${text}`)
  return Object.fromEntries(
    text.split(/\s+/).map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}
