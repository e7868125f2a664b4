/** One step of `large.ts` in a process of its own: `build` or `serve`. Queries come in as JSON, the report goes out as JSON. */
import { text } from 'node:stream/consumers'
import { buildIndex, readIndex, type ToolDocument, warmUp, writeIndex } from '../src/index.ts'
import { readTools } from '../bin/read-tools.ts'

function cpu(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1_000
}

async function build(tools: string, file: string): Promise<object> {
  const documents: ToolDocument[] = []
  for await (const tool of readTools(tools)) documents.push(tool)
  const start = process.cpuUsage()
  const index = buildIndex(documents)
  const took = cpu(start)
  await writeIndex(index, file)
  return { tools: index.size, build: took, memory: process.memoryUsage.rss() / 1e6 }
}

async function serve(file: string): Promise<object> {
  const queries: string[] = JSON.parse(await text(process.stdin))
  const start = process.cpuUsage()
  const index = await readIndex(file)
  const load = cpu(start)
  warmUp(index)
  const times = queries.map((query) => {
    const start = process.cpuUsage()
    index.search(query)
    return cpu(start)
  })
  return { tools: index.size, load, times, memory: process.memoryUsage.rss() / 1e6 }
}

const [step, tools = '', file = ''] = process.argv.slice(2)
process.stdout.write(JSON.stringify(await (step === 'build' ? build(tools, file) : serve(file))))
