/** The command line of a sandbox. */
import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import type { SandboxLimits } from '../sandbox-size.ts'
import type { Rung } from './rung.ts'

/** File descriptors that the command expects to find open. */
export const descriptors = { channel: 3, seccomp: 4, firstFile: 5 }

export interface CommandOptions {
  rung: Rung
  limits: SandboxLimits
  /** User id of this sandbox alone; undefined when the server is not root, and cannot give it one. */
  uid: number | undefined
  seccomp: boolean
  /** Files that come over descriptors: where they appear, in order from `firstFile`. */
  files: readonly string[]
  /** Files that take the id of the process, to put it into its control groups. */
  procs: readonly string[]
  /** What runs inside. */
  command: readonly string[]
}

export const python = '/usr/bin/python3'
const [bwrap, setpriv, shell] = ['/usr/bin/bwrap', '/usr/bin/setpriv', '/bin/sh']

/** Parts of the system that Python and its packages read. Neither /usr/local nor any configuration with secrets. */
const readOnly = ['/usr/bin', '/usr/lib', '/usr/lib32', '/usr/lib64', '/usr/libexec', '/usr/share']
const etc = [
  '/etc/alternatives',
  '/etc/fonts',
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/localtime',
  '/etc/matplotlibrc',
  '/etc/mime.types',
  '/etc/python3',
  '/etc/python3.11',
]
const folders = ['/usr', '/etc', '/opt', '/opt/workbench', '/mnt', '/home']
const systemLinks = ['/bin', '/lib', '/lib32', '/lib64', '/sbin']

/** Program and arguments: into the groups, out of the rights, into the sandbox; each step fails or the next begins. */
export function sandboxCommand(options: CommandOptions): [program: string, args: string[]] {
  const { rung, uid, procs } = options
  const steps: string[] = []
  if (procs.length > 0) steps.push(shell, '-ec', joinGroups, 'sh', String(procs.length), ...procs)
  if (rung.rights === 'user-namespace' && uid !== undefined) steps.push(...dropTo(uid))
  steps.push(bwrap, ...bwrapArguments(options), '--')
  if (rung.rights === 'setpriv-inside') steps.push(...dropTo(uid ?? 65_534))
  steps.push(...options.command)
  const [program = '', ...args] = steps
  return [program, args]
}

/** Writes the shell's own id into each file, then becomes what follows; -e ends it where that is refused. */
const joinGroups = 'n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ > "$1"; shift; n=$((n-1)); done; exec "$@"'

const dropTo = (uid: number) => [
  setpriv,
  `--reuid=${uid}`,
  `--regid=${uid}`,
  '--clear-groups',
  '--inh-caps=-all',
  '--bounding-set=-all',
  '--no-new-privs',
]

function bwrapArguments({ rung, limits, seccomp, files }: CommandOptions): string[] {
  const inUserNamespace = rung.rights === 'user-namespace'
  const tmpfs = (path: string) => ['--perms', '1777', '--size', String(limits.disk), '--tmpfs', path]
  return [
    ...(inUserNamespace
      ? [
          '--unshare-all',
          '--unshare-user',
          '--disable-userns',
          '--uid',
          '1000',
          '--gid',
          '1000',
          '--cap-drop',
          'ALL',
        ]
      : [
          ...['ipc', 'pid', 'net', 'uts', 'cgroup'].map((name) => `--unshare-${name}`),
          '--cap-drop',
          'ALL',
          ...['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP'].flatMap((name) => ['--cap-add', name]),
        ]),
    '--new-session',
    '--die-with-parent',
    '--hostname',
    'workbench',
    // bubblewrap makes parents for its own user alone.
    ...folders.flatMap((path) => ['--perms', '0755', '--dir', path]),
    ...readOnly.filter((path) => existsSync(path)).flatMap((path) => bindOrLink(path)),
    ...systemLinks.filter((path) => existsSync(path)).flatMap((path) => bindOrLink(path)),
    ...etc.flatMap((path) => ['--ro-bind-try', path, path]),
    ...files.flatMap((path, index) => [
      '--perms',
      '0444',
      '--ro-bind-data',
      String(descriptors.firstFile + index),
      path,
    ]),
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    ...tmpfs('/dev/shm'),
    ...tmpfs('/tmp'),
    ...tmpfs('/home/user'),
    ...tmpfs('/mnt/files'),
    '--remount-ro',
    '/dev',
    '--remount-ro',
    '/',
    ...(seccomp ? ['--seccomp', String(descriptors.seccomp)] : []),
    '--clearenv',
    ...Object.entries(environment(limits)).flatMap(([name, value]) => ['--setenv', name, value]),
    '--chdir',
    '/home/user',
  ]
}

/** Merged systems have links where older ones have folders. */
function bindOrLink(path: string): string[] {
  return lstatSync(path).isSymbolicLink()
    ? ['--symlink', readlinkSync(path), path]
    : ['--ro-bind', path, path]
}

/** All that code finds in its environment. */
export function environment({ cpus }: SandboxLimits): Record<string, string> {
  return {
    HOME: '/home/user',
    USER: 'user',
    PATH: '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    TMPDIR: '/tmp',
    MPLBACKEND: 'Agg',
    MPLCONFIGDIR: '/tmp/matplotlib',
    OPENBLAS_NUM_THREADS: String(cpus),
    PYTHONDONTWRITEBYTECODE: '1',
  }
}
