// Texts that engineers put into their answers by a name, and how the desk greets: plain values of the configuration.
import type { Language } from '../../letter.ts'

/** A canned answer; its fields stand in double braces. */
export interface CannedAnswer {
  readonly name: string
  /** Null: of any language. */
  readonly language: Language | null
  readonly text: string
  /** `desk` comes with the program, `folder` from the configuration's folder, `mail` from a lead. */
  readonly from: 'desk' | 'folder' | 'mail'
}

/** How a letter greets, with a form of address and without; `{{name}}` stands for it. */
export interface Greeting {
  readonly named: string
  readonly plain: string
}
