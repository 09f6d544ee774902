// Russian: the report.
import type { ReportPhrases } from '../language/report.ts'
import { accusative } from './accusative.ts'

const REOPENED = {
  customer: 'клиент написал снова',
  engineer: 'открыл инженер',
  undelivered: 'ответ не доставлен',
  unknown: 'возобновлено',
} as const

export const REPORT: ReportPhrases = {
  cuts: {
    category: 'по услугам',
    contract: 'по договорам',
    engineer: 'по инженерам',
    channel: 'по каналам',
    criticality: 'по критичности',
  },
  cut: {
    category: 'Услуга',
    contract: 'Договор',
    engineer: 'Инженер',
    channel: 'Канал',
    criticality: 'Критичность',
  },
  channels: { email: 'электронная почта', phone: 'телефон' },
  owners: { us: 'Служба', customer: 'Клиент', development: 'Разработка', contract: 'До номера договора' },
  together: 'Вместе',
  weekdays: ['понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота', 'воскресенье'],
  was: (now, before) => `${now} (было ${before})`,
  share: (kept, of, percent) => `${kept} из ${of} (${percent}\u00a0%)`,
  nothing: 'нечего считать',
  spread: (mean, median, p90) => `среднее ${mean}, медиана ${median}, девять из десяти до ${p90}`,
  balance: (sum, holds) => (holds ? `Баланс сходится: ${sum}.` : `БАЛАНС НЕ СХОДИТСЯ: ${sum}.`),
  hours: (hours, minutes) => (minutes === 0 ? `${hours} ч` : `${hours} ч ${minutes} мин`),
  firstAnswer: (share, median, norm, clock) => {
    const how = clock === 'working' ? 'рабочего времени' : 'по часам, круглосуточно'
    return median === '' ? `${share}; норма ${norm} ч ${how}` : `${share}; медиана ${median} ч, норма ${norm} ч ${how}`
  },
  compared: (period) => `В скобках — за ${period}.`,
  lateNow: { open: 'открыто', answered: 'дан ответ', finished: 'завершено' },
  why: (why, since, reference) => {
    switch (why) {
      case 'nobody':
        return `исполнитель не назначен, ждёт с ${since}`
      case 'us':
        return `очередь службы с ${since}`
      case 'development':
        return `в разработке с ${since}${reference === '' ? '' : ` (${reference})`}`
      case 'undelivered':
        return 'ответ не доставлен'
      case 'customer':
        return `ожидание клиента с ${since} срок не приостановило`
    }
  },
  overBy: (by, over) => (over === '' ? `срок ${by} только что истёк` : `срок ${by}, просрочено на ${accusative(over)}`),
  raised: (at, ground, why, by) => `${at}: ${ground}${why === '' ? '' : ` (${why})`}; подтвердил ${by}`,
  overtook: (number, by, date) => `обогнало ${number}${by === '' ? '' : ` на ${accusative(by)}`}: ${date}`,
  overtookNobody: 'никого не обогнало',
  date: (fate, by) => {
    switch (fate) {
      case 'kept':
        return `срок ${by} соблюдён`
      case 'missed':
        return `срок ${by} не соблюдён`
      case 'to come':
        return `срок ${by} ещё не наступил`
      case 'none':
        return 'срока нет'
    }
  },
  reopened: (at, by) => `${at}: ${REOPENED[by]}`,
  events: {
    undelivered: 'не доставлено',
    'set aside': 'отложено на разбор',
    'not acknowledged': 'без подтверждения',
  },
  more: (n) => `и ещё ${n}`,
  group: ({ came, processed, open, overdue, mean, kept }) =>
    [
      `поступило ${came}`,
      `обработано ${processed}`,
      `открыто ${open}`,
      overdue === '0' ? '' : `просрочено ${overdue}`,
      mean === '' ? '' : `в среднем ${mean} рабочих дня`,
      kept === '' ? '' : `сроки ${kept}`,
    ]
      .filter((one) => one !== '')
      .join(', '),
}
