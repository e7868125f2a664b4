/** From a source and what a project chose to a manifest, with a report. */
import {
  authScheme,
  grade,
  parseManifest,
  remoteTools,
  soundTools,
  type CompiledDescription,
  type DescriptionOptions,
} from '@patchbay/catalog/custom'
import type { RemoteTool, Toolkit } from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/errors.ts'
import { isMetaTool } from '../tool-router/meta-tools.ts'
import { compileInWorker, invalid } from './compile-in-worker.ts'
import type { Auth, Report, Settings } from './custom-toolkits.contract.ts'

export interface Made {
  manifest: Toolkit
  report: Report
  quality: CompiledDescription['quality']
}

const mostReported = 200
const noLogo =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 24 24%22%3E%3Cpath fill=%22%23667%22 d=%22M4 4h16v16H4z%22/%3E%3C/svg%3E'

/** @throws {ApiError} CustomToolkitInvalid. */
export async function fromDescription(
  slug: string,
  text: string,
  address: string | undefined,
  settings: Settings,
): Promise<Made> {
  const compiled = await compileInWorker(text, {
    ...settings,
    auth: settings.auth?.map(ofDescription),
    toolkit: slug,
    address,
    overlay: settings.overlay as DescriptionOptions['overlay'],
  })
  return { manifest: compiled.toolkit, report: reportOf(compiled.dropped), quality: compiled.quality }
}

/** @throws {ApiError} CustomToolkitInvalid for a way to authenticate that only MCP servers have. */
function ofDescription(choice: Auth): Exclude<Auth, { mode: 'DCR_OAUTH' }> {
  if (choice.mode === 'DCR_OAUTH') throw invalid('auth: DCR_OAUTH is for MCP servers')
  return choice
}

/** @throws {ApiError} CustomToolkitInvalid. */
export function fromRemote(
  slug: string,
  url: string,
  listed: readonly RemoteTool[],
  settings: Settings,
): Made {
  const dropped: { operation: string; reason: string }[] = []
  const auth = settings.auth ?? [{ mode: 'NO_AUTH' as const }]
  const head = {
    manifest: 1 as const,
    slug,
    name: settings.name ?? slug,
    description: settings.description ?? `Tools of the MCP server at ${new URL(url).host}.`,
    logo: settings.logo ?? noLogo,
    http: { base_url: url.replaceAll(/[{}]/g, encodeURIComponent) },
    auth: auth.map((choice) =>
      authScheme(slug, choice.mode === 'DCR_OAUTH' ? { ...choice, resource: url } : choice),
    ),
  }
  const tools = soundTools(head, remoteTools(slug, listed), dropped)
  const manifest = parseManifest({ ...head, tools })
  return {
    manifest,
    report: reportOf(dropped),
    quality: grade(manifest, { declaresAuth: true, dropped: dropped.length }),
  }
}

function reportOf(dropped: CompiledDescription['dropped']): Report {
  const shown = dropped.slice(0, mostReported).map(({ operation, reason }) => ({
    operation: operation.slice(0, 200),
    reason: reason.slice(0, 300),
  }))
  return { dropped_count: dropped.length, dropped: shown }
}

/**
 * A project's toolkit takes no slug of a shipped one, nor of a toolkit for which the operator keeps an OAuth app: its
 * endpoints are the project's, the app is the operator's.
 * @param base what is shipped, without the project's own toolkits.
 * @throws {ApiError} CustomToolkitNameTaken.
 */
export function checkSlug(base: Pick<Deps, 'catalog' | 'config'>, slug: string): void {
  const isReserved = /^(composio|local)(_|$)/.test(slug)
  if (isReserved || base.catalog.toolkit(slug) || Object.hasOwn(base.config.toolkits, slug))
    throw taken('slug', slug)
}

/** Its tools take no name of a shipped tool or a meta tool. @throws {ApiError} CustomToolkitNameTaken. */
export function checkToolNames(base: Pick<Deps, 'catalog'>, { tools }: Toolkit): void {
  for (const tool of tools) {
    const name = [tool.slug, ...tool.aliases].find((each) => base.catalog.tool(each) || isMetaTool(each))
    if (name !== undefined) throw taken(`tool ${tool.slug}`, name)
  }
}

function taken(what: string, name: string): ApiError {
  const line = `${what}: ${name} is a name that is taken`
  return new ApiError('CustomToolkitNameTaken', line, { errors: [line] })
}

/** @throws {ApiError} CustomToolkitInvalid when the settings change what only a description has. */
export function checkRemoteSettings({ base_url, overlay, allow_hosts }: Settings): void {
  for (const [name, value] of Object.entries({ base_url, overlay, allow_hosts })) {
    if (value !== undefined) throw invalid(`${name} has no meaning for an MCP server`)
  }
}
