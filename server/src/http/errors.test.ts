import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ApiError, errorCatalogue } from './errors.ts'

test('the catalogue and docs/errors.md list the same errors', async () => {
  const docs = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
  const documented = docs.split('\n').filter((line) => line.startsWith('| `'))
  const catalogued = Object.values(errorCatalogue).map(
    ({ slug, code, status, suggested_fix }) => `| \`${slug}\` | ${code} | ${status} | ${suggested_fix} |`,
  )
  expect(documented).toStrictEqual(catalogued)
})

test('no two errors share a slug or a code', () => {
  const kinds = Object.values(errorCatalogue)
  expect(new Set(kinds.map(({ slug }) => slug)).size).toBe(kinds.length)
  expect(new Set(kinds.map(({ code }) => code)).size).toBe(kinds.length)
})

test('the envelope carries the specific advice over the catalogue’s', () => {
  const error = new ApiError('BadRequest', 'limit: must be a number', {
    errors: ['limit: must be a number'],
    suggestedFix: 'Send limit=20.',
  })
  expect(error.toEnvelope('req_1')).toStrictEqual({
    error: {
      message: 'limit: must be a number',
      code: 10400,
      slug: 'HTTP_BadRequest',
      status: 400,
      request_id: 'req_1',
      suggested_fix: 'Send limit=20.',
      errors: ['limit: must be a number'],
    },
  })
})

test('1803 stays the code of a missing connected account, which SDKs test for', () => {
  expect(errorCatalogue.NoConnectedAccount.code).toBe(1803)
})
