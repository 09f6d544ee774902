// Exim in the place of Postfix.
import { eximHere, startExim } from './exim.ts'
import { describeSmarthost } from './smarthost.ts'

describeSmarthost('Exim', eximHere, startExim)
