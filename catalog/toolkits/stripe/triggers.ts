import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, http, maybe, payload, shape } from '../trigger-kit.ts'

const types: readonly [slug: string, event: string, name: string, description: string][] = [
  ['CHARGE_FAILED', 'charge.failed', 'Charge failed', 'Fires when a charge could not be made.'],
  [
    'CHECKOUT_SESSION_COMPLETED',
    'checkout.session.completed',
    'Checkout completed',
    'Fires when a customer has gone through a checkout.',
  ],
  [
    'INVOICE_PAYMENT_SUCCEEDED',
    'invoice.payment_succeeded',
    'Invoice paid',
    'Fires when the payment of an invoice succeeded.',
  ],
  [
    'PAYMENT_FAILED',
    'payment_intent.payment_failed',
    'Payment failed',
    'Fires when a payment attempt failed.',
  ],
  ['PRODUCT_CREATED', 'product.created', 'Product created', 'Fires when a product is made.'],
  [
    'SUBSCRIPTION_ADDED',
    'customer.subscription.created',
    'Subscription started',
    'Fires when a customer gets a subscription.',
  ],
  [
    'SUBSCRIPTION_DELETED',
    'customer.subscription.deleted',
    'Subscription ended',
    'Fires when the subscription of a customer ends.',
  ],
]

export const stripeTriggers: TriggerInput[] = types.map(([slug, event, name, description]) => ({
  slug: `STRIPE_STRIPE_${slug}_TRIGGER`,
  name,
  description,
  instructions: 'The account needs the right to manage webhook endpoints.',
  config: shape({}),
  payload: payload(
    { event_type: field('string', `Always ${event}.`) },
    { body: maybe('The object of the event.') },
  ),
  webhook: {
    setup: 'auto',
    // A Stripe account has sixteen endpoints at most, so all types share one.
    share: 'all',
    create: {
      call: http('POST', '/webhook_endpoints', {
        body_type: 'form',
        body: { url: '{{hook.url}}', enabled_events: types.map(([, type]) => type) },
      }),
      id: 'id',
      secret: 'secret',
    },
    delete: http('DELETE', '/webhook_endpoints/{{hook.id}}'),
    verify: { kind: 'stripe' },
    match: [{ path: 'type', in: [event] }],
    id: '{{item.id}}',
  },
  map: { event_type: '{{item.type}}', body: '{{item.data.object}}' },
}))
