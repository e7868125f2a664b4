/** Invoices and subscriptions. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { flag, id, oneOf, open, record, several, text, whole, words } from '../schemas.ts'
import {
  created,
  currency,
  customerId,
  destroy,
  expand,
  metadata,
  object,
  page,
  paging,
  read,
  write,
} from './inputs.ts'

const subscriptionId = id('Id of the subscription (sub_…), from STRIPE_LIST_SUBSCRIPTIONS.')
const invoiceId = id('Id of the invoice (in_…), from STRIPE_LIST_INVOICES.')
const collection = oneOf(
  ['charge_automatically', 'send_invoice'],
  'Charge the payment method, or send an invoice.',
)
const daysUntilDue = whole('Days to pay, with send_invoice.', { minimum: 0 })
const items = several(
  record(
    {
      id: text('Id of the item (si_…), to change one.'),
      price: text('Id of the price (price_…), from STRIPE_LIST_PRICES.'),
      quantity: whole('How many.', { minimum: 0 }),
      deleted: flag('Take the item off.'),
    },
    'An item.',
  ),
  'What is subscribed to, at most 20.',
  { maxItems: 20 },
)
const terms = {
  default_payment_method: text('Id of the payment method (pm_…) to charge.'),
  collection_method: collection,
  days_until_due: daysUntilDue,
  cancel_at_period_end: flag('End it when the paid period ends.'),
  trial_end: { type: ['integer', 'string'], description: 'End of the trial in seconds since 1970, or now.' },
  proration_behavior: oneOf(
    ['create_prorations', 'none', 'always_invoice'],
    'How changes within a period are charged.',
  ),
  payment_behavior: oneOf(
    ['allow_incomplete', 'default_incomplete', 'error_if_incomplete', 'pending_if_incomplete'],
    'What happens when the payment fails.',
  ),
  discounts: several(
    record(
      { coupon: text('Id of a coupon.'), promotion_code: text('Id of a promotion code.') },
      'A discount.',
    ),
    'Discounts.',
  ),
  automatic_tax: open('{"enabled": true} works out taxes.'),
  description: text('Text that the customer may see.'),
  metadata,
}
const subscription = object({
  status: words,
  customer: {},
  current_period_end: { type: 'integer' },
  items: open('Items.'),
})
const invoice = object({
  status: words,
  customer: {},
  amount_due: { type: 'integer' },
  hosted_invoice_url: words,
  invoice_pdf: words,
})

/** Slug, name, description, last part of the path of what is done with an invoice. */
const steps = [
  [
    'FINALIZE_INVOICE',
    'Finalize invoice',
    'Close a draft so that it can be paid; afterwards it cannot be changed.',
    'finalize',
  ],
  ['SEND_INVOICE', 'Send invoice', 'Send an invoice to the customer by email.', 'send'],
  ['PAY_INVOICE', 'Pay invoice', 'Charge the customer for an open invoice now.', 'pay'],
  ['VOID_INVOICE', 'Void invoice', 'Make an open invoice void. It cannot be taken back.', 'void'],
] as const

export const billingTools = [
  read('LIST_SUBSCRIPTIONS', '/subscriptions', {
    name: 'List subscriptions',
    description: 'List subscriptions, newest first. Ended ones come only with status.',
    important: true,
    query: {
      customer: customerId,
      price: text('Only those with this price.'),
      status: oneOf(
        [
          'incomplete',
          'incomplete_expired',
          'trialing',
          'active',
          'past_due',
          'canceled',
          'unpaid',
          'paused',
          'all',
          'ended',
        ],
        'Only those in this state.',
      ),
      created,
      ...paging,
    },
    output: page,
  }),
  read('RETRIEVE_SUBSCRIPTION', '/subscriptions/{subscription_id}', {
    name: 'Get subscription',
    description: 'Read a subscription with its items and dates.',
    path: { subscription_id: subscriptionId },
    query: { expand },
    output: subscription,
  }),
  write('CREATE_SUBSCRIPTION', '/subscriptions', {
    name: 'Create subscription',
    description: 'Subscribe a customer to prices that recur.',
    important: true,
    body: {
      customer: customerId,
      items: { ...items, minItems: 1 },
      trial_period_days: whole('Days of a free trial.', { minimum: 0 }),
      ...terms,
    },
    required: ['customer', 'items'],
    output: subscription,
  }),
  write('UPDATE_SUBSCRIPTION', '/subscriptions/{subscription_id}', {
    name: 'Update subscription',
    description: 'Change items or terms of a subscription, or let it end with the paid period.',
    path: { subscription_id: subscriptionId },
    body: { items, ...terms },
    output: subscription,
  }),
  destroy('CANCEL_SUBSCRIPTION', '/subscriptions/{subscription_id}', {
    name: 'Cancel subscription',
    description:
      'End a subscription at once. To let it run to the end of the paid period use STRIPE_UPDATE_SUBSCRIPTION with cancel_at_period_end.',
    important: true,
    path: { subscription_id: subscriptionId },
    query: { invoice_now: flag('Invoice what is still open.'), prorate: flag('Credit the unused time.') },
    output: subscription,
  }),
  read('LIST_INVOICES', '/invoices', {
    name: 'List invoices',
    description: 'List invoices, newest first.',
    important: true,
    query: {
      customer: customerId,
      subscription: text('Only those of this subscription.'),
      status: oneOf(['draft', 'open', 'paid', 'uncollectible', 'void'], 'Only those in this state.'),
      collection_method: collection,
      created,
      ...paging,
    },
    output: page,
  }),
  read('RETRIEVE_INVOICE', '/invoices/{invoice_id}', {
    name: 'Get invoice',
    description: 'Read an invoice with its lines, state and link to pay.',
    path: { invoice_id: invoiceId },
    query: { expand },
    output: invoice,
  }),
  write('CREATE_INVOICE', '/invoices', {
    name: 'Create invoice',
    description:
      'Make a draft of an invoice. Add lines with STRIPE_CREATE_INVOICE_ITEM, then finalize and send it.',
    important: true,
    body: {
      customer: customerId,
      subscription: text('Subscription to invoice.'),
      collection_method: collection,
      days_until_due: daysUntilDue,
      auto_advance: flag('Let Stripe finalize and collect it.'),
      pending_invoice_items_behavior: oneOf(['include', 'exclude'], 'Whether waiting lines go in.'),
      description: text('Text on the invoice.'),
      footer: text('Text at its foot.'),
      currency,
      metadata,
    },
    required: ['customer'],
    output: invoice,
  }),
  write('CREATE_INVOICE_ITEM', '/invoiceitems', {
    name: 'Create invoice line',
    description: 'Add a line to a draft, or to the next invoice of a customer.',
    body: {
      customer: customerId,
      invoice: invoiceId,
      price: text('Id of a price (price_…), instead of amount.'),
      quantity: whole('How many of the price.', { minimum: 1 }),
      amount: whole('Amount in the smallest unit of the currency; below 0 is a credit.'),
      currency,
      description: text('Text of the line.'),
      metadata,
    },
    required: ['customer'],
    output: object({ amount: { type: 'integer' }, currency: words, invoice: {} }),
  }),
  ...steps.map(([slug, name, description, step]) =>
    write(slug, `/invoices/{invoice_id}/${step}`, {
      name,
      description,
      ...(step === 'void' && { tags: ['openWorldHint', 'destructiveHint'] }),
      path: { invoice_id: invoiceId },
      output: invoice,
    }),
  ),
] satisfies ToolkitInput['tools']
