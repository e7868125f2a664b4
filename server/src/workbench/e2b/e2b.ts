/**
 * Sandboxes at E2B, or an installation of your own: each a small machine without access to the internet. Its key is
 * shown to its API alone; the machine gets the kernel, the session's files, and nothing else of this server.
 */
import { readdir, readFile } from 'node:fs/promises'
import type { EnvE2b } from '../../env.ts'
import { environment } from '../bubblewrap/bwrap-command.ts'
import type { NoProvider, Sandbox, SandboxOptions, SandboxProvider } from '../sandbox.ts'
import { type SandboxLimits, sandboxSizes } from '../sandbox-size.ts'
import { sandboxIn } from './e2b-sandbox.ts'
import { Machine } from './machine.ts'
import { Machines } from './machines.ts'

const kernelFolder = new URL('../kernel/', import.meta.url)
/** Public servers that answer whoever can reach them. */
const publicServers = ['1.1.1.1:53', '8.8.8.8:53']

/** Starts one sandbox, and looks from inside whether it reaches anything. */
export async function probeE2b(account: EnvE2b): Promise<SandboxProvider | NoProvider> {
  const machines = new Machines(account)
  const problem = await problemWith(account, machines).catch(wordsOf)
  if (problem !== undefined) return { name: 'none', reason: `e2b: ${problem}` }
  return {
    name: 'e2b',
    protection: `${new URL(account.apiUrl).host}, template ${account.template}: a machine for each, no internet access`,
    start: (options) => start(account, machines, options),
  }
}

async function problemWith(account: EnvE2b, machines: Machines): Promise<string | undefined> {
  const { id, machine } = await open(account, machines, sandboxSizes.standard)
  try {
    const reached = await machine.run({
      user: 'user',
      args: ['-Ic', await source('reach.py'), ...publicServers],
    })
    return reached.trim() === '[]' ? undefined : 'the network is there'
  } finally {
    await machines.end(id).catch(() => undefined)
    await machine.close()
  }
}

/** @throws Error saying what E2B or the machine had against it. */
async function start(
  account: EnvE2b,
  machines: Machines,
  { limits, prewarm }: SandboxOptions,
): Promise<Sandbox> {
  const { id, machine } = await open(account, machines, limits)
  try {
    const names = (await readdir(kernelFolder)).filter((name) => name.endsWith('.py'))
    const files = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await source(name)])))
    await machine.run({ user: 'root', args: ['-Ic', await source('setup.py'), JSON.stringify(files)] })
    const options = { limits: { disk: limits.disk, processes: limits.processes }, prewarm }
    const { PATH: _, ...envs } = environment(limits)
    const args = ['-I', '/opt/workbench/stdio.py', JSON.stringify(options)]
    return await sandboxIn(machines, id, machine, { user: 'user', args, envs })
  } catch (error) {
    await machines.end(id).catch(() => undefined)
    await machine.close()
    throw error
  }
}

async function open(account: EnvE2b, machines: Machines, { size }: SandboxLimits) {
  const address = await machines.create(account.template.replaceAll('{size}', size))
  return { id: address.id, machine: new Machine(address) }
}

const source = (name: string) => readFile(new URL(name, kernelFolder), 'utf8')

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
