// Reads the HTML of a letter as a person does: its words, without marks.

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ', amp: '&' }

/** The words between the tags of the body, spaces run together. */
export function wordsOf(html: string): string {
  return html
    .replace(/^[\s\S]*<body[^>]*>/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<\/?(?:span|b)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (_whole, name: string) => ENTITIES[name] ?? '')
    .replace(/[\s\u00a0]+/g, ' ')
    .replaceAll('> ', '')
    .replaceAll('>', '')
    .trim()
}

/** Names of the elements that a page is made of, in order. */
export function elementsOf(html: string): readonly string[] {
  return [...html.matchAll(/<([a-z!/][^\s>]*)/gi)].map((match) => match[1] ?? '')
}
