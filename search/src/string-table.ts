/**
 * Distinct strings numbered from 0, kept as one run of UTF-8 and a hash table over it: no object a string,
 * so that 200,000 of them load at once with a file. A lone surrogate is kept as U+FFFD.
 */
export class StringTable {
  /** all strings, one after the other */
  readonly bytes: Uint8Array
  /** where each string starts in `bytes`, one more than there are strings */
  readonly offsets: Uint32Array
  /** open addressing, a power of two long: position of a string plus one, 0 for free */
  readonly slots: Uint32Array
  readonly #text: Buffer

  constructor(bytes: Uint8Array, offsets: Uint32Array, slots: Uint32Array) {
    this.bytes = bytes
    this.offsets = offsets
    this.slots = slots
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get size(): number {
    return this.offsets.length - 1
  }

  /** The string at a position; empty outside of the table. */
  at(position: number): string {
    return this.#text.toString('utf8', this.offsets[position] ?? 0, this.offsets[position + 1] ?? 0)
  }

  /** The position of a string, `undefined` when it is not there. */
  get(text: string): number | undefined {
    const own = Buffer.from(text)
    const mask = this.slots.length - 1
    for (let slot = hashOf(own) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.slots[slot] ?? 0
      if (entry === 0) return undefined
      if (this.#equals(entry - 1, own)) return entry - 1
    }
  }

  has(text: string): boolean {
    return this.get(text) !== undefined
  }

  #equals(position: number, own: Buffer): boolean {
    const start = this.offsets[position] ?? 0
    if ((this.offsets[position + 1] ?? 0) - start !== own.length) return false
    for (let i = 0; i < own.length; i++) if (this.bytes[start + i] !== own[i]) return false
    return true
  }
}

/** Builds a table of the strings in order. Of two equal strings the first is found. */
export function buildStringTable(strings: Iterable<string>): StringTable {
  const list = [...strings]
  const offsets = new Uint32Array(list.length + 1)
  for (const [i, text] of list.entries()) offsets[i + 1] = (offsets[i] ?? 0) + Buffer.byteLength(text)
  const bytes = Buffer.alloc(offsets[list.length] ?? 0)
  for (const [i, text] of list.entries()) bytes.write(text, offsets[i] ?? 0)
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(list.length * 1.5 + 2)))
  for (let i = 0; i < list.length; i++) {
    let slot = hashOf(bytes.subarray(offsets[i], offsets[i + 1])) & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = i + 1
  }
  return new StringTable(bytes, offsets, slots)
}

/** FNV-1a with a final mix, so that the low bits chosen by the mask depend on all. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
