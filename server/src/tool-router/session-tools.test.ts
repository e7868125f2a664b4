import { describe, expect, test } from 'vitest'
import type { SessionConfig } from './session-config.ts'
import { CreateSessionBody, toSessionConfig } from './session-contract.ts'
import { allowsTool, allowsToolkit } from './session-tools.ts'

function config(body: object): SessionConfig {
  return toSessionConfig(CreateSessionBody.parse({ user_id: 'u', ...body }))
}

const read = { slug: 'GITHUB_GET_A_REPOSITORY', toolkit: 'github', tags: ['readOnlyHint', 'openWorldHint'] }
const remove = {
  slug: 'GITHUB_DELETE_A_REPOSITORY',
  toolkit: 'github',
  tags: ['destructiveHint', 'openWorldHint'],
}
const mail = { slug: 'GMAIL_SEND_EMAIL', toolkit: 'gmail', tags: ['openWorldHint'] }

test('without filters everything is open', () => {
  expect([read, remove, mail].map((tool) => allowsTool(config({}), tool))).toStrictEqual([true, true, true])
})

test('toolkits are allowed or left out by slug, in any case', () => {
  expect(allowsToolkit(config({ toolkits: { enable: ['GitHub'] } }), 'github')).toBe(true)
  expect(allowsToolkit(config({ toolkits: { enable: ['GitHub'] } }), 'gmail')).toBe(false)
  expect(allowsToolkit(config({ toolkits: { disable: ['github'] } }), 'github')).toBe(false)
})

test('an empty allow-list opens nothing', () => {
  expect(allowsToolkit(config({ toolkits: { enable: [] } }), 'github')).toBe(false)
})

describe('the most specific filter decides', () => {
  const allowed = (body: object) => [read, remove, mail].map((tool) => allowsTool(config(body), tool))

  test('tags of the session filter every toolkit', () => {
    expect(allowed({ tags: ['readOnlyHint'] })).toStrictEqual([true, false, false])
    expect(allowed({ tags: { disable: ['destructiveHint'] } })).toStrictEqual([true, false, true])
    expect(allowed({ tags: { enable: ['openWorldHint'], disable: ['destructiveHint'] } })).toStrictEqual([
      true,
      false,
      true,
    ])
  })

  test('tags of a toolkit replace the session’s for it', () => {
    const body = { tags: ['readOnlyHint'], tools: { github: { tags: ['destructiveHint'] } } }
    expect(allowed(body)).toStrictEqual([false, true, false])
  })

  test('a tool list of a toolkit overrides tags', () => {
    const body = { tags: ['readOnlyHint'], tools: { github: { enable: ['GITHUB_DELETE_A_REPOSITORY'] } } }
    expect(allowed(body)).toStrictEqual([false, true, false])
    expect(allowed({ tools: { github: { disable: ['GITHUB_DELETE_A_REPOSITORY'] } } })).toStrictEqual([
      true,
      false,
      true,
    ])
  })

  test('no filter opens a tool of a closed toolkit', () => {
    const body = {
      toolkits: { disable: ['github'] },
      tools: { github: { enable: ['GITHUB_GET_A_REPOSITORY'] } },
    }
    expect(allowed(body)).toStrictEqual([false, false, true])
  })
})

test('both enable and disable at once are refused', () => {
  const both = { user_id: 'u', toolkits: { enable: ['github'], disable: ['gmail'] } }
  expect(CreateSessionBody.safeParse(both).success).toBe(false)
})

test('a single pinned account id, as older SDKs send it, becomes a list', () => {
  expect(config({ connected_accounts: { github: 'ca_1' } }).connected_accounts).toStrictEqual({
    github: ['ca_1'],
  })
})
