/** The published documents of one toolkit → its manifest. */
import type { ToolkitInput } from '../manifest/manifest.ts'
import type { DocumentUse } from '../sources/documents.ts'
import { hyperscalerOf } from '../sources/documents.ts'
import type { ClientUse } from '../sources/clients.ts'
import { readClient } from './clients/read-client.ts'
import { compileOperations } from './compile-openapi.ts'
import type { SourceOperation } from './compile-openapi.ts'
import { gradeToolkit } from './grade.ts'
import { isJson, jsonAt, listAt, listOperations, OpenApiError, textAt } from './openapi.ts'
import type { Dropped, Json, Operation } from './openapi.ts'
import { plainText, shorten } from './prose.ts'
import { filledByCredential, readSecurity } from './security.ts'
import { readServer } from './servers.ts'
import type { Server } from './servers.ts'
import { readDocument, withPaths } from './read-document.ts'

/** A file of a package, with the path it has in its tarball. */
export type SourceFile = { path: string; bytes: Buffer }

export type UnitOptions = {
  use: DocumentUse
  /** Names that people already use for the toolkit's tools. */
  knownSlugs: ReadonlySet<string>
  endpoints?: { authorize_url: string; token_url: string; scope_separator: string } | undefined
}

export type CompiledUnit = { manifest: ToolkitInput; dropped: Dropped[] }

/** More operations than the largest real description has (3,600); one that goes past is cut here. */
const maxOperations = 8_000

/** Compiles a toolkit. @throws OpenApiError when none of its documents can be read, or no operation is left. */
export function compileUnit(files: readonly SourceFile[], options: UnitOptions): CompiledUnit {
  const { use, knownSlugs, endpoints } = options
  const dropped: Dropped[] = []
  const documents = readAll(files, use, dropped)
  const [main] = documents
  if (!main) throw new OpenApiError(dropped[0]?.reason ?? 'there is no document')
  const server = main.server
  const security = readSecurity(
    documents.map(({ json }) => json),
    { toolkit: use.toolkit, host: hostOf(server), fields: allFields(documents), endpoints },
  )
  const operations = gather(documents, server, dropped)
  const compiled = compileOperations(operations, {
    toolkit: use.toolkit,
    knownSlugs,
    filled: filledByCredential(security.schemes),
  })
  dropped.push(...compiled.dropped)
  const tools = compiled.tools.filter((tool) => tool.slug !== '')
  if (tools.length === 0) throw new OpenApiError('no operation could be compiled')
  const hosts = new Set(
    operations.flatMap(({ operation }) => (operation.server ? [hostPattern(operation.server)] : [])),
  )
  hosts.delete(hostOf(server))
  const manifest: ToolkitInput = {
    manifest: 1,
    slug: use.toolkit,
    ...presentation(documents, use),
    http: {
      base_url: server.baseUrl,
      ...(hosts.size > 0 ? { allow_hosts: [...hosts].filter(Boolean).toSorted() } : {}),
      ...signerOf(documents),
      error_paths: ['error.message', 'message', 'error', 'detail', 'errors.0.message'],
    },
    auth: security.schemes,
    quality: gradeToolkit(security.origin, server, tools),
    ...(hyperscalerOf(use.toolkit) ? { off_by_default: true } : {}),
    tools,
  }
  return { manifest, dropped }
}

function signerOf([document]: readonly ReadDocument[]) {
  const schemes = jsonAt(jsonAt(document?.json ?? {}, 'components'), 'securitySchemes')
  const isAws = Object.keys(schemes).some(
    (name) => textAt(jsonAt(schemes, name), 'x-amazon-apigateway-authtype') === 'awsSigv4',
  )
  if (!document || !isAws) return {}
  const service = /^https?:\/\/([a-z0-9-]+)\./.exec(document.server.baseUrl)?.[1]
  const named = textAt(jsonAt(document.json, 'info'), 'x-serviceName')
  return {
    signer: {
      kind: 'aws_sigv4' as const,
      service: service ?? named ?? 'execute-api',
      region: '{{conn.region|default:us-east-1}}',
    },
  }
}

type ReadDocument = { json: Json; provider: string; server: Server; path: string }

/** The documents in the order of their paths, so that the order of the archive does not matter. */
function readAll(files: readonly SourceFile[], use: DocumentUse, dropped: Dropped[]): ReadDocument[] {
  const list: ReadDocument[] = []
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  for (const { path, read } of use.client ? [clientOf(sorted, use.client)] : sorted.map(documentOf)) {
    try {
      const whole = read()
      const json = use.paths ? withPaths(whole, use.paths) : whole
      const info = jsonAt(json, 'info')
      const provider = textAt(info, 'x-providerName') ?? ''
      const origin = listAt(info, 'x-origin')
        .filter(isJson)
        .map((value) => textAt(value, 'url'))
        .at(-1)
      list.push({ json, provider, path, server: readServer(listAt(json, 'servers'), provider, origin) })
    } catch (error) {
      if (!(error instanceof OpenApiError)) throw error
      dropped.push({ operation: path, reason: error.message })
    }
  }
  return list
}

const documentOf = ({ path, bytes }: SourceFile) => ({ path, read: () => readDocument(path, bytes) })

/** All files of a client together are one document. */
function clientOf(files: readonly SourceFile[], client: ClientUse) {
  const texts = new Map(files.map(({ path, bytes }) => [path, bytes.toString('utf8')]))
  return { path: files[0]?.path ?? '', read: () => readClient(client, texts) }
}

/** The operations of all documents, each once; those of another server than the first document's name it. */
function gather(documents: readonly ReadDocument[], main: Server, dropped: Dropped[]): SourceOperation[] {
  const list: SourceOperation[] = []
  const seen = new Set<string>()
  for (const { json, server, path } of documents) {
    const operations = listOrDrop(json, path, dropped)
    for (const operation of operations) {
      const its = ownServer(operation, server, main)
      const key = `${operation.method} ${its ?? ''}${operation.path.replaceAll(/\{[^}]*\}/g, '{}')}`
      const twin = twinKey(operation, its)
      if (seen.has(key) || (twin !== undefined && seen.has(twin))) {
        dropped.push({ operation: `${operation.method} ${operation.path}`, reason: 'described twice' })
      } else if (list.length >= maxOperations) {
        dropped.push({
          operation: `${operation.method} ${operation.path}`,
          reason: `past ${maxOperations} operations`,
        })
      } else {
        list.push({ document: json, operation: { ...operation, server: its } })
      }
      seen.add(key)
    }
  }
  return list
}

/** AWS describes each call of its query protocol as GET and as POST; one is enough. */
function twinKey({ method, path }: Operation, server: string | undefined): string | undefined {
  return method === 'post' && path.includes('#Action=')
    ? `get ${server ?? ''}${path.replaceAll(/\{[^}]*\}/g, '{}')}`
    : undefined
}

function listOrDrop(json: Json, path: string, dropped: Dropped[]): Operation[] {
  try {
    return listOperations(json, dropped)
  } catch (error) {
    if (!(error instanceof OpenApiError)) throw error
    dropped.push({ operation: path, reason: error.message })
    return []
  }
}

/** The base URL that an operation needs, when it is not the toolkit's. */
function ownServer(operation: Operation, server: Server, main: Server): string | undefined {
  const named = operation.server === undefined ? undefined : readServer([{ url: operation.server }], '')
  const its = named?.kind === 'absolute' ? named : server
  return its.baseUrl === main.baseUrl || its.kind === 'asked' ? undefined : its.baseUrl
}

function allFields(documents: readonly ReadDocument[]): Server['fields'] {
  const fields = new Map<string, Server['fields'][number]>()
  for (const { server } of documents) {
    for (const field of server.fields) if (!fields.has(field.name)) fields.set(field.name, field)
  }
  return [...fields.values()]
}

const hostOf = ({ baseUrl }: Server): string => hostPattern(baseUrl)

/** `https://{{conn.region}}.api.example.com/v1` → `*.api.example.com`; nothing when the whole host is open. */
function hostPattern(baseUrl: string): string {
  const host = /^https?:\/\/([^/?#]*)/.exec(baseUrl)?.[1] ?? ''
  if (!host.includes('{{')) return host.replace(/:\d+$/, '').toLowerCase()
  const fixed = /\}\}[^.{}]*\.([^{}]*)$/.exec(host)?.[1]?.replace(/:\d+$/, '').toLowerCase() ?? ''
  return fixed.split('.').length >= 2 ? `*.${fixed}` : ''
}

const genericLogo =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 24 24%22%3E%3Cpath fill=%22%23667%22 d=%22M4 4h7v7H4zm9 0h7v7h-7zM4 13h7v7H4zm9 0h7v7h-7z%22/%3E%3C/svg%3E'

function presentation(documents: readonly ReadDocument[], { toolkit }: DocumentUse) {
  const infos = documents.map(({ json }) => jsonAt(json, 'info'))
  const [info = {}] = infos
  const provider = documents[0]?.provider ?? ''
  const several = documents.length > 1
  const titleText = shorten(plainText(textAt(info, 'title') ?? ''), 80)
  const plain = titleText.replace(/\s+(rest\s+)?(api|apis|openapi|web service)s?(\s+v?[\d.]+)?$/i, '').trim()
  const name = several || plain === '' ? titled(toolkit) : plain
  const about = infos
    .map((entry) => shorten(plainText(textAt(entry, 'description') ?? ''), 300))
    .find((text) => text.length > 20)
  const categories = new Set(
    infos
      .flatMap((entry) => listAt(entry, 'x-apisguru-categories'))
      .filter((value) => typeof value === 'string'),
  )
  const site =
    safeUrl(textAt(jsonAt(info, 'contact'), 'url')) ??
    (isPublicHost(provider) ? `https://${provider}` : undefined)
  const guide = safeUrl(textAt(jsonAt(documents[0]?.json ?? {}, 'externalDocs'), 'url'))
  return {
    name,
    description: (several ? undefined : about) ?? `${name}: the calls of its published API.`,
    logo: logoOf(infos) ?? (isPublicHost(provider) ? `https://${provider}/favicon.ico` : genericLogo),
    ...(site === undefined ? {} : { app_url: site }),
    ...(guide === undefined ? {} : { auth_guide_url: guide }),
    categories: [...categories].map((value) => value.replaceAll('_', '-')).toSorted(),
  }
}

const titled = (slug: string) =>
  slug
    .split('_')
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
const isPublicHost = (host: string) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(host) && !host.endsWith('.local')

function logoOf(infos: readonly Json[]): string | undefined {
  for (const info of infos) {
    const url = safeUrl(textAt(jsonAt(info, 'x-logo'), 'url'))
    if (url !== undefined) return url
  }
  return undefined
}

/** Shown to people as a link or picture: https only, so that a description cannot smuggle in a script. */
function safeUrl(text: string | undefined): string | undefined {
  const url = text === undefined || text.length > 500 ? null : URL.parse(text)
  return url?.protocol === 'https:' && url.username === '' ? url.href : undefined
}
