/** Removing what was kept for a time only. Every node does it; twice does nothing more. */
import { purgeCodactFailures } from '../cli-clients/codact-failures.ts'
import type { Deps } from '../deps.ts'
import { purgeEvents } from '../events/events.ts'
import { startLoop } from '../jobs/start-loop.ts'
import { purgePayloads } from '../logs/logs.ts'
import { purgeApprovals } from '../permissions/approvals.ts'
import { purgePolls } from '../triggers/trigger-polls.ts'
import { purgeDeliveries } from '../webhook-subscriptions/deliveries.ts'
import { purgeEffects } from './effects/effect-store.ts'

const everyMs = 10 * 60_000

/** Removes what is over now and every ten minutes. Returns what ends it. */
export function startRetention(deps: Pick<Deps, 'db' | 'clock' | 'env' | 'log'>): () => Promise<void> {
  const loop = startLoop({
    everyMs,
    look: () => purge(deps),
    onError: (error) => deps.log.warn({ err: error }, 'removing what is over failed'),
  })
  return loop.stop
}

async function purge(deps: Pick<Deps, 'db' | 'clock' | 'env'>): Promise<void> {
  await purgeEffects(deps)
  await purgeApprovals(deps)
  while ((await purgePayloads(deps)) > 0);
  const { eventRetentionDays } = deps.env
  while ((await purgeDeliveries(deps, eventRetentionDays)) > 0);
  while ((await purgeEvents(deps, eventRetentionDays)) > 0);
  while ((await purgePolls(deps)) > 0);
  while ((await purgeCodactFailures(deps)) > 0);
}
