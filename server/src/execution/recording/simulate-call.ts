/** Answers a call without the provider: from a recording of the same call, else with an example. */
import type { Deps } from '../../deps.ts'
import type { ResolvedTool } from '../resolve-tool.ts'
import type { RunResult } from '../run-tool.ts'
import type { Simulated, Simulation } from '../tool-call.ts'
import { exampleOf } from './example.ts'
import { sameText } from './recording.ts'
import { replayCall } from './replay-call.ts'

/**
 * The newest whole recording of the tool with the same arguments answers; without one the tool's output schema does.
 * @throws {ApiError} RecordingMismatch when the tool has changed since, so that it asks for something else.
 */
export async function simulateCall(
  deps: Pick<Deps, 'catalog'>,
  resolved: ResolvedTool,
  args: Readonly<Record<string, unknown>>,
  simulation: Simulation,
): Promise<{ result: RunResult; simulated: Simulated }> {
  const wanted = sameText(args)
  const recordings = await simulation.recordingsOf(resolved.tool.slug)
  const found = recordings.findLast(
    (recording) => recording.incomplete === undefined && sameText(recording.arguments) === wanted,
  )
  if (found) {
    const result = await replayCall(deps, resolved, args, found)
    return { result, simulated: { from: 'recording', recorded_at: found.at } }
  }
  const data = exampleOf(resolved.tool.output)
  return { result: { data, error: null, successful: true }, simulated: { from: 'example' } }
}
