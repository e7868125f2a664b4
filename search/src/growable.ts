/** An append-only list of 32-bit unsigned integers that grows by doubling: no object an entry. */
export class GrowableUint32 {
  #data = new Uint32Array(1024)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#data.length) this.#grow()
    this.#data[this.#length++] = value
  }

  /** The entries so far, without a copy; valid until the next `push`. */
  view(): Uint32Array {
    return this.#data.subarray(0, this.#length)
  }

  #grow(): void {
    const larger = new Uint32Array(this.#data.length * 2)
    larger.set(this.#data)
    this.#data = larger
  }
}
