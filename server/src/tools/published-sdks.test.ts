/** The published SDKs parse every tool of a list strictly: one that they refuse and the whole list throws. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generations } from '../../../conformance/rigs/sdk.ts'
import { type TestServer, testServer } from '../../test/harness.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer({ listen: true })
})

afterAll(async () => {
  await server.close()
})

/** As many slugs as fit a URL. */
const batchSize = 150

function batches(slugs: readonly string[]): string[][] {
  const count = Math.ceil(slugs.length / batchSize)
  return Array.from({ length: count }, (_unused, index) =>
    slugs.slice(index * batchSize, (index + 1) * batchSize),
  )
}

test.each(generations)('SDK $version takes every tool of the catalog as it is served', async ({ load }) => {
  const sdk = await load({ apiKey: server.projectKey, baseURL: server.url })
  const all = server.deps.catalog.summaries().map(({ slug }) => slug)
  const taken: string[] = []
  for (const tools of batches(all)) {
    const served = await sdk.tools.getRawComposioTools({ tools })
    taken.push(...served.map(({ slug }) => slug))
  }
  expect(taken).toStrictEqual(all)
})

test.each(generations)(
  'SDK $version takes the meta tools and a tool under an older name',
  async ({ load }) => {
    const sdk = await load({ apiKey: server.projectKey, baseURL: server.url })
    const alias = server.deps.catalog.tools('github').flatMap(({ aliases }) => aliases)[0] ?? ''
    const tools = ['COMPOSIO_SEARCH_TOOLS', 'COMPOSIO_MULTI_EXECUTE_TOOL', alias]
    const served = await sdk.tools.getRawComposioTools({ tools })
    expect(served.map(({ slug }) => slug)).toStrictEqual(tools)
    expect((await sdk.tools.getRawComposioToolBySlug(alias)).slug).toBe(alias)
  },
)

test.each(generations)('SDK $version shows important tools when given only a toolkit', async ({ load }) => {
  const sdk = await load({ apiKey: server.projectKey, baseURL: server.url })
  const served = await sdk.tools.getRawComposioTools({ toolkits: ['GITHUB'] })
  expect(served.length).toBeGreaterThan(5)
  expect(served.every(({ tags }) => tags?.includes('important'))).toBe(true)
})

test.each(generations)('SDK $version reads the toolkits and the fields of their auth', async ({ load }) => {
  const sdk = await load({ apiKey: server.projectKey, baseURL: server.url })
  const listed = await sdk.toolkits.get({})
  expect(listed.map(({ slug }) => slug)).toContain('resend')
  const toolkit = await sdk.toolkits.get('resend')
  expect(toolkit.authConfigDetails?.[0]).toMatchObject({ mode: 'API_KEY' })
  const fields = await sdk.toolkits.getConnectedAccountInitiationFields('resend', 'API_KEY')
  expect(fields.every(({ required }) => required)).toBe(true)
  const { items } = await sdk.toolkits.listCategories()
  expect(items).toContainEqual({ id: 'email', name: 'Email' })
})
