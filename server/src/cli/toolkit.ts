/** `patchbay toolkit …`: the toolkits that a project brings along. */
import { plain, withClient } from './api-client.ts'
import { command, UsageError } from './command.ts'
import { readJsonFile, readText } from './read-file.ts'

interface Shown {
  slug: string
  name: string
  version: string
  base_url: string
  hosts: string[]
  auth_schemes: string[]
  tools_count: number
  tools: { slug: string; name: string }[]
  held: {
    slug: string
    change: string
    description: { before: string | null; after: string }
    input_parameters: { before: unknown; after: unknown }
  }[]
  quality: { grade: string; reasons: string[] }
  report: { dropped_count: number; dropped: { operation: string; reason: string }[] }
  review_token: string
  published: boolean
}

export const toolkitAdd = command({
  name: 'toolkit add',
  summary: 'make a toolkit of an API description or an MCP server',
  usage: 'SOURCE --slug SLUG [--mcp] [--auth KIND] [--preview] …',
  details: [
    '  SOURCE            URL or file of an OpenAPI 3 or Swagger 2 description; with --mcp, URL of an MCP server',
    '  --slug SLUG       what the toolkit is called',
    '  --name NAME       name to show',
    '  --base-url URL    where the API is, when the description does not say',
    '  --auth KIND       none, bearer, basic, key:HEADER, query:PARAMETER, oauth (MCP), or JSON as the API takes it',
    '  --overlay FILE    edits of the tools (JSON), applied again at every sync',
    '  --allow-host HOST further host that may receive the credential (repeatable)',
    '  --read-with TEXT  authorization header for reading SOURCE once; not kept',
    '  --preview         compile and report, publish nothing',
  ].join('\n'),
  options: {
    slug: { type: 'string' },
    mcp: { type: 'boolean' },
    name: { type: 'string' },
    'base-url': { type: 'string' },
    auth: { type: 'string' },
    overlay: { type: 'string' },
    'allow-host': { type: 'string', multiple: true },
    'read-with': { type: 'string' },
    preview: { type: 'boolean' },
  },
  positionals: ['SOURCE'],
  async run({ values, positionals: { SOURCE = '' } }, context) {
    if (values.slug === undefined) throw new UsageError('--slug is missing')
    const body = {
      slug: values.slug,
      source: await readSource(SOURCE, values.mcp === true),
      ...(values.name !== undefined && { name: values.name }),
      ...(values['base-url'] !== undefined && { base_url: values['base-url'] }),
      ...(values.auth !== undefined && { auth: readAuth(values.auth) }),
      ...(values.overlay !== undefined && { overlay: await readJsonFile(values.overlay) }),
      ...(values['allow-host'] !== undefined && { allow_hosts: values['allow-host'] }),
      ...(values['read-with'] !== undefined && { read_with: { value: values['read-with'] } }),
      ...(values.preview === true && { preview: true }),
    }
    return withClient(context, async (client) => {
      context.out(report((await client.call('POST', '/custom/toolkits/upsert', body)) as Shown))
    })
  },
})

export const toolkitList = command({
  name: 'toolkit list',
  summary: 'list the toolkits that the project brought along',
  async run(_input, context) {
    return withClient(context, async (client) => {
      const { items } = (await client.call('GET', '/custom/toolkits')) as { items: Shown[] }
      for (const each of items) {
        const held = each.held.length > 0 ? `, ${each.held.length} held for review` : ''
        context.out(`${each.slug.padEnd(24)}${each.version}  ${each.tools_count} tools${held}\n`)
      }
    })
  },
})

export const toolkitSync = command({
  name: 'toolkit sync',
  summary: 'read the source of a toolkit again',
  usage: 'SLUG [FILE] [--account ID] [--read-with TEXT]',
  details: [
    '  FILE              the description again, for a toolkit that was added from a file',
    '  --account ID      connected account whose credential reads an MCP server',
    '  --read-with TEXT  authorization header for reading the source once; not kept',
  ].join('\n'),
  options: { account: { type: 'string' }, 'read-with': { type: 'string' } },
  positionals: ['SLUG', 'FILE'],
  optional: 1,
  async run({ values, positionals: { SLUG, FILE } }, context) {
    const body = {
      slug: SLUG,
      ...(FILE !== undefined && { document: await readText(FILE) }),
      ...(values.account !== undefined && { connected_account_id: values.account }),
      ...(values['read-with'] !== undefined && { read_with: { value: values['read-with'] } }),
    }
    return withClient(context, async (client) => {
      context.out(report((await client.call('POST', '/custom/toolkits/sync', body)) as Shown))
    })
  },
})

export const toolkitReview = command({
  name: 'toolkit review',
  summary: 'show changes of an MCP server that are held, and approve them',
  usage: 'SLUG [TOOL …] [--approve]',
  details:
    '  TOOL …     only these tools\n  --approve  serve them as they are now; without it they are only shown',
  options: { approve: { type: 'boolean' } },
  positionals: ['SLUG'],
  takesRest: true,
  async run({ values, positionals: { SLUG = '' }, rest }, context) {
    const path = `/custom/toolkits/${encodeURIComponent(SLUG)}`
    return withClient(context, async (client) => {
      const shown = (await client.call('GET', path)) as Shown
      const held = shown.held.filter(({ slug }) => rest.length === 0 || rest.includes(slug))
      for (const change of held) context.out(changeText(change))
      if (held.length === 0) context.out('nothing is held for review\n')
      if (values.approve !== true || held.length === 0) return
      const approve = held.map(({ slug }) => slug)
      await client.call('POST', `${path}/review`, { approve, review_token: shown.review_token })
      context.out(`approved: ${held.map(({ slug }) => slug).join(', ')}\n`)
    })
  },
})

export const toolkitRemove = command({
  name: 'toolkit remove',
  summary: 'delete a toolkit that the project brought along',
  usage: 'SLUG',
  positionals: ['SLUG'],
  async run({ positionals: { SLUG = '' } }, context) {
    return withClient(context, async (client) => {
      await client.call('DELETE', `/custom/toolkits/${encodeURIComponent(SLUG)}`)
      context.out(`removed: ${SLUG}\n`)
    })
  },
})

async function readSource(source: string, isMcp: boolean) {
  const isUrl = /^https?:\/\//i.test(source)
  if (isMcp && !isUrl) throw new UsageError('--mcp takes the URL of a server')
  if (isMcp) return { type: 'mcp', url: source }
  return isUrl ? { type: 'openapi', url: source } : { type: 'openapi', document: await readText(source) }
}

function readAuth(kind: string): unknown {
  if (kind.startsWith('{')) return [parseOrExplain(kind)]
  if (kind.startsWith('[')) return parseOrExplain(kind)
  const [name = '', rest] = kind.split(/:(.*)/s)
  const modes: Record<string, object> = {
    none: { mode: 'NO_AUTH' },
    bearer: { mode: 'BEARER_TOKEN' },
    basic: { mode: 'BASIC' },
    oauth: { mode: 'DCR_OAUTH' },
    key: { mode: 'API_KEY', in: 'header', ...(rest !== undefined && { name: rest }) },
    query: { mode: 'API_KEY', in: 'query', name: rest },
  }
  const mode = Object.hasOwn(modes, name) ? modes[name] : undefined
  if (!mode)
    throw new UsageError(`--auth ${kind} is none of none, bearer, basic, key:HEADER, query:PARAMETER, oauth`)
  return [mode]
}

function parseOrExplain(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError('--auth is not JSON')
  }
}

function report(shown: Shown): string {
  const lines = [
    `${shown.published ? 'published' : 'preview'}: ${shown.slug} ${shown.version}, ${shown.name}`,
    `  api    ${shown.base_url}`,
    `  hosts  ${shown.hosts.join(', ')}`,
    `  auth   ${shown.auth_schemes.join(', ')}`,
    `  grade  ${[shown.quality.grade, ...shown.quality.reasons].join(', ')}`,
    `  tools  ${shown.tools_count}`,
    ...shown.tools.slice(0, 20).map(({ slug }) => `         ${slug}`),
    ...(shown.tools_count > 20 ? [`         and ${shown.tools_count - 20} more`] : []),
    ...(shown.report.dropped_count > 0 ? [`  left out ${shown.report.dropped_count}`] : []),
    ...shown.report.dropped.slice(0, 10).map(({ operation, reason }) => `         ${operation}: ${reason}`),
    ...(shown.held.length > 0
      ? [`  held for review ${shown.held.length}: patchbay toolkit review ${shown.slug}`]
      : []),
  ]
  return plain(`${lines.join('\n')}\n`)
}

function changeText({ slug, change, description, input_parameters }: Shown['held'][number]): string {
  const lines = [`${slug} (${change})`]
  if (description.before !== null) lines.push(`  - ${description.before}`)
  lines.push(`  + ${description.after}`)
  const [before, after] = [input_parameters.before, input_parameters.after].map((schema) =>
    JSON.stringify(schema),
  )
  if (before !== after) lines.push(`  - ${before ?? 'null'}`, `  + ${after ?? 'null'}`)
  return plain(`${lines.join('\n')}\n`)
}
