/** A GraphQL operation as the HTTP call that carries it (GraphQL over HTTP, section 5.4). */
import { fillConstants, HttpExec, wirePath, type GraphqlExec, type TemplateScope } from '@patchbay/catalog'
import { buildRequest, type RequestContext } from './build-request.ts'
import { isObject, own, type Bag, type OutgoingRequest } from './outgoing-request.ts'
import { copyOf, dense, placeAt } from './place.ts'

/** @throws {ApiError} as `buildRequest`. */
export function buildGraphqlRequest(
  exec: GraphqlExec,
  args: Readonly<Bag>,
  context: RequestContext,
): OutgoingRequest {
  const scope: TemplateScope = { input: args, ...context.scope }
  const http = HttpExec.parse({
    kind: 'http',
    method: 'POST',
    path: exec.path,
    headers: exec.headers,
    parameters: ['query', 'operationName', 'variables'].map((name) => ({ name, in: 'body' })),
  })
  const { query, operation_name: operationName } = exec
  const body = { query, operationName, variables: variablesOf(exec, args, scope) }
  return buildRequest(http, body, {}, { ...context, scope })
}

/** Constants, then the arguments at their places. */
function variablesOf(exec: GraphqlExec, args: Readonly<Bag>, scope: TemplateScope): unknown {
  const variables = copyOf(fillConstants(exec.constants ?? {}, scope))
  for (const { name, wire, spread } of exec.variables) {
    const value = own(args, name)
    if (value === undefined) continue
    if (spread && isObject(value)) Object.assign(variables, value)
    else placeAt(variables, wirePath(wire ?? name), value)
  }
  return dense(variables)
}
