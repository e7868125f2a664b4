/**
 * The `count` positions with the highest values of at least `floor` among those `admitted`, in no order. Asks
 * `admitted` only for values that would be kept.
 */
export function nearest(
  values: Int32Array,
  count: number,
  floor: number,
  admitted: (position: number) => boolean,
): readonly number[] {
  const heap: number[] = []
  const valueAt = (at: number): number => values[heap[at] ?? 0] ?? 0
  let least = floor - 1
  for (let position = 0; position < values.length; position++) {
    if ((values[position] ?? 0) <= least || !admitted(position)) continue
    if (heap.length < count) rise(heap, heap.push(position) - 1, valueAt)
    else {
      heap[0] = position
      sink(heap, valueAt)
    }
    if (heap.length === count) least = valueAt(0)
  }
  return heap
}

function rise(heap: number[], from: number, valueAt: (at: number) => number): void {
  let at = from
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (valueAt(parent) <= valueAt(at)) return
    swap(heap, at, parent)
    at = parent
  }
}

function sink(heap: number[], valueAt: (at: number) => number): void {
  let at = 0
  for (;;) {
    const left = 2 * at + 1
    if (left >= heap.length) return
    const right = left + 1
    const child = right < heap.length && valueAt(right) < valueAt(left) ? right : left
    if (valueAt(at) <= valueAt(child)) return
    swap(heap, at, child)
    at = child
  }
}

function swap(heap: number[], a: number, b: number): void {
  const held = heap[a] ?? 0
  heap[a] = heap[b] ?? 0
  heap[b] = held
}
