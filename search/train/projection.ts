/** Vectors of `dimensions` members brought to the `kept` directions that hold most of their length. */

const ROUNDS = 40

/** The directions, one after the other, by subspace iteration over the second moment of all rows. */
export function principalDirections(
  sources: readonly Float32Array[],
  dimensions: number,
  kept: number,
  random: () => number,
): Float64Array {
  const moment = momentOf(sources, dimensions)
  let directions: Float64Array = Float64Array.from({ length: kept * dimensions }, () => random() - 0.5)
  for (let round = 0; round < ROUNDS; round++)
    directions = orthonormal(multiply(directions, moment, dimensions), dimensions)
  return directions
}

/** Each row of `vectors` by its members along the directions. */
export function project(vectors: Float32Array, dimensions: number, directions: Float64Array): Float32Array {
  const kept = directions.length / dimensions
  const rows = vectors.length / dimensions
  const projected = new Float32Array(rows * kept)
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < kept; k++) {
      projected[row * kept + k] = dot(vectors, row * dimensions, directions, k * dimensions, dimensions)
    }
  }
  return projected
}

type Numbers = Float32Array | Float64Array

function dot(a: Numbers, atA: number, b: Numbers, atB: number, length: number): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += (a[atA + i] ?? 0) * (b[atB + i] ?? 0)
  return sum
}

function momentOf(sources: readonly Float32Array[], dimensions: number): Float64Array {
  const moment = new Float64Array(dimensions * dimensions)
  for (const rows of sources) {
    for (let row = 0; row < rows.length; row += dimensions) {
      for (let i = 0; i < dimensions; i++) {
        const own = rows[row + i] ?? 0
        const at = i * dimensions
        for (let j = 0; j < dimensions; j++)
          moment[at + j] = (moment[at + j] ?? 0) + own * (rows[row + j] ?? 0)
      }
    }
  }
  return moment
}

/** Rows times a symmetric matrix. */
function multiply(rows: Float64Array, matrix: Float64Array, dimensions: number): Float64Array {
  const product = new Float64Array(rows.length)
  for (let row = 0; row < rows.length; row += dimensions) {
    for (let j = 0; j < dimensions; j++) product[row + j] = dot(rows, row, matrix, j * dimensions, dimensions)
  }
  return product
}

function orthonormal(rows: Float64Array, dimensions: number): Float64Array {
  for (let row = 0; row < rows.length; row += dimensions) {
    for (let before = 0; before < row; before += dimensions) {
      const share = dot(rows, row, rows, before, dimensions)
      for (let i = 0; i < dimensions; i++)
        rows[row + i] = (rows[row + i] ?? 0) - share * (rows[before + i] ?? 0)
    }
    const factor = 1 / Math.sqrt(dot(rows, row, rows, row, dimensions) || 1)
    for (let i = 0; i < dimensions; i++) rows[row + i] = (rows[row + i] ?? 0) * factor
  }
  return rows
}
