// The board's door, in the desk's own thread: who is let in, the form to get in, the language. What a page shows is asked
// of the thread that makes pages. Nothing here changes a ticket.
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { HEADERS } from './headers.ts'
import type { PageAnswer, PageQuestion } from './site.ts'
import { bearerOf, COOKIE_SECONDS, type Guard } from './tokens.ts'

/** A question without what the desk adds to it. */
export type Asked = Omit<PageQuestion, 'machine' | 'now'>

export interface Entrance {
  readonly guard: Guard
  readonly clock: () => Date
  /** Makes a page; rejects when it cannot. */
  ask(question: Asked): Promise<PageAnswer>
  /** Sends a file and removes it behind. */
  send(file: string, response: ServerResponse): Promise<void>
}

const ASSETS: Readonly<Record<string, string>> = {
  '/board.css': 'text/css; charset=utf-8',
  '/board.js': 'text/javascript; charset=utf-8',
  '/board.svg': 'image/svg+xml',
}
const COOKIE = 'ticketd'
const LANGUAGE = 'ticketd-language'
const LANGUAGE_SECONDS = 365 * 86_400
const MOST_BODY_BYTES = 4096
const LONGEST_ADDRESS = 2000

/** Answers a request for the board. */
export async function enter(request: IncomingMessage, response: ServerResponse, door: Entrance): Promise<void> {
  const address = request.url ?? '/'
  const path = address.split('?')[0] ?? '/'
  if (!address.startsWith('/') || address.length > LONGEST_ADDRESS) return plain(response, 400, 'no such address\n')
  if (request.method === 'POST') return posted(path, request, response, door)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return plain(response, 405, 'GET and POST are understood\n')
  const type = ASSETS[path]
  if (type !== undefined) return asset(path, type, response)
  const login = loginOf(path, address, request, door)
  if (login === null && path === '/login') return redirect(response, '/', [])
  if (login !== null && request.headers.authorization !== undefined) return refused(login, response)
  await page(address, login, request, response, door)
}

type Login = PageQuestion['login']

/** Null for who is let in, else why he is not. */
function loginOf(
  path: string,
  address: string,
  { headers, socket }: IncomingMessage,
  { guard, clock }: Entrance,
): Login {
  const [now, remote] = [clock(), socket.remoteAddress ?? '']
  const wanted = path === '/login' ? '/' : address
  if (guard.cookie(cookieOf(headers.cookie, COOKIE), now)) return null
  const verdict = guard.token(bearerOf(headers.authorization), remote, now)
  if (verdict === 'right') return null
  return { verdict, rest: verdict === 'too many' ? guard.rest(remote, now) : 0, next: wanted }
}

/** A program asks: it is told in a line. */
function refused({ verdict, rest }: NonNullable<Login>, response: ServerResponse): void {
  if (verdict === 'too many') plain(response, 429, 'too many wrong tokens\n', { 'retry-after': String(rest) })
  else plain(response, 401, `the token is ${verdict}\n`, { 'www-authenticate': 'Bearer realm="ticketd"' })
}

async function page(
  address: string,
  login: Login,
  request: IncomingMessage,
  response: ServerResponse,
  door: Entrance,
): Promise<void> {
  const language = cookieOf(request.headers.cookie, LANGUAGE) ?? ''
  const answer = await door.ask({ address, language, login })
  const retry = login?.verdict === 'too many' ? { 'retry-after': String(login.rest) } : {}
  const asksForToken = answer.status === 401 ? { 'www-authenticate': 'Bearer realm="ticketd"' } : {}
  response.writeHead(answer.status, { ...answer.headers, ...retry, ...asksForToken })
  if (answer.file === null) response.end(request.method === 'HEAD' ? undefined : answer.body)
  else await door.send(answer.file, response)
}

async function posted(path: string, request: IncomingMessage, response: ServerResponse, door: Entrance): Promise<void> {
  if (!['/login', '/logout', '/language'].includes(path)) return plain(response, 404, 'nothing is changed here\n')
  if (!isFromOurPage(request)) return plain(response, 403, 'this was sent by another site\n')
  const body = await bodyOf(request)
  if (body === null) return plain(response, 413, 'this is too long\n', { connection: 'close' })
  const form = new URLSearchParams(body)
  const next = placeIn(form.get('next'))
  if (path === '/logout') return redirect(response, '/login', [cookie(request, COOKIE, '', 0)])
  if (path === '/language') {
    const to = form.get('to') === 'en' ? 'en' : 'ru'
    return redirect(response, next, [cookie(request, LANGUAGE, to, LANGUAGE_SECONDS)])
  }
  const { guard, clock } = door
  const [now, remote] = [clock(), request.socket.remoteAddress ?? '']
  const verdict = guard.token(form.get('token'), remote, now)
  if (verdict === 'right')
    return redirect(response, next, [cookie(request, COOKIE, guard.newCookie(now), COOKIE_SECONDS)])
  const rest = verdict === 'too many' ? guard.rest(remote, now) : 0
  await page('/login', { verdict, rest, next }, request, response, door)
}

/** A browser says from where a form was sent; what is no browser says nothing. */
function isFromOurPage({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin } = headers
  if (origin === undefined || !URL.canParse(origin)) return origin === undefined || site === 'same-origin'
  return new URL(origin).host === headers.host
}

/** A place on this board and nowhere else. */
function placeIn(next: string | null): string {
  const place = next ?? '/'
  if (place.length > LONGEST_ADDRESS || !/^\/(?![/\\])[\x21-\x7e]*$/.test(place)) return '/'
  return /^\/(?:login|logout|language)(?:$|[?#])/.test(place) ? '/' : place
}

function bodyOf(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let bytes = 0
    request.on('data', (piece: Buffer) => {
      bytes += piece.length
      if (bytes <= MOST_BODY_BYTES) pieces.push(piece)
      else resolve(null)
    })
    request.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')))
    request.on('error', reject)
    request.on('close', () => resolve(null))
  })
}

function cookieOf(header: string | undefined, name: string): string | null {
  const pair = (header ?? '').split(/; */).find((one) => one.startsWith(`${name}=`))
  return pair === undefined ? null : pair.slice(name.length + 1)
}

function cookie({ headers }: IncomingMessage, name: string, value: string, seconds: number): string {
  const secure = headers['x-forwarded-proto'] === 'https' ? '; Secure' : ''
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`
}

function redirect(response: ServerResponse, to: string, cookies: readonly string[]): void {
  response.writeHead(303, { ...HEADERS, location: to, 'set-cookie': [...cookies] })
  response.end()
}

function asset(path: string, type: string, response: ServerResponse): void {
  const bytes = readFileSync(join(import.meta.dirname, 'assets', path.slice(1)))
  response.writeHead(200, { ...HEADERS, 'content-type': type, 'cache-control': 'max-age=600' })
  response.end(bytes)
}

function plain(
  response: ServerResponse,
  status: number,
  text: string,
  more: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8', ...more })
  response.end(text)
}
