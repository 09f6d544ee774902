// Russian: the statement of a contract.
import type { StatementPhrases } from '../language/statement.ts'
import { accusative } from './accusative.ts'

function by(late: string): string {
  return late === '' ? 'менее чем на минуту' : `на ${accusative(late)}`
}

export const STATEMENT: StatementPhrases = {
  title: 'Справка об обращениях в службу технической поддержки',
  contract: (number, organisation) => `договор № ${number}${organisation === '' ? '' : `, ${organisation}`}`,
  running: (at) => `Период ещё не закончился: составлено по состоянию на ${at}.`,
  columns: {
    number: 'Номер',
    subject: 'Тема',
    came: 'Поступило',
    promised: 'Срок',
    processed: 'Обработано',
    customer: 'Ожидание заказчика',
    outcome: 'Результат',
  },
  outcome: (outcome, { late, development, into }) => {
    switch (outcome) {
      case 'in time':
        return 'в срок'
      case 'late':
        return `позже срока ${by(late)}${development ? ' (отдел разработки)' : ''}`
      case 'processed':
        return 'обработано'
      case 'in work':
        return 'в работе'
      case 'in development':
        return 'в отделе разработки'
      case 'waiting':
        return 'ожидает ответа заказчика'
      case 'overdue':
        return `в работе, срок превышен ${by(late)}${development ? ' (отдел разработки)' : ''}`
      case 'refused':
        return 'отклонено'
      case 'merged':
        return into === '' ? 'объединено с другим обращением' : `объединено с ${into}`
    }
  },
  high: 'высокая критичность',
  nothing: 'Обращений за этот период не было.',
  notYet: '—',
  none: '—',
  figures: {
    openBefore: 'В работе на начало периода',
    came: 'Поступило',
    returned: 'Возобновлено из закрытых ранее',
    processed: 'Обработано',
    refused: 'Отклонено',
    merged: 'Объединено с другими',
    openAfter: 'В работе на конец периода',
    high: 'С высокой критичностью',
    deadlines: 'Соблюдено сроков из наступивших за период',
    mean: 'Среднее время обработки',
    customer: 'Среднее ожидание ответа заказчика',
  },
  figuresTitle: 'Итоги',
  mean: (days, norm) => `${days} рабочих дня (по регламенту ${norm})`,
  days: (days) => `${days} рабочих дня`,
  clausesTitle: 'Основания',
  clauses: ({ days, hours, everyDay, own, waitingStopsClock }) => [
    `Срок обработки обращения с момента его поступления: ${days}${everyDay ? ', круглосуточно' : `, ${hours} (МСК)`} (${own ? 'условия договора' : 'раздел 3 регламента'}).`,
    waitingStopsClock
      ? 'Время решения зависит от своевременности и полноты ответов заказчика (раздел 1 регламента): ожидание его ответа в срок обработки не входит.'
      : 'По условиям договора ожидание ответа заказчика срок обработки не приостанавливает.',
    'Время решения может зависеть от передачи вопроса в отдел разработки и от критичности обращения; обращения с высоким уровнем критичности могут обрабатываться вне очереди (раздел 3 регламента).',
    'Среднее время обработки обращения по регламенту — 2–3 рабочих дня (раздел 1).',
  ],
  made: (at) => `Составлено ${at}.`,
  sends: (to) => `Ответ «!отправить» на это письмо отправит справку: ${to}.`,
}
