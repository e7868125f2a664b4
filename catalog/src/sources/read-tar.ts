/** Reads the files of a gzipped tar archive one by one, as a stream, and trusts nothing in it. */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

/** An archive that is broken, or larger than it may be. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
}

export type ArchiveLimits = {
  /** Bytes of the whole archive when unpacked. */
  total: number
  /** Bytes of one file; a larger one is passed over. */
  file: number
}

export const archiveLimits: ArchiveLimits = { total: 1_500e6, file: 64e6 }

/** One file that was asked for; `bytes` is undefined when it is larger than allowed. */
export type ArchiveFile = { path: string; size: number; bytes: Buffer | undefined }

export type ReadOptions = {
  /** Which files are wanted; the others are skipped without being kept. */
  wanted: (path: string, size: number) => boolean
  onFile: (file: ArchiveFile) => Promise<void> | void
  limits?: ArchiveLimits
  signal?: AbortSignal | undefined
}

const block = 512

/**
 * Streams an archive. Only regular files with a plain relative path are read: links, devices and paths that
 * climb (`../`), start at the root or hold a backslash or NUL are skipped. Nothing is written anywhere.
 *
 * @throws ArchiveError when the archive is broken, or unpacks to more than the limits allow (a zip bomb).
 */
export async function readTarball(file: string, options: ReadOptions): Promise<void> {
  const { signal } = options
  const reader = new TarReader(options)
  try {
    await pipeline(
      createReadStream(file),
      createGunzip(),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) await reader.take(chunk)
      },
      ...(signal ? [{ signal }] : []),
    )
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw new ArchiveError(`not a gzip archive: ${error.message}`)
    }
    throw error
  }
  reader.finish()
}

type Entry = {
  path: string
  size: number
  left: number
  padding: number
  parts: Buffer[] | undefined
  kind: Kind
}
type Kind = 'file' | 'long name' | 'extended header' | 'other'

class TarReader {
  readonly #options: ReadOptions
  readonly #limits: ArchiveLimits
  #rest: Buffer = Buffer.alloc(0)
  #entry: Entry | undefined
  #total = 0
  #nextPath: string | undefined
  #ended = false

  constructor(options: ReadOptions) {
    this.#options = options
    this.#limits = options.limits ?? archiveLimits
  }

  async take(chunk: Buffer): Promise<void> {
    this.#total += chunk.length
    if (this.#total > this.#limits.total) {
      throw new ArchiveError(`the archive unpacks to more than ${this.#limits.total} bytes`)
    }
    let rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    while (!this.#ended) {
      if (this.#entry) {
        rest = await this.#content(this.#entry, rest)
        if (this.#entry) break
      } else {
        if (rest.length < block) break
        this.#header(rest.subarray(0, block))
        rest = rest.subarray(block)
      }
    }
    this.#rest = this.#ended ? Buffer.alloc(0) : Buffer.from(rest)
  }

  finish(): void {
    if (this.#entry) throw new ArchiveError('the archive ends in the middle of a file')
  }

  #header(header: Buffer): void {
    if (header.every((byte) => byte === 0)) {
      this.#ended = true
      return
    }
    if (octal(header, 148, 8) !== checksum(header)) throw new ArchiveError('a header has the wrong checksum')
    const size = octal(header, 124, 12)
    const kind = kindOf(String.fromCharCode(header[156] ?? 0))
    const prefix = header.toString('latin1', 257, 262) === 'ustar' ? text(header, 345, 155) : ''
    const name = text(header, 0, 100)
    const path = this.#nextPath ?? (prefix === '' ? name : `${prefix}/${name}`)
    if (kind === 'file' || kind === 'other') this.#nextPath = undefined
    const wanted = kind === 'file' ? isPlainPath(path) && this.#options.wanted(path, size) : kind !== 'other'
    const limit = kind === 'file' ? this.#limits.file : 64 * 1024
    const parts = wanted && size <= limit ? [] : undefined
    const entry = { path, size, left: size, padding: (block - (size % block)) % block, parts, kind }
    this.#entry = kind === 'file' && !wanted ? { ...entry, kind: 'other' } : entry
  }

  async #content(entry: Entry, data: Buffer): Promise<Buffer> {
    const own = data.subarray(0, entry.left)
    if (own.length > 0) entry.parts?.push(Buffer.from(own))
    entry.left -= own.length
    let rest = data.subarray(own.length)
    if (entry.left > 0) return rest
    const skipped = Math.min(entry.padding, rest.length)
    entry.padding -= skipped
    rest = rest.subarray(skipped)
    if (entry.padding > 0) return rest
    this.#entry = undefined
    await this.#done(entry)
    return rest
  }

  async #done({ kind, path, size, parts }: Entry): Promise<void> {
    if (kind === 'file') await this.#options.onFile({ path, size, bytes: parts && Buffer.concat(parts) })
    if (!parts) return
    const content = Buffer.concat(parts).toString('utf8')
    if (kind === 'long name') this.#nextPath = content.replace(/\0.*$/s, '')
    if (kind === 'extended header') this.#nextPath = extendedPath(content) ?? this.#nextPath
  }
}

const text = (header: Buffer, start: number, length: number): string =>
  header.toString('utf8', start, start + length).replace(/\0.*$/s, '')

function octal(header: Buffer, start: number, length: number): number {
  const digits = text(header, start, length).trim()
  if (!/^[0-7]{1,12}$/.test(digits)) throw new ArchiveError('a header has a number that is none')
  return Number.parseInt(digits, 8)
}

/** The sum of the header's bytes, its own checksum field counted as spaces. */
function checksum(header: Buffer): number {
  let sum = 0
  for (const [at, byte] of header.entries()) sum += at >= 148 && at < 156 ? 32 : byte
  return sum
}

function kindOf(flag: string): Kind {
  if (flag === '0' || flag === '\0') return 'file'
  if (flag === 'L') return 'long name'
  return flag === 'x' ? 'extended header' : 'other'
}

/** The `path` record of a pax header (POSIX.1-2001): `27 path=package/api/x.json`. */
const extendedPath = (content: string): string | undefined => /^\d+ path=([^\n]*)$/m.exec(content)?.[1]

export function isPlainPath(path: string): boolean {
  if (path === '' || path.startsWith('/') || /[\\\0]/.test(path) || /^[A-Za-z]:/.test(path)) return false
  return path.split('/').every((part) => part !== '..' && part !== '.' && part !== '')
}
