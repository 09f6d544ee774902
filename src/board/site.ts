// The pages of the board by their addresses. Runs beside the desk, in a thread of its own: a question comes in as a value,
// an answer goes out as one. The only file that knows hono.
import { type Context, Hono } from 'hono'
import type { Language, TicketId } from '../letter.ts'
import type {
  Category,
  Cut,
  Drawing,
  FiguresAddress,
  FiguresPage,
  LoginPage,
  MachinePage,
  MachineState,
  Page,
  PageFrame,
  QueueAsked,
  QueuePage,
  StateWord,
  TicketPage,
  TroublePage,
  Turn,
} from '../words/words.ts'
import { HEADERS, MAIL_HEADERS } from './headers.ts'

/** What a reader asks for. `login`: he is not let in, and why; then the form to let him in is all that he sees. */
export interface PageQuestion {
  /** Path and query. */
  readonly address: string
  /** The language that he has chosen, or ''. */
  readonly language: string
  readonly login: Omit<LoginPage, 'page'> | null
  readonly machine: MachineState
  /** The desk's moment of asking. */
  readonly now: Date
}

/** A page, or the place of a file that is to be sent and then removed. */
export interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly file: string | null
}

/** A file of a message, taken out of its mail. */
export interface FileInHand {
  readonly file: string
  readonly name: string
  readonly type: string
  readonly picture: boolean
}

/** What pages are made of. */
export interface Looks {
  readonly language: Language
  queue(asked: QueueAsked): QueuePage
  /** A ticket's number, however it is written; null when it is none. */
  number(text: string): TicketId | null
  ticket(id: TicketId): TicketPage | undefined
  figures(asked: FiguresAddress): Promise<FiguresPage>
  machine(state: MachineState): MachinePage
  /** The harmless HTML of a message; null when it has none or its mail is not kept. */
  html(id: TicketId, message: number): Promise<string | null>
  file(id: TicketId, message: number, file: number): Promise<FileInHand | null>
  /** A sentence of ours about something that is not there. */
  trouble(what: TroublePage['what'], language: Language): string
  print(page: Page, frame: PageFrame): string
  drawings(page: Page, language: Language): readonly Drawing[]
}

export interface Site {
  answer(question: PageQuestion): Promise<PageAnswer>
}

interface Env {
  readonly Bindings: { readonly question: PageQuestion; taken: FileInHand | null }
}

/** The site over these looks. */
export function siteOf(looks: Looks): Site {
  const app = new Hono<Env>()
  const page = (c: Context<Env>, what: Page, status: 200 | 401 | 404 | 429 | 503 = 200, drawings = {}): Response =>
    c.html(looks.print(what, { ...frameOf(c, looks), drawings }), status, HEADERS)
  app.use(async (c, next) => {
    const { login } = c.env.question
    if (login === null) return next()
    const asked = c.req.path === '/login' && login.verdict === 'missing'
    return page(c, { page: 'login', ...login }, login.verdict === 'too many' ? 429 : asked ? 200 : 401)
  })
  app.get('/', (c) => page(c, looks.queue(queueAsked(c))))
  app.get('/figures', async (c) => {
    const figures = await looks.figures(figuresAsked(c))
    return page(c, figures, 200, await drawn(looks.drawings(figures, frameOf(c, looks).language)))
  })
  app.get('/machine', (c) => page(c, looks.machine(c.env.question.machine)))
  app.get('/tickets/:id', (c) => {
    const id = looks.number(c.req.param('id'))
    const found = id === null ? undefined : looks.ticket(id)
    return found === undefined ? page(c, { page: 'trouble', what: 'no such ticket' }, 404) : page(c, found)
  })
  app.get('/tickets/:id/messages/:n/html', async (c) => {
    const [id, n] = [looks.number(c.req.param('id')), numberOf(c.req.param('n'))]
    const html = id === null ? null : await looks.html(id, n)
    const { language } = frameOf(c, looks)
    const shown = html ?? `<p>${looks.trouble('no html', language)}</p>`
    const whole = `<!DOCTYPE html>\n<html lang="${language}"><meta charset="utf-8"><title>-</title>\n${shown}`
    return c.html(whole, html === null ? 404 : 200, MAIL_HEADERS)
  })
  app.get('/tickets/:id/messages/:n/files/:file', async (c) => {
    const [id, n, file] = [looks.number(c.req.param('id')), numberOf(c.req.param('n')), numberOf(c.req.param('file'))]
    const taken = id === null ? null : await looks.file(id, n, file)
    if (taken === null) return page(c, { page: 'trouble', what: 'no such file' }, 404)
    c.env.taken = taken
    return c.body(null, 200, { ...MAIL_HEADERS, ...fileHeaders(taken) })
  })
  app.notFound((c) => page(c, { page: 'trouble', what: 'no such page' }, 404))
  app.onError((_error, c) => page(c, { page: 'trouble', what: 'failing' }, 503))
  return { answer: (question) => answered(app, question) }
}

async function answered(app: Hono<Env>, question: PageQuestion): Promise<PageAnswer> {
  const bindings: Env['Bindings'] = { question, taken: null }
  const response = await app.fetch(new Request(`http://board${question.address}`), bindings)
  const taken = bindings.taken
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: taken === null ? await response.text() : '',
    file: taken?.file ?? null,
  }
}

function frameOf(c: Context<Env>, looks: Looks): Omit<PageFrame, 'drawings'> {
  const { language: chosen, address } = c.env.question
  return { language: chosen === 'ru' || chosen === 'en' ? chosen : looks.language, address }
}

/** What draws is large: it is loaded when there is something to draw. */
async function drawn(all: readonly Drawing[]): Promise<PageFrame['drawings']> {
  if (all.length === 0) return {}
  const { draw } = await import('./curves.ts')
  return Object.fromEntries(all.map((one) => [one.name, draw(one)]))
}

/** Pictures are shown where they stand, all else is handed over to be kept. */
function fileHeaders({ name, type, picture }: FileInHand): Record<string, string> {
  const plain = name.replace(/[^ -~]|["\\]/g, '_').slice(0, 120) || 'file'
  const whole = encodeURIComponent(name.toWellFormed().slice(0, 200)).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return {
    'content-type': picture ? type : 'application/octet-stream',
    'content-disposition': `${picture ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${whole}`,
  }
}

const TURNS: readonly Turn[] = ['us', 'customer', 'development']
const STATES: readonly StateWord[] = ['new', 'open', 'waiting', 'development', 'answered', 'closed', 'declined']
const CATEGORIES: readonly Category[] = ['operation', 'errors', 'administration', 'consultation', 'data', 'unsorted']
const CUTS: readonly Cut[] = ['category', 'contract', 'engineer', 'channel', 'criticality']
const LONGEST = 300

function asked(c: Context<Env>, name: string): string {
  return (c.req.query(name) ?? '').slice(0, LONGEST)
}

function oneOf<T extends string>(choices: readonly T[], value: string): T | '' {
  return choices.find((one) => one === value) ?? ''
}

function queueAsked(c: Context<Env>): QueueAsked {
  return {
    words: asked(c, 'q'),
    turn: oneOf(TURNS, asked(c, 'turn')),
    overdue: asked(c, 'overdue') !== '',
    state: oneOf(STATES, asked(c, 'state')),
    engineer: asked(c, 'engineer'),
    contract: asked(c, 'contract'),
    category: oneOf(CATEGORIES, asked(c, 'category')),
    page: Math.max(1, numberOf(asked(c, 'page'))),
  }
}

function figuresAsked(c: Context<Env>): FiguresAddress {
  return {
    from: asked(c, 'from'),
    to: asked(c, 'to'),
    contract: asked(c, 'contract'),
    by: oneOf(CUTS, asked(c, 'by')),
    compare: asked(c, 'compare') !== '',
  }
}

/** A whole number of a place; 0, which is none, for anything else. */
function numberOf(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : 0
}
