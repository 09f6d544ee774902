declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net'

  interface HoodiecrowMessage {
    readonly raw: string
  }
  interface HoodiecrowMailbox {
    readonly messages: readonly HoodiecrowMessage[]
  }
  interface Hoodiecrow {
    readonly server: Server
    listen(port: number, host: string, done: () => void): void
    close(done: () => void): void
    /** `raw` is a binary string; `internaldate` as in RFC 9051, "23-Nov-2026 12:00:00 +0300". */
    appendMessage(mailbox: string, flags: readonly string[], internaldate: string, raw: string): unknown
    getMailbox(path: string): HoodiecrowMailbox
  }
  export default function hoodiecrow(options: {
    readonly plugins: readonly string[]
    readonly users: Readonly<Record<string, { readonly password: string }>>
    readonly storage: Readonly<Record<string, unknown>>
  }): Hoodiecrow
}
