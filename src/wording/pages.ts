// The facts of a page of the board -> the values of its template. Somebody's words go through `plain` and are escaped by
// the template.
import type { Language } from '../letter.ts'
import type { LoginPage, Page, PageFrame, TroublePage } from '../words/words.ts'
import type { BoardPhrases } from './language/board.ts'
import { cleanLine, type Speech } from './marks.ts'
import { figuresPageView } from './page-figures.ts'
import { chosen, contractsView, lineView } from './page-line.ts'
import { machineView } from './page-machine.ts'
import { ticketPageView } from './page-ticket.ts'
import type { View, Writer } from './view.ts'

/** Every value that the template of a page may name. */
export function pageView(page: Page, frame: PageFrame, marked: Writer): View {
  const writer = { ...marked, speech: PLAIN }
  return { ...frameView(page, frame, writer), ...contentOf(page, frame, writer) }
}

/** Pages are no letters: words stand in them without marks, and the template escapes them. */
const PLAIN: Speech = {
  verbatims: [],
  line: (text) => cleanLine(text.slice(0, 4000)),
  columns: (text) => text.split(/ {2,}/).map(cleanLine).join('  ').trim(),
  said: (text) => text,
  quoted: (text) => text,
}

function contentOf(page: Page, frame: PageFrame, writer: Writer): View {
  switch (page.page) {
    case 'queue':
      return queueView(page, writer)
    case 'ticket':
      return ticketPageView(page, writer)
    case 'figures':
      return figuresPageView(page, frame.drawings, writer)
    case 'machine':
      return machineView(page, writer)
    case 'login':
      return loginView(page, writer)
    case 'trouble':
      return troubleView(page, writer)
  }
}

const TABS = [
  { page: 'queue', href: '/' },
  { page: 'figures', href: '/figures' },
  { page: 'machine', href: '/machine' },
] as const

function frameView(page: Page, { language, address }: PageFrame, { tongue, format }: Writer): View {
  const { labels } = tongue.board
  const current = page.page === 'ticket' ? 'queue' : page.page
  return {
    language,
    address,
    say: labels,
    title: titleOf(page, tongue.board),
    signedIn: page.page !== 'login',
    live: page.page === 'queue' || page.page === 'machine',
    otherLanguage: other(language),
    tabs: TABS.map((one) => ({ href: one.href, label: labels[one.page], current: one.page === current })),
    madeAt: 'at' in page ? `${labels.asOf} ${format.at(page.at)}` : '',
  }
}

function other(language: Language): Language {
  return language === 'ru' ? 'en' : 'ru'
}

function titleOf(page: Page, { labels, troubles, ticketTitle }: BoardPhrases): string {
  switch (page.page) {
    case 'login':
      return labels.loginTitle
    case 'trouble':
      return troubles[page.what].title
    case 'ticket':
      return ticketTitle(page.line.number)
    default:
      return labels[page.page]
  }
}

function loginView({ verdict, rest, next }: LoginPage, { tongue }: Writer): View {
  const { wrong, tooMany } = tongue.board.loginVerdicts
  return { verdict: verdict === 'missing' ? '' : verdict === 'wrong' ? wrong : tooMany(rest), next }
}

function troubleView({ what }: TroublePage, { tongue }: Writer): View {
  return { text: tongue.board.troubles[what].text }
}

type QueueFacts = Extract<Page, { page: 'queue' }>

function queueView({ asked, choices, lines, more, open, overdue }: QueueFacts, writer: Writer): View {
  const { tongue, speech } = writer
  const { board } = tongue
  const sum = Object.values(open).reduce((all, one) => all + one, 0)
  const stateNames = ['new', 'open', 'waiting', 'development', 'answered', 'closed', 'declined']
  return {
    words: asked.words,
    overdueOnly: asked.overdue,
    turns: chosen(['us', 'customer', 'development'], asked.turn, (one) => board.turns[one as 'us']),
    states: chosen(stateNames, asked.state, (one) => board.states[one] ?? one),
    categories: chosen(Object.keys(tongue.categories), asked.category, (one) => tongue.categories[one as 'data']),
    engineers: chosen(['nobody', ...choices.engineers.map((one) => one.address)], asked.engineer, (address) =>
      address === 'nobody'
        ? board.nobody
        : speech.line(choices.engineers.find((one) => one.address === address)?.name || address),
    ),
    contracts: contractsView(choices.contracts, asked.contract, writer),
    counts: [
      { label: '', value: board.openNow(String(sum)), href: '/', bad: false },
      ...Object.entries(open)
        .filter(([, count]) => count > 0)
        .map(([state, count]) => ({
          label: board.states[state] ?? state,
          value: String(count),
          href: `/?state=${state}`,
          bad: false,
        })),
      { label: tongue.overdue, value: String(overdue), href: '/?overdue=1', bad: overdue > 0 },
    ],
    lines: lines.map((line) => lineView(line, writer)),
    back: asked.page > 1 ? addressOf({ ...asked, page: asked.page - 1 }) : '',
    forth: more ? addressOf({ ...asked, page: asked.page + 1 }) : '',
    pageWords: board.pageOf(asked.page),
  }
}

function addressOf(asked: QueueFacts['asked']): string {
  const { words, turn, overdue, state, engineer, contract, category, page } = asked
  const all = { q: words, turn, overdue: overdue ? '1' : '', state, engineer, contract, category }
  const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value !== ''))
  if (page > 1) query.set('page', String(page))
  const text = query.toString()
  return text === '' ? '/' : `/?${text}`
}
