/** Where the bytes of files are kept. What a file is called and whose it is stands in the table of `files`. */
import type { Readable } from 'node:stream'

export interface StoredObject {
  /** Made by the storage; never anything that a caller said. */
  name: string
  /** Bytes. */
  size: number
  /** Hex digits. */
  md5: string
}

export interface ObjectStorage {
  /**
   * Keeps a stream under a new name: all of it or nothing, safe from a crash when this returns.
   * @throws {TooManyBytes} as soon as there are more than `mostBytes`; and whatever the stream fails with.
   */
  write(body: Readable, mostBytes: number): Promise<StoredObject>
  /** The bytes; undefined when there is no such object. Read the stream to its end or destroy it. */
  read(name: string): Promise<Readable | undefined>
  /** Forgets an object; one that is not there is forgotten already. */
  remove(name: string): Promise<void>
}

/** A stream was longer than allowed, and nothing of it was kept. */
export class TooManyBytes extends Error {
  override name = 'TooManyBytes'
  readonly mostBytes: number

  constructor(mostBytes: number) {
    super(`more than ${mostBytes} bytes`)
    this.mostBytes = mostBytes
  }
}
