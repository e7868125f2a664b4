import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../test/harness.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer({
    config: {
      toolkits: {
        github: {
          base_url: 'https://github.example.com/api/v3',
          auth: {
            OAUTH2: {
              authorize_url: 'https://github.example.com/login/oauth/authorize',
              client_id: 'operator-app',
              client_secret: 'operator-secret',
            },
          },
        },
      },
    },
  })
})

afterAll(async () => {
  await server.close()
})

const slugsOf = ({ body }: { body: { items: { slug: string }[] } }) => body.items.map(({ slug }) => slug)

describe('the list of toolkits', () => {
  test('shows each toolkit with what a client needs to choose one', async () => {
    const { status, body } = await server.call('GET', '/toolkits?search=hackernews')
    expect(status).toBe(200)
    expect(body).toStrictEqual({
      items: [
        {
          slug: 'hackernews',
          name: 'Hacker News',
          auth_schemes: ['NO_AUTH'],
          composio_managed_auth_schemes: [],
          is_local_toolkit: false,
          no_auth: true,
          auth_guide_url: expect.stringMatching(/^https:/),
          deprecated: { toolkitId: 'hackernews' },
          meta: {
            created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
            updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
            description: expect.stringContaining('Hacker News'),
            logo: expect.stringMatching(/^https:/),
            app_url: 'https://news.ycombinator.com',
            categories: [
              { id: 'other-/-miscellaneous', slug: 'other-/-miscellaneous', name: 'Other / Miscellaneous' },
            ],
            triggers_count: 0,
            tools_count: server.deps.catalog.tools('hackernews').length,
            version: expect.stringMatching(/^\d{8}_\d\d$/),
            available_versions: [expect.stringMatching(/^\d{8}_\d\d$/)],
          },
        },
      ],
      next_cursor: null,
      total_pages: 1,
      current_page: 1,
      total_items: 1,
    })
  })

  test('holds every toolkit of the catalog once, over all pages', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await server.call('GET', `/toolkits?limit=2&sort_by=alphabetically&cursor=${cursor}`)
      expect(page.body.items.length).toBeLessThanOrEqual(2)
      seen.push(...slugsOf(page))
      cursor = page.body.next_cursor ?? ''
    } while (cursor !== '' && seen.length < 10_000)
    expect(seen.toSorted()).toStrictEqual(server.deps.catalog.toolkits().map(({ slug }) => slug))
  })

  test('names the schemes that the operator has an app for', async () => {
    const { body } = await server.call('GET', '/toolkits?search=github')
    expect(body.items[0]).toMatchObject({ slug: 'github', composio_managed_auth_schemes: ['OAUTH2'] })
  })

  test('is sorted by name when asked', async () => {
    const { body } = await server.call('GET', '/toolkits?sort_by=alphabetically')
    const names = body.items.map(({ name }: { name: string }) => name)
    expect(names).toStrictEqual(names.toSorted((a: string, b: string) => a.localeCompare(b, 'en')))
  })

  test.each(['developer-tools-%26-devops', 'Developer%20Tools%20%26%20DevOps'])(
    'keeps the toolkits of category %s, by id or by name',
    async (category) => {
      const page = await server.call('GET', `/toolkits?category=${category}`)
      expect(slugsOf(page)).toContain('github')
      const categories = page.body.items.map(({ meta }: { meta: { categories: { id: string }[] } }) =>
        meta.categories.map(({ id }) => id),
      )
      for (const ids of categories) expect(ids).toContain('developer-tools-&-devops')
    },
  )

  test('finds a toolkit by a name that people use for it, before one that only mentions it', async () => {
    expect(slugsOf(await server.call('GET', '/toolkits?search=gcal'))).toStrictEqual(['googlecalendar'])
    expect(slugsOf(await server.call('GET', '/toolkits?search=EMAIL')).length).toBeGreaterThan(1)
    expect(slugsOf(await server.call('GET', '/toolkits?search=no-such-thing'))).toStrictEqual([])
  })

  test('are found by a slip of the keyboard, by category, and by what their tools do', async () => {
    const found = async (search: string) =>
      slugsOf(await server.call('GET', `/toolkits?search=${encodeURIComponent(search)}`))
    expect(await found('gihtub')).toStrictEqual(['github'])
    expect(await found('google calender')).toStrictEqual(['googlecalendar'])
    expect((await found('pull requests'))[0]).toBe('github')
    expect(await found('add a dns record')).toContain('cloudflare')
    const { body } = await server.call('GET', '/toolkits/categories')
    const [category] = body.items
    expect((await found(category.name)).length).toBeGreaterThan(0)
  })

  test('has no toolkit of a project, since all come with the server', async () => {
    expect(slugsOf(await server.call('GET', '/toolkits?managed_by=project'))).toStrictEqual([])
    expect(slugsOf(await server.call('GET', '/toolkits?managed_by=composio')).length).toBeGreaterThan(0)
  })

  test.each([
    ['sort_by=size', 'sort_by'],
    ['managed_by=me', 'managed_by'],
    ['limit=0', 'limit'],
    ['limit=many', 'limit'],
    ['include_deprecated=perhaps', 'include_deprecated'],
    ['cursor=bm90LWEtY3Vyc29y', 'cursor'],
    [`cursor=${Buffer.from('1:99999').toString('base64')}`, 'cursor'],
    ['search=a&search=b', 'search'],
  ])('refuses %s and names the field', async (query, field) => {
    const { status, body } = await server.call('GET', `/toolkits?${query}`)
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ slug: 'HTTP_BadRequest', message: expect.stringContaining(field) })
  })

  test('is for those with a key only', async () => {
    expect((await server.call('GET', '/toolkits', { key: null })).status).toBe(401)
    expect((await server.call('GET', '/toolkits', { key: 'ak_unknown' })).status).toBe(401)
  })
})

describe('several toolkits at once', () => {
  test('are those that are named, in any letter case, without the ones that do not exist', async () => {
    const page = await server.call('POST', '/toolkits/multi', {
      body: { toolkits: ['SLACK', 'gmail', 'nope'], sort_by: 'alphabetically' },
    })
    expect(page.status).toBe(200)
    expect(slugsOf(page)).toStrictEqual(['gmail', 'slack'])
  })

  test('are all toolkits when none is named', async () => {
    const page = await server.call('POST', '/toolkits/multi', { body: {} })
    expect(page.body.total_items).toBe(server.deps.catalog.toolkits().length)
  })

  test.each([
    [{ toolkits: 'gmail' }],
    [{ toolkits: [1] }],
    [{ limit: 0 }],
    [{ sort_by: 'size' }],
    [{ unknown: 1 }],
    [[]],
  ])('refuses the body %j', async (body) => {
    expect((await server.call('POST', '/toolkits/multi', { body })).status).toBe(400)
  })
})

test('the categories are those that toolkits are in, by name', async () => {
  const { status, body } = await server.call('GET', '/toolkits/categories')
  expect(status).toBe(200)
  expect(body.items).toContainEqual({ id: 'developer-tools-&-devops', name: 'Developer Tools & DevOps' })
  expect(body).toMatchObject({ next_cursor: null, total_pages: 1, total_items: body.items.length })
})

describe('one toolkit', () => {
  test('says what an auth config and a connection need, from the manifest', async () => {
    const { status, body } = await server.call('GET', '/toolkits/resend')
    expect(status).toBe(200)
    const [details] = body.auth_config_details
    expect(details).toMatchObject({ mode: 'API_KEY', name: expect.any(String) })
    expect(details.fields.auth_config_creation).toStrictEqual({ required: [], optional: [] })
    const [field] = details.fields.connected_account_initiation.required
    expect(field).toStrictEqual({
      name: server.deps.catalog.toolkit('resend')?.auth[0]?.connected_account_fields[0]?.name,
      displayName: expect.any(String),
      default: null,
      type: 'string',
      description: expect.any(String),
      required: true,
      is_secret: true,
    })
  })

  test('points at the operator’s own installation of the app, and never shows the operator’s secret', async () => {
    const { body } = await server.call('GET', '/toolkits/github')
    expect(body).toMatchObject({
      base_url: 'https://github.example.com/api/v3',
      composio_managed_auth_schemes: ['OAUTH2'],
      get_current_user_endpoint: '/user',
      get_current_user_endpoint_method: 'GET',
      enabled: true,
      deprecated: { toolkitId: 'github', getCurrentUserEndpoint: '/user', rawProxyInfoByAuthSchemes: [] },
    })
    expect(body.auth_config_details[0].deprecated_auth_provider_details.authorization_url).toBe(
      'https://github.example.com/login/oauth/authorize',
    )
    expect(JSON.stringify(body)).not.toMatch(/operator-(secret|app)/)
  })

  test('is found in any letter case, and under the older prefix', async () => {
    expect((await server.call('GET', '/toolkits/GITHUB')).body.slug).toBe('github')
    expect((await server.call('GET', '/api/v3/toolkits/github')).body.slug).toBe('github')
  })

  test.each(['latest', '00000000_00', ''])('is the current one for version "%s"', async (version) => {
    expect((await server.call('GET', `/toolkits/github?version=${version}`)).status).toBe(200)
  })

  test('of a version that exists is served, of another one is not, and the answer says which exist', async () => {
    const version = server.deps.catalog.toolkit('github')?.version ?? ''
    expect((await server.call('GET', `/toolkits/github?version=${version}`)).status).toBe(200)
    const { status, body } = await server.call('GET', '/toolkits/github?version=20200101_00')
    expect(status).toBe(404)
    expect(body.error).toMatchObject({
      slug: 'Tool_VersionNotFound',
      suggested_fix: expect.stringContaining(version),
    })
  })

  test.each([
    ['githb', 'github'],
    ['google-calendar', 'googlecalendar'],
    ['gcal', 'googlecalendar'],
  ])('called %s is not found, and %s is suggested', async (slug, meant) => {
    const { status, body } = await server.call('GET', `/toolkits/${slug}`)
    expect(status).toBe(404)
    expect(body.error).toMatchObject({
      slug: 'Toolkit_NotFound',
      suggested_fix: expect.stringContaining(`Did you mean ${meant}`),
    })
  })

  test.each(['__proto__', 'constructor', 'x'.repeat(250)])('called %s is simply not found', async (slug) => {
    expect((await server.call('GET', `/toolkits/${slug}`)).status).toBe(404)
  })
})
