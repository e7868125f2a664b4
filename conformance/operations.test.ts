import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'

import { operations } from './operations.ts'

type Registered = { operationId: string; method: string; path: string }
type Reference = { paths: Record<string, Record<string, { operationId?: string } | undefined>> }

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

function referenceRows(file: string): Registered[] {
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Reference
  const rows: Registered[] = []
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) {
      const operationId = item[method]?.operationId
      if (operationId !== undefined) rows.push({ operationId, method: method.toUpperCase(), path })
    }
  }
  return rows.toSorted(byPlace)
}

function byPlace(a: Registered, b: Registered): number {
  return compare(a.path, b.path) || compare(a.method, b.method)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function manifestRows(): Registered[] {
  return operations.map(({ operation_id, method, path }) => ({ operationId: operation_id, method, path }))
}

/** The published contract is not ours to ship: it is read where it lies, beside the checkout or where told. */
const beside = fileURLToPath(new URL('../../shared/reference/openapi-v3.1.json', import.meta.url))
const reference = process.env['PATCHBAY_REFERENCE'] ?? beside
const hasReference = existsSync(reference)
if (!hasReference) process.stdout.write(`Manifest not compared: there is no ${reference}\n`)

test('the manifest is sorted by path and method and names each operation once', () => {
  const rows = manifestRows()
  expect(rows).toStrictEqual(rows.toSorted(byPlace))
  expect(new Set(rows.map((row) => row.operationId)).size).toBe(95)
})

test('a partial operation says what is missing', () => {
  const silent = operations.filter(({ status, note }) => status === 'partial' && note === undefined)
  expect(silent.map((row) => row.operation_id)).toStrictEqual([])
})

test.skipIf(!hasReference)('the manifest is the reference document, row by row', () => {
  expect(manifestRows()).toStrictEqual(referenceRows(reference))
})

describe('against the routes of the server', () => {
  let rows: Registered[] = []

  beforeAll(async () => {
    rows = await registeredRows()
  })

  test('what the manifest calls supported or partial is registered, and what it calls planned is not', () => {
    const known = new Set(operations.map((row) => row.operation_id))
    const claimed = operations.filter(({ status }) => status !== 'planned').map((row) => row.operation_id)
    const registered = rows.map((row) => row.operationId).filter((id) => known.has(id))
    expect(registered.toSorted()).toStrictEqual(claimed.toSorted())
  })

  test('a registered operation sits where the reference document puts it', () => {
    const places = new Map(operations.map((row) => [row.operation_id, place(row.method, row.path)]))
    const moved = rows.filter(({ operationId, method, path }) => {
      const expected = places.get(operationId)
      return expected !== undefined && expected !== place(method, path)
    })
    expect(moved).toStrictEqual([])
  })
})

/** The specifier is computed because the server is not part of this workspace's imports. */
async function registeredRows(): Promise<Registered[]> {
  const specifier = new URL('../server/src/app.ts', import.meta.url).href
  const app = (await import(/* @vite-ignore */ specifier)) as { listOperations(): Registered[] }
  return app.listOperations()
}

/** Without version prefix and parameter names: `/api/v3.1/x/{nanoId}` and `/x/:id` are one place. */
function place(method: string, path: string): string {
  const bare = path.replace(/^\/api\/v3(\.1)?/, '').replace(/\{[^}]+\}|:[^/]+/g, '{}')
  return `${method.toUpperCase()} ${bare}`
}
