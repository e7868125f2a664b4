/** A trigger type as the API shows it. */
import { z } from 'zod'
import type { TriggerType } from './trigger-types.ts'

const Schema = z.record(z.string(), z.unknown())

export const TriggerTypeContract = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  instructions: z.string(),
  type: z.enum(['webhook', 'poll']),
  toolkit: z.object({ slug: z.string(), name: z.string(), logo: z.string() }),
  config: Schema,
  payload: Schema,
  version: z.string(),
  requires_webhook_endpoint_setup: z.boolean(),
})

export function presentTriggerType({ trigger, toolkit }: TriggerType): z.input<typeof TriggerTypeContract> {
  return {
    slug: trigger.slug,
    name: trigger.name,
    description: trigger.description,
    instructions: trigger.instructions,
    type: trigger.type ?? (trigger.poll ? 'poll' : 'webhook'),
    toolkit: { slug: toolkit.slug, name: toolkit.name, logo: toolkit.logo },
    config: trigger.config,
    payload: trigger.payload,
    version: toolkit.version,
    requires_webhook_endpoint_setup: trigger.webhook !== undefined && trigger.webhook.setup !== 'auto',
  }
}
