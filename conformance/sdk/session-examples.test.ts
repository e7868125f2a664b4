/** The calls that the product documentation shows for sessions, as they are written there, ids and base URL aside. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startInstallation, type Installation } from '../rigs/installation.ts'
import { Person } from '../rigs/person.ts'
import { generations, type SdkClient } from '../rigs/sdk.ts'
import { newDatabaseUrl } from '../rigs/test-database.ts'
import { failOnTransformWarnings } from './transform-warnings.ts'

let installation: Installation

beforeAll(async () => {
  installation = await startInstallation({ databaseUrl: await newDatabaseUrl() })
})
afterAll(() => installation?.stop())

failOnTransformWarnings()

type OpenAiTool = { function: { name: string } }

describe.each(generations.filter(({ version }) => version !== '0.6.11'))(
  'core $version',
  ({ version, load }) => {
    const user = `user_123_${version}`
    let composio: SdkClient

    beforeAll(async () => {
      composio = await load({ apiKey: installation.patchbay.apiKey, baseURL: installation.patchbay.url })
    })

    test('a session for a user alone has everything', async () => {
      const session = await composio.create(user)
      const tools = (await session.tools()) as OpenAiTool[]
      expect(tools.map(({ function: { name } }) => name)).toContain('COMPOSIO_SEARCH_TOOLS')
      const { mcp } = session as typeof session & { mcp: { url: string } }
      expect(mcp.url).toContain(session.sessionId)
      const toolkits = await session.toolkits()
      const lines = toolkits.items.map(
        (toolkit) => `${toolkit.name}: ${toolkit.connection?.connectedAccount?.id ?? 'Not connected'}`,
      )
      expect(lines.length).toBeGreaterThan(5)
    })

    test('toolkits are enabled by a list or an object, or disabled', async () => {
      const slugs = async (toolkits: string[] | { enable: string[] } | { disable: string[] }) => {
        const session = await composio.create(user, { toolkits })
        const { items } = await session.toolkits({ toolkits: undefined, limit: 50 })
        return items.map(({ slug }) => slug)
      }
      expect((await slugs(['github', 'gmail', 'slack'])).toSorted()).toStrictEqual([
        'github',
        'gmail',
        'slack',
      ])
      expect((await slugs({ enable: ['github', 'gmail'] })).toSorted()).toStrictEqual(['github', 'gmail'])
      expect(await slugs({ disable: ['github', 'gmail'] })).not.toContain('github')
    })

    test('a toolkit is authorized with a callback, and its account and auth config can be pinned then', async () => {
      const session = await composio.create(user)
      const connectionRequest = await session.authorize('github', {
        callbackUrl: `${installation.patchbay.url}/healthz`,
      })
      await new Person().complete(connectionRequest.redirectUrl ?? '', { login: 'ada' })
      const connectedAccount = await connectionRequest.waitForConnection(20_000)
      expect(connectedAccount.status).toBe('ACTIVE')
      const { authConfig } = await composio.connectedAccounts.get(connectedAccount.id)
      const pinned = await composio.create(user, {
        authConfigs: { github: authConfig.id },
        connectedAccounts: { github: connectedAccount.id },
      })
      const { items } = await pinned.toolkits({ toolkits: ['github'] })
      expect(items[0]?.connection?.connectedAccount?.id).toBe(connectedAccount.id)
    })

    test('without in-chat authentication the tool for it is gone', async () => {
      const session = await composio.create(user, { manageConnections: false })
      const tools = (await session.tools()) as OpenAiTool[]
      expect(tools.map(({ function: { name } }) => name)).not.toContain('COMPOSIO_MANAGE_CONNECTIONS')
    })
  },
)
