// `ticketd calendar apply FILE`: the open tickets that new calendar years move are listed, then moved, each with an entry
// in its history and one letter to its customer; all or nothing, beside the daemon, which counts by them from then on.
import { printMistake, readCalendarFile, readRules } from '../configuration/configuration.ts'
import { TEMPLATES } from '../daemon/daemon.ts'
import { type Moved, type Policy, printNumber } from '../desk/desk.ts'
import { type CalendarOrder, type CalendarOutcome, fileCalendar } from '../filing.ts'
import { openStore } from '../store/store.ts'
import { openWording, say } from '../wording/wording.ts'
import type { DayIs } from '../words/words.ts'
import { configured, mistaken } from './frame/configured.ts'
import { moment, oneLine, shortClosing } from './frame/printed.ts'
import { type ConfigurationFile, EXIT, type Io } from './frame/verb.ts'

/** What the command line asks for. `now` is the present moment; tests bring their own. */
export interface Application {
  /** Null: the years that the program and the configuration bring by now. */
  readonly file: string | null
  readonly dryRun: boolean
  /** Later dates are wanted too. */
  readonly yes: boolean
  readonly json: boolean
  readonly now: Date
}

/** Applies the years in a file; gives the exit status after everything was said. */
export function applyCalendar(wanted: Application, configuration: ConfigurationFile, io: Io): number {
  const years = wanted.file === null ? { ok: [] } : readCalendarFile(wanted.file)
  if ('mistakes' in years) {
    for (const mistake of years.mistakes) io.err(printMistake(mistake))
    return EXIT.failed
  }
  const config = configured(configuration, io)
  if (typeof config === 'number') return config
  const store = openStore(config.data.directory, { as: 'visitor' })
  try {
    const rules = readRules(config, configuration.path, store.settings)
    if ('mistakes' in rules) return mistaken(rules.mistakes, io)
    const wording = openWording(TEMPLATES, config.clock.timezone)
    const order: CalendarOrder = { years: years.ok, mode: wanted.dryRun ? 'look' : wanted.yes ? 'any' : 'no later' }
    const outcome = fileCalendar(order, rules.ok, {
      clock: () => wanted.now,
      transaction: (work) => store.transaction(work),
      render: (draft) => wording.render(draft),
      tell: (event) => wording.tell(event, config.language),
    })
    return said(outcome, rules.ok([]), wanted, io)
  } finally {
    store.close()
  }
}

function said(outcome: CalendarOutcome, policy: Policy, wanted: Application, io: Io): number {
  const { clash, fate, moves } = outcome
  if (clash !== null) {
    io.err(
      `${wanted.file ?? ''}: version ${clash.version} of ${clash.year} is in force with other days; each change of the data needs a version of its own`,
    )
    return EXIT.failed
  }
  for (const move of moves) io.out(wanted.json ? JSON.stringify(fieldsOf(move, policy)) : lineOf(move, policy))
  io.err(summaryOf(outcome))
  return fate === 'refused: later dates' ? EXIT.failed : EXIT.done
}

function fieldsOf(move: Moved, policy: Policy): Record<string, unknown> {
  const words = (day: DayIs): string => say(day, move.before.language, policy.zone)
  return {
    id: printNumber(policy.support.ticketPrefix, move.before.id),
    from: moment(move.from, policy),
    to: moment(move.to, policy),
    later: move.isLater,
    calendar: move.status,
    days: move.days.map(({ on, now, was }) => ({ on, now: words(now), was: words(was) })),
  }
}

function lineOf({ before, from, to, isLater }: Moved, policy: Policy): string {
  return [
    printNumber(policy.support.ticketPrefix, before.id).padEnd(10),
    `${shortClosing(from, policy)} -> ${shortClosing(to, policy)}`,
    isLater ? 'позже ' : 'раньше',
    oneLine(before.organisation ?? before.customer.address, 28).padEnd(28),
    oneLine(before.subject, 50),
  ].join('  ')
}

function summaryOf({ fate, moves, refreshed }: CalendarOutcome): string {
  const later = moves.filter((one) => one.isLater).length
  const count = `открытых обращений с другим сроком: ${moves.length}, из них с более поздним: ${later}; без сдвига пересчитано: ${refreshed.length}`
  switch (fate) {
    case 'in force already':
      return 'эти данные уже действуют, ничего не изменилось'
    case 'looked at':
      return `${count}. Ничего не записано (--dry-run).`
    case 'refused: later dates':
      return `${count}. Ничего не записано: более поздние сроки применяются только с --yes.`
    case 'applied':
      return `${count}. Применено; каждому клиенту с другим сроком — одно письмо.`
  }
}
