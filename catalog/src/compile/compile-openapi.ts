/** An OpenAPI 3 document → the tools of a toolkit. */
import type { Tool } from '../manifest/manifest.ts'
import { toolPrefix } from '../manifest/parse-manifest.ts'
import { CannotCompile } from './body.ts'
import { compileOperation } from './compile-operation.ts'
import type { OperationOptions } from './compile-operation.ts'
import { listOperations, OpenApiError } from './openapi.ts'
import type { Json } from './openapi.ts'
import { assignSlugs } from './slug.ts'

export type CompileOptions = Omit<OperationOptions, 'prefix'> & {
  toolkit: string
  /** Slugs that people already use; see `slug.ts`. */
  knownSlugs?: ReadonlySet<string>
}

export type Compiled = {
  tools: Tool[]
  /** Operations left out, with the reason. */
  dropped: { operation: string; reason: string }[]
}

/**
 * Compiles every operation of a document, in its order.
 *
 * A broken operation is left out and listed; only a document that is not OpenAPI 3 throws.
 *
 * @throws OpenApiError
 */
export function compileOpenApi(
  document: Json,
  { toolkit, knownSlugs, ...options }: CompileOptions,
): Compiled {
  const prefix = toolPrefix(toolkit)
  const operations = listOperations(document)
  const slugs = assignSlugs(operations, prefix, knownSlugs ?? new Set())
  const compiled: Compiled = { tools: [], dropped: [] }
  for (const [index, operation] of operations.entries()) {
    const choice = slugs[index]
    if (!choice) continue
    try {
      compiled.tools.push(compileOperation(document, operation, choice, { prefix, ...options }))
    } catch (error) {
      if (!(error instanceof CannotCompile || error instanceof OpenApiError)) throw error
      compiled.dropped.push({ operation: `${operation.method} ${operation.path}`, reason: error.message })
    }
  }
  return compiled
}
