/**
 * Control groups, v1 or v2: memory, processes and processor time of a sandbox, and its freezer. A group that cannot
 * be made with every limit is not made at all, and a sandbox is never put into one that was there before.
 */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '../../is-alive.ts'
import { type SandboxLimits, sandboxSizes } from '../sandbox-size.ts'

/** Where groups can be made: one folder a controller (v1), or one for all (v2). */
export interface CgroupPlace {
  version: 1 | 2
  folders: { memory: string; pids: string; cpu?: string | undefined; freezer?: string | undefined }
}

export interface Cgroup {
  /** Files that take the id of a process. */
  readonly procs: readonly string[]
  freeze(frozen: boolean): Promise<boolean>
  /** Bytes. */
  memory(): Promise<number>
  remove(): Promise<void>
}

const prefix = 'patchbay-'
const period = 100_000

/** The place for groups of this process; undefined when there is none that it may use. */
export async function cgroupPlace(): Promise<CgroupPlace | undefined> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '')
  const own = await readFile('/proc/self/cgroup', 'utf8').catch(() => '')
  const place = (await placeV1(mounts, own)) ?? (await placeV2(mounts, own))
  if (!place) return undefined
  await removeStale(place)
  // The proof is a group with limits.
  const limits: SandboxLimits = { ...sandboxSizes.standard, memory: 64 * 1024 * 1024, processes: 16 }
  try {
    await (await createCgroup(place, limits)).remove()
    return place
  } catch {
    return undefined
  }
}

async function placeV1(mounts: string, own: string): Promise<CgroupPlace | undefined> {
  const find = async (controller: string): Promise<string | undefined> => {
    const mount = mounts
      .split('\n')
      .map((line) => line.split(' '))
      .find((fields) => {
        const at = fields.indexOf('-')
        return at > 0 && fields[at + 1] === 'cgroup' && fields.at(-1)?.split(',').includes(controller)
      })
    const point = mount?.[4]
    if (point === undefined) return undefined
    const line = own.split('\n').find((text) => text.split(':')[1]?.split(',').includes(controller))
    return writable(join(point, line?.split(':')[2] ?? '/'), point)
  }
  const [memory, pids, cpu, freezer] = await Promise.all(['memory', 'pids', 'cpu', 'freezer'].map(find))
  return memory !== undefined && pids !== undefined
    ? { version: 1, folders: { memory, pids, cpu, freezer } }
    : undefined
}

async function placeV2(mounts: string, own: string): Promise<CgroupPlace | undefined> {
  const mount = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .find((fields) => fields[fields.indexOf('-') + 1] === 'cgroup2')
  const point = mount?.[4]
  if (point === undefined) return undefined
  const line = own.split('\n').find((text) => text.startsWith('0::'))
  const folder = await writable(join(point, line?.slice(3) ?? '/'), point)
  if (folder === undefined) return undefined
  // Refused where processes sit in the same group: then the limits below cannot be written, and there is no place.
  await writeFile(join(folder, 'cgroup.subtree_control'), '+memory +pids +cpu').catch(() => undefined)
  return { version: 2, folders: { memory: folder, pids: folder, cpu: folder, freezer: folder } }
}

/** The first of these folders that groups can be made in. */
async function writable(...folders: string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const allowed = await access(folder, constants.W_OK).then(
      () => true,
      () => false,
    )
    if (allowed) return folder
  }
  return undefined
}

/**
 * Makes a group and reads every limit back.
 * @throws when one of them does not hold; nothing is left then.
 */
export async function createCgroup(
  { version, folders }: CgroupPlace,
  limits: SandboxLimits,
): Promise<Cgroup> {
  const name = `${prefix}${process.pid}-${randomBytes(6).toString('hex')}`
  const below = (folder: string | undefined) => (folder === undefined ? undefined : join(folder, name))
  const [memory, pids] = [join(folders.memory, name), join(folders.pids, name)]
  const [cpu, freezer] = [below(folders.cpu), below(folders.freezer)]
  const unique = [...new Set([memory, pids, cpu ?? memory, freezer ?? memory])]
  const group: Cgroup = {
    procs: unique.map((path) => join(path, 'cgroup.procs')),
    freeze: async (frozen) => {
      if (freezer === undefined) return false
      const file = join(freezer, version === 1 ? 'freezer.state' : 'cgroup.freeze')
      const states = version === 1 ? { on: 'FROZEN', off: 'THAWED' } : { on: '1', off: '0' }
      return writeFile(file, frozen ? states.on : states.off).then(
        () => true,
        () => false,
      )
    },
    memory: async () =>
      Number(
        await readFile(join(memory, version === 1 ? 'memory.usage_in_bytes' : 'memory.current'), 'utf8'),
      ),
    remove: () => removeGroup(unique),
  }
  try {
    for (const path of unique) await mkdir(path)
    const quota = limits.cpus * period
    if (version === 1) {
      await limit(join(memory, 'memory.limit_in_bytes'), String(limits.memory))
      await limit(join(pids, 'pids.max'), String(limits.processes))
      if (cpu !== undefined) await limit(join(cpu, 'cpu.cfs_quota_us'), String(quota))
    } else {
      await limit(join(memory, 'memory.max'), String(limits.memory))
      await limit(join(memory, 'memory.swap.max'), '0').catch(() => undefined)
      await limit(join(pids, 'pids.max'), String(limits.processes))
      await limit(join(memory, 'cpu.max'), `${quota} ${period}`)
    }
    return group
  } catch (error) {
    await removeGroup(unique)
    throw error
  }
}

async function limit(file: string, value: string): Promise<void> {
  await writeFile(file, value)
  const kept = (await readFile(file, 'utf8')).trim()
  if (kept !== value) throw new Error(`${file} keeps ${kept} in place of ${value}`)
}

/** A group can be removed when its last process is gone, which takes the kernel a moment. */
async function removeGroup(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    for (let attempt = 0; attempt < 50; attempt++) {
      const failure = await rmdir(path).catch((error: NodeJS.ErrnoException) => error)
      if (failure?.code !== 'EBUSY') break
      await sleep(20)
    }
  }
}

/** Empty groups of servers that are gone. */
async function removeStale({ folders }: CgroupPlace): Promise<void> {
  for (const folder of new Set(Object.values(folders))) {
    if (folder === undefined) continue
    for (const name of await readdir(folder).catch(() => [])) {
      const pid = new RegExp(`^${prefix}(\\d+)-[0-9a-f]{12}$`).exec(name)?.[1]
      if (pid !== undefined && !isAlive(Number(pid))) await rmdir(join(folder, name)).catch(() => undefined)
    }
  }
}
