import { afterAll, expect, test } from 'vitest'
import { testServer } from '../../test/harness.ts'
import { ApiError } from '../http/errors.ts'
import { ExperienceBuffer } from './experience-buffer.ts'
import { flushExperience, noteCall, outcomeKind, readExperience } from './tool-experience.ts'

const server = await testServer()
afterAll(() => server.close())

const call = { projectId: 'p', sessionId: 's', kind: 'success' as const, durationMs: 10 }

test('a tool that began after another ended followed it', () => {
  const buffer = new ExperienceBuffer()
  buffer.note({ ...call, tool: 'A' }, 1_000)
  buffer.note({ ...call, tool: 'B' }, 2_000)
  buffer.note({ ...call, tool: 'C', durationMs: 1_500 }, 2_100)
  buffer.note({ ...call, tool: 'D', sessionId: 'other' }, 3_000)
  buffer.note({ ...call, tool: 'E', kind: 'rejected' }, 4_000)
  const { sequences, outcomes } = buffer.take()
  expect(sequences).toStrictEqual([{ projectId: 'p', tool: 'A', nextTool: 'B', count: 1 }])
  expect(outcomes.map(({ tool, kind }) => `${tool} ${kind}`)).toContain('E rejected')
  expect(buffer.take()).toMatchObject({ sequences: [], outcomes: [] })
})

test('what is remembered stays bounded', () => {
  const buffer = new ExperienceBuffer()
  for (let at = 0; at < 20_000; at += 1) buffer.note({ ...call, sessionId: `s${at}`, tool: `T${at}` }, at)
  expect(buffer.take().outcomes.length).toBeLessThanOrEqual(2_000)
})

test('counts add up over flushes, and stay within their project', async () => {
  const { deps } = server
  for (let round = 0; round < 2; round += 1) {
    noteCall(deps, { ...call, sessionId: `r${round}`, durationMs: 0, tool: 'A' })
    noteCall(deps, { ...call, sessionId: `r${round}`, durationMs: 0, tool: 'B' })
    await flushExperience(deps)
  }
  const seen = await readExperience(deps, 'p', ['A', 'B', 'NONE'])
  expect(seen.get('A')).toStrictEqual({
    next: [{ tool: 'B', count: 2 }],
    outcomes: new Map([['success', 2]]),
  })
  expect(seen.has('NONE')).toBe(false)
  expect((await readExperience(deps, 'other', ['A'])).size).toBe(0)
})

test('kinds say what a later caller can avoid, and nothing of the call', () => {
  expect(outcomeKind(true, 200, undefined)).toBe('success')
  expect([401, 404, 409, 422, 429, 503].map((status) => outcomeKind(false, status, undefined))).toStrictEqual(
    ['permission', 'not_found', 'conflict', 'rejected', 'rate_limited', 'provider_error'],
  )
  expect(outcomeKind(false, undefined, new ApiError('ToolArgumentsInvalid', 'x'))).toBe('invalid_arguments')
  expect(outcomeKind(false, undefined, new ApiError('NoConnectedAccount', 'x'))).toBeUndefined()
  expect(outcomeKind(false, undefined, new Error('x'))).toBeUndefined()
})

test('executions are counted, without their arguments, and of unknown tools nothing is kept', async () => {
  const execute = (tool: string, args: object) =>
    server.call('POST', `/tools/execute/${tool}`, { body: { user_id: 'u', arguments: args } })
  await execute('HACKERNEWS_GET_USER', { username: { canary: 'canary-value' } })
  await execute('HACKERNEWS_MAKE_COFFEE', { username: 'canary-value' })
  await flushExperience(server.deps)
  const { rows } = await server.deps.db.execute(
    `select tool, kind, count from tool_outcomes where project_id = '${server.projectId}'`,
  )
  expect(rows).toStrictEqual([{ tool: 'HACKERNEWS_GET_USER', kind: 'invalid_arguments', count: 1 }])
  expect(await server.dump()).not.toContain('canary-value')
})
