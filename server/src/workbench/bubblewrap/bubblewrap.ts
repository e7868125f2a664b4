/** Sandboxes by bubblewrap: own namespaces, a read-only system, no rights, no network, limits. */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { access } from 'node:fs/promises'
import type { Duplex, Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { NoProvider, Sandbox, SandboxOptions, SandboxProvider } from '../sandbox.ts'
import { sandboxSizes, type SandboxLimits } from '../sandbox-size.ts'
import { problemOf } from '../seen-from-inside.ts'
import { descriptors, python, sandboxCommand, type CommandOptions } from './bwrap-command.ts'
import { cgroupPlace, createCgroup, type Cgroup, type CgroupPlace } from './cgroup.ts'
import { signalTree } from './process-tree.ts'
import { describeRung, rungs, type Rung } from './rung.ts'
import { seccompProgram } from './seccomp.ts'

const kernelFiles = ['frames.py', 'supervisor.py', 'cell.py', 'helpers.py', 'repair.py']
const kernelFile = (name: string) => fileURLToPath(new URL(`../kernel/${name}`, import.meta.url))
const inside = (name: string) => `/opt/workbench/${name}`

/** User ids of sandboxes: far from those that people, services and container runtimes give. */
const [firstUid, lastUid] = [0x71_00_00_00, 0x7e_ff_ff_ff]

/** Longest piece of what a sandbox says while it starts or ends. */
const mostWords = 4_000

interface Machine {
  rung: Rung
  cgroups: CgroupPlace | undefined
  seccomp: Buffer | undefined
}

/**
 * Tries the ladder from its top. `only` keeps rungs out, for tests of the lower ones.
 * @returns a provider whose protection was seen to hold, or the reason that there is none.
 */
export async function probeBubblewrap(
  only: (rung: Rung) => boolean = () => true,
): Promise<SandboxProvider | NoProvider> {
  const missing = await missingPrograms()
  if (missing.length > 0)
    return {
      name: 'none',
      reason: `not installed: ${missing.join(', ')} (Debian: bubblewrap, util-linux, python3)`,
    }
  const cgroups = await cgroupPlace()
  const reasons: string[] = []
  for (const rung of rungs.filter(only)) {
    const machine = { rung, cgroups: rung.cgroup ? cgroups : undefined, seccomp: seccompProgram() }
    const words = `${rung.rights}${rung.cgroup ? ' with cgroup' : ''}`
    const problem = await problemWith(machine).catch((error: unknown) => String(error))
    if (problem === undefined) return provider(machine)
    reasons.push(`${words}: ${problem}`)
  }
  return { name: 'none', reason: `no sandbox holds here; ${reasons.join('; ')}` }
}

async function missingPrograms(): Promise<string[]> {
  const programs = ['/usr/bin/bwrap', '/usr/bin/setpriv', python]
  const found = await Promise.all(
    programs.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  )
  return programs.filter((_, index) => !found[index])
}

async function problemWith(machine: Machine): Promise<string | undefined> {
  const { rung, cgroups, seccomp } = machine
  if (rung.cgroup && !cgroups) return 'no control groups that this process may make'
  if (rung.rights === 'setpriv-inside' && process.getuid?.() !== 0) return 'needs root'
  const sandbox = await launch(
    machine,
    sandboxSizes.standard,
    ['check.py'],
    [python, '-I', inside('check.py')],
  )
  const timer = setTimeout(() => sandbox.kill(), 10_000)
  const [output, words] = await Promise.all([text(sandbox.output), sandbox.ended])
  clearTimeout(timer)
  return problemOf(output, words, seccomp !== undefined)
}

function provider(machine: Machine): SandboxProvider {
  return {
    name: 'bubblewrap',
    protection: describeRung(machine.rung, machine.seccomp !== undefined),
    async start({ limits, prewarm }: SandboxOptions): Promise<Sandbox> {
      const options = {
        limits: {
          disk: limits.disk,
          processes: limits.processes,
          // Without control groups the size of each process is all that can be bounded.
          ...(machine.rung.cgroup ? {} : { address_space: limits.memory * 2 }),
        },
        prewarm,
      }
      const command = [python, '-I', inside('supervisor.py'), JSON.stringify(options)]
      return launch(machine, limits, kernelFiles, command)
    },
  }
}

async function launch(
  { rung, cgroups, seccomp }: Machine,
  limits: SandboxLimits,
  files: readonly string[],
  command: readonly string[],
): Promise<Sandbox & { output: Readable }> {
  const group = cgroups && (await createCgroup(cgroups, limits))
  const uid = process.getuid?.() === 0 ? takeUid() : undefined
  try {
    const options: CommandOptions = {
      rung,
      limits,
      uid,
      seccomp: seccomp !== undefined,
      files: files.map(inside),
      procs: group?.procs ?? [],
      command,
    }
    return guard(run(options, files.map(kernelFile), seccomp), group, uid)
  } catch (error) {
    if (uid !== undefined) uids.delete(uid)
    await group?.remove()
    throw error
  }
}

const uids = new Set<number>()

function takeUid(): number {
  for (;;) {
    const uid = randomInt(firstUid, lastUid)
    if (uids.has(uid)) continue
    uids.add(uid)
    return uid
  }
}

function run(options: CommandOptions, files: readonly string[], seccomp: Buffer | undefined): ChildProcess {
  const [program, args] = sandboxCommand(options)
  const opened = files.map((path) => openSync(path, 'r'))
  try {
    const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', 'pipe', seccomp ? 'pipe' : 'ignore', ...opened]
    const child = spawn(program, args, { stdio, env: {}, cwd: '/', detached: true })
    for (const stream of child.stdio) stream?.on('error', () => undefined)
    if (seccomp) (child.stdio[descriptors.seccomp] as Writable).end(seccomp)
    return child
  } finally {
    for (const fd of opened) closeSync(fd)
  }
}

function guard(child: ChildProcess, group: Cgroup | undefined, uid: number | undefined) {
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    words = (words + chunk).slice(-mostWords)
  })
  let over = false
  const ended = new Promise<string>((resolve) => {
    const finish = async (last: string) => {
      if (over) return
      over = true
      if (uid !== undefined) uids.delete(uid)
      await group?.remove()
      resolve(words + last)
    }
    child.once('error', (error) => finish(String(error)))
    child.once('exit', () => finish(''))
  })
  const freeze = async (frozen: boolean) => {
    if (over || child.pid === undefined) return
    if (!(await group?.freeze(frozen))) await signalTree(child.pid, frozen ? 'SIGSTOP' : 'SIGCONT')
  }
  return {
    channel: child.stdio[descriptors.channel] as Duplex,
    output: child.stdout as Readable,
    ended,
    freeze: () => freeze(true),
    thaw: () => freeze(false),
    kill() {
      if (over) return
      child.kill('SIGKILL')
      // A frozen process dies when it thaws.
      void group?.freeze(false)
    },
    async memory() {
      if (group && !over) return group.memory()
      return undefined
    },
  }
}
