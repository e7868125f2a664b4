import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startInstallation, type Installation } from '../rigs/installation.ts'
import { generations, type SdkClient } from '../rigs/sdk.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'
import { thrown } from './thrown.ts'
import { failOnTransformWarnings } from './transform-warnings.ts'
import { walkCatalog } from './walk-catalog.ts'

const TOOLKITS = ['github', 'gmail', 'googlecalendar', 'hackernews', 'resend', 'slack']

let installation: Installation

beforeAll(async () => {
  installation = await startInstallation({ databaseUrl: await newDatabaseUrl() })
})
afterAll(() => installation?.stop())

failOnTransformWarnings()

type ToolkitQuery = Exclude<Parameters<SdkClient['toolkits']['get']>[0], string>

const walks = (version: string) => [generations[0]?.version, generations.at(-1)?.version].includes(version)

async function slugsOf({ toolkits }: SdkClient, query: ToolkitQuery): Promise<string[]> {
  return (await toolkits.get(query)).map(({ slug }) => slug)
}

describe.each(generations)('core $version', ({ version, load }) => {
  let composio: SdkClient

  beforeAll(async () => {
    const { url, apiKey } = installation.patchbay
    composio = await load({ apiKey, baseURL: url })
  })

  test('lists toolkits with what a picker shows', async () => {
    const toolkits = await composio.toolkits.get({})
    expect(toolkits.map(({ slug }) => slug).toSorted()).toStrictEqual(expect.arrayContaining(TOOLKITS))
    const hackernews = toolkits.find(({ slug }) => slug === 'hackernews')
    expect(hackernews).toMatchObject({ name: 'Hacker News', noAuth: true, isLocalToolkit: false })
    expect(hackernews?.meta.toolsCount).toBe(6)
  })

  test('toolkit filters narrow the list', async () => {
    expect(await slugsOf(composio, { category: 'email' })).toStrictEqual(['resend'])
    expect(await slugsOf(composio, { managedBy: 'composio' })).toContain('resend')
    expect(await slugsOf(composio, { managedBy: 'project' })).toStrictEqual([])
    const names = (await composio.toolkits.get({ sortBy: 'alphabetically' })).map(({ name }) => name)
    expect(names).toStrictEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')))
    expect(await slugsOf(composio, { limit: 2 })).toHaveLength(2)
  })

  test('a toolkit says how to connect it', async () => {
    const github = await composio.toolkits.get('github')
    expect(github).toMatchObject({ slug: 'github', name: 'GitHub', composioManagedAuthSchemes: ['OAUTH2'] })
    expect(github.authConfigDetails?.map(({ mode }) => mode)).toStrictEqual(['OAUTH2', 'BEARER_TOKEN'])
    expect(github.meta.availableVersions?.[0]).toMatch(/^\d{8}_\d{2}$/)
  })

  test('an unknown toolkit is the SDK’s own error', async () => {
    const error = await thrown(composio.toolkits.get('nosuchtoolkit'))
    // Up to 0.18 only a 400 was read as "not found".
    const name = ['0.19.0', '0.21.0'].includes(version)
      ? 'ComposioToolkitNotFoundError'
      : 'ComposioToolkitFetchError'
    expect([name, 'ComposioToolkitFetchError']).toContain(error.name)
    expect(error.name).toBe(name)
  })

  test('categories are listed', async () => {
    const { items } = await composio.toolkits.listCategories()
    expect(items).toContainEqual({ id: 'email', name: expect.any(String) })
  })

  test('fields to create an auth config and to initiate a connection are named', async () => {
    const creation = await composio.toolkits.getAuthConfigCreationFields('github', 'OAUTH2')
    expect(creation.map(({ name }) => name)).toStrictEqual(['client_id', 'client_secret', 'scopes'])
    const required = await composio.toolkits.getAuthConfigCreationFields('github', 'OAUTH2', {
      requiredOnly: true,
    })
    expect(required.map(({ name }) => name)).toStrictEqual(['client_id', 'client_secret'])
    const initiation = await composio.toolkits.getConnectedAccountInitiationFields('resend', 'API_KEY')
    expect(initiation).toMatchObject([{ name: 'generic_api_key', displayName: 'API key', required: true }])
  })

  test('toolkits given alone mean their important tools', async () => {
    const important = await composio.tools.getRawComposioTools({ toolkits: ['github'] })
    const more = await composio.tools.getRawComposioTools({ toolkits: ['github'], limit: 200 })
    expect(important.map(({ slug }) => slug)).toContain('GITHUB_CREATE_AN_ISSUE')
    expect(important.length).toBeLessThan(100)
    expect(more).toHaveLength(200)
  })

  test('tools are found by slug, several at once and one alone', async () => {
    const slugs = ['GITHUB_CREATE_AN_ISSUE', 'GMAIL_SEND_EMAIL', 'HACKERNEWS_GET_USER']
    const tools = await composio.tools.getRawComposioTools({ tools: slugs })
    expect(tools.map(({ slug }) => slug).toSorted()).toStrictEqual(slugs)
    const tool = await composio.tools.getRawComposioToolBySlug('HACKERNEWS_GET_USER')
    expect(tool).toMatchObject({
      slug: 'HACKERNEWS_GET_USER',
      toolkit: { slug: 'hackernews' },
      isNoAuth: true,
    })
    expect(tool.inputParameters?.required).toStrictEqual(['username'])
  })

  test('a tool can be asked for by version', async () => {
    const latest = await composio.tools.getRawComposioToolBySlug('HACKERNEWS_GET_USER')
    const pinned = await composio.tools.getRawComposioToolBySlug('HACKERNEWS_GET_USER', {
      version: String(latest.version),
    })
    expect(pinned.version).toBe(latest.version)
    const error = await thrown(
      composio.tools.getRawComposioToolBySlug('HACKERNEWS_GET_USER', { version: '19990101_00' }),
    )
    expect(error.name).toMatch(/^Composio/)
  })

  test('a search is ordered by relevance and obeys its limit', async () => {
    const tools = await composio.tools.getRawComposioTools({
      toolkits: ['github', 'gmail'],
      search: 'create an issue in github',
      limit: 3,
    })
    expect(tools).toHaveLength(3)
    expect(tools[0]?.slug).toBe('GITHUB_CREATE_AN_ISSUE')
  })

  test('an unknown tool is the SDK’s own error', async () => {
    const error = await thrown(composio.tools.getRawComposioToolBySlug('GITHUB_NO_SUCH_TOOL'))
    expect(error.name).toBe('ComposioToolNotFoundError')
  })

  // The strictness of the schemas is the same in all; the newest and the oldest stand for those between.
  test.runIf(walks(version))(
    'every toolkit and every tool, page by page, passes the SDK’s own schemas',
    async () => {
      const walked = await walkCatalog(composio)
      expect(walked.faults).toStrictEqual([])
      const slugs = Object.values(await composio.tools.getToolsEnum()) as unknown as string[]
      expect(slugs.length).toBeGreaterThan(1000)
      expect(walked.tools).toStrictEqual(new Set(slugs))
      expect(walked.toolkits.size).toBe((await composio.toolkits.get({ limit: 1000 })).length)
    },
  )

  test.runIf(walks(version))('every page of all tools can be walked by cursor', async () => {
    const client = composio.getClient()
    const seen: string[] = []
    let cursor: string | undefined
    let pages = 0
    do {
      const page = await client.tools.list({ limit: 500, ...(cursor !== undefined && { cursor }) })
      seen.push(...page.items.map(({ slug }) => slug))
      pages += 1
      expect(page.total_pages).toBe(Math.ceil(page.total_items / 500))
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    expect(pages).toBe(Math.ceil(seen.length / 500))
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('the default provider turns tools into OpenAI functions', async () => {
    const tools = (await composio.tools.get('user-1', { toolkits: ['hackernews'] })) as {
      type: string
      function: { name: string; description: string; parameters: { type: string; required?: string[] } }
    }[]
    const user = tools.find((tool) => tool.function.name === 'HACKERNEWS_GET_USER')
    expect(user).toMatchObject({
      type: 'function',
      function: { parameters: { type: 'object', required: ['username'] } },
    })
    const [alone] = (await composio.tools.get('user-1', 'HACKERNEWS_GET_USER')) as typeof tools
    expect(alone?.function.name).toBe('HACKERNEWS_GET_USER')
  })
})
