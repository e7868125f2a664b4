import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { parseToolDocument } from '../src/parse-document.ts'
import type { ToolDocument } from '../src/index.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Reads a tool set, a JSON object a line, gzipped when the name ends in `.gz`. Empty lines are skipped.
 * Throws with the line's number at the first line that is no tool, or when the file cannot be read.
 */
export async function* readTools(path: string): AsyncGenerator<ToolDocument> {
  const file = createReadStream(path)
  const input = path.endsWith('.gz') ? pipeErrors(file, createGunzip()) : file
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number++
    if (line.trim() !== '') yield readTool(line, number)
  }
}

function readTool(line: string, number: number): ToolDocument {
  try {
    return parseToolDocument(JSON.parse(number === 1 ? line.replace(BYTE_ORDER_MARK, '') : line))
  } catch (cause) {
    throw new Error(`line ${number} is not a tool`, { cause })
  }
}

/** A stream error must reach the reader: `pipe` alone forwards data only. */
function pipeErrors(file: ReturnType<typeof createReadStream>, gunzip: ReturnType<typeof createGunzip>) {
  file.once('error', (error) => gunzip.destroy(error))
  return file.pipe(gunzip)
}
