/** An API description that somebody brings along → a manifest. The input is hostile until proven otherwise. */
import { compileOpenApi } from '../compile/compile-openapi.ts'
import { jsonAt, OpenApiError, textAt, type Json } from '../compile/openapi.ts'
import { applyOverlay, type OverlayStep } from '../compile/overlay.ts'
import { plainText, shorten } from '../compile/prose.ts'
import { readDocument } from '../compile/read-document.ts'
import { filledByCredential, readSecurity } from '../compile/security.ts'
import type { Server } from '../compile/servers.ts'
import type { AuthSchemeInput } from '../manifest/auth-scheme.ts'
import type { Tool, Toolkit, ToolkitInput } from '../manifest/manifest.ts'
import { ManifestError, parseManifest } from '../manifest/parse-manifest.ts'
import { authScheme, type ChosenAuth } from './chosen-auth.ts'
import { grade, type Grade } from './grade.ts'
import { fixedServer, ownServer } from './own-server.ts'

export interface DescriptionOptions {
  toolkit: string
  name?: string | undefined
  description?: string | undefined
  logo?: string | undefined
  /** Where the description came from; relative servers are below it. */
  address?: string | undefined
  base_url?: string | undefined
  auth?: readonly ChosenAuth[] | undefined
  allow_hosts?: readonly string[] | undefined
  overlay?: readonly OverlayStep[] | undefined
}

export interface CompiledDescription {
  toolkit: Toolkit
  dropped: { operation: string; reason: string }[]
  quality: Grade
}

/** More tools than any toolkit of one API has. */
const mostTools = 2_000
const noLogo =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 24 24%22%3E%3Cpath fill=%22%23667%22 d=%22M4 4h16v16H4z%22/%3E%3C/svg%3E'

/**
 * Compiles a description, OpenAPI 3 or Swagger 2, in JSON or YAML.
 *
 * @throws OpenApiError for what is neither, has no server, or nothing that can be compiled; OverlayError for an
 * overlay whose target is gone.
 */
export function compileDescription(text: string, options: DescriptionOptions): CompiledDescription {
  const document = readDescription(text)
  const server =
    options.base_url === undefined ? ownServer(document, options.address) : fixedServer(options.base_url)
  if (server === undefined) throw new OpenApiError('the description names no usable server: give base_url')
  const { schemes, declared } = authOf(document, server, options)
  const compiled = compileOpenApi(document, {
    toolkit: options.toolkit,
    filled: filledByCredential(schemes),
  })
  const dropped = [...compiled.dropped]
  if (compiled.tools.length > mostTools)
    dropped.push({ operation: '*', reason: `only the first ${mostTools} operations are kept` })
  const info = jsonAt(document, 'info')
  const manifest = {
    manifest: 1 as const,
    slug: options.toolkit,
    name: options.name ?? textOr(info, 'title', options.toolkit, 80),
    description: options.description ?? textOr(info, 'description', `The API at ${hostText(server)}.`, 300),
    logo: options.logo ?? noLogo,
    http: {
      base_url: server.baseUrl,
      allow_hosts: [...(options.allow_hosts ?? [])],
    },
    auth: schemes,
  }
  const sound = soundTools(manifest, compiled.tools.slice(0, mostTools), dropped)
  if (sound.length === 0) throw new OpenApiError('no operation could be compiled')
  const tools = applyOverlay(sound, options.overlay ?? [])
  const toolkit = parseManifest({ ...manifest, tools })
  const quality = grade(toolkit, {
    declaresAuth: declared,
    dropped: dropped.length,
  })
  return { toolkit, dropped, quality }
}

/** As the person says, else as the build of the catalog reads it off the description. */
function authOf(
  document: Json,
  server: Server,
  { toolkit, auth }: DescriptionOptions,
): { schemes: AuthSchemeInput[]; declared: boolean } {
  const fields = server.fields
  if (auth === undefined) {
    const host = URL.parse(server.baseUrl)?.host ?? ''
    const { schemes, origin } = readSecurity([document], { toolkit, host, fields })
    return { schemes, declared: origin === 'declared' || origin === 'provider' }
  }
  const schemes = auth.map((choice) => {
    const scheme = authScheme(toolkit, choice)
    const all = [...(scheme.connected_account_fields ?? []), ...fields]
    return all.length > 0 ? { ...scheme, connected_account_fields: all } : scheme
  })
  return { schemes, declared: true }
}

const hostText = ({ baseUrl }: Server) => baseUrl.replaceAll(/\{\{conn\.(\w+)[^{}]*\}\}/g, '<$1>')

/** JSON or YAML, OpenAPI 3 or Swagger 2: what the build of the catalog reads. */
function readDescription(text: string): Json {
  const isObject = /^\s*\{/.test(text)
  return readDocument(isObject ? 'description.json' : 'description.yaml', Buffer.from(text))
}

function textOr(source: Json, key: string, otherwise: string, most: number): string {
  return shorten(plainText(textAt(source, key) ?? ''), most) || otherwise
}

/** The tools that the rules of the manifest accept; the others are dropped with what they break. */
export function soundTools(
  manifest: Omit<ToolkitInput, 'tools'>,
  tools: readonly Tool[],
  dropped: { operation: string; reason: string }[],
): Tool[] {
  try {
    return parseManifest({ ...manifest, tools }).tools
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error
    const reasons = new Map<string, string>()
    for (const { path, message } of error.problems) {
      const slug = toolOf(path, tools)
      if (slug === undefined) throw new OpenApiError(`${path}: ${message}`)
      reasons.set(slug, message)
    }
    for (const [operation, reason] of reasons) dropped.push({ operation, reason })
    return parseManifest({ ...manifest, tools: tools.filter(({ slug }) => !reasons.has(slug)) }).tools
  }
}

/** The tool that a problem is of: `ACME_GET.input/…`, or by its place: `tools.3.name`. */
function toolOf(path: string, tools: readonly Tool[]): string | undefined {
  const place = /^tools\.(\d+)/.exec(path)?.[1]
  if (place !== undefined) return tools[Number(place)]?.slug
  const slug = path.split(/[./]/)[0]
  return tools.some((tool) => tool.slug === slug) ? slug : undefined
}
