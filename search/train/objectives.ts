/** The two things the vectors learn: to place texts as the teacher does, and to tell a text's partner from others. */
import { DIMENSIONS } from '../src/word-vectors.ts'
import { shuffle } from './random.ts'
import type { WordTable } from './word-table.ts'

const BATCH = 256
/** Texts of a batch whose likenesses to each other are compared with the teacher's. */
const COMPARED = 96
const COMPARISON_WEIGHT = 8 / COMPARED
const TEMPERATURE = 0.05
const NEGLIGIBLE = 2e-3

/** A text as positions of its words. */
export type Words = readonly number[]

/**
 * One pass over texts: each is pulled to its `targets` row (unit vectors), and the likeness of two texts to what
 * the teacher finds. Returns the mean distance (1 - cosine).
 */
export function distill(
  table: WordTable,
  texts: readonly Words[],
  targets: Float32Array,
  rate: number,
  random: () => number,
): number {
  const order = shuffle(
    [...texts.keys()].filter((i) => (texts[i]?.length ?? 0) > 0),
    random,
  )
  const units = new Float32Array(BATCH * DIMENSIONS)
  const lengths = new Float32Array(BATCH)
  let distance = 0
  for (let at = 0; at + BATCH <= order.length; at += BATCH) {
    const rows = order.slice(at, at + BATCH)
    const gradients = new Float32Array(BATCH * DIMENSIONS)
    for (const [b, text] of rows.entries()) {
      lengths[b] = table.embed(texts[text] ?? [], units, b * DIMENSIONS)
      distance += 1 - dot(units, b * DIMENSIONS, targets, text * DIMENSIONS)
      addScaled(gradients, b * DIMENSIONS, targets, text * DIMENSIONS, -1)
    }
    compare(rows, units, targets, gradients)
    for (const [b, text] of rows.entries()) {
      table.backward(texts[text] ?? [], units, gradients, b * DIMENSIONS, lengths[b] ?? 1)
    }
    table.step(rate)
  }
  return distance / Math.max(1, order.length)
}

/** Squared difference between the likeness of two texts and the teacher's. */
function compare(
  rows: readonly number[],
  units: Float32Array,
  targets: Float32Array,
  gradients: Float32Array,
): void {
  for (let a = 0; a < COMPARED; a++) {
    for (let b = 0; b < a; b++) {
      const wanted = dot(targets, (rows[a] ?? 0) * DIMENSIONS, targets, (rows[b] ?? 0) * DIMENSIONS)
      const slope = COMPARISON_WEIGHT * (dot(units, a * DIMENSIONS, units, b * DIMENSIONS) - wanted)
      addScaled(gradients, a * DIMENSIONS, units, b * DIMENSIONS, slope)
      addScaled(gradients, b * DIMENSIONS, units, a * DIMENSIONS, slope)
    }
  }
}

/** One pass over pairs: each left text must find its right one among those of its batch. Returns the mean loss. */
export function contrast(
  table: WordTable,
  pairs: readonly (readonly [Words, Words])[],
  rate: number,
): number {
  const units = new Float32Array(2 * BATCH * DIMENSIONS)
  const lengths = new Float32Array(2 * BATCH)
  let loss = 0
  let seen = 0
  for (let at = 0; at + BATCH <= pairs.length; at += BATCH) {
    const rows = pairs.slice(at, at + BATCH)
    const texts = [...rows.map(([left]) => left), ...rows.map(([, right]) => right)]
    const gradients = new Float32Array(2 * BATCH * DIMENSIONS)
    for (const [b, text] of texts.entries()) lengths[b] = table.embed(text, units, b * DIMENSIONS)
    for (let a = 0; a < BATCH; a++) loss += contrastOne(a, units, gradients)
    for (const [b, text] of texts.entries()) {
      table.backward(text, units, gradients, b * DIMENSIONS, lengths[b] ?? 1)
    }
    table.step(rate)
    seen += BATCH
  }
  return loss / Math.max(1, seen)
}

function contrastOne(a: number, units: Float32Array, gradients: Float32Array): number {
  const scores = Array.from({ length: BATCH }, (_, b) => {
    return dot(units, a * DIMENSIONS, units, (BATCH + b) * DIMENSIONS) / TEMPERATURE
  })
  const highest = Math.max(...scores)
  const weights = scores.map((score) => Math.exp(score - highest))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  for (const [b, weight] of weights.entries()) {
    const slope = weight / all - (a === b ? 1 : 0)
    if (Math.abs(slope) < NEGLIGIBLE) continue
    addScaled(gradients, a * DIMENSIONS, units, (BATCH + b) * DIMENSIONS, slope)
    addScaled(gradients, (BATCH + b) * DIMENSIONS, units, a * DIMENSIONS, slope)
  }
  return -Math.log((weights[a] ?? 0) / all + 1e-9)
}

function dot(a: Float32Array, atA: number, b: Float32Array, atB: number): number {
  let sum = 0
  for (let k = 0; k < DIMENSIONS; k++) sum += (a[atA + k] ?? 0) * (b[atB + k] ?? 0)
  return sum
}

function addScaled(into: Float32Array, at: number, from: Float32Array, fromAt: number, factor: number): void {
  for (let k = 0; k < DIMENSIONS; k++) into[at + k] = (into[at + k] ?? 0) + factor * (from[fromAt + k] ?? 0)
}
