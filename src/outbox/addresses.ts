// Addresses as they may stand in an envelope or a header.
const ADDRESS = /^[^\s"(),:;<>@[\]\\\u0000-\u001f\u007f]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/

/** Whether an address may stand in an envelope or a header (threats T6); what is wrong, or null. */
export function addressFault(address: string): string | null {
  const at = address.lastIndexOf('@')
  if (at > 0 && /[^\u0000-\u007f]/.test(address.slice(0, at))) return 'the local part of the address is not ASCII'
  return ADDRESS.test(asciiDomain(address)) ? null : 'the address is not one that mail can be sent to'
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
