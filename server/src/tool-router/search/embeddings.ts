/**
 * The embeddings endpoint of the environment, when there is one: any that speaks OpenAI's `/embeddings` (OpenAI, Azure,
 * Ollama, vLLM, a gateway). It has a say in the order of what the search engine found; without it, or when it fails or is
 * slow, the engine's own order stands.
 */
import { z } from 'zod'
import { EgressError, type EgressResponse } from '../../egress/egress.ts'
import { openOperatorEndpoint } from '../../egress/operator-endpoint.ts'
import type { Env } from '../../env.ts'
import type { Log } from '../../log.ts'
import { VectorCache } from './vector-cache.ts'

/** A text, and those that it is compared with. */
export interface Comparison {
  text: string
  /** By whatever name the caller has for them. */
  candidates: ReadonlyMap<string, string>
}

export interface Embeddings {
  /**
   * For each comparison how alike each candidate is to the text, as a cosine, by the candidates' names; undefined when
   * the endpoint does not tell in time. Never throws.
   */
  compare(comparisons: readonly Comparison[]): Promise<ReadonlyMap<string, number>[] | undefined>
  close(): Promise<void>
}

export interface EmbeddingsOptions {
  /** How long a search waits. What comes later is kept for the next one. */
  waitMs?: number
  /** How long after a failure nothing is asked. */
  pauseMs?: number
  now?: () => number
}

const Answer = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(2).max(16_384) })),
})

const longestText = 1_500
const mostTexts = 256
const timeouts = { connectMs: 2_000, headersMs: 10_000, totalMs: 15_000 }
const mostAnswerBytes = 64 * 1024 * 1024

/** What an endpoint did that is no answer. The message holds nothing of what was asked or answered. */
class EmbeddingsError extends Error {
  override name = 'EmbeddingsError'
}

/** The endpoint that the environment names; undefined without one. */
export function createEmbeddings(
  env: Pick<Env, 'embeddings'>,
  log: Pick<Log, 'warn'>,
  { waitMs = 1_500, pauseMs = 30_000, now = () => performance.now() }: EmbeddingsOptions = {},
): Embeddings | undefined {
  if (!env.embeddings) return undefined
  const { url, model, apiKey } = env.embeddings
  const endpoint = openOperatorEndpoint({
    url: `${url}/embeddings`,
    apiKey,
    timeouts,
    maxResponseBytes: mostAnswerBytes,
  })
  const cache = new VectorCache()
  let pausedUntil = -Infinity

  async function ask(input: readonly string[]): Promise<EgressResponse> {
    try {
      return await endpoint.post({ model, input, encoding_format: 'float' })
    } catch (error) {
      throw error instanceof EgressError ? new EmbeddingsError(`cannot be reached (${error.code})`) : error
    }
  }

  /** Has the cache hold the vectors of texts. @throws {EmbeddingsError} */
  async function embed(texts: readonly string[]): Promise<void> {
    const missing = [...new Set(texts)].filter((text) => !cache.get(text))
    for (let at = 0; at < missing.length; at += mostTexts) {
      const some = missing.slice(at, at + mostTexts)
      const vectors = readVectors(await ask(some), some.length)
      // The model behind the name is another one now: vectors of both cannot be compared.
      if (cache.dimensions !== undefined && cache.dimensions !== vectors[0]?.length) {
        cache.clear()
        throw new EmbeddingsError('answers with vectors of another length than before')
      }
      for (const [i, text] of some.entries()) cache.set(text, vectors[i] ?? new Float32Array(0))
    }
  }

  async function compare(comparisons: readonly Comparison[]) {
    if (comparisons.length === 0 || now() < pausedUntil) return undefined
    const cut = comparisons.map(({ text, candidates }) => ({
      text: cutText(text),
      candidates: Array.from(candidates, ([name, candidate]) => [name, cutText(candidate)] as const),
    }))
    const texts = cut.flatMap(({ text, candidates }) => [text, ...candidates.map(([, own]) => own)])
    const asked = embed(texts).then(
      () => true,
      (error: unknown) => {
        pausedUntil = now() + pauseMs
        const message = error instanceof EmbeddingsError ? error.message : 'failed'
        log.warn({ endpoint: endpoint.origin }, `the embeddings endpoint ${message}; search does without it`)
        return false
      },
    )
    if (!(await within(asked, waitMs))) return undefined
    return cut.map(({ text, candidates }) => {
      const own = cache.get(text)
      return new Map(
        candidates.flatMap(([name, candidate]) => {
          const other = cache.get(candidate)
          return own && other ? [[name, cosineOf(own, other)] as const] : []
        }),
      )
    })
  }

  return { compare, close: endpoint.close }
}

/** @throws {EmbeddingsError} unless there is a vector of one length for each text. */
function readVectors({ status, body }: EgressResponse, count: number): Float32Array[] {
  if (status !== 200) throw new EmbeddingsError(`answered ${status}`)
  const answer = Answer.safeParse(parse(body.toString('utf8')))
  if (!answer.success) throw new EmbeddingsError('did not answer with embeddings')
  const vectors: Float32Array[] = []
  for (const { index, embedding } of answer.data.data) vectors[index] = unitOf(embedding)
  const [first] = vectors
  for (let i = 0; i < count; i++) {
    if (vectors[i]?.length !== first?.length || first === undefined)
      throw new EmbeddingsError('did not answer with a vector of one length for each text')
  }
  return vectors.slice(0, count)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unitOf(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector) || 1
  return Float32Array.from(vector, (member) => member / length)
}

function cosineOf(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

function cutText(text: string): string {
  const cut = text.trim().slice(0, longestText)
  // Endpoints refuse an empty text.
  return cut === '' ? '-' : cut
}

/** What a promise gives, or false after some time. */
async function within(promise: Promise<boolean>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
