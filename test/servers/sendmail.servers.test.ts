// sendmail in the place of Postfix.
import { sendmailHere, startSendmail } from './sendmail.ts'
import { describeSmarthost } from './smarthost.ts'

describeSmarthost('sendmail', sendmailHere, startSendmail)
