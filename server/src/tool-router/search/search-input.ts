/** The queries of a search, checked one by one: a bad one fails by itself while the others are answered. */
import { z } from 'zod'
import { ApiError } from '../../http/errors.ts'

export const mostQueries = 7
const longestUseCase = 1024
const longestKnownFields = 500

/** Longer than any use case may be, so that what is too long is told by the query and not by the whole. */
const Text = z.string().max(100_000)

/** The list as the edge takes it; the texts are judged by `readQueries`. */
export const QueryList = z
  .array(z.object({ use_case: Text, known_fields: Text.optional() }))
  .min(1)
  .max(mostQueries, `at most ${mostQueries} queries in one call`)

export type GivenQuery = z.output<typeof QueryList>[number]

export interface SearchQuery {
  useCase: string
  knownFields?: string | undefined
  /** What is wrong with it. */
  error?: string
}

/**
 * The queries with their faults.
 * @throws {ApiError} BadRequest when not one of them can be searched.
 */
export function readQueries(given: readonly GivenQuery[]): SearchQuery[] {
  const queries = given.map(readQuery)
  const faults = queries.flatMap(({ error }, at) => (error === undefined ? [] : [`queries.${at}.${error}`]))
  if (faults.length === queries.length) {
    throw new ApiError('BadRequest', faults.join('; '), {
      errors: faults,
      suggestedFix: `Describe each use case in a sentence of 1 to ${longestUseCase} characters.`,
    })
  }
  return queries
}

function readQuery({ use_case, known_fields: knownFields }: GivenQuery): SearchQuery {
  const useCase = use_case.trim()
  if (useCase === '') return { useCase, error: 'use_case: must not be empty' }
  if (useCase.length > longestUseCase) {
    return {
      useCase: useCase.slice(0, longestUseCase),
      error: `use_case: must have at most ${longestUseCase} characters, has ${useCase.length}`,
    }
  }
  if ((knownFields?.length ?? 0) > longestKnownFields)
    return { useCase, error: `known_fields: must have at most ${longestKnownFields} characters` }
  return { useCase, knownFields }
}
