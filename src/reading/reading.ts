// Reading's face: the bytes of a kept mail become a Mail, in a worker, and somebody says who vouches for its sender.
// Knows nothing of mailboxes, folders and servers.

export { openReader, type Reader, type ReaderLimits } from './reader.ts'
export { type JudgeOptions, judgeSender, openJudge, type Trust } from './sender/authentication.ts'
