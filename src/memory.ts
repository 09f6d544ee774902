// How the process lives with its memory: flags of V8 that hold for the main thread and the reader's worker alike.
import { setFlagsFromString } from 'node:v8'

/**
 * Memory before speed, for a process that waits most of its life: a small young generation, an old one that grows in
 * small steps. To be called before anything large is loaded.
 */
export function spareMemory(): void {
  for (const flag of ['--optimize-for-size', '--semi-space-growth-factor=1']) setFlagsFromString(flag)
}
