import { afterAll, beforeEach, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'
import { createClaim } from './organization-claims.ts'

let offset = 0
let server: TestServer
const servers: TestServer[] = []

beforeEach(async () => {
  offset = 0
  server = await testServer({ deps: { clock: { now: () => new Date(Date.now() + offset) } } })
  servers.push(server)
})
afterAll(() => Promise.all(servers.map((each) => each.close())))

/** The administrator of a fresh installation, whose organisation key an agent holds. */
async function claimFor(email: string): Promise<string> {
  const { body } = await server.call('GET', '/auth/session/info')
  return (await createClaim(server.deps, body.project.org_id, email)).claimSlug
}

const redeem = (claim_slug: string) =>
  server.call('POST', '/org/clanker/redeem_claim', {
    key: null,
    headers: { 'x-user-api-key': server.userKey },
    body: { claim_slug },
  })

const create = (human_email: string) =>
  server.call('POST', '/org/clanker/create_claim', {
    key: null,
    headers: { 'x-org-api-key': server.organizationKey },
    body: { human_email },
  })

test('a claim is four words, valid for a week, and kept as a hash only', async () => {
  const { status, body } = await create('owner@acme.example')
  expect(status).toBe(200)
  expect(body.claim_slug).toMatch(/^[a-z]+(-[a-z]+){3}$/)
  const days = (Date.parse(body.expires_at) - Date.now()) / 86_400_000
  expect(Math.round(days)).toBe(7)
  expect(await server.dump()).not.toContain(body.claim_slug)
})

test('its person redeems it once, and then nobody can claim again', async () => {
  const slug = await claimFor('admin@localhost')
  const spare = await claimFor('admin@localhost')
  expect((await redeem(slug)).body).toStrictEqual({
    org_id: expect.stringMatching(/^ok_/),
    org_member_id: expect.stringMatching(/^om_/),
  })
  expect((await redeem(slug)).status).toBe(404)
  const again = await redeem(spare)
  expect([again.status, again.headers['x-should-retry']]).toStrictEqual([409, 'false'])
  expect((await create('other@acme.example')).status).toBe(409)
})

test('a wrong slug, another person’s and an expired one all look the same', async () => {
  const theirs = await claimFor('someone.else@acme.example')
  const mine = await claimFor('admin@localhost')
  offset = 7 * 86_400_000 + 1
  const messages = await Promise.all(
    ['no-such-claim-here', theirs, mine].map(async (slug) => (await redeem(slug)).body),
  )
  expect(new Set(messages.map(({ error }) => error.message)).size).toBe(1)
  expect(messages[0].error.slug).toBe('Organization_ClaimNotFound')
})
