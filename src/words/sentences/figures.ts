// Figures and papers: what engineers are told of them beside the letters that show them.
import type { Nothing } from '../../letter.ts'

/** What is said of figures that could not be counted. */
export interface FigureSentences {
  'not counted': Nothing
  'not counted means': Nothing
  'statement is sent': { readonly contract: string; readonly to: readonly string[] }
  'statement was sent': { readonly contract: string }
  'statement is dropped': Nothing
  'statement not delivered': { readonly recipient: string; readonly diagnostic: string }
}
