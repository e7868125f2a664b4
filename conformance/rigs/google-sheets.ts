/**
 * The part of the Google Sheets API that makes a spreadsheet, writes its values and reads them back; the emulator of
 * Google's other services has none. What a cell means (formulas, dates) is left out: values come back as they came.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen } from './listen.ts'
import { readBody } from './read-body.ts'

type Cell = string | number | boolean
type Grid = Map<number, Map<number, Cell>>

export interface GoogleSheets {
  url: string
  close(): Promise<void>
}

/** `token`: the one bearer token that is known. */
export async function startGoogleSheets(token: string): Promise<GoogleSheets> {
  const spreadsheets = new Map<string, { title: string; grid: Grid }>()
  const { url, close } = await listen((request, response) => {
    answer(request).then(
      (body) => json(response, 200, body),
      (error: unknown) => {
        const code = error instanceof Refusal ? error.code : 500
        json(response, code, { error: { code, message: String((error as Error).message) } })
      },
    )
  })
  return { url, close }

  async function answer(request: IncomingMessage): Promise<object> {
    if (request.headers.authorization !== `Bearer ${token}`) throw new Refusal(401, 'Invalid Credentials')
    const { pathname, searchParams } = new URL(request.url ?? '', url)
    const [, id, given = ''] = /^\/v4\/spreadsheets(?:\/([\w-]+)(?:\/values(.*))?)?$/.exec(pathname) ?? []
    const sent = await readBody(request)
    const body = sent.length > 0 ? (JSON.parse(sent.toString()) as Record<string, unknown>) : {}
    if (id === undefined) return create((body['properties'] as { title?: string } | undefined)?.title ?? '')
    const held = spreadsheets.get(id)
    if (!held) throw new Refusal(404, 'Requested entity was not found.')
    if (request.method === 'PUT') {
      if (!searchParams.has('valueInputOption')) throw new Refusal(400, "'valueInputOption' is required")
      return write(id, held.grid, decodeURIComponent(given.slice(1)), body['values'] as Cell[][])
    }
    if (given === ':batchGet') {
      const valueRanges = searchParams
        .getAll('ranges')
        .map((range) => ({ range, values: read(held.grid, range) }))
      return { spreadsheetId: id, valueRanges }
    }
    return {
      spreadsheetId: id,
      properties: { title: held.title },
      sheets: [{ properties: { title: 'Sheet1' } }],
    }
  }

  function create(title: string): object {
    const spreadsheetId = randomUUID()
    spreadsheets.set(spreadsheetId, { title, grid: new Map() })
    return {
      spreadsheetId,
      properties: { title },
      spreadsheetUrl: `${url}/spreadsheets/d/${spreadsheetId}/edit`,
    }
  }
}

class Refusal extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

function write(spreadsheetId: string, grid: Grid, range: string, values: Cell[][]): object {
  const { top, left } = cornersOf(range)
  values.forEach((cells, y) => {
    const row = grid.get(top + y) ?? new Map<number, Cell>()
    grid.set(top + y, row)
    cells.forEach((cell, x) => row.set(left + x, cell))
  })
  const updatedCells = values.reduce((sum, cells) => sum + cells.length, 0)
  return { spreadsheetId, updatedRange: range, updatedRows: values.length, updatedCells }
}

/** As Google has it: without what is empty at the end. */
function read(grid: Grid, range: string): Cell[][] {
  const { top, left, bottom, right } = cornersOf(range)
  const rows: Cell[][] = []
  for (let y = top; y <= bottom; y++) {
    const cells = Array.from({ length: right - left + 1 }, (_unused, x) => grid.get(y)?.get(left + x) ?? '')
    while (cells.at(-1) === '') cells.pop()
    rows.push(cells)
  }
  while (rows.at(-1)?.length === 0) rows.pop()
  return rows
}

/** Of `Sheet1!A1:C10` or `'Sheet1'!A1`; each new spreadsheet has this sheet alone. */
function cornersOf(range: string): { top: number; left: number; bottom: number; right: number } {
  const [, left, top, right = left, bottom = top] =
    /^(?:Sheet1|'Sheet1')!([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(range) ?? []
  if (left === undefined || right === undefined) throw new Refusal(400, `Unable to parse range: ${range}`)
  return { top: Number(top), left: columnOf(left), bottom: Number(bottom), right: columnOf(right) }
}

const columnOf = (letters: string) =>
  [...letters].reduce((sum, letter) => sum * 26 + parseInt(letter, 36) - 9, 0)

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
