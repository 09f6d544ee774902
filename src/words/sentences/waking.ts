// What an alert by webhook may say: codes, numbers and instants. No field bears a word that a customer or an engineer wrote.

/** The fields that a webhook's template may name. */
export const WAKE_FIELDS = ['event', 'number', 'criticality', 'ground', 'deadline', 'answerBy'] as const

/** What they stand for; '' for what a ticket does not have. */
export type WakeWords = Readonly<Record<(typeof WAKE_FIELDS)[number], string>>

/** Why a webhook has not taken an alert. */
export type WebhookFailure =
  | { readonly is: 'webhook answered'; readonly status: number }
  | { readonly is: 'webhook redirects'; readonly status: number }
  | { readonly is: 'webhook is slow'; readonly seconds: number }
  | { readonly is: 'webhook not reached'; readonly why: string }

/** Why people are woken: an engineer has confirmed high criticality, or nobody takes a critical ticket. */
export type WakeReason = 'confirmed' | 'unattended'
