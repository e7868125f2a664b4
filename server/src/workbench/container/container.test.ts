import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Kernel } from '../kernel.ts'
import { sandboxSizes } from '../sandbox-size.ts'
import { probeContainer } from './container.ts'
import { containerArguments } from './container-command.ts'

const timeoutMs = 60_000

test('a container has neither network nor rights nor a way to write outside of its own memory', () => {
  const args = containerArguments({
    name: 'patchbay-1-a',
    image: 'patchbay-workbench',
    limits: sandboxSizes.medium,
    uid: 20_001,
    kernelFolder: '/srv/kernel',
    command: ['-I', '/opt/workbench/stdio.py', '{}'],
  })
  expect(args).toStrictEqual(
    expect.arrayContaining([
      '--network=none',
      '--read-only',
      '--cap-drop=ALL',
      '--security-opt=no-new-privileges',
      '--user=20001:20001',
      '--memory=2147483648',
      '--memory-swap=2147483648',
      '--pids-limit=256',
      '--cpus=2',
      '--pull=never',
      '/mnt/files:rw,nosuid,nodev,size=536870912,mode=1777',
    ]),
  )
  // The one thing of the machine that is in it, and nothing of the server's environment.
  expect(args.filter((_, at) => args[at - 1] === '--volume')).toStrictEqual(['/srv/kernel:/opt/workbench:ro'])
  expect(args.filter((_, at) => args[at - 1] === '--env').join()).not.toContain('PATCHBAY')
  expect(args.slice(-4)).toStrictEqual(['patchbay-workbench', '-I', '/opt/workbench/stdio.py', '{}'])
})

test('an engine that is not there is a reason, not a crash', async () => {
  const found = await probeContainer({ command: ['/nonexistent/engine'], image: 'any' })
  expect(found).toStrictEqual({ name: 'none', reason: expect.stringContaining('/nonexistent/engine') })
})

/** Such as `podman --runtime /usr/sbin/runc`, and the name of an image that has Python. */
const { PATCHBAY_TEST_ENGINE: engine, PATCHBAY_TEST_IMAGE: image = 'patchbay-workbench' } = process.env
const left = engine === undefined ? ' (left out: PATCHBAY_TEST_ENGINE names no engine)' : ''

describe.skipIf(engine === undefined)(`code in a container${left}`, () => {
  const [program = '', ...own] = (engine ?? '').split(' ')
  let kernel: Kernel

  async function start(): Promise<Kernel> {
    const provider = await probeContainer({ command: [program, ...own], image })
    if (provider.name === 'none') throw new Error(provider.reason)
    const started = new Kernel(await provider.start({ limits: sandboxSizes.standard, prewarm: [] }), {
      mostCalls: 3,
    })
    await started.ready()
    return started
  }
  const run = (code: string) =>
    kernel.run(code, { timeoutMs, onCall: (name, args) => Promise.resolve({ result: { name, args } }) })

  beforeAll(async () => {
    kernel = await start()
  }, 120_000)
  afterAll(() => kernel?.end('the tests are over'))

  test('variables live across calls, bash sees the same files, output streams', async () => {
    await run('x = 20; open("/mnt/files/a.txt", "w").write("kept")')
    expect((await run('print("said"); x + 1')).result).toBe('21')
    expect(await kernel.bash('cat /mnt/files/a.txt', { timeoutMs })).toMatchObject({
      stdout: 'kept',
      exit: 0,
    })
  })

  test('files go in and come out whole', async () => {
    const big = Buffer.alloc(3_000_000, 'ab\n')
    await kernel.writeFile('big.bin', Readable.from([big]))
    expect(await text(kernel.readFile('big.bin'))).toBe(big.toString())
  })

  test('helpers ask the session, as often as a run may', async () => {
    const { result } = await run('[run_composio_tool("T", {})[1][:28] for _ in range(5)]')
    expect(result).toContain("['', '', '', 'this run has made 3 calls")
  })

  test('it has no network, cannot write the system, and ends at its limits', async () => {
    const seen = await run(`
import os, socket
def attempt(job):
    try:
        return str(job())
    except OSError as error:
        return error.strerror
[attempt(lambda: socket.create_connection(("1.1.1.1", 53), 2)), attempt(lambda: open("/usr/x", "w")),
 attempt(lambda: open("/opt/workbench/cell.py", "a")), os.getuid() >= 20000, sorted(os.listdir("/sys/class/net"))]`)
    expect(seen.result).toBe(
      "['Network is unreachable', 'Read-only file system', 'Permission denied', True, ['lo']]",
    )
    const grown = await run('b = bytearray(3 << 30); b[::4096] = b"x" * len(b[::4096])')
    expect(grown.died || grown.error.includes('MemoryError')).toBe(true)
    expect((await run('1 + 1')).result).toBe('2')
  })

  test('it is frozen and thawed, and gone when it is ended', async () => {
    await kernel.freeze()
    await kernel.thaw()
    expect((await run('2 + 2')).result).toBe('4')
    const other = await start()
    await other.end('enough')
    await expect(other.run('1', { timeoutMs })).rejects.toThrow('enough')
  }, 120_000)
})
