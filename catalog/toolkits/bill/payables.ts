/** Whom the organization owes: vendors, bills and the payments of them. */
import { get, post } from '../calls.ts'
import { number, oneOf, record, several, text } from '../schemas.ts'
import { address, idOf, listed, one, paging } from './inputs.ts'

const vendorId = idOf('vendor', 'BILL_GET_LIST_OF_VENDORS')
const day = (description: string) => text(`${description}, as yyyy-MM-dd.`, { format: 'date' })
const line = record(
  {
    amount: number('Amount in the currency of the bill.', { examples: [228.99] }),
    description: text('What it is for.'),
  },
  'One line.',
  ['amount'],
)

export const payableTools = [
  get('BILL_GET_API_SESSION_DETAILS', '/v3/login/session', {
    name: 'Get API session details',
    description: 'Tell as which user of which organization BILL is used.',
  }),
  get('BILL_GET_LIST_OF_VENDORS', '/v3/vendors', {
    name: 'Get list of vendors',
    description: 'List the vendors whom the organization pays.',
    query: paging,
    output: listed,
    important: true,
  }),
  get('BILL_GET_VENDOR_DETAILS', '/v3/vendors/{vendorId}', {
    name: 'Get vendor details',
    description: 'Read one vendor.',
    path: { vendorId },
    output: one,
  }),
  post('BILL_CREATE_A_VENDOR', '/v3/vendors', {
    name: 'Create a vendor',
    description: 'Add a vendor, so that bills of it can be entered.',
    body: {
      name: text('Name of the vendor.'),
      address: address('Where the vendor is.'),
      email: text('E-mail address of the vendor.'),
      accountType: oneOf(['BUSINESS', 'PERSON'], 'What the vendor is.'),
    },
    required: ['name', 'address'],
    output: one,
  }),
  get('BILL_GET_LIST_OF_BILLS', '/v3/bills', {
    name: 'Get list of bills',
    description: 'List the bills that vendors have sent.',
    query: paging,
    output: listed,
    important: true,
  }),
  get('BILL_GET_BILL_DETAILS', '/v3/bills/{billId}', {
    name: 'Get bill details',
    description: 'Read one bill, with its lines and what of it is paid.',
    path: { billId: idOf('bill', 'BILL_GET_LIST_OF_BILLS') },
    output: one,
  }),
  post('BILL_CREATE_A_BILL', '/v3/bills', {
    name: 'Create a bill',
    description: 'Enter a bill of a vendor. It is not paid by that.',
    body: {
      vendorId,
      dueDate: day('When it has to be paid'),
      billLineItems: several(line, 'The lines of the bill.', { minItems: 1 }),
      invoice: record(
        { invoiceNumber: text('Number of the invoice.'), invoiceDate: day('Date of the invoice') },
        'The invoice of the vendor.',
      ),
    },
    required: ['vendorId', 'dueDate', 'billLineItems', 'invoice'],
    output: one,
    important: true,
  }),
  get('BILL_GET_LIST_OF_PAYMENTS', '/v3/payments', {
    name: 'Get list of payments',
    description: 'List payments to vendors.',
    query: paging,
    output: listed,
  }),
  get('BILL_GET_PAYMENT_DETAILS', '/v3/payments/{paymentId}', {
    name: 'Get payment details',
    description: 'Read one payment and where it is.',
    path: { paymentId: idOf('payment', 'BILL_GET_LIST_OF_PAYMENTS') },
    output: one,
  }),
]
