/** Runs the real Postgres in temporary folders. Every server started here is stopped by its test. */
import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  ClusterVersionError,
  DataFolderError,
  DataFolderInUseError,
  DiskFullError,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresLog,
} from './embedded-postgres.ts'
import { maintenanceDatabase, superuser } from './settings.ts'

const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'
const holderPath = fileURLToPath(new URL('holder.fixture.ts', import.meta.url))
const quiet = { info() {}, warn() {}, error() {} }

/** One folder with a cluster for most tests: making one takes seconds. */
let dataDir: string
let running: EmbeddedPostgres[] = []
let children: ChildProcess[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'patchbay-embedded-'))
})

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true })
})

beforeEach(() => {
  running = []
  children = []
})

afterEach(async () => {
  for (const child of children) await end(child)
  for (const postgres of running) await postgres.stop()
  const left = await livingPostmaster(dataDir)
  if (left !== undefined) await killAndWait(left, 'SIGINT')
  expect(left, 'a test left its server running').toBeUndefined()
})

async function start(folder = dataDir, log: EmbeddedPostgresLog = quiet): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log })
  running.push(postgres)
  return postgres
}

function failure(folder: string): Promise<unknown> {
  return startEmbeddedPostgres({ dataDir: folder, log: quiet }).catch((error: unknown) => error)
}

/** A log that collects its messages. */
function notebook() {
  const messages: string[] = []
  const note = (_fields: object, message: string): void => void messages.push(message)
  return { messages, log: { info: note, warn: note, error: note } }
}

async function query(postgres: EmbeddedPostgres, text: string, as: pg.ClientConfig = {}) {
  const client = new pg.Client({ ...postgres.connection, ...as })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Another process on the folder: its first message says whether it holds it. */
async function forkHolder(folder = dataDir): Promise<{ child: ChildProcess; message: { state: string } }> {
  const child = fork(holderPath, [folder], { execArgv: [] })
  children.push(child)
  const [message] = await once(child, 'message')
  return { child, message }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill()
  await exit
}

async function postmasterPid(folder: string): Promise<number> {
  return Number((await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

async function livingPostmaster(folder: string): Promise<number | undefined> {
  const pid = await postmasterPid(folder).catch(() => undefined)
  return pid !== undefined && isAlive(pid) ? pid : undefined
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function killAndWait(pid: number, signal: NodeJS.Signals): Promise<void> {
  process.kill(pid, signal)
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 20 })
}

/** A process of the cluster's owner that is no Postgres, as a reused pid would be. Its pid. */
async function startStranger(): Promise<number> {
  const { uid, gid } = await stat(join(dataDir, 'postgres'))
  const child = spawn('sleep', ['60'], { stdio: 'ignore', cwd: '/', ...(isRoot ? { uid, gid } : {}) })
  children.push(child)
  await once(child, 'spawn')
  return child.pid ?? 0
}

async function writeOwned(path: string, content: string): Promise<void> {
  await writeFile(path, content, { mode: 0o600 })
  const { uid, gid } = await stat(join(dataDir, 'postgres'))
  await chown(path, uid, gid)
}

describe('one server', () => {
  test('makes a cluster at the first start and keeps its data over a restart', async () => {
    const first = await start()
    expect(first.connection).toMatchObject({ port: 5432, user: 'patchbay', database: 'patchbay' })
    await query(first, 'create table kept (word text)')
    await query(first, "insert into kept values ('grün')")
    await first.stop()

    const second = await start()
    expect(await query(second, 'select upper(word) as word from kept')).toEqual([{ word: 'GRÜN' }])
    await query(second, 'drop table kept')
    expect(await readdir(dataDir)).toEqual(['postgres', 'postgres.log', 'run'])
  })

  test('listens on a private socket only, with fsync on and modest memory', async () => {
    const postgres = await start()
    const rows = await query(
      postgres,
      "select string_agg(name || '=' || setting, ' ' order by name) as all from pg_settings where name in ('listen_addresses', 'fsync', 'jit', 'max_connections', 'server_encoding', 'shared_buffers')",
    )
    expect(rows).toEqual([
      {
        all: 'fsync=on jit=off listen_addresses= max_connections=60 server_encoding=UTF8 shared_buffers=8192',
      },
    ])
    expect((await stat(postgres.connection.host)).mode & 0o777).toBe(0o700)
  })

  test('gives the server a role that cannot read files of the machine', async () => {
    const postgres = await start()
    await expect(query(postgres, "select pg_read_file('/etc/passwd')")).rejects.toThrow('permission denied')
    await expect(query(postgres, "copy (select 1) to program 'true'")).rejects.toThrow('permission denied')
  })

  test('lets that role make and drop databases', async () => {
    const postgres = await start()
    await query(postgres, 'create database scratch template patchbay')
    await query(postgres, 'create table inside (id int)', { database: 'scratch' })
    await query(postgres, 'drop database scratch')
  })

  test.skipIf(!isLinux)('runs in a session of its own, out of reach of the terminal', async () => {
    await start()
    const pid = await postmasterPid(dataDir)
    const session = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[3]
    expect(Number(session)).toBe(pid)
  })

  test('stops once, however often and at once it is asked to', async () => {
    const postgres = await start()
    const pid = await postmasterPid(dataDir)
    await Promise.all([postgres.stop(), postgres.stop()])
    await postgres.stop()
    // Gone for who asks the system is later than gone for who asks for Postgres: its parent has to be told.
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  })

  test('moves a log of more than 10 MB away', async () => {
    const path = join(dataDir, 'postgres.log')
    const log = await open(path, 'w')
    await log.truncate(10 * 1024 * 1024 + 1)
    await log.close()
    await start()
    expect((await stat(path)).size).toBeLessThan(10_000)
    expect((await stat(`${path}.1`)).size).toBeGreaterThan(10 * 1024 * 1024)
    await rm(`${path}.1`)
  })

  test('puts the socket elsewhere when the data folder has a long path', async () => {
    const long = join(dataDir, 'd'.repeat(100))
    await mkdir(long)
    const postgres = await start(long)
    expect(postgres.connection.host).toMatch(new RegExp(`^${tmpdir()}/patchbay-[0-9a-f]{24}$`))
    expect((await stat(postgres.connection.host)).mode & 0o777).toBe(0o700)
    expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
    await postgres.stop()
    await rm(postgres.connection.host, { recursive: true })
    await rm(long, { recursive: true })
  })
})

describe('two servers on one folder', () => {
  test('refuses the second and says who the first is', async () => {
    const { child } = await forkHolder()
    const refused = await failure(dataDir)
    expect(refused).toBeInstanceOf(DataFolderInUseError)
    expect(String(refused)).toContain(`pid ${child.pid}`)
    expect(String(refused)).toContain(dataDir)
    expect(await livingPostmaster(dataDir), 'the refused start must not stop the server').toBeDefined()
  })

  test('adopts the database of a killed server', async () => {
    const { child } = await forkHolder()
    const pid = await postmasterPid(dataDir)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(isAlive(pid)).toBe(true)

    const postgres = await start()
    expect(await postmasterPid(dataDir)).toBe(pid)
    expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('lets exactly one of several simultaneous starts win', async () => {
    const holders = await Promise.all([forkHolder(), forkHolder(), forkHolder()])
    const states = holders.map(({ message }) => message.state).toSorted()
    expect(states).toEqual(['DataFolderInUseError', 'DataFolderInUseError', 'holding'])
  })

  test('lets exactly one of two simultaneous first starts win, and leaves no half-made cluster', async () => {
    const fresh = await mkdtemp(join(tmpdir(), 'patchbay-embedded-'))
    const holders = await Promise.all([forkHolder(fresh), forkHolder(fresh)])
    const states = holders.map(({ message }) => message.state).toSorted()
    expect(states).toEqual(['DataFolderInUseError', 'holding'])
    expect(await readdir(fresh)).toEqual(['postgres', 'postgres.log', 'run'])
    for (const { child } of holders) await end(child)
    await rm(fresh, { recursive: true })
  })

  test('starts again while the previous owner is still stopping', async () => {
    const first = await start()
    const stopping = first.stop()
    const second = await start()
    await stopping
    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('after a crash', () => {
  test('recovers from the crash of Postgres with the data that was committed', async () => {
    const { child } = await forkHolder()
    const pid = await postmasterPid(dataDir)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await killAndWait(pid, 'SIGKILL')
    const postgres = await start()
    expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test.each(['postgres/postmaster.pid', 'run/.s.PGSQL.5432.lock'])(
    'starts although %s names a living process that is no Postgres',
    async (name) => {
      await (await start()).stop()
      const pid = await startStranger()
      await writeOwned(join(dataDir, name), `${pid}\n${dataDir}/postgres\n1\n5432\n${dataDir}/run\n`)
      const postgres = await start()
      expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
      expect(isAlive(pid), 'the stranger must be left alone').toBe(true)
    },
  )

  test('starts although a crash left an empty postmaster.pid', async () => {
    await (await start()).stop()
    const path = join(dataDir, 'postgres', 'postmaster.pid')
    await writeOwned(path, '')
    await utimes(path, 1, 1)
    const postgres = await start()
    expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('ignores and removes a cluster that was never finished', async () => {
    const unfinished = join(dataDir, 'postgres.new-0123456789ab')
    await mkdir(unfinished)
    await writeFile(join(unfinished, 'PG_VERSION'), '18\n')
    await start()
    await expect(stat(unfinished)).rejects.toThrow('ENOENT')
  })

  test('starts Postgres again and regains the folder when Postgres dies under it', async () => {
    const { messages, log } = notebook()
    const postgres = await start(dataDir, log)
    const pid = await postmasterPid(dataDir)
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => expect(messages).toContain('regained the data folder'), {
      timeout: 20_000,
      interval: 50,
    })
    expect(messages).toContain('lost the connection that owns the data folder: regaining it')
    expect(await postmasterPid(dataDir)).not.toBe(pid)
    expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('leaves no server behind when it is stopped while it regains the folder', async () => {
    const { messages, log } = notebook()
    const postgres = await start(dataDir, log)
    process.kill(await postmasterPid(dataDir), 'SIGKILL')
    await vi.waitFor(() => expect(messages.length).toBeGreaterThan(1), { timeout: 5_000, interval: 1 })
    await postgres.stop()
    expect(await livingPostmaster(dataDir)).toBeUndefined()
  })

  test('takes the lock again when only its connection was lost', async () => {
    const { messages, log } = notebook()
    const postgres = await start(dataDir, log)
    await query(
      postgres,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'patchbay owner%'",
      { user: superuser, database: maintenanceDatabase },
    )
    await vi.waitFor(() => expect(messages).toContain('regained the data folder'), {
      timeout: 10_000,
      interval: 20,
    })
    const { message } = await forkHolder()
    expect(message.state).toBe('DataFolderInUseError')
  })
})

describe('folders that cannot be used', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'patchbay-embedded-'))
  })
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  test('refuses a folder whose parent is missing, since that is likely a misspelt path', async () => {
    const error = await failure(join(folder, 'missing', 'data'))
    expect(error).toBeInstanceOf(DataFolderError)
    expect(String(error)).toContain(`${folder}/missing does not exist: create it`)
  })

  test('refuses a file where the folder should be', async () => {
    await writeFile(join(folder, 'data'), '')
    expect(String(await failure(join(folder, 'data')))).toContain('is not a folder')
    expect(String(await failure(join(folder, 'data', 'below')))).toContain('a part of')
  })

  test('refuses a cluster of another major version and leaves it alone', async () => {
    await mkdir(join(folder, 'postgres'))
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '15\n')
    if (isRoot) await chown(join(folder, 'postgres'), 65_534, 65_534)
    const error = await failure(folder)
    expect(error).toBeInstanceOf(ClusterVersionError)
    expect(String(error)).toMatch(/was made by Postgres 15, but this Patchbay brings Postgres \d+/)
    expect(await readdir(join(folder, 'postgres'))).toEqual(['PG_VERSION'])
  })

  test('refuses a folder of other files at the place of the cluster', async () => {
    await mkdir(join(folder, 'postgres'))
    await writeFile(join(folder, 'postgres', 'photo.jpg'), '')
    if (isRoot) await chown(join(folder, 'postgres'), 65_534, 65_534)
    const error = await failure(folder)
    expect(error).toBeInstanceOf(DataFolderError)
    expect(String(error)).toContain('PG_VERSION is missing')
  })

  test('refuses a symbolic link at the place of the socket folder', async () => {
    await (await start()).stop()
    const run = join(dataDir, 'run')
    await rm(run, { recursive: true })
    spawnSync('ln', ['-s', folder, run])
    const error = await failure(dataDir)
    await rm(run)
    expect(error).toBeInstanceOf(DataFolderError)
    expect(String(error)).toContain('symbolic link')
  })

  test.skipIf(!isRoot)(
    'names the cluster that belongs to root, and the command that repairs it',
    async () => {
      await mkdir(join(folder, 'postgres'))
      await writeFile(join(folder, 'postgres', 'PG_VERSION'), '18\n')
      expect(String(await failure(folder))).toMatch(/belongs to root.*chown -R \w+ /)
    },
  )

  test.skipIf(!isRoot)(
    'says that the disk is full, leaves nothing behind, and works once there is room',
    async ({ skip }) => {
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=755', 'tmpfs', folder])
      if (mounted.status !== 0) skip('mounting needs a privilege that this machine withholds')
      try {
        expect(await failure(folder)).toBeInstanceOf(DiskFullError)
        expect(await readdir(folder)).toEqual([])
        spawnSync('mount', ['-o', 'remount,size=200m', folder])
        await (await start(folder)).stop()
      } finally {
        spawnSync('umount', [folder])
      }
    },
  )
})

describe.skipIf(!isRoot || !isLinux)('as root', () => {
  test('runs Postgres as an ordinary user without any capability below an open folder', async () => {
    await chmod(dataDir, 0o711)
    await start()
    const status = await readFile(`/proc/${await postmasterPid(dataDir)}/status`, 'utf8')
    expect(status).not.toMatch(/^Uid:\s+0/m)
    expect(status).toMatch(/^CapEff:\s+0{16}$/m)
  })

  test('leaves Postgres only the capability to walk, below a folder that is closed to others', async () => {
    await chmod(dataDir, 0o700)
    const postgres = await start()
    const status = await readFile(`/proc/${await postmasterPid(dataDir)}/status`, 'utf8')
    expect(status).not.toMatch(/^Uid:\s+0/m)
    // Bit 2, CAP_DAC_READ_SEARCH.
    for (const set of ['CapPrm', 'CapEff', 'CapBnd', 'CapAmb'])
      expect(status).toMatch(new RegExp(`^${set}:\\s+0{15}4$`, 'm'))
    expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})
