/**
 * Keeps the best `limit` documents of a stream in a binary heap. `before(a, b)` is a strict total order
 * ("a ranks before b"); a total order makes the outcome independent of the order of arrival.
 */
export class TopK {
  readonly #heap: number[] = []
  readonly #limit: number
  readonly #before: (a: number, b: number) => boolean

  constructor(limit: number, before: (a: number, b: number) => boolean) {
    this.#limit = limit
    this.#before = before
  }

  /** Whether the document would be kept if it were offered now. */
  admits(doc: number): boolean {
    const worst = this.#heap[0]
    if (this.#heap.length < this.#limit || worst === undefined) return this.#limit > 0
    return this.#before(doc, worst)
  }

  /** Keeps the document if it is among the best so far. */
  offer(doc: number): void {
    if (!this.admits(doc)) return
    if (this.#heap.length < this.#limit) this.#rise(doc)
    else this.#replaceWorst(doc)
  }

  /** The kept documents, best first. */
  sorted(): number[] {
    return this.#heap.toSorted((a, b) => (this.#before(a, b) ? -1 : 1))
  }

  #rise(doc: number): void {
    let at = this.#heap.push(doc) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = this.#heap[parent] ?? doc
      if (!this.#before(above, doc)) break
      this.#heap[at] = above
      at = parent
    }
    this.#heap[at] = doc
  }

  #replaceWorst(doc: number): void {
    const heap = this.#heap
    let at = 0
    for (;;) {
      let child = at * 2 + 1
      const left = heap[child]
      if (left === undefined) break
      const right = heap[child + 1]
      let worse = left
      if (right !== undefined && this.#before(left, right)) {
        child += 1
        worse = right
      }
      if (!this.#before(doc, worse)) break
      heap[at] = worse
      at = child
    }
    heap[at] = doc
  }
}
