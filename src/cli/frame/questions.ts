// Questions to whoever sits at the terminal, or to the lines of standard input: one answer a line.
import { createInterface } from 'node:readline'
import { Readable, Writable } from 'node:stream'
import { Trouble } from '../../trouble.ts'
import type { Io } from './verb.ts'

export interface Answers {
  /** Asks until the answer holds; an empty one takes the usual. Throws lasting Trouble when no more answers come. */
  ask(question: string, usual: string | null, holds: (text: string) => boolean): Promise<string>
  /** The same, and nothing of the answer is shown. */
  askSecret(question: string): Promise<string>
  close(): void
}

/** Answers from standard input. Where it is no terminal, a wrong answer is no reason to ask again: the next line answers the next question. */
export function openQuestions(io: Io): Answers {
  const isTerminal = io.terminal !== undefined && io.terminal !== null && 'isTTY' in io.stdin && io.stdin.isTTY === true
  const output = isTerminal ? mutable(io) : null
  const input = Readable.from(io.stdin)
  const lines = createInterface(
    output === null ? { input } : { input: io.stdin as NodeJS.ReadStream, output: output.stream, terminal: true },
  )
  const next = lines[Symbol.asyncIterator]()
  const line = async (question: string): Promise<string> => {
    if (output === null) io.err(question)
    else output.write(`${question}: `)
    const answer = await next.next()
    if (answer.done === true) throw new Trouble(`no answer to "${question}"`, { lasting: true })
    return answer.value.trim()
  }
  const ask: Answers['ask'] = async (question, usual, holds) => {
    for (;;) {
      const given = await line(usual === null ? question : `${question} [${usual}]`)
      const answer = given === '' && usual !== null ? usual : given
      if (holds(answer)) return answer
      if (!isTerminal) throw new Trouble(`"${answer}" does not answer "${question}"`, { lasting: true })
    }
  }
  return {
    ask,
    async askSecret(question) {
      output?.mute(true)
      try {
        return await ask(question, null, (text) => text !== '')
      } finally {
        output?.mute(false)
        output?.write('\n')
      }
    },
    close: () => lines.close(),
  }
}

/** The terminal, which shows nothing of what is typed while it is mute. */
function mutable(io: Io): { stream: Writable; write(text: string): void; mute(on: boolean): void } {
  let isMute = false
  const show = (text: string): void => io.terminal?.(text)
  const stream = new Writable({
    write: (piece, _encoding, done) => {
      if (!isMute) show(String(piece))
      done()
    },
  })
  return {
    stream,
    write: show,
    mute: (on) => {
      isMute = on
    },
  }
}
