/** Toolkits that a project brings along: from an API description, or from a remote MCP server. */
import { isDeepStrictEqual } from 'node:util'
import { createHash } from 'node:crypto'
import { grade } from '@patchbay/catalog/custom'
import type { Toolkit } from '@patchbay/catalog'
import { and, asc, count, eq, sql } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { noCredential } from '../execution/caller-credential.ts'
import { openChannel } from '../execution/open-channel.ts'
import { pickNamedAccount } from '../execution/pick-account.ts'
import { mostBytes, send } from '../execution/send.ts'
import { ApiError } from '../http/errors.ts'
import type { SendRequest } from '../mcp-client/remote-mcp.ts'
import { invalid } from './compile-in-worker.ts'
import type { HeldTool, ReadWith, Report, Settings, Source, SourceInput } from './custom-toolkits.contract.ts'
import { customToolkits, type CustomToolkitRow } from './custom-toolkits.table.ts'
import { approve, holdChanges } from './hold-changes.ts'
import {
  checkRemoteSettings,
  checkSlug,
  checkToolNames,
  fromDescription,
  fromRemote,
  type Made,
} from './make-manifest.ts'
import { forgetProject, ownToolkit } from './project-deps.ts'
import { fetchDescription, listRemoteTools } from './read-source.ts'

/** `deps` as a handler gets them, with the project's toolkits; `base` without. */
export interface Scope {
  deps: Deps
  base: Deps
  projectId: string
}

export interface UpsertRequest extends Settings {
  slug: string
  source: SourceInput
  read_with?: ReadWith | undefined
  preview?: boolean | undefined
}

/** Toolkits that one project may bring along. */
const mostToolkits = 200

/**
 * Makes a toolkit, or makes it anew with other settings. A preview compiles and reports only.
 * @throws {ApiError} CustomToolkitInvalid with the reason; CustomToolkitNameTaken.
 */
export async function upsertToolkit(scope: Scope, request: UpsertRequest): Promise<CustomToolkitRow> {
  const { slug, source, read_with, preview, ...settings } = request
  checkSource(source)
  checkSlug(scope.base, slug)
  const before = await rowOf(scope, slug)
  const made = await make(scope, slug, source, settings, { read_with })
  checkToolNames(scope.base, made.manifest)
  const kept: Source = { type: source.type, ...(source.url !== undefined && { url: source.url }) }
  // Whoever asks for this server again has looked at it: what it lists now is what is approved.
  const row = rowFor(scope, { slug, source: kept, settings, made, held: [], before })
  if (preview) return row
  if (!before) await checkRoom(scope)
  return save(scope, row)
}

export interface SyncRequest {
  slug: string
  document?: string | Record<string, unknown> | undefined
  read_with?: ReadWith | undefined
  connected_account_id?: string | undefined
}

/**
 * Reads the source again and applies the overlay again. Changes of a remote server are held.
 * @throws {ApiError} ToolkitNotFound; CustomToolkitInvalid, also when an overlay's target is gone: the toolkit then
 * stays as it was.
 */
export async function syncToolkit(scope: Scope, request: SyncRequest): Promise<CustomToolkitRow> {
  const before = await findRow(scope, request.slug)
  checkSlug(scope.base, before.slug)
  const source = sourceAgain(before.source, request)
  const made = await make(scope, before.slug, source, before.settings, request)
  checkToolNames(scope.base, made.manifest)
  const isNew = before.manifest.tools.length === 0
  const reviewed =
    source.type === 'mcp' && !isNew
      ? holdChanges(before.manifest, made.manifest)
      : { manifest: made.manifest, held: [] }
  return save(scope, {
    ...rowFor(scope, {
      ...before,
      made: { ...made, manifest: reviewed.manifest },
      held: reviewed.held,
      before,
    }),
  })
}

/**
 * Approves held tools.
 * @param token that of what was looked at, when the caller looked.
 * @throws {ApiError} ToolkitNotFound; BadRequest for a slug that is not held, and for changes that came in since.
 */
export async function reviewToolkit(
  scope: Scope,
  slug: string,
  slugs: 'all' | string[],
  token?: string,
): Promise<CustomToolkitRow> {
  const before = await findRow(scope, slug)
  if (token !== undefined && token !== reviewToken(before)) {
    const line = 'review_token: the server changed its tools again since you looked'
    throw new ApiError('BadRequest', `Invalid body: ${line}`, { errors: [line] })
  }
  const wrong =
    slugs === 'all' ? undefined : slugs.find((each) => !before.held.some(({ tool }) => tool.slug === each))
  if (wrong !== undefined) {
    const line = `approve: ${wrong.slice(0, 64)} is not held for review`
    throw new ApiError('BadRequest', `Invalid body: ${line}`, { errors: [line] })
  }
  const { manifest, held } = approve(before, slugs)
  const made: Made = { manifest, report: before.report, quality: qualityOf(manifest, before.report) }
  return save(scope, rowFor(scope, { ...before, made, held, before }))
}

/** @throws {ApiError} ToolkitNotFound. Accounts and auth configs stay until they are deleted themselves. */
export async function deleteToolkit(scope: Scope, slug: string): Promise<void> {
  const { slug: found } = await findRow(scope, slug)
  await scope.base.db.delete(customToolkits).where(rowIs(scope, found))
  forgetProject(scope.base, scope.projectId)
}

/** The project's toolkits by slug. */
export async function listRows({ base, projectId }: Scope): Promise<CustomToolkitRow[]> {
  return base.db
    .select()
    .from(customToolkits)
    .where(eq(customToolkits.projectId, projectId))
    .orderBy(asc(customToolkits.slug))
}

/** @throws {ApiError} ToolkitNotFound. */
export async function findRow(scope: Scope, slug: string): Promise<CustomToolkitRow> {
  const row = await rowOf(scope, slug.toLowerCase())
  if (row) return row
  throw new ApiError('ToolkitNotFound', `This project has brought along no toolkit ${slug.slice(0, 64)}`, {
    suggestedFix: 'List the toolkits of this project with GET /api/v3.1/custom/toolkits.',
  })
}

async function rowOf(scope: Scope, slug: string): Promise<CustomToolkitRow | undefined> {
  const [row] = await scope.base.db.select().from(customToolkits).where(rowIs(scope, slug))
  return row
}

const rowIs = ({ projectId }: Scope, slug: string) =>
  and(eq(customToolkits.projectId, projectId), eq(customToolkits.slug, slug))

function checkSource(source: SourceInput): void {
  if (source.type === 'mcp') return
  if ((source.url === undefined) === (source.document === undefined))
    throw invalid('source takes either url or document')
}

function sourceAgain(source: Source, { document }: SyncRequest): SourceInput {
  if (source.type === 'mcp') return { type: 'mcp', url: source.url ?? '' }
  if (document !== undefined) return { type: 'openapi', document }
  if (source.url === undefined) throw invalid('its description was sent, so document is needed again')
  return { type: 'openapi', url: source.url }
}

async function make(
  scope: Scope,
  slug: string,
  source: SourceInput,
  settings: Settings,
  reading: { read_with?: ReadWith | undefined; connected_account_id?: string | undefined },
): Promise<Made> {
  if (source.type === 'mcp') {
    checkRemoteSettings(settings)
    const sender = await senderFor(scope, source.url, reading.connected_account_id)
    const listed = await listRemoteTools(source.url, reading.read_with, sender)
    // With OAuth the tools come when somebody has connected: sync with that account reads them.
    const isExpected =
      settings.auth?.some(({ mode }) => mode === 'DCR_OAUTH') && reading.connected_account_id === undefined
    if (!listed && !isExpected)
      throw invalid(
        'the server asks for a credential: give read_with, or auth DCR_OAUTH and connect an account',
      )
    return fromRemote(slug, source.url, listed ?? [], settings)
  }
  const { url, document } = source
  const text =
    url === undefined
      ? typeof document === 'string'
        ? document
        : JSON.stringify(document)
      : await fetchDescription(scope.base, url, reading.read_with)
  return fromDescription(slug, text, url, settings)
}

/** Sends to the server alone: with the credential of an account of this toolkit, or with none. */
async function senderFor(
  { deps, projectId }: Scope,
  url: string,
  accountId: string | undefined,
): Promise<SendRequest> {
  const origin = new URL(url).origin
  const plain = { binding: { origin, hosts: [] }, credential: noCredential(), bytesLeft: mostBytes }
  if (accountId === undefined) return (request) => send(deps, plain, request)
  const account = await pickNamedAccount(deps, { projectId }, accountId)
  const toolkit = deps.catalog.toolkit(account.toolkit)
  if (toolkit?.of_project !== true || new URL(toolkit.http.base_url).origin !== origin)
    throw invalid(`connected_account_id: ${accountId} is an account of ${account.toolkit}`)
  const { channel } = await openChannel(deps, {}, toolkit, account)
  return (request) => send(deps, channel, request)
}

interface RowParts {
  slug: string
  source: Source
  settings: Settings
  made: Made
  held: HeldTool[]
  before: CustomToolkitRow | undefined
}

function rowFor({ base, projectId }: Scope, parts: RowParts): CustomToolkitRow {
  const { slug, source, settings, made, held, before } = parts
  const now = base.clock.now()
  // Compared as data: the database keeps no order of keys.
  const isSame =
    before !== undefined && isDeepStrictEqual(before.manifest, JSON.parse(JSON.stringify(made.manifest)))
  return {
    projectId,
    slug,
    source,
    settings,
    manifest: made.manifest,
    held,
    report: made.report,
    version: isSame ? before.version : nextVersion(before?.version, now),
    revision: (before?.revision ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  }
}

/** `YYYYMMDD_NN`, later than the one before. */
function nextVersion(before: string | undefined, now: Date): string {
  const today = now.toISOString().slice(0, 10).replaceAll('-', '')
  const day = before !== undefined && before.slice(0, 8) > today ? before.slice(0, 8) : today
  const number = before?.startsWith(day) ? Number(before.slice(9)) + 1 : 0
  return `${day}_${String(Math.min(number, 99)).padStart(2, '0')}`
}

async function save(scope: Scope, row: CustomToolkitRow): Promise<CustomToolkitRow> {
  const { projectId: _project, slug: _slug, createdAt: _created, revision: _revision, ...set } = row
  const [saved = row] = await scope.base.db
    .insert(customToolkits)
    .values(row)
    .onConflictDoUpdate({
      target: [customToolkits.projectId, customToolkits.slug],
      set: { ...set, revision: sql`${customToolkits.revision} + 1` },
    })
    .returning()
  forgetProject(scope.base, scope.projectId)
  return saved
}

async function checkRoom(scope: Scope): Promise<void> {
  const [counted] = await scope.base.db
    .select({ rows: count() })
    .from(customToolkits)
    .where(eq(customToolkits.projectId, scope.projectId))
  if ((counted?.rows ?? 0) >= mostToolkits)
    throw invalid(`a project brings along ${mostToolkits} toolkits at most`)
}

const qualityOf = (manifest: Toolkit, report: Report) =>
  grade(manifest, {
    declaresAuth: manifest.auth.some(({ mode }) => mode !== 'NO_AUTH'),
    dropped: report.dropped_count,
  })

/** A row as the API shows it. */
export function presentCustomToolkit(row: CustomToolkitRow, published: boolean) {
  const { manifest, held, report } = row
  const { tools } = ownToolkit(row)
  const now = new Map(manifest.tools.map((tool) => [tool.slug, tool]))
  return {
    slug: row.slug,
    name: manifest.name,
    description: manifest.description,
    source: { type: row.source.type, url: row.source.url ?? null },
    version: row.version,
    base_url: manifest.http.base_url,
    hosts: [...new Set([hostOf(manifest.http.base_url), ...manifest.http.allow_hosts])],
    auth_schemes: manifest.auth.map(({ mode }) => mode),
    tools_count: tools.length,
    tools: tools.map(({ slug, name, description }) => ({ slug, name, description })),
    held: held.map(({ change, tool }) => {
      const before = now.get(tool.slug)
      return {
        slug: tool.slug,
        change,
        description: { before: before?.description ?? null, after: tool.description },
        input_parameters: { before: before?.input ?? null, after: tool.input },
      }
    }),
    review_token: reviewToken(row),
    quality: qualityOf(manifest, report),
    report,
    published,
  }
}

/** Stands for what is held at the moment. */
function reviewToken({ held }: Pick<CustomToolkitRow, 'held'>): string {
  const definitions = held.map(({ tool }) =>
    tool.exec.kind === 'mcp' ? `${tool.slug} ${tool.exec.fingerprint}` : tool.slug,
  )
  return createHash('sha256').update(definitions.join('\n')).digest('hex')
}

const hostOf = (url: string) => URL.parse(url)?.host ?? url
