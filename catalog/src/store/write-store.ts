/** Writes the files of a store, one toolkit after another, so that only one is in memory. */
import { closeSync, fsyncSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { CatalogTool, CatalogToolkit, ToolSummary } from './catalog.ts'
import { files } from './format.ts'
import type { StoreIndex } from './format.ts'

export type StoreWriter = {
  add: (toolkit: CatalogToolkit, tools: readonly CatalogTool[]) => void
  /** Writes the index and flushes everything to disk; returns the bytes of tools.jsonl. */
  finish: (hash: string) => number
  /** Closes the files without finishing. */
  abandon: () => void
}

/** Starts a store in an empty directory. */
export function writeStore(directory: string): StoreWriter {
  const tools = openSync(join(directory, files.tools), 'wx')
  const summaries = openSync(join(directory, files.summaries), 'wx')
  const index: Omit<StoreIndex, 'hash'> = { format: 1, tools: [], toolkits: [] }
  const toolkits: CatalogToolkit[] = []
  let offset = 0
  return {
    add(toolkit, list) {
      index.toolkits.push([toolkit.slug, index.tools.length, list.length])
      toolkits.push(toolkit)
      for (const tool of list) {
        const line = Buffer.from(`${JSON.stringify(tool)}\n`)
        writeSync(tools, line)
        writeSync(summaries, `${JSON.stringify(summaryOf(tool))}\n`)
        index.tools.push([tool.slug, offset, line.length - 1, tool.aliases])
        offset += line.length
      }
    },
    finish(hash) {
      for (const file of [tools, summaries]) {
        fsyncSync(file)
        closeSync(file)
      }
      writeJson(join(directory, files.toolkits), toolkits)
      writeJson(join(directory, files.index), { ...index, hash })
      return offset
    },
    abandon() {
      closeSync(tools)
      closeSync(summaries)
    },
  }
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value)}\n`, { flag: 'wx', flush: true })
}

function summaryOf({
  slug,
  name,
  description,
  toolkit,
  tags,
  important,
  deprecated,
}: CatalogTool): ToolSummary {
  return { slug, name, description, toolkit, tags, important, deprecated }
}
