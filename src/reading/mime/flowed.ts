// format=flowed (RFC 3676): soft line ends joined at equal quote depth, with DelSp.

/** Turns flowed text into plain paragraphs; quotes keep one `>` a level and a blank. */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = []
  let paragraph: { depth: number; text: string } | null = null
  for (const line of text.split(/\r?\n/)) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0
    const content = line.slice(depth).replace(/^ /, '')
    const signature = content === '-- '
    const flows = content.endsWith(' ') && !signature
    const body = flows && delSp ? content.slice(0, -1) : content
    if (paragraph !== null && (paragraph.depth !== depth || signature)) {
      out.push(quoted(paragraph.depth, paragraph.text))
      paragraph = null
    }
    const whole: string = (paragraph?.text ?? '') + body
    if (flows) paragraph = { depth, text: whole }
    else {
      out.push(quoted(depth, whole))
      paragraph = null
    }
  }
  if (paragraph !== null) out.push(quoted(paragraph.depth, paragraph.text))
  return out.join('\n')
}

function quoted(depth: number, text: string): string {
  return depth === 0 ? text : `${'>'.repeat(depth)} ${text}`.trimEnd()
}
