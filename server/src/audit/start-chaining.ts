/** The loop that chains audit rows in this process. */
import { startLoop } from '../jobs/start-loop.ts'
import type { Log } from '../log.ts'
import { chainAudit, type AuditDeps } from './audit.ts'

const everyMs = 1_000
const atOnce = 500

/** Starts the loop. @returns what ends it, once the rows of this moment are chained */
export function startChaining(deps: AuditDeps & { log: Log }): () => Promise<void> {
  const look = async () => {
    while ((await chainAudit(deps, atOnce)) === atOnce);
  }
  const onError = (error: unknown) => deps.log.warn({ err: error }, 'audit rows could not be chained')
  const loop = startLoop({ everyMs, look, onError })
  return async () => {
    await loop.stop()
    await look().catch(onError)
  }
}
