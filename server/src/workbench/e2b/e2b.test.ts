import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Sandbox as OfficialSandbox } from 'e2b'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { startE2b } from '../../../../conformance/rigs/e2b.ts'
import type { EnvE2b } from '../../env.ts'
import { Secret } from '../../vault/secret.ts'
import { Kernel } from '../kernel.ts'
import { sandboxSizes } from '../sandbox-size.ts'
import { probeE2b } from './e2b.ts'
import { Machine } from './machine.ts'

const apiKey = `e2b_${'0123456789'.repeat(4)}`
const timeoutMs = 60_000
const service = await startE2b(apiKey)
afterAll(() => service.close())

const account = (url = service.url, key = apiKey): EnvE2b => ({
  apiKey: new Secret(key),
  template: 'patchbay-{size}',
  domain: 'e2b.test',
  apiUrl: url,
  sandboxUrl: url,
})

async function provider() {
  const found = await probeE2b(account())
  if (found.name === 'none') throw new Error(found.reason)
  return found
}

test('the stand-in is one that the official client works with', async () => {
  const machine = await OfficialSandbox.create('base', {
    apiKey,
    apiUrl: service.url,
    sandboxUrl: service.url,
  })
  let heard = ''
  const command = await machine.commands.run('read line; echo "it said $line"; exit 3', {
    background: true,
    stdin: true,
    onStdout: (piece) => void (heard += piece),
  })
  await command.sendStdin('hello\n')
  await expect(command.wait()).rejects.toMatchObject({ exitCode: 3 })
  expect(heard).toBe('it said hello\n')
  await machine.pause()
  const again = await OfficialSandbox.connect(machine.sandboxId, {
    apiKey,
    apiUrl: service.url,
    sandboxUrl: service.url,
  })
  expect((await again.commands.run('echo back')).stdout).toBe('back\n')
  await again.kill()
  expect(service.machines.has(machine.sandboxId)).toBe(false)
})

describe('code in a machine of E2B', () => {
  const kernels: Kernel[] = []
  const start = async () => {
    const sandbox = await (await provider()).start({ limits: sandboxSizes.medium, prewarm: [] })
    const kernel = new Kernel(sandbox, { mostCalls: 3 })
    kernels.push(kernel)
    await kernel.ready()
    return kernel
  }
  afterEach(async () => {
    await Promise.all(kernels.splice(0).map((kernel) => kernel.end('the test is over')))
    expect(service.machines.size).toBe(0)
  })
  const run = (kernel: Kernel, code: string) =>
    kernel.run(code, { timeoutMs, onCall: (name, args) => Promise.resolve({ result: { name, args } }) })

  test('it runs, keeps its variables, moves files whole, asks its session, and goes on after a pause', async () => {
    const kernel = await start()
    await run(kernel, 'x = 20; _ = open("/mnt/files/a.txt", "w").write("kept")')
    expect(await run(kernel, 'print("said"); x + 1')).toMatchObject({ stdout: 'said\n', result: '21' })
    expect(await kernel.bash('cat /mnt/files/a.txt', { timeoutMs })).toMatchObject({
      stdout: 'kept',
      exit: 0,
    })

    const big = Buffer.alloc(1_500_000, 'ab\n')
    await kernel.writeFile('big.bin', Readable.from([big]))
    expect(await text(kernel.readFile('big.bin'))).toBe(big.toString())

    const { result } = await run(kernel, '[run_composio_tool("T", {})[1][:28] for _ in range(5)]')
    expect(result).toContain("['', '', '', 'this run has made 3 calls")

    await kernel.freeze()
    const [machine] = service.machines.values()
    expect(machine?.isPaused).toBe(true)
    await kernel.thaw()
    expect((await run(kernel, 'x + 2')).result).toBe('22')
  })

  test('it has no internet, a size by its template, a lease, and nothing of the server', async () => {
    const before = service.calls.length
    const kernel = await start()
    const made = service.calls.slice(before).filter(({ path }) => path === '/v2/sandboxes')
    expect(made.map(({ body }) => body)).toMatchObject([
      { templateID: 'patchbay-standard', allow_internet_access: false },
      { templateID: 'patchbay-medium', allow_internet_access: false, timeout: 600 },
    ])
    expect(JSON.stringify(made.map(({ body }) => body))).not.toContain(apiKey)
    const { result } = await run(kernel, 'import os; sorted(os.environ), open("/proc/1/cmdline").read()')
    expect(result).not.toContain('PATCHBAY')
    expect(result).not.toContain(apiKey)
  })

  test('one that ends by itself says so, and its machine is given back', async () => {
    const kernel = await start()
    const [machine] = service.machines.values()
    for (const child of machine?.processes.values() ?? []) child.kill('SIGKILL')
    await expect(run(kernel, '1')).rejects.toThrow()
  })

  test('one that is gone when it should go on ends with the reason', async () => {
    const kernel = await start()
    await kernel.freeze()
    service.machines.clear()
    await kernel.thaw()
    await expect(run(kernel, '1')).rejects.toThrow('it could not be taken up again: E2B answered 404')
  })
})

test('a key that E2B refuses is a reason that does not show the key', async () => {
  const found = await probeE2b(account(service.url, 'e2b_wrong'))
  expect(found).toMatchObject({ name: 'none', reason: 'e2b: E2B answered 401: Invalid API key …' })
})

test('a service that leaves the network open is not used', async () => {
  const open = await startE2b(apiKey, { isOnline: true })
  try {
    expect(await probeE2b(account(open.url))).toMatchObject({
      name: 'none',
      reason: 'e2b: the network is there',
    })
    expect(open.machines.size).toBe(0)
  } finally {
    await open.close()
  }
})

test('a host that the operator did not name may not be on the operator’s network', async () => {
  const machine = new Machine({ id: 'i1', url: service.url, token: undefined, isNamed: false })
  await expect(machine.run({ user: 'user', args: [] })).rejects.toThrow('it is not a public address')
  await machine.close()
})
