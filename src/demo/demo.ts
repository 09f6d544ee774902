// The whole desk on one machine: the story plays before the reader's eyes, then the desk stays open for mail clients.
import { playDay } from './day.ts'
import { ENGLISH } from './english.ts'
import type { Lines } from './lines.ts'
import { RUSSIAN } from './russian.ts'
import { openStage, type Stage } from './stage.ts'
import { type Play, playFirstPart, playLookingOn, playSecondPart } from './story.ts'

/** The languages the story is told in. */
export const LANGUAGES: Readonly<Record<'ru' | 'en', Lines>> = { ru: RUSSIAN, en: ENGLISH }

export interface DemoOptions {
  readonly language: keyof typeof LANGUAGES
  /** A day of forty requests instead of the story. */
  readonly day?: boolean
  /** Ends after the story instead of staying open. */
  readonly once: boolean
  readonly out: (line: string) => void
  /** Asks the reader, with these words, and resolves when he wants the next act; null plays without a pause. */
  readonly pause: ((words: string) => Promise<void>) | null
  /** Resolves when the reader has had enough. */
  readonly enough: Promise<void>
}

/** Plays the story; rejects when it does not go as told. */
export async function playDemo(options: DemoOptions): Promise<void> {
  const lines = LANGUAGES[options.language]
  const stage = await openStage(lines, options.out)
  let hasEnough = false
  const enough = options.enough.then(() => {
    hasEnough = true
  })
  const turn = async (): Promise<void> => {
    await Promise.race([options.pause?.(lines.enter), enough])
    if (hasEnough) throw ENOUGH
  }
  try {
    doors(stage, lines, options.out)
    const play = { stage, lines, turn }
    if (options.day === true) await playDay(play)
    else await playStory(play)
    stage.say(lines.done)
    stage.tell(lines.clockStands(stage.time(), stage.daysAhead()))
    if (options.once) return
    invite(stage, lines, options.out)
    await enough
  } catch (error) {
    if (error !== ENOUGH) throw error
  } finally {
    await stage.close()
  }
}

async function playStory(play: Play): Promise<void> {
  await playFirstPart(play)
  await playSecondPart(play)
  await playLookingOn(play)
}

const ENOUGH = Symbol('the reader has had enough')

/** Where a mail client can look in. */
function doors(stage: Stage, lines: Lines, out: (line: string) => void): void {
  out(lines.joinIn)
  for (const person of [lines.customer, lines.engineer, lines.support])
    out(lines.port(stage.mail.mailboxes.get(person.address)?.port, person))
  out(lines.sending(stage.mail.smtpPort))
}

function invite(stage: Stage, lines: Lines, out: (line: string) => void): void {
  out('')
  out(lines.stillUp)
  doors(stage, lines, out)
  out(lines.board(stage.board.address, stage.board.token))
  out(lines.ends)
}
