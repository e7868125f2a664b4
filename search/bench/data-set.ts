import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ToolDocument } from '../src/index.ts'

/** A labelled query: the tools it needs, and the split it belongs to (`dev` for tuning, `test` to report). */
export interface LabelledQuery {
  readonly text: string
  readonly gold: readonly string[]
  readonly split: string
}

export interface DataSet {
  readonly name: string
  readonly tools: readonly ToolDocument[]
  readonly queries: readonly LabelledQuery[]
}

/** Reads all sets of a folder: a folder each with `tools.jsonl[.gz]` and `queries.jsonl[.gz]`. */
export function readDataSets(folder: string): DataSet[] {
  const folders = [folder, ...readdirSync(folder).map((name) => join(folder, name))]
  return folders.filter(isDataSet).map((path) => ({
    name: basename(path),
    tools: readJsonLines<ToolDocument>(join(path, 'tools.jsonl')),
    queries: readJsonLines<LabelledQuery>(join(path, 'queries.jsonl')),
  }))
}

function isDataSet(path: string): boolean {
  return existsSync(join(path, 'tools.jsonl.gz')) || existsSync(join(path, 'tools.jsonl'))
}

function readJsonLines<T>(path: string): T[] {
  const zipped = existsSync(`${path}.gz`)
  const text = zipped ? gunzipSync(readFileSync(`${path}.gz`)).toString() : readFileSync(path, 'utf8')
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line): T => JSON.parse(line))
}
