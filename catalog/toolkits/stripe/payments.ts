/** Payments, charges, refunds, balance. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { answer, flag, id, listOf, oneOf, open, record, text, texts, words } from '../schemas.ts'
import {
  address,
  amount,
  created,
  currency,
  customerId,
  expand,
  metadata,
  object,
  page,
  paging,
  paymentIntentId,
  read,
  write,
} from './inputs.ts'

const one = { payment_intent_id: paymentIntentId }
const details = {
  customer: customerId,
  description: text('Text that the customer may see.'),
  receipt_email: text('Address that gets the receipt.'),
  payment_method: text('Id of a payment method (pm_…).'),
  payment_method_types: texts('Ways to pay, such as card.'),
  setup_future_usage: oneOf(['on_session', 'off_session'], 'Keep the payment method for later payments.'),
  statement_descriptor: text('Text on the statement, at most 22 characters.'),
  shipping: record({ name: text('Name.'), phone: text('Phone number.'), address }, 'Where to ship to.'),
  metadata,
}
const intent = object({
  amount: { type: 'integer' },
  currency: words,
  status: words,
  client_secret: words,
  latest_charge: {},
})
const refund = object({
  amount: { type: 'integer' },
  currency: words,
  status: words,
  charge: {},
  payment_intent: {},
})
const chargeId = id('Id of the charge (ch_…), from STRIPE_LIST_CHARGES.')

export const paymentTools = [
  write('CREATE_PAYMENT_INTENT', '/payment_intents', {
    name: 'Create payment intent',
    description:
      'Begin a payment. With confirm and a payment_method it is charged at once; without, the page of the shop completes it.',
    important: true,
    body: {
      amount: amount('Amount'),
      currency,
      ...details,
      automatic_payment_methods: open(
        '{"enabled": true} offers the ways to pay that are set up; add "allow_redirects": "never" to confirm here.',
      ),
      capture_method: oneOf(['automatic', 'automatic_async', 'manual'], 'When the money is taken.'),
      confirm: flag('Confirm at once.'),
      off_session: flag('The customer is not present.'),
      return_url: text('Where the customer comes back to after a redirect.'),
    },
    required: ['amount', 'currency'],
    output: intent,
  }),
  write('CONFIRM_PAYMENT_INTENT', '/payment_intents/{payment_intent_id}/confirm', {
    name: 'Confirm payment intent',
    description: 'Charge the customer for a payment that was begun.',
    path: one,
    body: {
      payment_method: details.payment_method,
      return_url: text('Where the customer comes back to after a redirect.'),
      off_session: flag('The customer is not present.'),
      receipt_email: details.receipt_email,
    },
    output: intent,
  }),
  write('UPDATE_PAYMENT_INTENT', '/payment_intents/{payment_intent_id}', {
    name: 'Update payment intent',
    description: 'Change a payment that is not confirmed yet.',
    path: one,
    body: { amount: amount('Amount'), currency, ...details },
    output: intent,
  }),
  write('CANCEL_PAYMENT_INTENT', '/payment_intents/{payment_intent_id}/cancel', {
    name: 'Cancel payment intent',
    description: 'Give up a payment that has not succeeded.',
    tags: ['openWorldHint', 'destructiveHint'],
    path: one,
    body: {
      cancellation_reason: oneOf(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'], 'Why.'),
    },
    output: intent,
  }),
  read('RETRIEVE_PAYMENT_INTENT', '/payment_intents/{payment_intent_id}', {
    name: 'Get payment intent',
    description: 'Read state and amount of a payment.',
    important: true,
    path: one,
    query: { expand },
    output: intent,
  }),
  read('LIST_PAYMENT_INTENTS', '/payment_intents', {
    name: 'List payment intents',
    description: 'List payments, newest first, of all customers or of one.',
    important: true,
    query: { customer: customerId, created, ...paging },
    output: page,
  }),
  read('LIST_CHARGES', '/charges', {
    name: 'List charges',
    description: 'List charges, newest first.',
    important: true,
    query: { customer: customerId, payment_intent: paymentIntentId, created, ...paging },
    output: page,
  }),
  read('RETRIEVE_CHARGE', '/charges/{charge_id}', {
    name: 'Get charge',
    description: 'Read a charge with its outcome and receipt.',
    path: { charge_id: chargeId },
    query: { expand },
    output: object({
      amount: { type: 'integer' },
      status: words,
      receipt_url: words,
      refunded: { type: 'boolean' },
    }),
  }),
  write('CREATE_REFUND', '/refunds', {
    name: 'Create refund',
    description:
      'Give money back for a payment; all of it unless amount says less. Give payment_intent or charge.',
    important: true,
    tags: ['openWorldHint', 'destructiveHint'],
    body: {
      payment_intent: paymentIntentId,
      charge: chargeId,
      amount: amount('How much'),
      reason: oneOf(['duplicate', 'fraudulent', 'requested_by_customer'], 'Why.'),
      metadata,
    },
    output: refund,
  }),
  read('RETRIEVE_REFUND', '/refunds/{refund_id}', {
    name: 'Get refund',
    description: 'Read state and amount of a refund.',
    path: { refund_id: id('Id of the refund (re_…).') },
    query: { expand },
    output: refund,
  }),
  read('LIST_REFUNDS', '/refunds', {
    name: 'List refunds',
    description: 'List refunds, newest first, of all payments or of one.',
    query: { charge: chargeId, payment_intent: paymentIntentId, created, ...paging },
    output: page,
  }),
  read('RETRIEVE_BALANCE', '/balance', {
    name: 'Get balance',
    description: 'Read how much money is available and pending, by currency.',
    important: true,
    output: answer({ available: listOf(), pending: listOf(), livemode: { type: 'boolean' } }),
  }),
  read('LIST_BALANCE_TRANSACTIONS', '/balance_transactions', {
    name: 'List balance transactions',
    description: 'List what came into and went out of the balance, with fees.',
    query: {
      type: text('Only this kind, such as charge, refund or payout.'),
      payout: text('Only those of this payout (po_…).'),
      created,
      ...paging,
    },
    output: page,
  }),
  read('LIST_PAYOUTS', '/payouts', {
    name: 'List payouts',
    description: 'List the transfers to the bank account.',
    query: {
      status: oneOf(['pending', 'paid', 'failed', 'canceled'], 'Only those in this state.'),
      created,
      ...paging,
    },
    output: page,
  }),
  read('LIST_DISPUTES', '/disputes', {
    name: 'List disputes',
    description: 'List payments that customers have disputed with their bank.',
    query: { charge: chargeId, payment_intent: paymentIntentId, created, ...paging },
    output: page,
  }),
  read('LIST_EVENTS', '/events', {
    name: 'List events',
    description: 'List what happened in the account in the last 30 days.',
    query: { type: text('Only this kind, such as invoice.paid.'), created, ...paging },
    output: page,
  }),
] satisfies ToolkitInput['tools']
