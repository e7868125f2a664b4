/** What a sandbox may say. Everything is checked: code inside can say anything. */
import { z } from 'zod'

const id = z.int().min(0)
const text = z.string()

export const KernelMessage = z.discriminatedUnion('t', [
  z.object({ t: z.literal('ready') }),
  z.object({ t: z.literal('out'), stream: z.enum(['stdout', 'stderr']), text }),
  z.object({ t: z.literal('call'), call: id, name: text.max(100), arguments: z.record(text, z.unknown()) }),
  /** The end of a run or of a command. */
  z.object({
    t: z.literal('done'),
    id,
    result: text.default(''),
    error: text.default(''),
    value: z.unknown().optional(),
    repairs: z.array(text.max(1000)).max(20).default([]),
    dropped: z.number().min(0).default(0),
    interrupted: z.boolean().default(false),
    timed_out: z.boolean().default(false),
    exit: z.int().optional(),
  }),
  /** The process that runs code is gone, and a new one has taken its place; `id` is the run that it was at. */
  z.object({ t: z.literal('died'), id: id.nullable(), exit: z.int() }),
  /** The answer to a request about files. */
  z.object({
    t: z.literal('answer'),
    id,
    error: text.optional(),
    size: z.int().min(0).optional(),
    files: z
      .array(z.tuple([text.max(4096), z.int().min(0), text.max(30)]))
      .max(2000)
      .optional(),
    left_out: z.int().min(0).optional(),
  }),
  z.object({
    t: z.literal('written'),
    transfer: id,
    error: text.optional(),
    size: z.int().min(0).optional(),
    mtime: text.max(30).optional(),
  }),
])

export type KernelMessage = z.output<typeof KernelMessage>
export type Done = Extract<KernelMessage, { t: 'done' }>
