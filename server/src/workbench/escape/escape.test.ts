import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeSandboxed, describeWithRights, startKernel } from '../../../test/sandboxes.ts'
import { type CallHandler, type Kernel, usualCalls } from '../kernel.ts'
import { attempts } from './attempts.ts'

const timeoutMs = 30_000
const prelude = await readFile(new URL('prelude.py', import.meta.url), 'utf8')

/** What there is to get on this machine, and what notices when something does. */
interface Bait {
  facts: Record<string, unknown>
  knocks(): number
  unharmed(): Promise<boolean>
  remove(): Promise<void>
}

async function layBait(): Promise<Bait> {
  const folder = await mkdtemp(join(tmpdir(), 'bait-'))
  const file = join(folder, 'secret.txt')
  const secret = 'bait-secret-value'
  await writeFile(file, secret, { mode: 0o644 })
  process.env['BAIT_SECRET'] = secret
  let knocks = 0
  const listen = async (where: string | undefined): Promise<Server> => {
    const server = createServer((socket) => {
      knocks += 1
      socket.on('error', () => undefined).resume()
    })
    await new Promise<void>((resolve) => {
      if (where === undefined) server.listen(0, '0.0.0.0', resolve)
      else server.listen(where, resolve)
    })
    return server
  }
  const abstract = `bait-${process.pid}`
  const socket = join(folder, 'socket')
  const servers = await Promise.all([listen(undefined), listen(`\0${abstract}`), listen(socket)])
  const marker = `bait-marker-${process.pid}`
  const sleeper: ChildProcess = spawn('/bin/sh', ['-c', 'read -r line', marker], { stdio: 'pipe' })
  const address = Object.values(networkInterfaces())
    .flat()
    .find((found) => found?.family === 'IPv4' && !found.internal)?.address
  const bound = servers[0]?.address()
  return {
    facts: {
      file,
      folder,
      secret,
      abstract,
      socket,
      marker,
      address: address ?? '127.0.0.1',
      port: typeof bound === 'object' ? bound?.port : 0,
      pid: sleeper.pid,
      code: fileURLToPath(new URL('.', import.meta.url)),
    },
    knocks: () => knocks,
    async unharmed() {
      return (await readFile(file, 'utf8')) === secret && sleeper.exitCode === null && !sleeper.killed
    },
    async remove() {
      sleeper.stdin?.end()
      for (const server of servers) server.close()
      delete process.env['BAIT_SECRET']
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const bait = await layBait()
afterAll(() => bait.remove())
const asPython = (value: unknown) => `json.loads(${JSON.stringify(JSON.stringify(value))})`

test('the attempts are attempts: on the machine itself, what is harmless there succeeds', async () => {
  const harmless = attempts.filter(({ onHost }) => onHost)
  const program = `${prelude}\nHOST = ${asPython(bait.facts)}\n${harmless.map(({ code }) => `print(${code})`).join('\n')}\n`
  const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-I', '-c', program])
  const got = stdout.trim().split('\n')
  expect(
    got.map((line, index) => (line.startsWith('ESCAPED') ? '' : harmless[index]?.title)).filter(Boolean),
  ).toStrictEqual([])
  expect(got).toHaveLength(harmless.length)
  expect(bait.knocks()).toBeGreaterThan(2)
})

for (const rights of ['user-namespace', 'setpriv-inside'] as const) {
  await describeWithRights(rights, 'code that tries to get out', (start) => {
    let attacker: Kernel
    let victim: Kernel
    let knocksBefore = 0
    beforeAll(async () => {
      ;[attacker, victim] = await Promise.all([start(), start()])
      await victim.run('open("/mnt/files/victim.txt", "w").write("x")', { timeoutMs })
      knocksBefore = bait.knocks()
      await attacker.run(`${prelude}\nHOST = ${asPython(bait.facts)}`, { timeoutMs })
    }, 60_000)
    afterAll(() => Promise.all([attacker?.end('the tests are over'), victim?.end('the tests are over')]))

    test.each(attempts.map(({ title, because, code }) => [`${title}: ${because}`, code] as const))(
      '%s',
      async (_title, code) => {
        const { result, error } = await attacker.run(code, { timeoutMs })
        expect(error || result).toBe('contained')
      },
    )

    test('nothing outside noticed anything', async () => {
      expect(bait.knocks()).toBe(knocksBefore)
      expect(await bait.unharmed()).toBe(true)
    })
  })
}

describeSandboxed('code that abuses its socket, its files and its share of the machine', () => {
  let kernel: Kernel
  const start = async () => {
    kernel = await startKernel()
    await kernel.run(prelude, { timeoutMs })
  }
  beforeAll(start, 60_000)
  afterAll(() => kernel?.end('the tests are over'))
  const run = (code: string, onCall?: CallHandler) => kernel.run(code, { timeoutMs, onCall })
  const answer: CallHandler = async (name, args) => ({ result: { name, args } })

  test('a forged end of a run ends that run, and nothing else', async () => {
    const forged = await run('import gc\nforge(kind="D", t="done", id=10**6, result="not mine")\n"mine"')
    expect(forged.result).toBe('mine')
    expect((await run('1 + 1')).result).toBe('2')
  })

  test('forged answers to requests that nobody made are passed over', async () => {
    await run(
      'for m in ("answer", "written"):\n  forge(t=m, id=77, transfer=77)\nforge(t="ready")\nchannel().sendall(frame("B", b"\\0\\0\\0\\x4dbytes"))',
    )
    expect((await run('"alive"')).result).toBe('alive')
  })

  test('a forged call is a call like any other: judged by the session', async () => {
    const asked: string[] = []
    await run('forge(t="call", call=5, name="open_vault", arguments={})\ntime.sleep(0.2)', async (name) => {
      asked.push(name)
      return { error: 'there is no such helper' }
    })
    expect(asked).toStrictEqual(['open_vault'])
  })

  test('keys that JavaScript treats as its own change nothing', async () => {
    const asked: unknown[] = []
    const code = `channel().sendall(frame("J", b'{"t":"call","call":6,"name":"x","arguments":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}'))\ntime.sleep(0.2)`
    await run(code, async (_name, args) => {
      asked.push(args)
      return {}
    })
    expect(asked).toHaveLength(1)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('more calls than a run may make are refused', async () => {
    const { result } = await run(
      `
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(20) as pool:
    errors = [e for _, e in pool.map(lambda i: run_composio_tool("T", {}), range(${usualCalls + 50}))]
sum(1 for e in errors if "most that it may" in e)`,
      answer,
    )
    expect(result).toBe('50')
  })

  test('a call made after the run has ended is refused', async () => {
    await run(
      'late = []\ngo = threading.Event()\nthreading.Thread(target=lambda: (go.wait(), late.append(run_composio_tool("T", {})[1])), daemon=True).start()',
      answer,
    )
    await kernel.bash('true', { timeoutMs, onCall: undefined })
    const { result } = await run('go.set()\ntime.sleep(0.2)\nlate', undefined)
    expect(result).toContain('not available here')
  })

  test('a frame of four gigabytes ends the process that began it', async () => {
    expect(await run('channel().sendall(b"\\xff\\xff\\xff\\xffJ")\ntime.sleep(20)')).toMatchObject({
      died: true,
    })
    await run(prelude)
  })

  const breaches: [title: string, code: string, reason: RegExp][] = [
    ['bytes that are no frame', 'channel().sendall(frame("X", b"garbage"))', /no known kind/],
    ['a message that is no JSON', 'channel().sendall(frame("J", b"{"))', /no JSON object/],
    ['a message of no known form', 'forge(t="give_me_the_vault")', /no known form/],
    ['a million brackets', 'channel().sendall(frame("J", b"[" * 1000000))', /no JSON object/],
    [
      'a flood of output',
      'data = frame("J", json.dumps({"t": "out", "stream": "stdout", "text": "x" * 500000}).encode())\nc = channel()\nwhile True: c.sendall(data)',
      /more messages than a run may send/,
    ],
  ]
  test.each(breaches)('%s ends the sandbox, and the server goes on', async (_title, code, reason) => {
    await expect(run(`${code}\ntime.sleep(20)`)).rejects.toThrow(reason)
    await start()
    expect((await run('"alive"')).result).toBe('alive')
  })

  test('links, pipes, sockets and devices in the mount are left out, and never followed', async () => {
    await run(`
os.makedirs("/mnt/files/d", exist_ok=True)
os.symlink("/proc/self/environ", "/mnt/files/link")
os.symlink("/usr/share", "/mnt/files/folder")
os.mkfifo("/mnt/files/pipe")
socket.socket(socket.AF_UNIX).bind("/mnt/files/socket")
open("/mnt/files/d/real.txt", "w").write("real")`)
    const { files, leftOut } = await kernel.listFiles()
    expect(files.map(({ path }) => path)).toStrictEqual(['d/real.txt'])
    expect(leftOut).toBe(3)
    await expect(text(kernel.readFile('link'))).rejects.toThrow(/symbolic link/i)
    await run('for n in ("link", "folder", "pipe", "socket", "d/real.txt"): os.unlink("/mnt/files/" + n)')
  })

  test('more files than a mount may hold are counted, not listed', async () => {
    await run('for i in range(2100): open(f"/mnt/files/{i}", "w")')
    const { files, leftOut } = await kernel.listFiles()
    expect([files.length, leftOut]).toStrictEqual([2000, 100])
    await run('for i in range(2100): os.unlink(f"/mnt/files/{i}")')
  })

  test.each(['/mnt/files', '/tmp', '/home/user', '/dev/shm'])(
    'a full %s is an error of the code',
    async (folder) => {
      const { result, error } = await run(`
piece = bytes(16 * 1024 * 1024)
written = 0
try:
    for n in range(40):
        with open(f"${folder}/fill{n}", "wb") as file: written += file.write(piece)
    text = "ESCAPED"
except OSError as e:
    text = errno.errorcode[e.errno]
for n in range(41):
    if os.path.exists(f"${folder}/fill{n}"): os.unlink(f"${folder}/fill{n}")
text, written <= 256 * 1024 * 1024`)
      expect(error || result).toBe("('ENOSPC', True)")
    },
  )

  test('a fork bomb runs into the limit of processes, and is cleared away', async () => {
    const { result } = await run(`
made = 0
try:
    while made < 5000:
        if os.fork() == 0: time.sleep(600); os._exit(0)
        made += 1
    text = "ESCAPED"
except OSError as e:
    text = errno.errorcode[e.errno]
text, made < 128`)
    expect(result).toBe("('EAGAIN', True)")
    expect(await run('os._exit(0)')).toMatchObject({ died: true })
    // The kernel takes a moment to clear the dead away.
    const few = async () => (await run('len([p for p in os.listdir("/proc") if p.isdigit()]) < 6')).result
    await expect.poll(few, { timeout: 10_000 }).toBe('True')
    await run(prelude)
  })

  test('threads count as processes', async () => {
    const { result } = await run(`
threads = []
try:
    for _ in range(2000):
        t = threading.Thread(target=time.sleep, args=(1,), daemon=True); t.start(); threads.append(t)
    text = "ESCAPED"
except RuntimeError as e:
    text = str(e)
text, len(threads) < 128`)
    expect(result).toContain("can't start new thread")
    expect(result).toContain('True')
  })

  test('memory without end costs the process that took it, and nobody else', async () => {
    const taken = await run('hold = []\nwhile True: hold.append(bytearray(32 * 1024 * 1024))')
    expect(taken.died || taken.error.includes('MemoryError')).toBe(true)
    expect((await run('"alive"')).result).toBe('alive')
    await run(prelude)
  })

  test('five gigabytes fit nowhere: reserved, sparse, in memory or written piece by piece', async () => {
    const { result, error } = await run(`
FIVE = 5 << 30
def fill(path):
    try:
        with open(path, "wb", buffering=0) as file:
            piece, size = bytes(16 << 20), 0
            while size < FIVE: size += file.write(piece)
            return size
    finally:
        os.unlink(path)
def sized(fd, how):
    try:
        return how(fd)
    finally:
        os.close(fd)
new = lambda: os.open("/mnt/files/five", os.O_RDWR | os.O_CREAT)
tried = [refused(sized, new(), lambda fd: os.posix_fallocate(fd, 0, FIVE)), refused(sized, new(), lambda fd: os.truncate(fd, FIVE)),
    refused(sized, os.memfd_create("five"), lambda fd: os.truncate(fd, FIVE))]
tried += [refused(fill, f"{folder}/five") for folder in ("/mnt/files", "/tmp", "/home/user", "/dev/shm")]
set(tried), len(tried)`)
    expect(error || result).toBe("({'contained'}, 7)")
    expect((await run('"alive"')).result).toBe('alive')
  })

  test('files without end run into the limit of descriptors', async () => {
    const { result } = await run(`
held = []
try:
    while True: held.append(open("/dev/null"))
except OSError as e:
    text = errno.errorcode[e.errno]
[file.close() for file in held]
text, len(held) < 1100`)
    expect(result).toBe("('EMFILE', True)")
  })

  test('a crash in native code leaves no core and ends only the code', async () => {
    const crashed = await run('ctypes.string_at(0)')
    expect(crashed).toMatchObject({ died: true, exit: -11 })
    expect((await run('import resource\nresource.getrlimit(resource.RLIMIT_CORE)')).result).toBe('(0, 0)')
  })

  test('output without end is cut, and its end is not waited for', async () => {
    const { stdout, timedOut } = await kernel.bash('yes', { timeoutMs: 300 })
    expect([stdout.length <= 64 * 1024, timedOut]).toStrictEqual([true, true])
  })

  test('a process that hides in the background ends with its sandbox', async () => {
    const marker = `escape-${process.pid}-hidden`
    await kernel.bash(`setsid bash -c "exec -a ${marker} sleep 600" >/dev/null 2>&1 &`, { timeoutMs })
    const seen = async () => {
      const { stdout } = await promisify(execFile)(
        '/bin/sh',
        ['-c', 'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" "\\n"; true'],
        { maxBuffer: 1e8 },
      )
      return stdout.split('\n').filter((line) => line === marker).length
    }
    expect(await seen()).toBe(1)
    await kernel.end('the test ends it')
    await expect.poll(seen, { timeout: 10_000 }).toBe(0)
  })
})
