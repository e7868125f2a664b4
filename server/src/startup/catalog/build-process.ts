/**
 * Prepares a store in a process of its own, so that serving stays fast meanwhile and its memory goes back to the
 * machine when it is done.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Prepared, PrepareOptions, Progress } from './prepare-store.ts'

/** What the process tells its parent. */
export type BuildMessage = { progress: Progress } | { done: Prepared } | { failed: string }

/** What the parent tells the process, once. */
export type BuildOrder = Pick<PrepareOptions, 'dataDir' | 'kind'>

/** Milliseconds that the process has to stop by itself. */
const killAfter = 2_000

/** The build ended without a store. The message is for the operator. */
export class CatalogBuildError extends Error {
  override name = 'CatalogBuildError'
}

/**
 * @throws {CatalogBuildError} when there is no store at the end; the reason of the signal.
 */
export function prepareInProcess({ dataDir, kind, onProgress, signal }: PrepareOptions): Promise<Prepared> {
  const program = fileURLToPath(new URL('build-main.ts', import.meta.url))
  const child = fork(program, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let failed: string | undefined
  let complaints = ''
  let done: Prepared | undefined
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (text: string) => (complaints = (complaints + text).slice(-4_000)))
  child.on('message', (message: BuildMessage) => {
    if ('progress' in message) onProgress?.(message.progress)
    else if ('done' in message) done = message.done
    else failed = message.failed
  })
  let late: NodeJS.Timeout | undefined
  const stop = () => {
    child.kill('SIGTERM')
    // Within a long step it does not hear; what it leaves is removed by the next build.
    late = setTimeout(() => child.kill('SIGKILL'), killAfter)
  }
  signal?.addEventListener('abort', stop, { once: true })
  child.send({ dataDir, kind } satisfies BuildOrder)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, killed) => {
      clearTimeout(late)
      signal?.removeEventListener('abort', stop)
      if (done) resolve(done)
      else if (signal?.aborted) reject(signal.reason)
      else reject(new CatalogBuildError(failed ?? (complaints.trim() || `it ended with ${code ?? killed}`)))
    })
  })
}
