// The verbs of the command line with what each is for; a verb itself is loaded only when it is called.
import type { Verb } from './frame/verb.ts'

/** A verb as the list of them knows it. */
export interface Listed {
  /** One line for the list of verbs. */
  readonly summary: string
  load(): Promise<Verb>
}

/** All verbs, in the order of the list. */
export const VERBS: Readonly<Record<string, Listed>> = {
  run: { summary: 'the daemon', load: async () => (await import('./run.ts')).runVerb },
  check: {
    summary: 'checks configuration, contracts, templates, calendar; with --connect the servers too',
    load: async () => (await import('./check.ts')).checkVerb,
  },
  demo: {
    summary: 'the whole desk on this machine, with sample mail',
    load: async () => (await import('./demo.ts')).demoVerb,
  },
  parse: { summary: 'what the desk reads in a mail', load: async () => (await import('./parse.ts')).parseVerb },
  explain: {
    summary: 'what the desk would do with a mail now, and why; changes nothing',
    load: async () => (await import('./explain.ts')).explainVerb,
  },
  deadline: { summary: "the regulation's clock", load: async () => (await import('./deadline.ts')).deadlineVerb },
  calendar: {
    summary: 'the production calendar: show a year, check a file, apply it',
    load: async () => (await import('./calendar.ts')).calendarVerb,
  },
  list: { summary: 'tickets, in the order of the queue', load: async () => (await import('./list.ts')).listVerb },
  show: {
    summary: 'one ticket with its messages and its history',
    load: async () => (await import('./show.ts')).showVerb,
  },
  find: { summary: 'full-text search', load: async () => (await import('./find.ts')).findVerb },
  caller: {
    summary: 'who calls: contract, open and last tickets',
    load: async () => (await import('./find.ts')).callerVerb,
  },
  statement: {
    summary: "the month's requests of a contract, to be sent",
    load: async () => (await import('./statement.ts')).statementVerb,
  },
  report: { summary: "the period's figures", load: async () => (await import('./report.ts')).reportVerb },
  new: { summary: 'registers a call', load: async () => (await import('./new.ts')).newVerb },
  outbox: {
    summary: 'mail waiting, failing, failed; retry or drop one',
    load: async () => (await import('./outbox.ts')).outboxVerb,
  },
  backup: {
    summary: 'a consistent copy of everything while the daemon runs, verified',
    load: async () => (await import('./books/backup.ts')).backupVerb,
  },
  restore: {
    summary: 'puts a copy in the place of the books; the daemon must be stopped',
    load: async () => (await import('./books/restore.ts')).restoreVerb,
  },
  verify: {
    summary: 'reads books and raw mail through, names each breach, writes nothing',
    load: async () => (await import('./books/verify.ts')).verifyVerb,
  },
  erase: {
    summary: "removes a person's data, keeps the tickets' figures",
    load: async () => (await import('./books/erase.ts')).eraseVerb,
  },
  example: {
    summary: 'prints compose, systemd, contracts and others to begin with',
    load: async () => (await import('./example.ts')).exampleVerb,
  },
  follow: {
    summary: 'the warm second machine: waits for its turn to be the desk',
    load: async () => (await import('./follow.ts')).followVerb,
  },
  init: {
    summary: 'asks, tries both servers, writes a first configuration',
    load: async () => (await import('./init.ts')).initVerb,
  },
  replay: {
    summary: 'decides the kept mail anew by the rules of now, and compares; sends nothing',
    load: async () => (await import('./books/replay.ts')).replayVerb,
  },
  retire: {
    summary: 'takes what retention says has been kept long enough',
    load: async () => (await import('./books/retire.ts')).retireVerb,
  },
}
