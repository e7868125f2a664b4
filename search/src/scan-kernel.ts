/**
 * The inner loop of semantic search: the dot product of a query with the vector of every tool. In
 * WebAssembly with 128-bit SIMD it reads 100,000 vectors in 1 to 2 ms, where JavaScript takes 12. The module is
 * assembled here, 40 instructions, so that there is no binary to trust and no tool to build it.
 */
import { DIMENSIONS } from './word-vectors.ts'

const PAGE = 65_536
const LANES = 16
const BLOCKS = DIMENSIONS / LANES

/** Positions of the locals of the function: four parameters, then 128-bit registers. */
const DOCS = 0
const END = 1
const OUT = 2
const QUERY = 3
const FIRST_REGISTER = 4
const SUM = FIRST_REGISTER + 2 * BLOCKS
const BLOCK = SUM + 1

/** Where the kernel's memory holds what, in bytes. */
interface Layout {
  readonly memory: WebAssembly.Memory
  readonly docsAt: number
  /** where the query and, after it, the products go */
  readonly freeAt: number
}

/** Memories given out by `allocate`, and where their free part starts. */
const ALLOCATED = new WeakMap<ArrayBufferLike, { memory: WebAssembly.Memory; freeAt: number }>()

/**
 * A buffer that a kernel can scan where it lies: for a file of `size` bytes that holds the vectors, so that they are
 * not in memory twice.
 */
export function allocate(size: number): Buffer<ArrayBuffer> {
  const freeAt = aligned(size)
  // The products need 4 bytes for the `DIMENSIONS` bytes of each vector.
  const room = 2 * DIMENSIONS + aligned((size * 4) / DIMENSIONS)
  const memory = new WebAssembly.Memory({ initial: Math.ceil((freeAt + room) / PAGE) })
  ALLOCATED.set(memory.buffer, { memory, freeAt })
  return Buffer.from(memory.buffer, 0, size)
}

/** Vectors of all documents in the memory of one WebAssembly instance. */
export class ScanKernel {
  readonly #scan: (docs: number, end: number, out: number, query: number) => void
  readonly #query: Int16Array
  readonly #out: Int32Array
  readonly #layout: Layout
  /** the vectors, where the kernel reads them */
  readonly vectors: Int8Array

  /** Takes the vectors, `DIMENSIONS` signed bytes a document: in place from `allocate`, else a copy. */
  constructor(vectors: Int8Array) {
    const layout = layOut(vectors)
    const { memory, docsAt, freeAt } = layout
    this.#layout = layout
    this.vectors = new Int8Array(memory.buffer, docsAt, vectors.length)
    this.#query = new Int16Array(memory.buffer, freeAt, DIMENSIONS)
    this.#out = new Int32Array(memory.buffer, freeAt + 2 * DIMENSIONS, vectors.length / DIMENSIONS)
    const scan = new WebAssembly.Instance(MODULE, { env: { memory } }).exports.scan
    if (!scan) throw new TypeError('The kernel exports no scan')
    this.#scan = scan
  }

  /** Dot products of the query with all documents, or the first `count`; valid until the next call. */
  scan(query: Int8Array, count = this.#out.length): Int32Array {
    const { docsAt, freeAt } = this.#layout
    this.#query.set(query)
    const end = docsAt + Math.min(this.#out.length, count) * DIMENSIONS
    this.#scan(docsAt, end, freeAt + 2 * DIMENSIONS, freeAt)
    return this.#out
  }
}

/** Where vectors lie that came from `allocate`; others are copied into a memory of their own. */
function layOut(vectors: Int8Array): Layout {
  const given = ALLOCATED.get(vectors.buffer)
  if (given) return { ...given, docsAt: vectors.byteOffset }
  const own = allocate(vectors.length)
  new Int8Array(own.buffer).set(vectors)
  return layOut(new Int8Array(own.buffer, 0, vectors.length))
}

function aligned(size: number): number {
  return Math.ceil(size / LANES) * LANES
}

/** The module: imports `env.memory`, exports `scan(docs, end, out, query)` over byte positions. */
function assemble(): Uint8Array {
  const i32 = 0x7f
  const v128 = 0x7b
  return Uint8Array.from([
    ...Buffer.from('\0asm\u0001\0\0\0', 'latin1'),
    ...section(1, [1, 0x60, 4, i32, i32, i32, i32, 0]),
    ...section(2, [1, ...name('env'), ...name('memory'), 0x02, 0x00, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('scan'), 0x00, 0]),
    ...section(10, [1, ...sized([1, 2 * BLOCKS + 2, v128, ...body()])]),
  ])
}

const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const tee = (local: number) => [0x22, local]
const load = (offset: number) => [0xfd, 0x00, 0x04, ...leb(offset)]
const low = [0xfd, 0x87, 0x01]
const high = [0xfd, 0x88, 0x01]
const dot = [0xfd, 0xba, 0x01]
const addLanes = [0xfd, 0xae, 0x01]
const lane = (position: number) => [...get(SUM), 0xfd, 0x1b, position]
const add = [0x6a]
const advance = (local: number, bytes: number) => [
  ...get(local),
  0x41,
  ...leb(bytes, true),
  ...add,
  ...set(local),
]

function body(): number[] {
  const code: number[] = []
  for (let i = 0; i < 2 * BLOCKS; i++)
    code.push(...get(QUERY), ...load(i * LANES), ...set(FIRST_REGISTER + i))
  // block, loop: leave when `docs` has reached `end`
  code.push(0x02, 0x40, 0x03, 0x40, ...get(DOCS), ...get(END), 0x4f, 0x0d, 1)
  for (let block = 0; block < BLOCKS; block++) code.push(...addBlock(block))
  code.push(
    ...get(OUT),
    ...lane(0),
    ...lane(1),
    ...add,
    ...lane(2),
    ...add,
    ...lane(3),
    ...add,
    0x36,
    0x02,
    0x00,
  )
  code.push(...advance(DOCS, DIMENSIONS), ...advance(OUT, 4), 0x0c, 0, 0x0b, 0x0b, 0x0b)
  return code
}

/** Sixteen bytes of a document, widened to 16 bits, times those of the query; summed in four lanes. */
function addBlock(block: number): number[] {
  const left = FIRST_REGISTER + 2 * block
  const lower = [...get(DOCS), ...load(block * LANES), ...tee(BLOCK), ...low, ...get(left), ...dot]
  const upper = [...get(BLOCK), ...high, ...get(left + 1), ...dot, ...addLanes]
  const before = block === 0 ? [] : [...get(SUM), ...addLanes]
  return [...lower, ...upper, ...before, ...set(SUM)]
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)]
}

function sized(content: readonly number[]): number[] {
  return [...leb(content.length), ...content]
}

function name(text: string): number[] {
  return sized([...Buffer.from(text)])
}

/** LEB128; a signed number keeps its top bit clear. */
function leb(value: number, signed = false): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= (signed ? 64 : 128)) {
    bytes.push((rest & 127) | 128)
    rest >>>= 7
  }
  return [...bytes, rest]
}

const MODULE = new WebAssembly.Module(assemble())
