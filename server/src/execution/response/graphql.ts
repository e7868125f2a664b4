/** How the answer of a GraphQL operation is read: `errors` are a failure, `data` is the result. */
import type { GraphqlExec, ResponseSpec } from '@patchbay/catalog'

/** The reading of an ordinary call that does this, with what the tool adds. */
export function graphqlResponse({ response = {} }: GraphqlExec): ResponseSpec {
  const path = response.path === undefined ? 'data' : `data.${response.path}`
  const failure = [{ path: 'errors', present: true } as const, response.failure ?? []].flat()
  return { ...response, path, failure }
}
