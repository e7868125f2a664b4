/** The loop that chains audit rows in this process. */
import type { Log } from '../log.ts'
import { chainAudit, type AuditDeps } from './audit.ts'

const everyMs = 1_000
const atOnce = 500

/** Starts the loop. @returns what ends it, once the rows of this moment are chained */
export function startChaining(deps: AuditDeps & { log: Log }): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const look = async () => {
    while ((await chainAudit(deps, atOnce)) === atOnce);
  }
  const next = () => {
    running = running
      .then(look)
      .catch((error: unknown) => deps.log.warn({ err: error }, 'audit rows could not be chained'))
    return running
  }
  const timer = setInterval(() => void next(), everyMs)
  return async () => {
    clearInterval(timer)
    await next()
  }
}
