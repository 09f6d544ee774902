// The grammar of command lines. Skeleton.

/** One line of command as it was read: its name in the table, what stood behind it, and the line itself. */
export interface CommandLine {
  readonly line: string
  /** The table's own name of the command, or null when no command has that name. */
  readonly name: string | null
  readonly argument: string
}
