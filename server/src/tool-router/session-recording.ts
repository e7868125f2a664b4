/** A session's calls as they were recorded: to be kept as a test, and to answer a simulated session. */
import type { Deps } from '../deps.ts'
import { Recording, type RecordingFile } from '../execution/recording/recording.ts'
import type { Simulation } from '../execution/tool-call.ts'
import { mostRecordedCalls, recordedCalls } from '../logs/recorded-calls.ts'
import type { SessionRow } from './tool-router.table.ts'

/** Characters of all calls of a file. */
const largest = 16_000_000

/** What the session has recorded, oldest call first. */
export async function sessionRecording(
  deps: Pick<Deps, 'db' | 'executionLog'>,
  session: SessionRow,
): Promise<RecordingFile> {
  const stored = await recordedCalls(deps, session.projectId, session.id)
  const calls: Recording[] = []
  let left = largest
  for (const call of parsed(stored.slice(0, mostRecordedCalls))) {
    left -= JSON.stringify(call).length
    if (left < 0) break
    calls.push(call)
  }
  return {
    patchbay_recording: 1,
    session_id: session.id,
    calls,
    truncated: calls.length < stored.length,
  }
}

/** Where a session in the mode `simulate` has its answers from; undefined in another mode. */
export function simulationOf(
  deps: Pick<Deps, 'db' | 'executionLog'>,
  { id, projectId, config }: SessionRow,
): Simulation | undefined {
  if (config.mode !== 'simulate') return undefined
  const source = config.recording_session_id ?? id
  return { recordingsOf: async (tool) => parsed(await recordedCalls(deps, projectId, source, tool)) }
}

/** What another version of this server wrote may have another shape; it is left out. */
function parsed(stored: readonly unknown[]): Recording[] {
  return stored.flatMap((one) => Recording.safeParse(one).data ?? [])
}
