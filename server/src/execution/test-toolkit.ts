/** A toolkit for this folder's tests: every tool leads to one behaviour of the stand-in API. */
import {
  type Catalog,
  type CatalogTool,
  type CatalogToolkit,
  summarizeTool,
  summarizeToolkit,
  Toolkit,
  type ToolkitInput,
} from '@patchbay/catalog'

const inPath = (...names: string[]) => names.map((name) => ({ name, in: 'path' as const }))
const inQuery = (...names: string[]) => names.map((name) => ({ name, in: 'query' as const }))
const text = { type: 'string' }
const number = { type: 'integer' }

function get(
  name: string,
  path: string,
  properties: Record<string, Record<string, unknown>> = {},
  more: object = {},
) {
  const placed = Object.keys(properties).map((key) =>
    (path.includes(`{${key}}`) ? inPath(key) : inQuery(key)).at(0),
  )
  return {
    slug: `TESTKIT_${name}`,
    name,
    description: name,
    input: { type: 'object' as const, properties },
    exec: {
      kind: 'http' as const,
      method: 'GET' as const,
      path,
      parameters: placed.flatMap((p) => (p ? [p] : [])),
    },
    ...more,
  }
}

function manifest(baseUrl: string, foreignUrl: string): ToolkitInput {
  const secret = { display_name: 'Key', description: '', secret: true }
  return {
    manifest: 1,
    slug: 'testkit',
    name: 'Testkit',
    description: 'For tests.',
    logo: 'https://example.com/logo.png',
    http: {
      base_url: baseUrl,
      headers: { 'x-api-version': '7' },
      failure: { path: 'path', equals: '/echo/fails' },
    },
    auth: [
      {
        mode: 'API_KEY',
        name: 'testkit_api_key',
        connected_account_fields: [{ name: 'generic_api_key', ...secret }],
        inject: { headers: { 'x-api-key': '{{conn.generic_api_key}}' } },
      },
      {
        mode: 'BEARER_TOKEN',
        name: 'testkit_token',
        connected_account_fields: [{ name: 'token', ...secret }],
        inject: { headers: { authorization: 'Bearer {{conn.token}}' }, query: { api_key: '{{conn.token}}' } },
      },
    ],
    tools: [
      get('ECHO', '/echo/{id}', { id: text, q: text, size: number }, { aliases: ['TESTKIT_OLD_ECHO'] }),
      get('OPEN', '/echo/open', {}, { no_auth: true }),
      get('WHOAMI', '/whoami'),
      get('ERROR', '/error/{shape}', { shape: text, status: number }),
      get('BINARY', '/binary', { bytes: number }),
      get('HUGE', '/huge', { bytes: number }),
      get('BOMB', '/gzip', { bytes: number }),
      get('CUT', '/cut'),
      get('EMPTY', '/empty'),
      get('REDIRECT', '/redirect', { to: text }),
      get('FOREIGN', `${foreignUrl}/echo/x`),
      get('LIST_NOTES', '/notes', {}, { tags: ['readOnlyHint'] }),
      {
        ...get('CREATE_NOTE', '/notes'),
        input: { type: 'object', properties: { title: text }, required: ['title'] },
        exec: { kind: 'http', method: 'POST', path: '/notes', parameters: [{ name: 'title', in: 'body' }] },
      },
      {
        ...get('CREATE', '/echo/create'),
        input: { type: 'object', properties: { title: text, key: text }, required: ['title'] },
        exec: {
          kind: 'http',
          method: 'POST',
          path: '/echo/create',
          parameters: [
            { name: 'title', in: 'body' },
            { name: 'key', in: 'header', wire: 'x-api-key' },
          ],
        },
      },
    ],
  }
}

/** The catalog with the test toolkit in it, as if it had been shipped. */
export function withTestToolkit(catalog: Catalog, baseUrl: string, foreignUrl: string): Catalog {
  const { tools, ...rest } = Toolkit.parse(manifest(baseUrl, foreignUrl))
  const version = '20260101_00'
  const dates = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
  const counts = { tools_count: tools.length, triggers_count: 0 }
  const toolkit: CatalogToolkit = { ...rest, ...dates, ...counts, version, available_versions: [version] }
  const byName = new Map<string, CatalogTool>()
  for (const tool of tools) {
    for (const name of [tool.slug, ...tool.aliases])
      byName.set(name, { ...tool, toolkit: 'testkit', version })
  }
  return {
    ...catalog,
    toolkits: () => [...catalog.toolkits(), summarizeToolkit(toolkit, tools)],
    toolkit: (slug, ...rest) => (slug === 'testkit' ? toolkit : catalog.toolkit(slug, ...rest)),
    tool: (slug, wanted) =>
      (wanted ?? version) === version && byName.has(slug) ? byName.get(slug) : catalog.tool(slug, wanted),
    tools: (slug, ...rest) => (slug === 'testkit' ? [...byName.values()] : catalog.tools(slug, ...rest)),
    summariesOf: (slug) =>
      slug === 'testkit' ? [...byName.values()].map(summarizeTool) : catalog.summariesOf(slug),
  }
}
