import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../test/harness.ts'
import { pageOf } from '../http/contract.ts'
import { presentTool, ToolContract } from './present-tool.ts'
import { toolJson } from './tool-json.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})

afterAll(async () => {
  await server.close()
})

interface Listed {
  slug: string
  tags: string[]
  scopes: string[]
  toolkit: { slug: string }
}

async function list(query: string): Promise<Listed[]> {
  const { status, body } = await server.call('GET', `/tools?${query}`)
  expect(status).toBe(200)
  return body.items
}

const slugsOf = (tools: Listed[]) => tools.map(({ slug }) => slug)
const toolkitsOf = (tools: Listed[]) => [...new Set(tools.map(({ toolkit }) => toolkit.slug))]

/** A tool of the catalog that has an alias. */
function aliased(): { slug: string; alias: string } {
  for (const tool of server.deps.catalog.tools('github')) {
    const [alias] = tool.aliases
    if (alias !== undefined) return { slug: tool.slug, alias }
  }
  throw new Error('no tool has an alias')
}

/** These answers are written without their contract: they must not hold a field more than it names. */
test('tools are answered as their contract would have it, alone and in a page', async () => {
  const Page = pageOf(ToolContract)
  const { status, body } = await server.call('GET', '/tools?limit=1000&include=all')
  expect(status).toBe(200)
  expect(body.items).toHaveLength(1000)
  expect(Page.parse(body)).toStrictEqual(body)
  const alone = await server.call('GET', `/tools/${body.items[0].slug}`)
  expect(alone.body).toStrictEqual(body.items[0])
})

test('the text put together from the store’s is what the presented tool is', () => {
  const { catalog } = server.deps
  for (const tool of catalog.everyTool()) {
    const written: unknown = JSON.parse(toolJson({ catalog }, tool.slug).toString())
    expect(written, tool.slug).toStrictEqual(presentTool({ catalog }, tool))
  }
})

describe('one tool', () => {
  test('has the whole shape that the SDKs parse', async () => {
    const { status, body } = await server.call('GET', '/tools/HACKERNEWS_GET_FRONTPAGE')
    const definition = server.deps.catalog.tool('HACKERNEWS_GET_FRONTPAGE')
    const toolkit = server.deps.catalog.toolkit('hackernews')
    const versions = { version: toolkit?.version, available_versions: toolkit?.available_versions }
    expect(status).toBe(200)
    expect(body).toStrictEqual({
      slug: 'HACKERNEWS_GET_FRONTPAGE',
      name: definition?.name,
      description: definition?.description,
      toolkit: { slug: 'hackernews', name: 'Hacker News', logo: toolkit?.logo },
      input_parameters: { ...definition?.input, required: definition?.input['required'] ?? [] },
      output_parameters: {
        type: 'object',
        properties: {
          data: { description: expect.any(String), ...definition?.output },
          error: { type: ['string', 'null'], description: expect.any(String) },
          successful: { type: 'boolean', description: expect.any(String) },
        },
        required: ['data', 'error', 'successful'],
      },
      no_auth: true,
      ...versions,
      scopes: [],
      scope_requirements: null,
      tags: expect.arrayContaining(['readOnlyHint']),
      is_deprecated: false,
      deprecated: {
        displayName: definition?.name,
        ...versions,
        is_deprecated: false,
        toolkit: { logo: toolkit?.logo },
      },
    })
  })

  test('is found in any letter case, and under the older prefix', async () => {
    expect((await server.call('GET', '/tools/gmail_send_email')).body.slug).toBe('GMAIL_SEND_EMAIL')
    expect((await server.call('GET', '/api/v3/tools/GMAIL_SEND_EMAIL')).body.slug).toBe('GMAIL_SEND_EMAIL')
  })

  test('asked for by an older name bears that name, since clients look it up by the name they asked for', async () => {
    const { slug, alias } = aliased()
    const own = (await server.call('GET', `/tools/${slug}`)).body
    const { status, body } = await server.call('GET', `/tools/${alias}`)
    expect(status).toBe(200)
    expect(body).toStrictEqual({ ...own, slug: alias })
  })

  test('is served at a version that exists, by either parameter', async () => {
    const version = server.deps.catalog.toolkit('gmail')?.version ?? ''
    for (const query of [
      `version=${version}`,
      'version=latest',
      'version=00000000_00',
      'toolkit_versions=latest',
      `toolkit_versions=${version}`,
      `toolkit_versions[GMAIL]=${version}&toolkit_versions[other]=20200101_00`,
      `toolkit_versions%5Bgmail%5D=${version}`,
      'toolkit_versions=',
    ]) {
      const { status, body } = await server.call('GET', `/tools/GMAIL_SEND_EMAIL?${query}`)
      expect({ query, status, version: body.version }).toStrictEqual({ query, status: 200, version })
    }
  })

  test.each(['version=20200101_00', 'toolkit_versions[gmail]=20200101_00', 'toolkit_versions=20200101_00'])(
    'is not served at %s, and the answer says which versions exist',
    async (query) => {
      const { status, body } = await server.call('GET', `/tools/GMAIL_SEND_EMAIL?${query}`)
      expect(status).toBe(404)
      expect(body.error).toMatchObject({
        slug: 'Tool_VersionNotFound',
        suggested_fix: expect.stringContaining(server.deps.catalog.toolkit('gmail')?.version ?? '?'),
      })
    },
  )

  test.each([
    'toolkit_versions[gmail][x]=1',
    'toolkit_versions[a]=1&toolkit_versions[a]=2',
    'version=1&version=2',
  ])('is refused for the malformed query %s', async (query) => {
    expect((await server.call('GET', `/tools/GMAIL_SEND_EMAIL?${query}`)).status).toBe(400)
  })

  test.each([
    ['GMAIL_SEND_MAIL', 'GMAIL_SEND_EMAIL'],
    ['GMIAL_SEND_EMAIL', 'GMAIL_SEND_EMAIL'],
    ['GITHUB_ISSUE_CREATE', 'GITHUB_CREATE_AN_ISSUE'],
    ['HACKER_NEWS_GET_FRONTPAGE', 'HACKERNEWS_GET_FRONTPAGE'],
  ])('called %s is not found, and %s is suggested', async (slug, meant) => {
    const { status, body } = await server.call('GET', `/tools/${slug}`)
    expect(status).toBe(404)
    expect(body.error).toMatchObject({
      slug: 'Tool_NotFound',
      message: `Tool ${slug} not found`,
      suggested_fix: expect.stringContaining(meant),
    })
  })

  test.each(['__proto__', 'toString', 'SEND', '%F0%9F%A6%8A', '_'.repeat(250), 'GITHUB_'])(
    'called %s is not found, without a guess',
    async (slug) => {
      const { status, body } = await server.call('GET', `/tools/${slug}`)
      expect(status).toBe(404)
      expect(body.error.suggested_fix).not.toContain('Did you mean')
    },
  )

  test('a meta tool is a tool of the toolkit composio', async () => {
    const { body } = await server.call('GET', '/tools/COMPOSIO_SEARCH_TOOLS')
    expect(body).toMatchObject({
      slug: 'COMPOSIO_SEARCH_TOOLS',
      toolkit: { slug: 'composio' },
      no_auth: true,
    })
  })
})

describe('the list of tools', () => {
  test('holds every tool of the catalog once, over all pages, and counts them', async () => {
    const all = server.deps.catalog.summaries().map(({ slug }) => slug)
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await server.call('GET', `/tools?limit=9999&cursor=${cursor}`)
      expect(body.items.length).toBeLessThanOrEqual(1000)
      expect(body.total_items).toBe(all.length)
      seen.push(...slugsOf(body.items))
      cursor = body.next_cursor ?? ''
    } while (cursor !== '' && seen.length < 100_000)
    expect(seen).toStrictEqual(all)
  })

  test('shows twenty unless asked for more', async () => {
    expect(await list('toolkit_slug=github')).toHaveLength(20)
  })

  test('of named tools ignores the other filters, keeps the order and leaves out what does not exist', async () => {
    const { alias } = aliased()
    const query = `tool_slugs=SLACK_NOPE,gmail_send_email,${alias},COMPOSIO_SEARCH_TOOLS,GMAIL_SEND_EMAIL`
    const tools = await list(`${query}&toolkit_slug=slack&important=true&query=calendar&scopes=x&limit=9999`)
    expect(slugsOf(tools)).toStrictEqual(['GMAIL_SEND_EMAIL', alias, 'COMPOSIO_SEARCH_TOOLS'])
  })

  test('takes several toolkits, in any letter case, comma-joined or repeated', async () => {
    const joined = await list('toolkit_slug=GMAIL,hackernews&limit=1000')
    const repeated = await list('toolkit_slug=gmail&toolkit_slug=HackerNews&limit=1000')
    expect(toolkitsOf(joined)).toStrictEqual(['gmail', 'hackernews'])
    expect(slugsOf(repeated)).toStrictEqual(slugsOf(joined))
  })

  test('of a toolkit that does not exist is empty', async () => {
    expect(await list('toolkit_slug=nope')).toStrictEqual([])
    expect(await list('tool_slugs=NOPE')).toStrictEqual([])
  })

  test('shows the hand-picked tools of a toolkit with important=true, and marks them', async () => {
    const picked = await list('toolkit_slug=github&important=true&limit=1000')
    const all = server.deps.catalog.summaries().filter(({ toolkit }) => toolkit === 'github')
    expect(slugsOf(picked)).toStrictEqual(all.filter(({ important }) => important).map(({ slug }) => slug))
    expect(picked.every(({ tags }) => tags.includes('important'))).toBe(true)
    expect(slugsOf(await list('toolkit_slug=github&tags=important&limit=1000'))).toStrictEqual(
      slugsOf(picked),
    )
    expect((await list('toolkit_slug=github&important=false&limit=1000')).length).toBeGreaterThan(
      picked.length,
    )
  })

  test('with important=true shows all tools of a toolkit in which none is hand-picked', async () => {
    const { catalog } = server.deps
    const unpicked = {
      ...catalog,
      toolkits: () => catalog.toolkits().map((toolkit) => ({ ...toolkit, important_count: 0 })),
      summariesOf: (slug: string) => catalog.summariesOf(slug).map((tool) => ({ ...tool, important: false })),
    }
    const other = await testServer({ deps: { catalog: { ...unpicked, close() {} } } })
    try {
      const { body } = await other.call('GET', '/tools?toolkit_slug=hackernews&important=true&limit=1000')
      expect(body.total_items).toBe(catalog.tools('hackernews').length)
    } finally {
      await other.close()
    }
  })

  test('keeps tools that have one of the tags', async () => {
    const tools = await list('toolkit_slug=gmail&tags=destructiveHint,no-such-tag&limit=1000')
    expect(tools.length).toBeGreaterThan(0)
    expect(tools.every(({ tags }) => tags.includes('destructiveHint'))).toBe(true)
  })

  test('keeps tools that one of the scopes is for', async () => {
    const scope = 'https://www.googleapis.com/auth/gmail.send'
    const tools = await list(`toolkit_slug=gmail&scopes=${encodeURIComponent(scope)}&limit=1000`)
    expect(slugsOf(tools)).toContain('GMAIL_SEND_EMAIL')
    expect(tools.every(({ scopes }) => scopes.includes(scope))).toBe(true)
    expect(tools.length).toBeLessThan(server.deps.catalog.tools('gmail').length)
  })

  test('is empty of filters that are sent empty, as clients send null', async () => {
    const query = 'scopes=&tags=&query=&search=&auth_config_ids=&important=&toolkit_versions=&cursor=&limit='
    expect(slugsOf(await list(`toolkit_slug=hackernews&${query}`))).toHaveLength(6)
  })

  test.each(['query', 'search'])('ranks by %s within the other filters', async (parameter) => {
    const [first] = await list(`${parameter}=send%20an%20email&toolkit_slug=gmail`)
    expect(first?.slug).toBe('GMAIL_SEND_EMAIL')
    const elsewhere = await list(`${parameter}=send%20an%20email&toolkit_slug=slack,hackernews`)
    expect(toolkitsOf(elsewhere)).not.toContain('gmail')
    expect(await list(`${parameter}=zzzzqqqq`)).toStrictEqual([])
  })

  test('leaves deprecated tools out only when told to', async () => {
    const { catalog } = server.deps
    const count = (deprecated: boolean) =>
      catalog.summaries().filter((tool) => tool.deprecated === deprecated).length
    const total = async (query: string) => (await server.call('GET', `/tools?${query}`)).body.total_items
    expect(await total('include_deprecated=false')).toBe(count(false))
    expect(await total('include_deprecated=true')).toBe(count(false) + count(true))
    expect(await total('')).toBe(count(false) + count(true))
  })

  test('checks a pinned version for the tools that it shows', async () => {
    const version = server.deps.catalog.toolkit('gmail')?.version ?? ''
    const good = await server.call('GET', `/tools?toolkit_slug=gmail&toolkit_versions[gmail]=${version}`)
    expect(good.status).toBe(200)
    const other = await server.call('GET', '/tools?toolkit_slug=gmail&toolkit_versions[slack]=20200101_00')
    expect(other.status).toBe(200)
    const bad = await server.call('GET', '/tools?toolkit_slug=gmail&toolkit_versions[gmail]=20200101_00')
    expect(bad.status).toBe(404)
    expect(bad.body.error.slug).toBe('Tool_VersionNotFound')
  })

  test.each([
    ['important=maybe', 'important'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['cursor=%F0', 'cursor'],
    [`cursor=${Buffer.from('1:99999').toString('base64')}`, 'cursor'],
    ['auth_config_ids=ca_1', 'auth_config_ids'],
    ['scopes=repo', 'scopes'],
    ['query=a&query=b', 'query'],
    ['toolkit_versions[a][b]=c', 'toolkit_versions'],
  ])('refuses %s and names the field', async (query, field) => {
    const { status, body } = await server.call('GET', `/tools?${query}`)
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ slug: 'HTTP_BadRequest', message: expect.stringContaining(field) })
  })

  test('is for those with a key only', async () => {
    expect((await server.call('GET', '/tools', { key: null })).status).toBe(401)
    const asOrganization = { key: null, headers: { 'x-org-api-key': server.organizationKey } }
    expect((await server.call('GET', '/tools', asOrganization)).status).toBe(401)
    const asUser = { key: null, headers: { 'x-user-api-key': server.userKey } }
    expect((await server.call('GET', '/tools?limit=1', asUser)).status).toBe(200)
  })
})

/** An auth config of this project, for resend. */
async function createAuthConfig(toolAccess?: object): Promise<string> {
  const { status, body } = await server.call('POST', '/auth_configs', {
    body: {
      toolkit: { slug: 'resend' },
      auth_config: {
        type: 'use_custom_auth',
        authScheme: 'API_KEY',
        credentials: {},
        ...(toolAccess && { tool_access_config: toolAccess }),
      },
    },
  })
  expect({ status, body }).toMatchObject({ status: 201 })
  return body.auth_config.id
}

describe('the tools of auth configs', () => {
  test('are those of their toolkits', async () => {
    const id = await createAuthConfig()
    const tools = await list(`auth_config_ids=${id}&limit=1000`)
    expect(tools).toHaveLength(server.deps.catalog.tools('resend').length)
    expect(await list(`auth_config_ids=${id}&toolkit_slug=gmail`)).toStrictEqual([])
  })

  test('are only those that the auth config opens', async () => {
    const [first] = server.deps.catalog.tools('resend')
    const slug = first?.slug ?? ''
    const id = await createAuthConfig({ tools_available_for_execution: [slug] })
    expect(slugsOf(await list(`auth_config_ids=${id}`))).toStrictEqual([slug])
  })

  test('are not to be had through another project’s auth config', async () => {
    const id = await createAuthConfig()
    const { key } = await server.otherProject()
    const { status, body } = await server.call('GET', `/tools?auth_config_ids=${id}`, { key })
    expect(status).toBe(404)
    expect(body.error.slug).toBe('AuthConfig_NotFound')
  })
})

test('the enumeration is the slug of every tool', async () => {
  const { status, body } = await server.call('GET', '/tools/enum')
  expect(status).toBe(200)
  expect(body).toStrictEqual(server.deps.catalog.summaries().map(({ slug }) => slug))
})

describe('the latest version of a tool', () => {
  test('is its toolkit’s, for clients that ask under the older prefix', async () => {
    const { status, body } = await server.call('GET', '/api/v3/tools/GMAIL_SEND_EMAIL/get_latest_version')
    expect(status).toBe(200)
    expect(body).toStrictEqual({
      tool_slug: 'GMAIL_SEND_EMAIL',
      version: server.deps.catalog.toolkit('gmail')?.version,
    })
  })

  test('of a tool that does not exist is not found', async () => {
    expect((await server.call('GET', '/tools/NOPE/get_latest_version')).status).toBe(404)
  })
})

const required = (body: unknown) => server.call('POST', '/tools/scopes/required', { body })
const scopesOf = (slug: string) => server.deps.catalog.tool(slug)?.scopes ?? null

describe('the scopes that tools need', () => {
  test('are each tool’s own and all of them together, each once', async () => {
    const slugs = ['GMAIL_SEND_EMAIL', 'GMAIL_FETCH_EMAILS', 'gmail_send_email']
    const { status, body } = await required({ tools: slugs })
    expect(status).toBe(200)
    expect(body.per_tool_requirements).toStrictEqual([
      { tool: 'GMAIL_SEND_EMAIL', scope_requirements: scopesOf('GMAIL_SEND_EMAIL') },
      { tool: 'GMAIL_FETCH_EMAILS', scope_requirements: scopesOf('GMAIL_FETCH_EMAILS') },
    ])
    expect(body.scopes_required).toContain('https://www.googleapis.com/auth/gmail.send')
    expect(new Set(body.scopes_required).size).toBe(body.scopes_required.length)
  })

  test('are null for a tool that says nothing about scopes', async () => {
    expect((await required({ tools: ['HACKERNEWS_GET_FRONTPAGE'], version: 'latest' })).body).toStrictEqual({
      scopes_required: [],
      per_tool_requirements: [{ tool: 'HACKERNEWS_GET_FRONTPAGE', scope_requirements: null }],
    })
  })

  test('are not mixed over toolkits', async () => {
    const { status, body } = await required({ tools: ['GMAIL_SEND_EMAIL', 'HACKERNEWS_GET_FRONTPAGE'] })
    expect(status).toBe(400)
    expect(body.error.message).toBe('tools: all must be of one toolkit, not of gmail, hackernews')
  })

  test('are not found for a tool or a version that does not exist', async () => {
    expect((await required({ tools: ['GMAIL_NOPE'] })).body.error.slug).toBe('Tool_NotFound')
    const other = await required({ tools: ['GMAIL_SEND_EMAIL'], version: '20200101_00' })
    expect(other.status).toBe(404)
    expect(other.body.error.slug).toBe('Tool_VersionNotFound')
  })

  test.each([
    [{}],
    [{ tools: [] }],
    [{ tools: 'GMAIL_SEND_EMAIL' }],
    [{ tools: [''] }],
    [{ tools: ['A'], more: 1 }],
  ])('refuses the body %j', async (body) => {
    expect((await required(body)).status).toBe(400)
  })
})
