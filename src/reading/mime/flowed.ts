// format=flowed (RFC 3676): soft line ends joined at equal quote depth, with DelSp.

/** Plain paragraphs; `unquoted` numbers the lines that begin with `>` and quote nothing: they were stuffed (section 4.4). */
export interface Unflowed {
  readonly text: string
  readonly unquoted: readonly number[]
}

/** Turns flowed text into plain paragraphs; quotes keep one `>` a level and a blank. */
export function unflow(text: string, delSp: boolean): Unflowed {
  const out: string[] = []
  const unquoted: number[] = []
  const push = (depth: number, words: string): void => {
    if (depth === 0 && words.startsWith('>')) unquoted.push(out.length)
    out.push(quoted(depth, words))
  }
  let paragraph: { depth: number; text: string } | null = null
  for (const line of text.split(/\r?\n/)) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0
    const content = line.slice(depth).replace(/^ /, '')
    const signature = content === '-- '
    const flows = content.endsWith(' ') && !signature
    const body = flows && delSp ? content.slice(0, -1) : content
    if (paragraph !== null && (paragraph.depth !== depth || signature)) {
      push(paragraph.depth, paragraph.text)
      paragraph = null
    }
    const whole: string = (paragraph?.text ?? '') + body
    if (flows) paragraph = { depth, text: whole }
    else {
      push(depth, whole)
      paragraph = null
    }
  }
  if (paragraph !== null) push(paragraph.depth, paragraph.text)
  return { text: out.join('\n'), unquoted }
}

function quoted(depth: number, text: string): string {
  return depth === 0 ? text : `${'>'.repeat(depth)} ${text}`.trimEnd()
}
