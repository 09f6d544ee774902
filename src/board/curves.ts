// A drawing -> SVG, on the server, so that a browser without script shows it. The only file that knows Observable Plot
// and linkedom, which is the document that Plot draws into. uPlot draws onto a canvas of a browser only.
import { axisX, axisY, barY, dot, gridY, lineY, plot, rect, ruleY, text } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { Drawing } from '../words/words.ts'

const WIDTH = 640
const HEIGHT = 260
/** Colours are the stylesheet's, for light and dark: in the drawing they are names only. */
const CLASSES = ['first', 'second'] as const
const INK = 'currentColor'
const MOST_TICKS = 8
const SIGN_WIDTH = 7.5

/** The SVG of a drawing. Its figures stand beside it as a table; for readers of tables it is one picture with a name. */
export function draw(drawing: Drawing): string {
  const { document } = parseHTML('<html><body></body></html>')
  const step = Math.ceil(drawing.stretches.length / MOST_TICKS)
  const ticks = drawing.stretches.map((_, n) => n).filter((n) => n % step === 0)
  const svg: Drawn = plot({
    ...{ document, width: WIDTH, height: HEIGHT, className: 'curve' },
    ...{ marginLeft: 44, marginRight: 20, marginTop: 34, marginBottom: 30 },
    x: { type: drawing.kind === 'bars' ? 'band' : 'point', domain: drawing.stretches.map((_, n) => n), label: null },
    y: { zero: true, nice: true, label: null },
    marks: [
      gridY({ ticks: 5, stroke: INK, strokeOpacity: 0.15 }),
      ...bandOf(drawing),
      axisX({ ticks, tickFormat: (n: number) => drawing.stretches[n]?.short ?? '', fontSize: 13 }),
      axisY({ ticks: 5, fontSize: 13, tickFormat: (n: number) => (Number.isInteger(n) ? String(n) : '') }),
      ruleY([0], { stroke: INK }),
      ...drawing.series.flatMap((_, n) => seriesOf(drawing, n)),
      ...legendOf(drawing),
    ],
  })
  plain(svg)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', drawing.title)
  return svg.outerHTML
}

/** As much of an element as is touched here: this program has no browser's types. */
interface Drawn {
  readonly outerHTML: string
  querySelectorAll(selector: string): Iterable<Drawn>
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  remove(): void
}

type Mark = ReturnType<typeof lineY> | ReturnType<typeof rect>

function seriesOf({ series, kind }: Drawing, n: number): readonly Mark[] {
  const spots = (series[n]?.values ?? []).map((value, at) => ({ at, value: value ?? Number.NaN }))
  const look = { x: 'at', y: 'value', className: CLASSES[n] ?? 'first' } as const
  if (kind === 'bars') return [barY(spots, { ...look, fill: INK })]
  const shown = spots.filter(({ value }) => !Number.isNaN(value))
  const dashes = n === 0 ? {} : { strokeDasharray: '7 4' }
  return [
    lineY(spots, { ...look, ...dashes, stroke: INK, strokeWidth: 2.5 }),
    ...(spots.length > 40 ? [] : [dot(shown, { ...look, fill: INK, r: n === 0 ? 3 : 2 })]),
  ]
}

function bandOf({ band }: Drawing): readonly Mark[] {
  if (band === null) return []
  const place = { frameAnchor: 'right', textAnchor: 'end', y: (band.from + band.to) / 2, dx: -4 } as const
  return [
    rect([band], { y1: 'from', y2: 'to', className: 'band', fill: INK, fillOpacity: 0.18 }),
    text([band.label], { ...place, fontSize: 13, fill: INK, className: 'band' }),
  ]
}

/** What each line is, and in what it is counted, above the drawing. */
function legendOf({ series, unit }: Drawing): readonly Mark[] {
  let dx = 0
  const parts = series.map(({ label }, n) => {
    const words = series.length === 1 ? label : `${n === 0 ? '——' : '- - -'} ${label}`
    const here = dx
    dx += words.length * SIGN_WIDTH + 18
    const place = { frameAnchor: 'top-left', textAnchor: 'start', dx: here, dy: -20 } as const
    return text([words], { ...place, fontSize: 13, fill: INK, className: CLASSES[n] ?? 'first' })
  })
  const place = { frameAnchor: 'top-right', textAnchor: 'end', dy: -20 } as const
  return series.some(({ label }) => label === unit)
    ? parts
    : [...parts, text([unit], { ...place, fontSize: 13, fill: INK })]
}

/** The page's own stylesheet says what styles in the drawing would: a strict policy refuses those. */
function plain(svg: Drawn): void {
  for (const style of svg.querySelectorAll('style')) style.remove()
  for (const one of [svg, ...svg.querySelectorAll('*')])
    for (const name of ['style', 'aria-label', 'aria-hidden', 'aria-description']) one.removeAttribute(name)
}
