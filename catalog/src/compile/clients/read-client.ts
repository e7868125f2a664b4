/** A vendor's generated client → the OpenAPI document that it was generated from, as far as the client shows it. */
import type { ClientUse } from '../../sources/clients.ts'
import { OpenApiError } from '../openapi.ts'
import type { Json } from '../openapi.ts'
import { documentOf } from './client-document.ts'
import type { ClientFiles } from './client-document.ts'
import { readConfigFunctions } from './config-functions.ts'
import { readHeyApi } from './hey-api.ts'
import { readOrval } from './orval.ts'
import { readSwaggerTypescriptApi } from './swagger-typescript-api.ts'

const readers = {
  'config-functions': readConfigFunctions,
  'hey-api': readHeyApi,
  orval: readOrval,
  'swagger-typescript-api': readSwaggerTypescriptApi,
}

/** @throws OpenApiError when the files are no client of this generator, or no TypeScript. */
export function readClient({ generator, head }: ClientUse, files: ClientFiles): Json {
  const { operations, declarations } = readers[generator](files)
  if (operations.length === 0) throw new OpenApiError(`no operation of a ${generator} client was found`)
  return documentOf(head, operations, declarations)
}
