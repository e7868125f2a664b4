import { describe, expect, test } from 'vitest'
import type { Bag } from '../request/outgoing-request.ts'
import type { Builtin, BuiltinRequest } from './builtin.ts'
import * as jira from './jira.ts'

const transitions = [
  { id: '11', name: 'Start work', to: { name: 'In Progress' } },
  { id: '31', name: 'Close', to: { name: 'Done' } },
]

async function run(builtin: Builtin, args: Bag) {
  const requests: BuiltinRequest[] = []
  const data = await builtin({
    arguments: { issue_id_or_key: 'WEB-12', ...args },
    now: new Date(),
    async request(request) {
      requests.push(request)
      return request.method === 'GET' ? { transitions } : {}
    },
  })
  return { data, sent: requests.at(-1) }
}

describe('moving an issue', () => {
  test.each([
    ['an id', '31'],
    ['the name of the move', 'close'],
    ['the status that it leads to', ' done '],
  ])('%s names the move', async (_, wanted) => {
    const { data, sent } = await run(jira.transitionIssue, { transition_id_or_name: wanted })
    expect(data).toStrictEqual({ transition_id: '31', transition_name: 'Close', status: 'Done' })
    expect(sent).toMatchObject({
      method: 'POST',
      path: '/api/2/issue/{issue}/transitions',
      values: { issue: 'WEB-12' },
      body: { transition: { id: '31' } },
    })
  })

  test('comment, resolution and fields go along', async () => {
    const { sent } = await run(jira.transitionIssue, {
      transition_id_or_name: 'Close',
      comment: 'Fixed.',
      resolution: 'Done',
      fields: { customfield_1: 2 },
    })
    expect(sent?.body).toStrictEqual({
      transition: { id: '31' },
      fields: { customfield_1: 2, resolution: { name: 'Done' } },
      update: { comment: [{ add: { body: 'Fixed.' } }] },
    })
  })

  test('a move that there is not is refused with those that there are', async () => {
    await expect(run(jira.transitionIssue, { transition_id_or_name: 'Reopen' })).rejects.toMatchObject({
      message: expect.stringContaining('Close (id 31, to Done)'),
    })
  })
})

test('a watcher is sent as a bare text', async () => {
  const { sent } = await run(jira.addWatcher, { account_id: '5b10:a' })
  expect(sent).toMatchObject({ path: '/api/2/issue/{issue}/watchers', body: '5b10:a' })
})
