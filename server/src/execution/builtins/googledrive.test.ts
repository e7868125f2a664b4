import { describe, expect, test } from 'vitest'
import type { Bag } from '../request/outgoing-request.ts'
import type { Builtin, BuiltinRequest } from './builtin.ts'
import * as drive from './googledrive.ts'

/** Runs a built-in against a Drive that gives these answers, by method and path; gives its result and what it sent. */
async function run(builtin: Builtin, args: Bag, answers: Readonly<Record<string, Bag>> = {}) {
  const sent: BuiltinRequest[] = []
  const result = await builtin({
    arguments: args,
    now: new Date(),
    async request(request) {
      sent.push(request)
      return answers[`${request.method} ${request.path}`] ?? {}
    },
  })
  return { result, sent, lines: sent.map(({ method, path }) => `${method} ${path}`) }
}

describe('finding folders', () => {
  const all = "mimeType = 'application/vnd.google-apps.folder' and trashed = false"
  const queryOf = async (args: Bag) => (await run(drive.findFolder, args)).sent[0]?.query?.['q']

  test('without conditions all are found', async () => {
    expect(await queryOf({})).toBe(all)
  })

  test('conditions are joined', async () => {
    const args = {
      name_exact: 'Reports',
      full_text_not_contains: 'old',
      starred: false,
      parent_folder_id: 'root',
    }
    expect(await queryOf(args)).toBe(
      `${all} and name = 'Reports' and not fullText contains 'old' and 'root' in parents and starred = false`,
    )
  })

  test('a text cannot end its quotes and add a condition of its own', async () => {
    expect(await queryOf({ name_contains: String.raw`x' or name contains '\ ` })).toBe(
      `${all} and name contains ` + String.raw`'x\' or name contains \'\\ '`,
    )
  })
})

describe('updating a comment', () => {
  const comment = '/files/{file_id}/comments/{comment_id}'
  const ids = { file_id: 'f', comment_id: 'c' }
  const open = { [`GET ${comment}`]: { id: 'c' } }
  const closed = { [`GET ${comment}`]: { id: 'c', resolved: true } }

  test('a new text changes the comment', async () => {
    const { sent, lines, result } = await run(
      drive.updateComment,
      { ...ids, content: 'Now?', fields: 'id' },
      open,
    )
    expect(lines).toStrictEqual([`PATCH ${comment}`, `GET ${comment}`])
    expect(sent[0]?.body).toStrictEqual({ content: 'Now?' })
    expect(sent[1]?.query).toStrictEqual({ fields: 'id' })
    expect(result).toStrictEqual({ id: 'c' })
  })

  test.each([
    ['resolve', true, open],
    ['reopen', false, closed],
  ])('%s is an answer to it', async (action, resolved, answers) => {
    const { sent, lines } = await run(drive.updateComment, { ...ids, resolved }, answers)
    expect(lines).toStrictEqual([`GET ${comment}`, `POST ${comment}/replies`, `GET ${comment}`])
    expect(sent[1]?.body).toStrictEqual({ action })
  })

  test.each([
    [true, closed],
    [false, open],
  ])('one that is as wanted (resolved: %j) gets no answer', async (resolved, answers) => {
    const { lines } = await run(drive.updateComment, { ...ids, resolved }, answers)
    expect(lines).not.toContain(`POST ${comment}/replies`)
  })

  test('nothing to change is refused before anything is sent', async () => {
    await expect(run(drive.updateComment, ids)).rejects.toThrow(/content or resolved/)
  })
})

describe('watching changes', () => {
  const channel = { id: 'ch', address: 'https://example.com/hook' }

  test('a channel without a place in the log starts now, in the same log', async () => {
    const start = { 'GET /changes/startPageToken': { startPageToken: '42' } }
    const { sent } = await run(drive.watchChanges, { ...channel, drive_id: 'd', token: 't' }, start)
    expect(sent[0]).toMatchObject({ path: '/changes/startPageToken', query: { driveId: 'd' } })
    expect(sent[1]).toMatchObject({
      method: 'POST',
      path: '/changes/watch',
      query: { pageToken: '42', driveId: 'd' },
      body: { ...channel, type: 'web_hook', token: 't' },
    })
  })

  test('a given place is kept', async () => {
    const { sent } = await run(drive.watchChanges, { ...channel, page_token: '7', include_removed: false })
    expect(sent).toHaveLength(1)
    expect(sent[0]?.query).toMatchObject({ pageToken: '7', includeRemoved: false })
  })
})
