import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeSandboxed, startKernel } from '../../test/sandboxes.ts'
import type { CallHandler, Kernel, RunResult } from './kernel.ts'

const timeoutMs = 20_000

describeSandboxed('code in a sandbox', () => {
  let kernel: Kernel
  beforeAll(async () => {
    kernel = await startKernel()
  }, 60_000)
  afterAll(() => kernel?.end('the tests are over'))

  const run = (
    code: string,
    options: { timeoutMs?: number; onCall?: CallHandler } = {},
  ): Promise<RunResult> => kernel.run(code, { timeoutMs, ...options })

  test('variables, imports and functions of one call are there in the next; the last expression comes back', async () => {
    expect(await run('import math\ndef area(r):\n    return math.pi * r * r\nr = 2')).toMatchObject({
      result: '',
      error: '',
    })
    expect((await run('round(area(r), 2)')).result).toBe('12.57')
    expect((await run('_ + 1')).result).toBe('13.57')
    expect((await run('await __import__("asyncio").sleep(0, "waited")')).result).toBe('waited')
  })

  test('what Python and programs that it starts print comes back, in order, up to a limit', async () => {
    const printed = await run(
      'import os, sys\nprint("one")\nos.system("echo two; echo err >&2")\nprint("three")\nprint("x", file=sys.stderr)\n',
    )
    expect(printed).toMatchObject({ stdout: 'one\ntwo\nthree\n', stderr: 'err\nx\n', dropped: 0 })
    const long = await run('print("y" * 1_000_000)')
    expect(long.stdout.length).toBe(64 * 1024)
    expect(long.dropped).toBe(1_000_001 - 64 * 1024)
    expect((await run('"z" * 1_000_000')).result).toMatch(/^z+\n… 934464 characters left out …\nz+$/)
  })

  test('output is told of while the code runs, as far as it is kept', async () => {
    const told: string[] = []
    const first = Promise.withResolvers<string>()
    const onOutput = (text: string) => {
      told.push(text)
      first.resolve(text)
    }
    // It ends when what it printed first has been heard of.
    const onCall: CallHandler = async () => ({ result: await first.promise })
    const ran = await kernel.run(
      'print("begun")\nx = run_composio_tool("A_B", {})[0]\nprint("y" * 200_000)\nx',
      {
        timeoutMs,
        onCall,
        onOutput,
      },
    )
    expect([told[0], ran.result]).toStrictEqual(['begun\n', 'begun\n'])
    expect(told.join('')).toBe(ran.stdout)
    expect(ran.dropped).toBeGreaterThan(0)
    const bash: string[] = []
    await kernel.bash('echo out; echo err >&2', { timeoutMs, onOutput: (text) => bash.push(text) })
    expect(bash.toSorted()).toStrictEqual(['err\n', 'out\n'])
  })

  test('a traceback names the lines of the code and nothing else', async () => {
    const { error } = await run('def half(n):\n    return n / 0\n\nhalf(1)')
    expect(error.split('\n').map((line) => line.replace(/cell \d+/, 'cell N'))).toStrictEqual([
      '<cell N> line 4: half(1)',
      '<cell N> line 2 in half: return n / 0',
      'ZeroDivisionError: division by zero',
    ])
    expect((await run('x = (')).error).toMatch(/SyntaxError/)
    expect((await run('raise SystemExit("enough")')).error).toBe('SystemExit: enough')
  })

  test('mistakes that generated code makes often are mended and told of', async () => {
    const onCall: CallHandler = async (_name, args) => ({ result: { data: { api_key: 'k', ...args } } })
    const wrongCase = await run('result, error = run_composio_tool("A_B", {})\nresult["data"]["apiKey"]', {
      onCall,
    })
    expect(wrongCase).toMatchObject({ result: 'k', repairs: ["read key 'apiKey' as 'api_key'"] })
    expect((await run('result["data"].get("API-KEY")')).result).toBe('k')
    const whole = await run('r = run_composio_tool("A_B", {})\nr["data"]["tool_slug"]', { onCall })
    expect(whole).toMatchObject({
      result: 'A_B',
      repairs: ["run_composio_tool returns (result, error): read ['data'] of the result"],
    })
    const missing = await run('```python\nn = null\nstatistics.mean([1, 3]), Path("/a").name, n\n```')
    expect(missing.result).toBe("(2, 'a', None)")
    expect(missing.repairs).toStrictEqual([
      'took the code out of its Markdown fence',
      "added the missing 'from pathlib import Path'",
      'read null as None',
      "added the missing 'import statistics'",
    ])
    expect((await run('if True:\n    print("in")\n    return 1\nprint("out")')).stdout).toBe('in\n')
    expect((await run('return 41 + 1')).result).toBe('42')
    expect((await run('!echo shell\n%pip install left-pad')).stdout).toBe('shell\n')
    expect((await run('result["data"]["nowhere"]')).error).toMatch(/KeyError.*the keys are \['api_key'/)
  })

  test('a name that is bound somewhere is never replaced by an import', async () => {
    await run('json = "mine"')
    expect((await run('json')).result).toBe('mine')
    expect((await run('def f(re): return re\nf(1)')).repairs).toStrictEqual([])
    await run('del json')
  })

  test('helpers may be called from many threads at once, and get their own answers', async () => {
    const onCall: CallHandler = async (_name, { arguments: args }) => ({ result: { data: args } })
    const { result } = await run(
      `
from concurrent.futures import ThreadPoolExecutor
def one(i):
    answer, error = run_composio_tool("T", {"i": i})
    return answer["data"]["i"] == i
with ThreadPoolExecutor(20) as pool:
    answers = list(pool.map(one, range(200)))
all(answers), len(answers)`,
      { onCall },
    )
    expect(result).toBe('(True, 200)')
  })

  test('code whose time is up is stopped, and its variables stay', async () => {
    await run('kept = 1')
    const stopped = await run('while True: pass', { timeoutMs: 200 })
    expect(stopped).toMatchObject({
      timedOut: true,
      died: false,
      error: 'KeyboardInterrupt: the time was up',
    })
    expect((await run('kept')).result).toBe('1')
  })

  test('code that will not stop loses its variables, and the files stay', async () => {
    await run('open("/mnt/files/kept.txt", "w").write("still here")\nlost = 1')
    const killed = await run(
      'import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass',
      { timeoutMs: 100 },
    )
    expect(killed).toMatchObject({ timedOut: true, died: true })
    expect((await run('open("/mnt/files/kept.txt").read()')).result).toBe('still here')
    expect((await run('lost')).error).toMatch(/NameError/)
    expect(await run('import os; os._exit(3)')).toMatchObject({ died: true, exit: 3, timedOut: false })
    expect((await run('1 + 1')).result).toBe('2')
  })

  test('bash runs in the same files, with its exit code', async () => {
    const ran = await kernel.bash(
      'echo a,b > /mnt/files/t.csv; cut -d, -f2 /mnt/files/t.csv; echo e >&2; exit 3',
      {
        timeoutMs,
      },
    )
    expect(ran).toMatchObject({ stdout: 'b\n', stderr: 'e\n', exit: 3 })
    expect((await run('open("/mnt/files/t.csv").read()')).result).toBe('a,b\n')
    expect(await kernel.bash('sleep 60', { timeoutMs: 100 })).toMatchObject({ timedOut: true })
  })

  test('files go in and out whole', async () => {
    const bytes = Buffer.alloc(2_500_000, 'patchbay ')
    await kernel.writeFile('deep/er/in.bin', Readable.from([bytes]))
    expect(
      (await run('__import__("hashlib").md5(open("/mnt/files/deep/er/in.bin", "rb").read()).hexdigest()'))
        .result,
    ).toMatch(/^[0-9a-f]{32}$/)
    expect(await text(kernel.readFile('deep/er/in.bin'))).toBe(bytes.toString())
    const { files } = await kernel.listFiles()
    expect(files).toContainEqual(expect.objectContaining({ path: 'deep/er/in.bin', size: 2_500_000 }))
    await kernel.removeFile('deep/er/in.bin')
    await expect(text(kernel.readFile('deep/er/in.bin'))).rejects.toThrow('No such file')
  })

  test('a frozen sandbox goes on where it was', async () => {
    await run(
      'import threading\nticks = 0\ndef tick():\n  global ticks\n  while True: ticks += 1\nthreading.Thread(target=tick, daemon=True).start()',
    )
    await kernel.freeze()
    await kernel.thaw()
    expect(Number((await run('ticks')).result)).toBeGreaterThan(0)
    expect(await run('import os; os._exit(0)')).toMatchObject({ died: true })
  })

  test('text is read out of what people send around', async () => {
    const { result, error } = await run(`
import docx, openpyxl
from reportlab.pdfgen import canvas
page = canvas.Canvas("/tmp/a.pdf"); page.drawString(72, 700, "Hello from a PDF"); page.save()
document = docx.Document(); document.add_paragraph("Hello from Word"); document.save("/tmp/a.docx")
book = openpyxl.Workbook(); book.active.append(["Hello", "from Excel"]); book.save("/tmp/a.xlsx")
open("/tmp/a.html", "w").write("<p>Hello from <b>HTML</b></p><script>no</script>")
[smart_file_extract(f"/tmp/a.{kind}", False)[0].split() for kind in ("pdf", "docx", "xlsx", "html")]`)
    expect(error).toBe('')
    for (const word of ['PDF', 'Word', 'Excel', 'HTML']) expect(result).toContain(word)
    expect((await run('smart_file_extract("/tmp/none.pdf", False)')).result).toContain('FileNotFoundError')
  })
})
