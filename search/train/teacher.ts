/** The sentence model that the word vectors learn from: all-MiniLM-L6-v2 (Apache-2.0), 384 dimensions, run by onnxruntime-node. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Length of the teacher's vectors. */
export const TEACHER_DIMENSIONS = 384

const START = 101
const END = 102
const UNKNOWN = 100

interface Tensor {
  readonly data: Float32Array
}

interface Runtime {
  readonly InferenceSession: { create(file: string, options: object): Promise<Session> }
  readonly Tensor: new (kind: 'int64', data: BigInt64Array, shape: readonly number[]) => unknown
}

interface Session {
  run(inputs: Record<string, unknown>): Promise<{ last_hidden_state: Tensor }>
}

/** Embeds texts in batches. Made by `loadTeacher`. */
export class Teacher {
  readonly #runtime: Runtime
  readonly #session: Session
  readonly #pieces: ReadonlyMap<string, number>

  constructor(runtime: Runtime, session: Session, pieces: ReadonlyMap<string, number>) {
    this.#runtime = runtime
    this.#session = session
    this.#pieces = pieces
  }

  /** Unit vectors, one after the other; texts are cut at `length` pieces. */
  async embed(texts: readonly string[], length: number, batch = 24): Promise<Float32Array> {
    const encoded = texts.map((text) => this.#encode(text, length))
    const order = [...encoded.keys()].toSorted(
      (a, b) => (encoded[a]?.length ?? 0) - (encoded[b]?.length ?? 0),
    )
    const vectors = new Float32Array(texts.length * TEACHER_DIMENSIONS)
    for (let at = 0; at < order.length; at += batch) {
      await this.#embedBatch(order.slice(at, at + batch), encoded, vectors)
    }
    return vectors
  }

  async #embedBatch(
    rows: readonly number[],
    encoded: readonly (readonly number[])[],
    into: Float32Array,
  ): Promise<void> {
    const width = Math.max(...rows.map((row) => encoded[row]?.length ?? 0))
    const ids = new BigInt64Array(rows.length * width)
    const mask = new BigInt64Array(rows.length * width)
    for (const [r, row] of rows.entries()) {
      for (const [c, id] of (encoded[row] ?? []).entries()) {
        ids[r * width + c] = BigInt(id)
        mask[r * width + c] = 1n
      }
    }
    const tensor = (data: BigInt64Array) => new this.#runtime.Tensor('int64', data, [rows.length, width])
    const { last_hidden_state: state } = await this.#session.run({
      input_ids: tensor(ids),
      attention_mask: tensor(mask),
      token_type_ids: tensor(new BigInt64Array(ids.length)),
    })
    for (const [r, row] of rows.entries()) {
      meanInto(state.data, r * width, encoded[row]?.length ?? 0, into, row * TEACHER_DIMENSIONS)
    }
  }

  #encode(text: string, length: number): number[] {
    const ids = [START]
    const plain = text
      .normalize('NFD')
      .replaceAll(/\p{M}+/gu, '')
      .toLowerCase()
    for (const [word] of plain.matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)) {
      for (const id of this.#piecesOf(word)) if (ids.length < length - 1) ids.push(id)
    }
    ids.push(END)
    return ids
  }

  #piecesOf(word: string): number[] {
    const ids: number[] = []
    let start = 0
    while (start < word.length) {
      let end = word.length
      let id: number | undefined
      for (; end > start && id === undefined; end--) {
        id = this.#pieces.get((start > 0 ? '##' : '') + word.slice(start, end))
      }
      if (id === undefined) return [UNKNOWN]
      ids.push(id)
      start = end + 1
    }
    return ids
  }
}

/** Loads the model of the unpacked package and the runtime installed in `work`. */
export async function loadTeacher(work: string): Promise<Teacher> {
  const runtime: Runtime = createRequire(join(work, 'x.js'))('onnxruntime-node')
  const model = join(work, 'minilm', 'model')
  const options = { intraOpNumThreads: 2, interOpNumThreads: 1 }
  const session = await runtime.InferenceSession.create(join(model, 'onnx', 'model_quantized.onnx'), options)
  const { model: tokenizer }: { model: { vocab: Record<string, number> } } = JSON.parse(
    readFileSync(join(model, 'tokenizer.json'), 'utf8'),
  )
  return new Teacher(runtime, session, new Map(Object.entries(tokenizer.vocab)))
}

/** The mean of `count` rows of `states` from row `first`, as a unit vector. */
function meanInto(states: Float32Array, first: number, count: number, into: Float32Array, at: number): void {
  let square = 0
  for (let k = 0; k < TEACHER_DIMENSIONS; k++) {
    let sum = 0
    for (let row = first; row < first + count; row++) sum += states[row * TEACHER_DIMENSIONS + k] ?? 0
    into[at + k] = sum
    square += sum * sum
  }
  const factor = 1 / Math.sqrt(square || 1)
  for (let k = 0; k < TEACHER_DIMENSIONS; k++) into[at + k] = (into[at + k] ?? 0) * factor
}
