/** Writes the files of a store, one toolkit after another, so that only one is in memory. */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { constants, zstdCompressSync } from 'node:zlib'
import { type CatalogTool, type CatalogToolkit, summarizeToolkit } from './catalog.ts'
import { files, flags, storeFormat } from './format.ts'
import type { StoreIndex, StoreNote } from './format.ts'
import { toolLine } from './tool-line.ts'

export type StoreWriter = {
  /** Toolkits come in alphabetical order. */
  add: (toolkit: CatalogToolkit, tools: readonly CatalogTool[]) => void
  /** Writes the index and flushes everything to disk; returns the bytes of all toolkits and tools as JSON. */
  finish: (hash: string) => number
  /** Closes the files without finishing. */
  abandon: () => void
}

/** Bytes of JSON in a block: half the size takes a fifth more disk, twice the size twice the time to read a tool. */
const blockBytes = 32 * 1024

/** Starts a store in an empty directory. */
export function writeStore(directory: string): StoreWriter {
  const blocks = new BlockFile(join(directory, files.blocks))
  const index: StoreIndex = {
    toolkits: [],
    firstBlock: [],
    blockBytes: blocks.bytes,
    blockLines: blocks.lines,
    slugs: [],
    flags: [],
    tags: [],
    tagSets: [],
    aliases: [],
  }
  const tagSets = new Map<string, number>()
  return {
    add(toolkit, tools) {
      index.firstBlock.push(blocks.count)
      index.toolkits.push(summarizeToolkit(toolkit, tools))
      blocks.line(JSON.stringify(toolkit))
      for (const tool of tools) {
        for (const alias of tool.aliases) index.aliases.push([alias, index.slugs.length])
        index.slugs.push(tool.slug)
        index.flags.push((tool.important ? flags.important : 0) | (tool.deprecated ? flags.deprecated : 0))
        index.tags.push(positionOf(tool.tags, tagSets, index.tagSets))
        blocks.line(toolLine(tool))
      }
      blocks.endBlock()
    },
    finish(hash) {
      const blocksNote = blocks.finish()
      const note: StoreNote = {
        format: storeFormat,
        hash,
        toolkits: index.toolkits.length,
        tools: index.slugs.length,
        files: {
          [files.index]: writeJson(join(directory, files.index), index),
          [files.blocks]: blocksNote,
        },
      }
      writeJson(join(directory, files.store), note)
      return blocks.rawBytes
    },
    abandon: () => blocks.abandon(),
  }
}

function positionOf(tags: string[], known: Map<string, number>, sets: string[][]): number {
  const key = tags.join('\n')
  const position = known.get(key) ?? sets.push(tags) - 1
  known.set(key, position)
  return position
}

/** `blocks.bin` while it is written. */
class BlockFile {
  readonly bytes: number[] = []
  readonly lines: number[] = []
  rawBytes = 0
  readonly #file: number
  readonly #hash = createHash('sha256')
  #pending: string[] = []
  #size = 0
  #total = 0

  constructor(path: string) {
    this.#file = openSync(path, 'wx')
  }

  /** Blocks written so far. */
  get count(): number {
    return this.bytes.length
  }

  line(json: string): void {
    this.#pending.push(json)
    this.#size += json.length
    if (this.#size >= blockBytes) this.endBlock()
  }

  endBlock(): void {
    if (this.#pending.length === 0) return
    const raw = Buffer.from(this.#pending.join('\n'))
    const packed = zstdCompressSync(raw, {
      params: { [constants.ZSTD_c_compressionLevel]: 6, [constants.ZSTD_c_checksumFlag]: 1 },
    })
    writeSync(this.#file, packed)
    this.#hash.update(packed)
    this.bytes.push(packed.length)
    this.lines.push(this.#pending.length)
    this.rawBytes += raw.length
    this.#total += packed.length
    this.#pending = []
    this.#size = 0
  }

  finish(): { bytes: number; sha256: string } {
    this.endBlock()
    fsyncSync(this.#file)
    closeSync(this.#file)
    return { bytes: this.#total, sha256: this.#hash.digest('hex') }
  }

  abandon(): void {
    closeSync(this.#file)
  }
}

function writeJson(file: string, value: unknown): { bytes: number; sha256: string } {
  const json = Buffer.from(`${JSON.stringify(value)}\n`)
  writeFileSync(file, json, { flag: 'wx', flush: true })
  return { bytes: json.length, sha256: createHash('sha256').update(json).digest('hex') }
}
