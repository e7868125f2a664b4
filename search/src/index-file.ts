import { open, rename, rm } from 'node:fs/promises'
import { packIndex, unpackIndex } from './index-sections.ts'
import { allocate } from './scan-kernel.ts'
import { SearchIndex } from './search-index.ts'
import { parse, serialize, type FileKind } from './section-file.ts'

export { IndexFileError, type IndexFileProblem } from './section-file.ts'

/** The version is raised with every change of what sections hold or mean, weights baked into postings included. */
const KIND: FileKind = { magic: 'PBSX', version: 3, title: 'search index' }

/**
 * Writes an index. The file appears under its name only when it is whole: it is written beside it, flushed
 * and renamed. Throws what the file system throws.
 */
export async function writeIndex(index: SearchIndex, file: string): Promise<void> {
  const parts = serialize(KIND, packIndex(index.data))
  const beside = `${file}.${process.pid}.tmp`
  try {
    const handle = await open(beside, 'w')
    try {
      await handle.writev(parts)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

/**
 * Reads an index written by `writeIndex`. Throws `IndexFileError` for a file of another version, cut short or
 * changed, and what the file system throws for one that cannot be read.
 */
export async function readIndex(file: string): Promise<SearchIndex> {
  return new SearchIndex(unpackIndex(parse(KIND, await readWhole(file))))
}

/** The file in one buffer of its own, which views of any kind may lie over. */
async function readWhole(file: string): Promise<Buffer<ArrayBuffer>> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const bytes = allocate(size)
    let at = 0
    while (at < size) {
      const { bytesRead } = await handle.read(bytes, at, size - at, at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return bytes.subarray(0, at)
  } finally {
    await handle.close()
  }
}
