/** The baseline of the workbench: python3 in bubblewrap and nothing else, neither limits, seccomp nor protocol. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'

/** Evaluates a line, and answers with one. */
const loop =
  'import sys\nprint("ready", flush=True)\nfor line in sys.stdin: print(repr(eval(line)), flush=True)'

const closed = [
  '--unshare-all',
  '--die-with-parent',
  '--ro-bind',
  '/usr',
  '/usr',
  '--proc',
  '/proc',
  '--dev',
  '/dev',
]
const system = ['bin', 'lib', 'lib64'].flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`])

export class BareSandbox {
  readonly #child: ChildProcess
  readonly #lines: Interface

  private constructor(child: ChildProcess, lines: Interface) {
    this.#child = child
    this.#lines = lines
  }

  /** Starts one, and returns when it takes code. */
  static async start(): Promise<BareSandbox> {
    const args = [...closed, ...system, '/usr/bin/python3', '-I', '-c', loop]
    const child = spawn('/usr/bin/bwrap', args, { stdio: ['pipe', 'pipe', 'inherit'], env: {} })
    if (!child.stdout) throw new Error('bwrap has no output')
    const lines = createInterface(child.stdout)
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('bwrap ended before it was ready')))
    ended.catch(() => undefined)
    await Promise.race([once(lines, 'line'), ended])
    return new BareSandbox(child, lines)
  }

  /** The value of an expression, as text. */
  async run(expression: string): Promise<string> {
    const answer = once(this.#lines, 'line')
    this.#child.stdin?.write(`${expression}\n`)
    const [line] = (await answer) as [string]
    return line
  }

  async end(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
  }
}
