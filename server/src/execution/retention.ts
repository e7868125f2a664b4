/** Removing what was kept for a time only. Every node does it; twice does nothing more. */
import type { Deps } from '../deps.ts'
import { purgePayloads } from '../logs/logs.ts'
import { purgeEffects } from './effects/effect-store.ts'

const everyMs = 10 * 60_000

/** Removes what is over now and every ten minutes. Returns what ends it. */
export function startRetention(deps: Pick<Deps, 'db' | 'log'>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const run = () => {
    running = purge(deps).catch((error: unknown) =>
      deps.log.warn({ err: error }, 'removing what is over failed'),
    )
  }
  const timer = setInterval(run, everyMs)
  run()
  return async function stop() {
    clearInterval(timer)
    await running
  }
}

async function purge(deps: Pick<Deps, 'db'>): Promise<void> {
  await purgeEffects(deps)
  while ((await purgePayloads(deps)) > 0);
}
