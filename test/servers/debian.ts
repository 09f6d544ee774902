// Servers of other people as Debian packs them: unpacked into a folder of their own, never installed, since the packages
// conflict with each other and with what the machine runs.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Packages lying in a folder as they would lie in /. */
export interface Unpacked {
  readonly root: string
  /** Version of the first package, as Debian numbers it. */
  readonly version: string
  /** LD_LIBRARY_PATH for its programs. */
  readonly libraries: string
}

/** What a suite needs: packages with those of their libraries that are seldom installed, and the programs that must start. */
export interface Wanted {
  readonly packages: readonly string[]
  readonly programs: readonly string[]
  /** Folders of the packages with libraries of their own. */
  readonly libraries?: readonly string[]
}

/** Unpacks packages; a sentence says why they cannot be had or run here. */
export function unpack({ packages, programs, libraries = [] }: Wanted): Unpacked | string {
  if (process.getuid?.() !== 0) return 'needs root'
  const [first = ''] = packages
  const directory = mkdtempSync(join(tmpdir(), `${first}-`))
  // Servers give up root and still read what lies here.
  chmodSync(directory, 0o755)
  try {
    const quiet = { cwd: directory, stdio: 'ignore' } as const
    execFileSync('apt-get', ['download', ...packages], quiet)
    for (const file of debs(directory)) execFileSync('dpkg', ['-x', file, 'root'], quiet)
  } catch {
    return `needs Debian's packages ${packages.join(', ')}`
  }
  const root = join(directory, 'root')
  const path = ['usr/lib/x86_64-linux-gnu', 'usr/lib/aarch64-linux-gnu', 'usr/lib', ...libraries]
    .map((one) => join(root, one))
    .join(':')
  const missing = programs.flatMap((one) => missingLibraries(join(root, one), path))
  if (missing.length > 0) return `${first} lacks ${[...new Set(missing)].join(', ')}`
  const [file = ''] = debs(directory).filter((one) => one.startsWith(`${first}_`))
  const version = execFileSync('dpkg-deb', ['-f', file, 'Version'], { cwd: directory, encoding: 'utf8' }).trim()
  return { root, version, libraries: path }
}

function debs(directory: string): readonly string[] {
  return readdirSync(directory).filter((one) => one.endsWith('.deb'))
}

function missingLibraries(program: string, libraries: string): readonly string[] {
  const env = { ...process.env, LD_LIBRARY_PATH: libraries }
  const said = execFileSync('ldd', [program], { encoding: 'utf8', env })
  return [...said.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name)
}

/** The environment in which the packages' programs find their libraries. */
export function environmentOf({ libraries }: Unpacked): NodeJS.ProcessEnv {
  return { PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin`, LD_LIBRARY_PATH: libraries }
}

/** Arguments of unshare: what the script mounts, and the host's name if it sets one, only the command sees, which is the very process that was started. */
export function privately(mounts: string, command: readonly string[]): readonly string[] {
  return ['-m', '-u', 'sh', '-e', '-c', `${mounts}\nexec "$@"`, 'server', ...command]
}
