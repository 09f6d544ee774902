// Addresses as they may stand in an envelope or a header.
const ADDRESS = /^[^\s"(),:;<>@[\]\\\u0000-\u001f\u007f]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/

/** Whether an address may stand in an envelope or a header (threats T6); what is wrong, or null. */
export function addressFault(address: string): string | null {
  return ADDRESS.test(asciiDomain(address)) ? null : 'the address is not one that mail can be sent to'
}

/** Whether only a server with SMTPUTF8 can take mail to the address (RFC 6531): its local part is not ASCII. */
export function wantsUtf8(address: string): boolean {
  return /[^\u0000-\u007f]/.test(asciiDomain(address))
}

/** The address with its domain as A-labels (RFC 5890); a domain that is none stays as it is. */
export function asciiDomain(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0 || /^[\u0000-\u007f]*$/.test(address)) return address
  try {
    return `${address.slice(0, at)}@${new URL(`http://${address.slice(at + 1)}`).hostname}`
  } catch {
    return address
  }
}
