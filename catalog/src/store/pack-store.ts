/**
 * A store in one file, to be carried to a machine without a network.
 *
 * `PATCHBAY CATALOG 1`, a newline, a header of one line of JSON (the store's name; name, size and SHA-256 of each
 * file), a newline, then the files one after the other. It names only files that a store can have, so that there is
 * no path to lead anywhere; it is whole exactly when its length is what the header says.
 */
import { createHash } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { checkStore } from './check-store.ts'
import { CatalogStoreError, files } from './format.ts'

/** The search index that a server keeps beside the store's own files. */
const companion = 'search.index'
const known: readonly string[] = [...Object.values(files), companion]
const magic = 'PATCHBAY CATALOG 1\n'
/** Bytes of the first two lines at most, and of all files. */
const mostHeader = 16 * 1024
const mostBytes = 8e9
const chunk = 1024 * 1024

const Header = z.strictObject({
  store: z.string().regex(/^[0-9a-f]{64}(-full)?$/),
  files: z
    .array(
      z.strictObject({
        name: z.enum([...Object.values(files), companion]),
        bytes: z.number().int().nonnegative().max(mostBytes),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(known.length),
})

type Header = z.infer<typeof Header>

/** A file that is no packed catalog, or not a whole one. The message is for the operator. */
export class PackError extends Error {
  override readonly name = 'PackError'
}

/**
 * Writes a store and its search index, if it has one, into one file, which appears when it is complete.
 * @param name the store's name among others: the hash of what it was built from.
 * @returns the bytes written.
 * @throws CatalogStoreError when the store is not whole; what the file system throws.
 */
export function packStore(directory: string, name: string, file: string): number {
  checkStore(directory)
  const present = known.filter((each) => statSync(join(directory, each), { throwIfNoEntry: false })?.isFile())
  const header: Header = {
    store: name,
    files: present.map((each) => ({
      name: Header.shape.files.element.shape.name.parse(each),
      ...digest(directory, each),
    })),
  }
  const beside = `${file}.${process.pid}`
  const out = openSync(beside, 'w')
  try {
    let written = writeSync(out, `${magic}${JSON.stringify(header)}\n`)
    for (const each of present) written += copyFile(join(directory, each), out)
    fsyncSync(out)
    closeSync(out)
    renameSync(beside, file)
    return written
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/**
 * Unpacks into `stores/<name>`, after everything was compared with its checksum. What is there under that name is
 * replaced only then.
 * @returns the store's name and folder. @throws PackError; nothing is changed then.
 */
export function installPack(file: string, stores: string): { name: string; directory: string } {
  const temporary = join(stores, `.install-${process.pid}`)
  rmSync(temporary, { recursive: true, force: true })
  try {
    const name = unpack(file, temporary)
    const directory = join(stores, name)
    const old = `${temporary}-old`
    if (statSync(directory, { throwIfNoEntry: false })) renameSync(directory, old)
    renameSync(temporary, directory)
    rmSync(old, { recursive: true, force: true })
    return { name, directory }
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** Unpacks into a new folder. @returns the store's name. @throws PackError */
export function unpack(file: string, directory: string): string {
  const input = openFile(file)
  try {
    const { header, length } = readHeader(input)
    const expected = header.files.reduce((sum, { bytes }) => sum + bytes, length)
    const found = statSync(file).size
    if (found !== expected)
      throw new PackError(`${file} has ${found} bytes instead of ${expected}: it is not whole`)
    const names = header.files.map(({ name }) => name)
    if (new Set(names).size !== names.length) throw new PackError(`${file} holds a file twice`)
    mkdirSync(directory, { recursive: true, mode: 0o755 })
    let position = length
    for (const each of header.files) {
      extract(input, position, each, join(directory, each.name))
      position += each.bytes
    }
    checkStore(directory)
    return header.store
  } catch (error) {
    if (error instanceof CatalogStoreError) throw new PackError(`${file}: ${error.message}`, { cause: error })
    throw error
  } finally {
    closeSync(input)
  }
}

function openFile(file: string): number {
  try {
    return openSync(file, 'r')
  } catch (error) {
    throw new PackError(`cannot read ${file}`, { cause: error })
  }
}

function readHeader(input: number): { header: Header; length: number } {
  const start = Buffer.alloc(mostHeader)
  const got = readSync(input, start, 0, mostHeader, 0)
  const text = start.toString('latin1', 0, got)
  const end = text.indexOf('\n', magic.length)
  if (!text.startsWith(magic) || end === -1) throw new PackError('the file is not a packed catalog')
  let json: unknown
  try {
    json = JSON.parse(text.slice(magic.length, end))
  } catch {
    json = undefined
  }
  const header = Header.safeParse(json)
  if (!header.success)
    throw new PackError('the file is not a packed catalog that this version of Patchbay can read')
  return { header: header.data, length: end + 1 }
}

function extract(
  input: number,
  start: number,
  { name, bytes, sha256 }: Header['files'][number],
  target: string,
): void {
  const hash = createHash('sha256')
  const out = openSync(target, 'wx')
  try {
    const buffer = Buffer.allocUnsafe(chunk)
    for (let done = 0; done < bytes;) {
      const got = readSync(input, buffer, 0, Math.min(chunk, bytes - done), start + done)
      if (got === 0) throw new PackError(`${name} is cut short`)
      hash.update(buffer.subarray(0, got))
      writeSync(out, buffer, 0, got)
      done += got
    }
    fsyncSync(out)
  } finally {
    closeSync(out)
  }
  if (hash.digest('hex') !== sha256) throw new PackError(`${name} is not what the header says`)
}

function copyFile(source: string, out: number): number {
  const input = openSync(source, 'r')
  const buffer = Buffer.allocUnsafe(chunk)
  let written = 0
  try {
    for (let got = readSync(input, buffer); got > 0; got = readSync(input, buffer)) {
      writeSync(out, buffer, 0, got)
      written += got
    }
  } finally {
    closeSync(input)
  }
  return written
}

function digest(directory: string, name: string): { bytes: number; sha256: string } {
  const hash = createHash('sha256')
  const input = openSync(join(directory, name), 'r')
  const buffer = Buffer.allocUnsafe(chunk)
  let bytes = 0
  try {
    for (let got = readSync(input, buffer); got > 0; got = readSync(input, buffer)) {
      hash.update(buffer.subarray(0, got))
      bytes += got
    }
  } finally {
    closeSync(input)
  }
  return { bytes, sha256: hash.digest('hex') }
}
