/** `patchbay session replay`: a session's recorded calls, made again with no provider, account or database. */
import { parseEnv } from '../env.ts'
import type { Recording } from '../execution/recording/recording.ts'
import { command, UsageError } from './command.ts'
import { readJsonFile } from './read-file.ts'
import type { Deps } from '../deps.ts'

export const sessionReplay = command({
  name: 'session replay',
  summary: 'make the recorded calls of a session again, without network',
  usage: 'FILE [--catalog STORE]',
  details: [
    '  FILE             what GET /api/v3.1/tool_router/session/{id}/recording answered',
    '  --catalog STORE  a store’s folder or a packed file; what the next start would serve when left out',
    '',
    '  Fails when a call asks its provider for something else than it did, or makes something else of the answer.',
  ].join('\n'),
  options: { catalog: { type: 'string' } },
  positionals: ['FILE'],
  async run({ values, positionals: { FILE = '' } }, { env, out }) {
    const { z } = await import('zod')
    const { RecordingFile } = await import('../execution/recording/recording.ts')
    const file = RecordingFile.safeParse(await readJsonFile(FILE))
    if (!file.success) throw new UsageError(`${FILE} is no recording: ${z.prettifyError(file.error)}`)
    const { withCatalog } = await import('./read-catalog.ts')
    const { Config } = await import('../config.ts')
    const { servedStore } = await import('../startup/catalog/stores.ts')
    const { dataDir, catalog: named } = parseEnv(env)
    const store = values.catalog ?? servedStore(dataDir, named)
    return withCatalog(store, async (catalog) => {
      const deps = { catalog, config: Config.parse({}) }
      const counts = { same: 0, different: 0, skipped: 0 }
      for (const call of file.data.calls) {
        const { verdict, line } = await replay(deps, call)
        counts[verdict] += 1
        out(`${verdict.padEnd(9)}  ${call.tool}${line === '' ? '' : `: ${line}`}\n`)
      }
      out(`${counts.same} the same, ${counts.different} different, ${counts.skipped} skipped\n`)
      return counts.different > 0 ? 1 : 0
    })
  },
})

interface Replayed {
  verdict: 'same' | 'different' | 'skipped'
  /** Why. */
  line: string
}

async function replay(deps: Pick<Deps, 'catalog' | 'config'>, call: Recording): Promise<Replayed> {
  if (call.incomplete !== undefined) return { verdict: 'skipped', line: call.incomplete }
  const { ApiError } = await import('../http/errors.ts')
  const { digestOf } = await import('../execution/recording/recording.ts')
  const { resolveTool } = await import('../execution/resolve-tool.ts')
  const { replayCall } = await import('../execution/recording/replay-call.ts')
  const { validateArguments } = await import('../execution/arguments/validate-arguments.ts')
  try {
    const resolved = resolveTool(deps, call.tool, undefined)
    const { args } = validateArguments(resolved.tool, call.arguments)
    const { successful, error, data } = await replayCall(deps, resolved, args, call)
    const line = differenceOf(call.outcome, { successful, error, data_digest: digestOf(data) })
    return { verdict: line === '' ? 'same' : 'different', line }
  } catch (error) {
    if (error instanceof ApiError) return { verdict: 'different', line: error.message }
    throw error
  }
}

function differenceOf(before: Recording['outcome'], now: Recording['outcome']): string {
  if (before.successful !== now.successful || before.error !== now.error)
    return `was ${before.error ?? 'successful'}, is ${now.error ?? 'successful'}`
  return before.data_digest === now.data_digest ? '' : 'the data is not what it was'
}
