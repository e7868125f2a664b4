/** What is kept of a call so that it can be made again without the provider, and the file that a session's calls make. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { scrubDeep } from './scrub.ts'

const Body = z.union([z.strictObject({ text: z.string() }), z.strictObject({ base64: z.string() })])

export const Exchange = z.strictObject({
  request: z.strictObject({
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: Body.optional(),
  }),
  response: z.strictObject({
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    body: Body,
  }),
})
export type Exchange = z.output<typeof Exchange>

export const Recording = z.strictObject({
  tool: z.string(),
  version: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  /** When the call was made, ISO 8601: what it makes of the time is the same again. */
  at: z.iso.datetime(),
  base_url: z.string(),
  /** Fields of the connection that requests are made of; secret ones are there by name only. */
  scope: z.record(z.string(), z.record(z.string(), z.unknown())),
  exchanges: z.array(Exchange),
  outcome: z.strictObject({
    successful: z.boolean(),
    error: z.string().nullable(),
    /** SHA-256 of the data, scrubbed and with sorted keys. */
    data_digest: z.string(),
  }),
  /** Why the call cannot be made again from what was kept. */
  incomplete: z.string().optional(),
})
export type Recording = z.output<typeof Recording>

/** A session as a test: what `GET /tool_router/session/{id}/recording` answers and `patchbay session replay` reads. */
export const RecordingFile = z.strictObject({
  patchbay_recording: z.literal(1),
  session_id: z.string(),
  calls: z.array(Recording),
  /** There were more calls than the file may hold. */
  truncated: z.boolean(),
})
export type RecordingFile = z.output<typeof RecordingFile>

/** A text that two values share when they are the same but for the order of keys and for what is scrubbed. */
export function sameText(value: unknown): string {
  return JSON.stringify(sorted(scrubDeep(value, [])))
}

export function digestOf(data: unknown): string {
  return createHash('sha256').update(sameText(data)).digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}
