/** Sandboxes by a container engine, docker or podman, through its command line. */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { Duplex, type Readable, type Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { NoProvider, Sandbox, SandboxOptions, SandboxProvider } from '../sandbox.ts'
import { sandboxSizes, type SandboxLimits } from '../sandbox-size.ts'
import { problemOf } from '../seen-from-inside.ts'
import { containerArguments } from './container-command.ts'

const kernelFolder = fileURLToPath(new URL('../kernel', import.meta.url))
/** Ids that rootless engines map, too; people and services have lower ones. */
const [firstUid, lastUid] = [20_000, 60_000]
/** Longest piece of what the engine says. */
const mostWords = 4_000
const probeMs = 60_000

export interface Engine {
  /** The program and arguments of its own, such as `['podman']`. */
  command: readonly [string, ...string[]]
  image: string
}

/** Tries one container. @returns a provider whose protection was seen to hold, or the reason that there is none. */
export async function probeContainer(engine: Engine): Promise<SandboxProvider | NoProvider> {
  const [program] = engine.command
  const none = (reason: string): NoProvider => ({ name: 'none', reason: `${program}: ${reason}` })
  const container = launch(engine, sandboxSizes.standard, ['-I', '/opt/workbench/check.py'])
  const timer = setTimeout(() => container.kill(), probeMs)
  const [output, words] = await Promise.all([text(container.output), container.ended])
  clearTimeout(timer)
  const problem = problemOf(output, words, true)
  if (problem !== undefined) return none(problem)
  return {
    name: 'container',
    protection: `${program}, image ${engine.image}: no network, read-only, no capabilities, limits of the engine, seccomp`,
    async start({ limits, prewarm }: SandboxOptions): Promise<Sandbox> {
      const options = { limits: { disk: limits.disk, processes: limits.processes }, prewarm }
      const command = ['-I', '/opt/workbench/stdio.py', JSON.stringify(options)]
      const { output, input, ...sandbox } = launch(engine, limits, command)
      return { channel: Duplex.from({ readable: output, writable: input }), ...sandbox }
    },
  }
}

function launch(engine: Engine, limits: SandboxLimits, command: readonly string[]) {
  const name = `patchbay-${process.pid}-${randomBytes(6).toString('hex')}`
  const uid = randomInt(firstUid, lastUid)
  const { image } = engine
  const child = run(engine, containerArguments({ name, image, limits, uid, kernelFolder, command }), 'pipe')
  let over = false
  const ended = finished(child).then((words) => {
    over = true
    return words
  })
  /** Tells the engine; a container that is gone meanwhile is no mistake. */
  const tell = async (...args: string[]) => {
    if (!over) await finished(run(engine, args, 'ignore'))
  }
  return {
    // Pipes, as they were asked for.
    output: child.stdout as Readable,
    input: child.stdin as Writable,
    ended,
    freeze: () => tell('pause', name),
    thaw: () => tell('unpause', name),
    kill: () => void tell('rm', '--force', name).then(() => child.kill('SIGKILL')),
    // The engine's own count takes it seconds.
    memory: () => Promise.resolve(undefined),
  }
}

function run(
  { command: [program, ...own] }: Engine,
  args: readonly string[],
  way: 'pipe' | 'ignore',
): ChildProcess {
  const child = spawn(program, [...own, ...args], { stdio: [way, way, 'pipe'], detached: true })
  for (const stream of child.stdio) stream?.on('error', () => undefined)
  return child
}

/** What a program had to say when it ended, or why it did not start. */
function finished(child: ChildProcess): Promise<string> {
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    words = (words + chunk).slice(-mostWords)
  })
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(String(error)))
    child.once('close', () => resolve(words))
  })
}
