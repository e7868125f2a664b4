import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ToolDocument } from '../src/index.ts'

/** A labelled query, and the split it belongs to (`dev` for tuning, `test` to report). */
export interface LabelledQuery {
  readonly text: string
  /** what it needs: for each need the tools that serve it, any of them; no needs when no tool fits */
  readonly needs: readonly (readonly string[])[]
  readonly split: string
}

export interface DataSet {
  readonly name: string
  readonly tools: readonly ToolDocument[]
  readonly queries: readonly LabelledQuery[]
}

/** A line of `queries.jsonl`: every tool of `gold` is needed. */
interface QueryLine {
  readonly text: string
  readonly gold: readonly string[]
  readonly split: string
}

/** Reads all sets of a folder: a folder each with `tools.jsonl[.gz]` and `queries.jsonl[.gz]`. */
export function readDataSets(folder: string): DataSet[] {
  const folders = [folder, ...readdirSync(folder).map((name) => join(folder, name))]
  return folders.filter(isDataSet).map((path) => ({
    name: basename(path),
    tools: readJsonLines<ToolDocument>(join(path, 'tools.jsonl')),
    queries: readJsonLines<QueryLine>(join(path, 'queries.jsonl')).map(({ text, gold, split }) => {
      return { text, split, needs: gold.map((tool) => [tool]) }
    }),
  }))
}

/** The set of this repo: use cases written by hand over a snapshot of the head toolkits. The split is the section. */
export function readHeadSet(): DataSet {
  const folder = join(import.meta.dirname, 'head')
  const queries: LabelledQuery[] = []
  let split = ''
  for (const line of readFileSync(join(folder, 'use-cases.txt'), 'utf8').split('\n')) {
    const section = /^\[(\w+)\]$/.exec(line)?.[1]
    const border = line.lastIndexOf(' | ')
    if (section !== undefined) split = section
    else if (border > 0 && !line.startsWith('#')) {
      queries.push({ text: line.slice(0, border), split, needs: needsOf(line.slice(border + 3)) })
    }
  }
  return { name: 'head', tools: readJsonLines<ToolDocument>(join(folder, 'tools.jsonl')), queries }
}

/** `A / B, C`: A or B, and C. `-`: nothing. */
function needsOf(text: string): string[][] {
  if (text.trim() === '-') return []
  return text.split(',').map((need) => need.split('/').map((tool) => tool.trim()))
}

function isDataSet(path: string): boolean {
  const tools = existsSync(join(path, 'tools.jsonl.gz')) || existsSync(join(path, 'tools.jsonl'))
  return tools && (existsSync(join(path, 'queries.jsonl.gz')) || existsSync(join(path, 'queries.jsonl')))
}

function readJsonLines<T>(path: string): T[] {
  const zipped = existsSync(`${path}.gz`)
  const text = zipped ? gunzipSync(readFileSync(`${path}.gz`)).toString() : readFileSync(path, 'utf8')
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line): T => JSON.parse(line))
}
