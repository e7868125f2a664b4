/** What a caller is given of a result: the selected part, as much of it as may be, and where the rest is. */
import { Readable } from 'node:stream'
import type { CatalogTool } from '@patchbay/catalog'
import type { Deps } from '../../deps.ts'
import { sandboxPrefix, writeMountFile } from '../../files/mount-files.ts'
import { callFiles } from '../files/call-files.ts'
import type { ToolCall } from '../tool-call.ts'
import { selectFrom, type Selection } from './select.ts'
import { tokensOf, trimResult } from './trim.ts'

type KeepDeps = Pick<Deps, 'db' | 'jobs' | 'vault' | 'storage' | 'clock' | 'env' | 'log'>

/** Where the whole of a trimmed result is: a file of the session, or one behind a link. */
type Rest = { file: string; mount_relative_path: string } | { s3key: string; url: string; expires_at: string }

/**
 * The data as the call wants it. One that is cut says so in `trimmed`: what was left out, how large the whole is,
 * and where it is kept — a file of the session, or one behind a signed link.
 */
export async function presentData(
  deps: KeepDeps,
  call: ToolCall,
  { tool, selection }: { tool: CatalogTool; selection: Selection | undefined },
  whole: Record<string, unknown>,
  logId: string,
): Promise<Record<string, unknown>> {
  const { maxTokens } = call
  const data = selection ? selectFrom(whole, selection) : whole
  if (maxTokens === undefined) return data
  const { data: kept, notes } = trimResult(data, maxTokens, selection ? undefined : tool.result_hints)
  if (notes.length === 0) return kept
  // The call is made: an answer without the rest is better than none.
  const rest = await keepRest(deps, call, tool, JSON.stringify(data), logId).catch((error: unknown) => {
    deps.log.warn({ err: error, log_id: logId }, 'the rest of a result could not be kept')
    return null
  })
  return { ...kept, trimmed: { notes, tokens: tokensOf(data), rest } }
}

async function keepRest(
  deps: KeepDeps,
  call: ToolCall,
  tool: CatalogTool,
  text: string,
  logId: string,
): Promise<Rest> {
  const { projectId, sessionId } = call
  if (sessionId !== undefined) return keepInSession(deps, { projectId, sessionId }, logId, text)
  const files = callFiles(deps, call, tool.toolkit, tool.slug)
  const kept = await files.keep(`${logId}.json`, 'application/json', Readable.from([Buffer.from(text)]))
  return { s3key: kept.s3key, url: kept.s3url, expires_at: kept.expiresAt }
}

/** Writes a result to the files of its session, which its sandbox sees. */
async function keepInSession(
  deps: KeepDeps,
  mount: { projectId: string; sessionId: string },
  logId: string,
  text: string,
): Promise<{ file: string; mount_relative_path: string }> {
  const path = `tool_results/${logId}.json`
  await writeMountFile(deps, mount, path, 'application/json', text)
  return { file: `${sandboxPrefix}/${path}`, mount_relative_path: path }
}
