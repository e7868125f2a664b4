import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '../../test/harness.ts'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})

afterAll(async () => {
  await server.close()
})

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)

describe('who is calling', () => {
  test('is told to a project key, with its project and member, and without the key', async () => {
    const { status, body } = await server.call('GET', '/auth/session/info')
    expect(status).toBe(200)
    expect(body).toStrictEqual({
      project: {
        auto_id: 1,
        id: uuid,
        org_id: expect.stringMatching(/^ok_/),
        name: 'My project',
        email: 'admin@localhost',
        nano_id: server.projectId,
        created_at: time,
        updated_at: time,
        webhook_url: null,
        event_webhook_url: null,
        webhook_secret: null,
        triggers_enabled: false,
        last_subscribed_at: null,
        deleted: false,
        is_new_webhook: false,
        webhook_version: 'V3',
        org: { id: body.project.org_id, name: 'My organization', plan: 'self-hosted' },
      },
      api_key: {
        auto_id: expect.any(Number),
        id: uuid,
        name: 'first start',
        project_id: server.projectId,
        org_member_id: body.org_member.id,
        created_at: time,
        updated_at: time,
        deleted_at: null,
        key: 'ak_****',
        deleted: false,
      },
      org_member: {
        id: expect.stringMatching(/^om_/),
        user_id: body.org_member.id,
        email: 'admin@localhost',
        name: 'Administrator',
        role: 'ADMIN',
        metadata: {},
      },
    })
    expect(JSON.stringify(body)).not.toContain(server.projectKey)
  })

  test('is told to a user key, with the project that it acts in', async () => {
    const headers = { 'x-user-api-key': server.userKey }
    const { status, body } = await server.call('GET', '/api/v3/auth/session/info', { key: null, headers })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      project: { nano_id: server.projectId },
      api_key: { key: 'uak_****', project_id: server.projectId },
    })
  })

  test('is another project to another project’s key', async () => {
    const { key, projectId } = await server.otherProject()
    const { body } = await server.call('GET', '/auth/session/info', { key })
    expect(body).toMatchObject({
      project: { nano_id: projectId, org: { name: 'Other' } },
      org_member: { email: 'other@localhost' },
    })
  })

  test('is not told without a key, nor to an organisation’s key, nor across organisations', async () => {
    const other = await server.otherProject()
    const refused = [
      { key: null },
      { key: 'ak_wrong' },
      { key: null, headers: { 'x-org-api-key': server.organizationKey } },
      { key: null, headers: { 'x-user-api-key': server.userKey, 'x-project-id': other.projectId } },
    ]
    for (const options of refused) {
      expect((await server.call('GET', '/auth/session/info', options)).status).toBe(401)
    }
  })
})
