// What the books know of automatic mail that went out lately: by this the brakes against robots and floods are pulled.
import type { TicketId } from '../../letter.ts'

/** Of one sender, and of all. */
export interface BrakeFacts {
  /** Acknowledgements to this address in the last 24 hours. */
  readonly acknowledgementsToSender: number
  /** Notices to this address in the last 24 hours. */
  readonly noticesToSender: number
  /** Automatic mail of the last hour to customers under no contract. */
  readonly automaticLastHour: number
  /** The same to customers under a contract: a purse of its own, which no stranger empties. */
  readonly automaticToContracts?: number
  /** Acknowledgements of the last hour to strangers in the sender's domain. */
  readonly acknowledgementsToDomain?: number
  /** Letters of the last hour from his domain that say the same, but for numbers. */
  readonly sameWords?: number
  /** Until when automatic mail to strangers in his domain rests. */
  readonly domainMutedUntil?: Date | null
  readonly newTicketsFromSender: number
  /** The sender's newest ticket of the last hour, where further mails go when there are too many. */
  readonly floodTicket: TicketId | null
  /** The sender's last letters that opened a ticket, newest first: seconds after our last automatic mail to him, null if none. */
  readonly quickness: readonly (number | null)[]
  /** Arrival of this letter after our last automatic mail to the sender, in seconds. */
  readonly secondsAfterAutomatic: number | null
  readonly mutedUntil: Date | null
  /** Whether the leads have been told, by the `once` key; read when it is asked for. */
  readonly told?: Pick<ReadonlySet<string>, 'has'>
}
