/** Who owes the organization: customers and invoices. */
import { get, post } from '../calls.ts'
import { text } from '../schemas.ts'
import { idOf, listed, one, paging } from './inputs.ts'

export const receivableTools = [
  get('BILL_GET_LIST_OF_CUSTOMERS', '/v3/customers', {
    name: 'Get list of customers',
    description: 'List the customers to whom the organization sends invoices.',
    query: paging,
    output: listed,
  }),
  get('BILL_GET_CUSTOMER_DETAILS', '/v3/customers/{customerId}', {
    name: 'Get customer details',
    description: 'Read one customer.',
    path: { customerId: idOf('customer', 'BILL_GET_LIST_OF_CUSTOMERS') },
    output: one,
  }),
  post('BILL_CREATE_A_CUSTOMER', '/v3/customers', {
    name: 'Create a customer',
    description: 'Add a customer.',
    body: { name: text('Name of the customer.'), email: text('E-mail address of the customer.') },
    required: ['name', 'email'],
    output: one,
  }),
  get('BILL_GET_LIST_OF_INVOICES', '/v3/invoices', {
    name: 'Get list of invoices',
    description: 'List the invoices to customers.',
    query: paging,
    output: listed,
  }),
  get('BILL_GET_INVOICE_DETAILS', '/v3/invoices/{invoiceId}', {
    name: 'Get invoice details',
    description: 'Read one invoice, with its lines and what of it is paid.',
    path: { invoiceId: idOf('invoice', 'BILL_GET_LIST_OF_INVOICES') },
    output: one,
  }),
]
