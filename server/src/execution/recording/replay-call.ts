/** Makes a recorded call again: the same pipeline from the arguments to the result, with nothing sent. */
import type { Deps } from '../../deps.ts'
import { Secret } from '../../vault/secret.ts'
import type { TemplateScope } from '@patchbay/catalog'
import { declaredDefaults } from '../arguments/declared-defaults.ts'
import { noCredential } from '../caller-credential.ts'
import { bindingOf } from '../destination.ts'
import type { ResolvedTool } from '../resolve-tool.ts'
import { runTool, type RunResult } from '../run-tool.ts'
import { mostBytes } from '../send.ts'
import { startStopwatch } from '../stopwatch.ts'
import type { Recording } from './recording.ts'
import { replayEgress } from './replay-egress.ts'

/**
 * @param args valid arguments; those of the recording unless they are to be other ones.
 * @throws {ApiError} RecordingMismatch when the tool asks the provider for something that was not recorded.
 */
export async function replayCall(
  { catalog }: Pick<Deps, 'catalog'>,
  resolved: ResolvedTool,
  args: Readonly<Record<string, unknown>>,
  recording: Recording,
): Promise<RunResult> {
  const { tool, toolkit } = resolved
  const baseUrl = new URL(recording.base_url)
  const scope = recording.scope as TemplateScope
  const at = new Date(recording.at)
  return runTool(
    { catalog, egress: replayEgress(recording.exchanges), clock: { now: () => at } },
    {
      ...resolved,
      args,
      defaults: declaredDefaults(tool.input),
      context: { toolkit, baseUrl, scope },
      channel: {
        binding: bindingOf(toolkit, baseUrl),
        credential: { ...noCredential(), fields: new Secret(scope) },
        isRead: tool.tags.includes('readOnlyHint'),
        bytesLeft: mostBytes,
      },
      callerBody: undefined,
      isReplay: true,
      watch: startStopwatch(),
    },
  )
}
