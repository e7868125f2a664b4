/** Counting and hashing bytes on their way. */
import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import { TooManyBytes } from './object-storage.ts'

export interface Measure extends Transform {
  readonly size: number
  /** The MD5 of everything that came through, in hex; once, after the end. */
  md5(): string
}

/** Hands bytes on as they are, and fails with `TooManyBytes` past the limit. */
export function measure(mostBytes: number): Measure {
  // MD5 because the contract names it: it tells files apart, it protects nothing.
  const hash = createHash('md5')
  let size = 0
  const transform = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > mostBytes) return done(new TooManyBytes(mostBytes))
      hash.update(chunk)
      return done(null, chunk)
    },
  })
  return Object.defineProperties(transform, {
    size: { get: () => size },
    md5: { value: () => hash.digest('hex') },
  }) as Measure
}
