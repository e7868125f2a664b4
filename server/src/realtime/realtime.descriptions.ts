/** What `/openapi.json` says of the realtime endpoints. */
import { z } from 'zod'
import { nothing } from '../http/operation.ts'
import type { Described } from '../http/openapi.ts'
import { StreamQuery } from './event-stream.ts'

/** Where clients ask for credentials and channels: the SDKs, and the command line. */
export const realtimePlaces = [
  { path: '/internal/sdk/realtime', name: 'InternalSdkRealtime' },
  { path: '/cli/realtime', name: 'CliRealtime' },
] as const

/** A client of Pusher asks for a channel. Left out, both are refused by name. */
export const ChannelAuthBody = z.object({
  socket_id: z.string().default(''),
  channel_name: z.string().default(''),
})

const Credentials = z.object({
  pusher_key: z.string(),
  project_id: z.string(),
  pusher_cluster: z.string(),
})

const common = { tag: 'Realtime', access: 'project', params: nothing, query: nothing, body: nothing } as const

export const realtimeDescriptions: readonly Described[] = [
  ...realtimePlaces.flatMap(({ path, name }): Described[] => [
    {
      ...common,
      method: 'GET',
      path: `${path}/credentials`,
      operationId: `get${name}Credentials`,
      summary: 'Where a client of Pusher connects, and as whom',
      success: { status: 200, body: Credentials },
      errors: [401, 403, 422, 500],
    },
    {
      ...common,
      method: 'POST',
      path: `${path}/auth`,
      operationId: `post${name}Auth`,
      summary: 'Allow a socket a channel of the project',
      body: ChannelAuthBody,
      bodyType: 'application/x-www-form-urlencoded',
      success: { status: 200, body: z.object({ auth: z.string() }) },
      errors: [400, 401, 403, 500],
    },
  ]),
  {
    ...common,
    method: 'GET',
    path: '/events/stream',
    operationId: 'getEventsStream',
    summary: 'Events as they happen, as server-sent events; the header Last-Event-ID goes on after an event',
    query: StreamQuery,
    success: { status: 200, body: z.string() },
    answerType: 'text/event-stream',
    errors: [400, 401, 404, 429, 500],
  },
]
