// Figures and papers: what engineers are told of them beside the letters that show them.
import type { Nothing } from '../../letter.ts'

export interface FigureSentences {
  'not counted': Nothing
  'not counted means': Nothing
}
