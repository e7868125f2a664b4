/** One call of the workbench: run, keep the files, and say how it went in the words of the API. */
import { sandboxSize } from '../../workbench/sandbox-size.ts'
import type { RunResult } from '../../workbench/kernel.ts'
import type { Working } from '../../workbench/workbench.ts'
import type { MetaToolCall } from '../meta/meta-tool-call.ts'
import { mountOf } from './mount-of.ts'

/** Longest that a call may run, in seconds. */
export const mostSeconds = 240

export interface WorkbenchResult extends Record<string, unknown> {
  stdout: string
  stderr: string
  /** The last expression, as text. */
  results: string
  /** Why it failed; empty when it did not. */
  error: string
  /** What was repaired in the code. */
  repairs?: readonly string[]
  /** What else there is to know: a new sandbox, output that was cut, files that were not kept. */
  notes?: readonly string[]
}

/** Runs something in the session's sandbox. @throws {ApiError} WorkbenchUnavailable, WorkbenchBusy, WorkbenchEnded. */
export async function runInWorkbench(
  { deps, session }: MetaToolCall,
  job: (working: Working) => Promise<RunResult>,
): Promise<{ run: RunResult; result: WorkbenchResult }> {
  const size = sandboxSize(session.config.workbench.sandbox_size)
  const { value: run, notes } = await deps.workbench.use(deps, mountOf(session), size, job)
  const all = [...notes, ...notesOf(run)]
  const result = {
    stdout: run.stdout,
    stderr: run.stderr,
    results: run.result,
    error: run.error || endOf(run),
    ...(run.repairs.length > 0 && { repairs: run.repairs }),
    ...(all.length > 0 && { notes: all }),
  }
  return { run, result }
}

function endOf({ died, timedOut, exit }: RunResult): string {
  if (timedOut) return 'The time was up.'
  if (!died) return ''
  if (exit === -9) return 'The process that ran the code was killed, most likely for want of memory.'
  return `The process that ran the code ended with exit code ${exit}.`
}

function notesOf({ died, timedOut, dropped }: RunResult): string[] {
  const notes: string[] = []
  if (died) notes.push('Variables and imports are gone; files are kept.')
  else if (timedOut) notes.push('It was stopped; variables and files are kept.')
  if (dropped > 0) notes.push(`${dropped} characters of output were left out: write long output to a file.`)
  return notes
}
