/** Customers and their payment methods. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { id, listOf, oneOf, open, record, text, texts, answer, words, yesNo, whole } from '../schemas.ts'
import {
  address,
  created,
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

const fields = {
  email: text('Email address.'),
  name: text('Full name or name of the business.'),
  phone: text('Phone number.'),
  description: text('Text that only you see.'),
  address,
  shipping: record({ name: text('Name.'), phone: text('Phone number.'), address }, 'Where to ship to.'),
  metadata,
  payment_method: text('Id of a payment method (pm_…) to attach.'),
  invoice_settings: open('Such as {"default_payment_method": "pm_…"}.'),
  preferred_locales: texts('Languages, the preferred first.'),
  tax_exempt: oneOf(['none', 'exempt', 'reverse'], 'Whether they pay taxes.'),
  balance: whole('Credit (below 0) or debt that the next invoice takes up, in the smallest unit.'),
}
const customer = object({ email: words, name: words, phone: words, balance: { type: 'integer' } })

export const customerTools = [
  read('LIST_CUSTOMERS', '/customers', {
    name: 'List customers',
    description: 'List customers, newest first, or those with an email address.',
    important: true,
    query: { email: text('Only customers with exactly this address.'), created, ...paging },
    output: page,
  }),
  read('SEARCH_CUSTOMERS', '/customers/search', {
    name: 'Search customers',
    description:
      "Find customers by conditions, such as email:'ann@example.com' or name~\"lee\" AND metadata['plan']:'pro'. New customers appear after a minute.",
    important: true,
    query: {
      query: id('Conditions in the search words of Stripe.'),
      limit: paging.limit,
      page: text('Where to go on: next_page of the previous answer.'),
    },
    required: ['query'],
    output: answer({ data: listOf(), has_more: yesNo, next_page: words }),
  }),
  read('RETRIEVE_CUSTOMER', '/customers/{customer_id}', {
    name: 'Get customer',
    description: 'Read a customer.',
    important: true,
    path: { customer_id: customerId },
    query: { expand },
    output: customer,
  }),
  write('CREATE_CUSTOMER', '/customers', {
    name: 'Create customer',
    description: 'Create a customer.',
    important: true,
    body: fields,
    output: customer,
  }),
  write('UPDATE_CUSTOMER', '/customers/{customer_id}', {
    name: 'Update customer',
    description: 'Change the given fields of a customer and keep the others.',
    path: { customer_id: customerId },
    body: fields,
    output: customer,
  }),
  destroy('DELETE_CUSTOMER', '/customers/{customer_id}', {
    name: 'Delete customer',
    description: 'Delete a customer for good and cancel their subscriptions at once.',
    path: { customer_id: customerId },
    output: answer({ id: words, deleted: yesNo }),
  }),
  read('LIST_CUSTOMER_PAYMENT_METHODS', '/customers/{customer_id}/payment_methods', {
    name: 'List payment methods',
    description: 'List the cards and other ways by which a customer can pay.',
    path: { customer_id: customerId },
    query: { type: text('Only this kind, such as card.'), ...paging },
    output: page,
  }),
] satisfies ToolkitInput['tools']
