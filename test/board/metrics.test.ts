// What a monitoring goes by: the names of the figures.
import { expect, test } from 'vitest'
import { metricsOf } from '../../src/daemon/health.ts'
import { onNewBooks, T0 } from '../store/books.ts'

const INBOX = {
  connected: true,
  lastSweepAt: T0,
  backlog: 0,
  trouble: null,
  code: null,
  unread: null,
}

test('the figures keep their names: alarms and drawings of years stand on them', () => {
  onNewBooks((store) => {
    const metrics = metricsOf(store.reading, INBOX, { lastOn: null, daysAhead: 0 }, T0)
    expect(metrics.map((one) => one.name)).toEqual([
      'ticketd_tickets',
      'ticketd_tickets_overdue',
      'ticketd_letters_total',
      'ticketd_letters_set_aside',
      'ticketd_log_lines_dropped_total',
      'ticketd_inbox_connected',
      'ticketd_inbox_backlog',
      'ticketd_outbox_waiting',
      'ticketd_outbox_due',
      'ticketd_outbox_failed',
      'ticketd_outbox_doubtful',
      'ticketd_outbox_held',
      'ticketd_outbox_sent_last_hour',
      'ticketd_calendar_official_days',
      'ticketd_books_wal_bytes',
    ])
  })
})
