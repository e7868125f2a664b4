/** An OpenAPI 3 document → the tools of a toolkit. */
import type { Tool } from '../manifest/manifest.ts'
import { toolPrefix } from '../manifest/parse-manifest.ts'
import { CannotCompile } from './body.ts'
import { compileOperation } from './compile-operation.ts'
import type { OperationOptions } from './compile-operation.ts'
import { missingFromRequest } from './equals-source.ts'
import { listOperations, OpenApiError } from './openapi.ts'
import type { Dropped, Json, Operation } from './openapi.ts'
import { assignSlugs } from './slug.ts'

export type CompileOptions = Omit<OperationOptions, 'prefix'> & {
  toolkit: string
  /** Slugs that people already use; see `slug.ts`. */
  knownSlugs?: ReadonlySet<string>
  /** Known slugs that no rule derives are assigned by hand, not by likeness. */
  exactNames?: boolean
}

export type Compiled = {
  tools: Tool[]
  /** Operations left out, with the reason. */
  dropped: Dropped[]
}

/** An operation and the document that its references lead into. */
export type SourceOperation = { document: Json; operation: Operation }

/**
 * Compiles every operation of a document, in its order.
 *
 * A broken operation is left out and listed; only a document that is not OpenAPI 3 throws.
 *
 * @throws OpenApiError
 */
export function compileOpenApi(document: Json, options: CompileOptions): Compiled {
  const dropped: Dropped[] = []
  const operations = listOperations(document, dropped).map((operation) => ({ document, operation }))
  const compiled = compileOperations(operations, options)
  return { tools: compiled.tools, dropped: [...dropped, ...compiled.dropped] }
}

/** Compiles operations of one toolkit, which may come from several documents. */
export function compileOperations(
  list: readonly SourceOperation[],
  { toolkit, knownSlugs, exactNames, ...options }: CompileOptions,
): Compiled {
  const prefix = toolPrefix(toolkit)
  const slugs = assignSlugs(
    list.map(({ operation }) => operation),
    prefix,
    knownSlugs ?? new Set(),
    exactNames,
  )
  const compiled: Compiled = { tools: [], dropped: [] }
  for (const [index, { document, operation }] of list.entries()) {
    const choice = slugs[index]
    if (!choice) continue
    try {
      const tool = compileOperation(document, operation, choice, { prefix, ...options })
      const [missing] = missingFromRequest(document, operation, tool, options.filled ?? new Set())
      if (missing !== undefined) throw new CannotCompile(`the request would lack ${missing}`)
      compiled.tools.push(tool)
    } catch (error) {
      if (!(error instanceof CannotCompile || error instanceof OpenApiError)) throw error
      compiled.dropped.push({ operation: `${operation.method} ${operation.path}`, reason: error.message })
    }
  }
  return compiled
}
