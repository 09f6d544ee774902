// What a team asks of the desk every day: orders on several tickets at once.
import type { Nothing, Said } from '../../letter.ts'
import type { StateWord } from './parts.ts'
import type { WakeReason, WebhookFailure } from './waking.ts'

/** Several tickets in one order. */
export interface SeveralSentences {
  'too many tickets': { readonly most: number; readonly tickets: number }
  'no text for several': Nothing
}

/** Canned answers. */
export interface AnswerSentences {
  'no such canned answer': { readonly written: string; readonly names: readonly string[] }
  'canned answer of another language': { readonly name: string; readonly names: readonly string[] }
  'unknown fields': { readonly fields: readonly string[]; readonly known: readonly string[] }
  'fields without a value': { readonly name: string; readonly fields: readonly string[] }
  'canned answer is put in': { readonly name: string; readonly text: string }
  'canned answers': Nothing
  'canned answers come': Nothing
  'canned answer is': { readonly name: string; readonly first: string; readonly wrong: readonly string[] }
  'no name for an answer': Nothing
  'no text for an answer': Nothing
  'answer is too long': { readonly most: number }
  'answer is a file': { readonly name: string }
  'canned answer is kept': { readonly name: string; readonly replaced: boolean }
}

/** Who calls. */
export interface CallerSentences {
  'who calls': { readonly number: string }
  'card of the caller comes': Nothing
  'number of nobody': { readonly number: string }
  /** `elsewhere`: his extension is another. */
  'caller by contract': {
    readonly name: string
    readonly address: string
    readonly phone: string
    readonly organisation: string
    readonly contract: string
    readonly validTo: string
    readonly valid: boolean
    readonly elsewhere: boolean
  }
  'caller by former calls': { readonly name: string; readonly address: string }
  'his open tickets': Nothing
  'his last tickets': Nothing
}

/** One fix for all tickets of one cause. */
export interface FixSentences {
  'not with a fix': Nothing
  'which version': Nothing
  'fix without text': Nothing
  'fix answers nobody': { readonly version: string; readonly skipped: readonly Said<FixSkipped>[] }
  'fix is shown': { readonly version: string; readonly tickets: number }
  'fix goes to': {
    readonly number: string
    readonly person: string
    readonly organisation: string | null
    readonly subject: string
  }
  'send the fix or not': Nothing
  'fix is sent': { readonly version: string; readonly tickets: number }
  'fixed in': { readonly version: string }
}

/** Whom a fix does not go to. */
export interface FixSkipped {
  'fix skips': { readonly number: string; readonly why: 'told' | 'no address' | 'not shown' | 'finished' }
}

/** What was answered once, and is found again. */
export interface KnowledgeSentences {
  'knowledge comes': Nothing
  'no answer to know': Nothing
  knowledge: { readonly name: string }
  'knowledge is shown': { readonly number: string }
  'name is left': {
    readonly of: 'address' | 'person' | 'name' | 'organisation' | 'number' | 'contract' | 'letter' | 'phone' | 'token'
    readonly shown: string
  }
  'may be a name': { readonly shown: readonly string[] }
  'keep it or not': Nothing
  'take the names out': Nothing
  'question and answer': Nothing
  'canned answer has that name': { readonly name: string }
  'knowledge has that name': { readonly name: string }
  'knowledge is not kept': Nothing
  'knowledge is kept': { readonly name: string; readonly replaced: boolean }
  'knowledge is dropped': Nothing
  'pieces beside': { readonly pieces: number }
}

/** What was solved before and is like it. */
export interface AlikeSentences {
  'like ticket': {
    readonly number: string
    readonly subject: string
    readonly state: StateWord
    readonly closedAt: Date | null
  }
  'like knowledge': { readonly name: string }
  alike: { readonly to: string }
  'nothing alike': Nothing
  'a piece of knowledge': { readonly name: string }
  'its question': { readonly first: string }
  'its answer': { readonly first: string }
  'solved before': Nothing
  'alike comes': Nothing
}

/** Who gets it. */
export interface RotaSentences {
  'by the rota': { readonly engineer: string; readonly row: number; readonly open: number; readonly of: number }
  'rota names nobody': Nothing
  'given by the rota': Nothing
  'handed over': { readonly tickets: readonly string[]; readonly to: readonly string[] }
  'nobody on duty': Nothing
}

/** What became of an alert by webhook. */
export interface WakingSentences {
  'webhook took it': Nothing
  'webhook failed': { readonly failure: WebhookFailure; readonly over: boolean }
  'nobody woken': { readonly number: string; readonly because: WakeReason }
  'webhook tried again': Nothing
  'webhook given up': Nothing
  'webhook answered': { readonly status: number }
  'webhook redirects': { readonly status: number }
  'webhook is slow': { readonly seconds: number }
  'webhook not reached': { readonly why: string }
}

/** All that is said of them. */
export interface EverydaySentences
  extends RotaSentences,
    WakingSentences,
    KnowledgeSentences,
    AlikeSentences,
    FixSentences,
    FixSkipped,
    SeveralSentences,
    AnswerSentences,
    CallerSentences {}
