/** Transactions, balances and disputes. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads } from '../parameters.ts'
import { anything, id, links, listOfAnything, page, pageSize, text } from './inputs.ts'
import { needs } from './scopes.ts'

const moment = (description: string) => ({ type: 'string', format: 'date-time', description })

const transactionFilters = {
  start_date: moment('Begin of the time, such as 2026-01-01T00:00:00Z.'),
  end_date: moment('End of the time, at most 31 days later.'),
  transaction_id: { type: 'string', description: 'Only this transaction.' },
  transaction_status: {
    type: 'string',
    enum: ['D', 'P', 'S', 'V'],
    description: 'Only this status: D denied, P pending, S succeeded, V reversed.',
  },
  transaction_currency: { type: 'string', description: 'Only this currency, such as EUR.' },
  fields: {
    type: 'string',
    description: 'What to return: all, or transaction_info, payer_info, cart_info, with commas.',
  },
  page_size: pageSize(500),
  page,
}

const disputeFilters = {
  start_time: moment('Only disputes opened after this.'),
  disputed_transaction_id: { type: 'string', description: 'Only disputes about this transaction.' },
  dispute_state: { type: 'string', description: 'Only this state, such as REQUIRED_ACTION or RESOLVED.' },
  page_size: pageSize(50),
  next_page_token: { type: 'string', description: 'Token in the link next of the previous answer.' },
}

export const reportTools = [
  {
    slug: 'PAYPAL_LIST_TRANSACTIONS',
    name: 'List transactions',
    description: 'List the transactions of the account in a time; new ones appear after some hours.',
    tags: reads,
    important: true,
    scopes: needs('reporting/search/read'),
    input: { type: 'object', properties: transactionFilters, required: ['start_date', 'end_date'] },
    output: {
      type: 'object',
      properties: {
        transaction_details: listOfAnything,
        total_items: { type: 'integer' },
        total_pages: { type: 'integer' },
        page: { type: 'integer' },
        links,
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/v1/reporting/transactions',
      parameters: inQuery(...Object.keys(transactionFilters)),
    },
  },
  {
    slug: 'PAYPAL_LIST_BALANCES',
    name: 'List balances',
    description: 'See the balance of the account, now or at a time, by currency.',
    tags: reads,
    scopes: needs('reporting/search/read'),
    input: {
      type: 'object',
      properties: {
        as_of_time: moment('When; now if left out.'),
        currency_code: { type: 'string', description: 'Only this currency.' },
      },
    },
    output: { type: 'object', properties: { balances: listOfAnything, account_id: text, as_of_time: text } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/v1/reporting/balances',
      parameters: inQuery('as_of_time', 'currency_code'),
    },
  },
  {
    slug: 'PAYPAL_LIST_DISPUTES',
    name: 'List disputes',
    description: 'List the disputes that customers have opened.',
    tags: reads,
    input: { type: 'object', properties: disputeFilters },
    output: { type: 'object', properties: { items: listOfAnything, links } },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/v1/customer/disputes',
      parameters: inQuery(...Object.keys(disputeFilters)),
    },
  },
  {
    slug: 'PAYPAL_GET_DISPUTE',
    name: 'Get dispute',
    description: 'Read one dispute with its messages and evidence.',
    tags: reads,
    input: {
      type: 'object',
      properties: { dispute_id: id('dispute', 'PAYPAL_LIST_DISPUTES') },
      required: ['dispute_id'],
    },
    output: {
      type: 'object',
      properties: {
        dispute_id: text,
        reason: text,
        status: text,
        dispute_amount: anything,
        messages: listOfAnything,
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/v1/customer/disputes/{dispute_id}',
      parameters: inPath('dispute_id'),
    },
  },
] satisfies ToolkitInput['tools']
