/**
 * The inner loops of semantic search in WebAssembly with 128-bit SIMD. The module is assembled here, some 60
 * instructions, so that there is no binary to trust and no tool to build it. It imports `env.memory`; all positions
 * are in bytes.
 */

/** Bytes of a vector, one a dimension. */
export const VECTOR_BYTES = 128
/** Bytes of a sketch, one bit a dimension. */
export const SKETCH_BYTES = VECTOR_BYTES / 8

export interface KernelExports {
  /** For each 32-bit row number from `list` to `end`: the product of `query` (16-bit) with that row of `base`. */
  readonly products: (list: number, end: number, out: number, query: number, base: number) => void
  /** For each sketch from `rows` to `end`: in how many bits it differs from `query`, a byte each. */
  readonly distances: (rows: number, end: number, out: number, query: number) => void
  /** Lists from `out` the numbers (32-bit) of the distances from `from` to `end` that are at most `limit`; the end of the list. */
  readonly within: (from: number, end: number, out: number, limit: number) => number
}

const LANES = 16
const BLOCKS = VECTOR_BYTES / LANES
const I32 = 0x7f
const I64 = 0x7e
const V128 = 0x7b

const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const tee = (local: number) => [0x22, local]
const number = (value: number) => [0x41, ...leb(value, true)]
const add = [0x6a]
const multiply = [0x6c]
const load32 = [0x28, 0x02, 0x00]
const store32 = [0x36, 0x02, 0x00]
const load64 = (offset: number) => [0x29, 0x03, ...leb(offset)]
const load128 = (offset: number) => [0xfd, 0x00, 0x04, ...leb(offset)]
const advance = (local: number, bytes: number) => [...get(local), ...number(bytes), ...add, ...set(local)]

/** The compiled module. */
export const MODULE = new WebAssembly.Module(
  Uint8Array.from([
    ...Buffer.from('\0asm\u0001\0\0\0', 'latin1'),
    ...section(1, [3, ...functionType(5), ...functionType(4), ...functionType(4, I32)]),
    ...section(2, [1, ...name('env'), ...name('memory'), 0x02, 0x00, 1]),
    ...section(3, [3, 0, 1, 2]),
    ...section(7, [3, ...exported('products', 0), ...exported('distances', 1), ...exported('within', 2)]),
    ...section(10, [3, ...sized(products()), ...sized(distances()), ...sized(within())]),
  ]),
)

function products(): number[] {
  const [list, end, out, query, base, row] = [0, 1, 2, 3, 4, 5]
  const registers = 6
  const sum = registers + 2 * BLOCKS
  const block = sum + 1
  const lane = (position: number) => [...get(sum), 0xfd, 0x1b, position]
  const code = [2, 1, I32, 2 * BLOCKS + 2, V128]
  for (let i = 0; i < 2 * BLOCKS; i++) code.push(...get(query), ...load128(i * LANES), ...set(registers + i))
  const step = [
    ...get(list),
    ...load32,
    ...number(VECTOR_BYTES),
    ...multiply,
    ...get(base),
    ...add,
    ...set(row),
  ]
  for (let i = 0; i < BLOCKS; i++) step.push(...addBlock(i, row, registers + 2 * i, sum, block))
  step.push(...get(out), ...lane(0), ...lane(1), ...add, ...lane(2), ...add, ...lane(3), ...add, ...store32)
  step.push(...advance(list, 4), ...advance(out, 4))
  return [...code, ...loop(list, end, step), 0x0b]
}

/** Sixteen bytes of a row, widened to 16 bits, times those of the query; summed in four lanes. */
function addBlock(at: number, row: number, query: number, sum: number, block: number): number[] {
  const low = [0xfd, 0x87, 0x01]
  const high = [0xfd, 0x88, 0x01]
  const dot = [0xfd, 0xba, 0x01]
  const addLanes = [0xfd, 0xae, 0x01]
  const lower = [...get(row), ...load128(at * LANES), ...tee(block), ...low, ...get(query), ...dot]
  const upper = [...get(block), ...high, ...get(query + 1), ...dot, ...addLanes]
  return [...lower, ...upper, ...(at === 0 ? [] : [...get(sum), ...addLanes]), ...set(sum)]
}

function distances(): number[] {
  const [rows, end, out, query, left, right] = [0, 1, 2, 3, 4, 5]
  const differing = (offset: number, own: number) => [
    ...get(rows),
    ...load64(offset),
    ...get(own),
    0x85, // differ
    0x7b, // count the bits
  ]
  const code = [1, 2, I64]
  code.push(...get(query), ...load64(0), ...set(left), ...get(query), ...load64(8), ...set(right))
  const step = [...get(out), ...differing(0, left), ...differing(8, right)]
  step.push(0x7c, 0xa7, 0x3a, 0x00, 0x00) // add, wrap to 32 bits, store the low byte
  step.push(...advance(rows, SKETCH_BYTES), ...advance(out, 1))
  return [...code, ...loop(rows, end, step), 0x0b]
}

/** Writes each number, and moves on only behind those that count: no branch to guess wrong. */
function within(): number[] {
  const [from, end, out, limit, position] = [0, 1, 2, 3, 4]
  const step = [...get(out), ...get(position), ...store32]
  step.push(...get(out), ...get(from), 0x2d, 0x00, 0x00) // load a byte
  step.push(...get(limit), 0x4d, ...number(2), 0x74, ...add, ...set(out)) // out += (byte <= limit) << 2
  step.push(...advance(position, 1), ...advance(from, 1))
  return [1, 1, I32, ...loop(from, end, step), ...get(out), 0x0b]
}

/** Repeats a step until a position has reached its end; the step moves the position. */
function loop(position: number, end: number, step: readonly number[]): number[] {
  const reached = [...get(position), ...get(end), 0x4f, 0x0d, 1]
  return [0x02, 0x40, 0x03, 0x40, ...reached, ...step, 0x0c, 0, 0x0b, 0x0b]
}

function functionType(parameters: number, ...results: readonly number[]): number[] {
  return [0x60, parameters, ...Array.from({ length: parameters }, () => I32), results.length, ...results]
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)]
}

function sized(content: readonly number[]): number[] {
  return [...leb(content.length), ...content]
}

function exported(text: string, position: number): number[] {
  return [...name(text), 0x00, position]
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
