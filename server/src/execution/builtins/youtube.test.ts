import { expect, test } from 'vitest'
import type { BuiltinRequest } from './builtin.ts'
import { updateVideo } from './youtube.ts'

const snippet = { title: 'Old', description: 'Text', categoryId: '22', channelId: 'UC1' }
const status = { privacyStatus: 'private', uploadStatus: 'processed' }

async function run(args: Record<string, unknown>, items: unknown[]) {
  const requests: BuiltinRequest[] = []
  await updateVideo({
    arguments: args,
    now: new Date(),
    async request(request) {
      requests.push(request)
      return request.method === 'GET' ? { items } : {}
    },
  })
  return requests.at(-1)
}

test('what is not given keeps its value, and what can only be read is not sent', async () => {
  const sent = await run({ videoId: 'v1', title: 'New', privacyStatus: 'public' }, [{ snippet, status }])
  expect(sent).toStrictEqual({
    method: 'PUT',
    path: '/videos',
    query: { part: 'snippet,status' },
    body: {
      id: 'v1',
      snippet: { title: 'New', description: 'Text', categoryId: '22' },
      status: { privacyStatus: 'public' },
    },
  })
})

test('a video that there is not is refused before anything is written', async () => {
  await expect(run({ videoId: 'v1' }, [])).rejects.toMatchObject({
    message: expect.stringContaining('videoId'),
  })
})
