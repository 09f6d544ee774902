// OpenSMTPD in the place of Postfix.
import { opensmtpdHere, startOpensmtpd } from './opensmtpd.ts'
import { describeSmarthost } from './smarthost.ts'

describeSmarthost('OpenSMTPD', opensmtpdHere, startOpensmtpd)
