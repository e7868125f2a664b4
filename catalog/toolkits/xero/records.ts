/** Contacts, invoices, quotes, payments, accounts and the like. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put } from '../calls.ts'
import { anyOf } from './scopes.ts'
import { id, flag, listOf, number, oneOf, record, several, text, textFields, answer } from '../schemas.ts'
import {
  contact,
  day,
  ids,
  lineAmountTypes,
  lines,
  list,
  modifiedSince,
  order,
  page,
  pageSize,
  where,
} from './inputs.ts'

const since = { headers: { modified_since: modifiedSince }, wire: { modified_since: 'if-modified-since' } }
const usual = { where, order, page, pageSize }

/** Slug, path and what is listed, scope, further filters. */
const lists = [
  [
    'CONTACTS',
    'Contacts',
    'contacts',
    'accounting.contacts',
    {
      ...usual,
      IDs: ids,
      searchTerm: text('Words of name, number or email.'),
      includeArchived: flag('Archived ones too.'),
      summaryOnly: flag('Only the main fields.'),
    },
  ],
  [
    'INVOICES',
    'Invoices',
    'invoices and bills',
    'accounting.transactions',
    {
      ...usual,
      IDs: ids,
      InvoiceNumbers: text('Only these numbers, separated by commas.'),
      ContactIDs: text('Only those of these contacts, separated by commas.'),
      Statuses: text('Only these states, separated by commas: DRAFT, SUBMITTED, AUTHORISED, PAID.'),
      summaryOnly: flag('Only the main fields.'),
    },
  ],
  [
    'QUOTES',
    'Quotes',
    'quotes',
    'accounting.transactions',
    {
      DateFrom: day('From'),
      DateTo: day('To'),
      Status: text('Only this state, such as SENT.'),
      ContactID: text('Only those of this contact.'),
      QuoteNumber: text('Only this number.'),
      order,
      page,
    },
  ],
  ['PAYMENTS', 'Payments', 'payments', 'accounting.transactions', usual],
  ['BANK_TRANSACTIONS', 'BankTransactions', 'money received and spent', 'accounting.transactions', usual],
  [
    'PURCHASE_ORDERS',
    'PurchaseOrders',
    'purchase orders',
    'accounting.transactions',
    {
      Status: text('Only this state, such as DRAFT.'),
      DateFrom: day('From'),
      DateTo: day('To'),
      order,
      page,
      pageSize,
    },
  ],
  ['CREDIT_NOTES', 'CreditNotes', 'credit notes', 'accounting.transactions', usual],
  ['MANUAL_JOURNALS', 'ManualJournals', 'manual journals', 'accounting.transactions', usual],
  ['ACCOUNTS', 'Accounts', 'the chart of accounts', 'accounting.settings', { where, order }],
  ['ITEMS', 'Items', 'items that are bought and sold', 'accounting.settings', { where, order }],
  ['TAX_RATES', 'TaxRates', 'tax rates', 'accounting.settings', { where, order }],
  [
    'TRACKING_CATEGORIES',
    'TrackingCategories',
    'tracking categories',
    'accounting.settings',
    { where, order },
  ],
] as const

const important = new Set(['CONTACTS', 'INVOICES', 'ACCOUNTS', 'PAYMENTS'])

const contactFields = {
  Name: id('Name, unique.'),
  FirstName: text('First name of the main person.'),
  LastName: text('Last name of the main person.'),
  EmailAddress: text('Email address.'),
  AccountNumber: text('Your number for them.'),
  TaxNumber: text('Tax number.'),
  Phones: several(
    record(
      { PhoneType: oneOf(['DEFAULT', 'DDI', 'MOBILE', 'FAX'], 'Kind.'), PhoneNumber: text('Number.') },
      'A phone.',
    ),
    'Phones.',
  ),
  Addresses: several(
    record(
      {
        AddressType: oneOf(['POBOX', 'STREET'], 'Kind.'),
        AddressLine1: text('Street.'),
        City: text('City.'),
        PostalCode: text('Postal code.'),
        Country: text('Country.'),
      },
      'An address.',
    ),
    'Addresses.',
  ),
}
const invoiceFields = {
  Type: oneOf(['ACCREC', 'ACCPAY'], 'ACCREC is an invoice to a customer, ACCPAY a bill of a supplier.'),
  Contact: contact,
  LineItems: lines,
  Date: day('Date'),
  DueDate: day('Due'),
  InvoiceNumber: text('Number.'),
  Reference: text('Reference (ACCREC).'),
  Status: oneOf(['DRAFT', 'SUBMITTED', 'AUTHORISED', 'DELETED', 'VOIDED'], 'State; DRAFT if left out.'),
  LineAmountTypes: lineAmountTypes,
  CurrencyCode: text('Currency, such as EUR.'),
  Url: text('Link to a document.'),
}
const transactions = anyOf('accounting.transactions')
const contacts = anyOf('accounting.contacts')
const one = answer({ Invoices: listOf(textFields('InvoiceID', 'InvoiceNumber', 'Status')) })

export const recordTools = [
  get('XERO_GET_CONNECTIONS', 'https://api.xero.com/connections', {
    name: 'List organisations',
    description: 'List the organisations that this connection reaches, with their tenant ids.',
    important: true,
    output: answer({ items: listOf(textFields('id', 'tenantId', 'tenantName', 'tenantType')) }),
  }),
  ...lists.map(([slug, path, what, scope, query]) =>
    get(`XERO_GET_${slug}`, `/${path}`, {
      name: `List ${what}`,
      description: `List ${what}, narrowed by the conditions given.`,
      important: important.has(slug),
      scopes: anyOf(scope, `${scope}.read`),
      query,
      ...since,
      output: list(path),
    }),
  ),
  get('XERO_GET_INVOICE', '/Invoices/{invoice_id}', {
    name: 'Get invoice',
    description: 'Read an invoice or bill with its lines and payments.',
    scopes: anyOf('accounting.transactions', 'accounting.transactions.read'),
    path: { invoice_id: id('Id or number of the invoice.') },
    output: one,
  }),
  put('XERO_CREATE_INVOICE', '/Invoices', {
    name: 'Create invoice',
    description: 'Create an invoice to a customer or a bill of a supplier. As a DRAFT it is not yet booked.',
    tags: ['openWorldHint'],
    important: true,
    scopes: transactions,
    body: invoiceFields,
    required: ['Type', 'Contact', 'LineItems'],
    output: one,
  }),
  post('XERO_POST_INVOICE_UPDATE', '/Invoices/{invoice_id}', {
    aliases: ['XERO_UPDATE_INVOICE'],
    name: 'Update invoice',
    description:
      'Change an invoice or bill, or approve, delete or void it by its Status. Lines replace the old ones.',
    important: true,
    scopes: transactions,
    path: { invoice_id: id('Id of the invoice, from XERO_GET_INVOICES.') },
    body: invoiceFields,
    output: one,
  }),
  post('XERO_EMAIL_INVOICE', '/Invoices/{invoice_id}/Email', {
    name: 'Email invoice',
    description: 'Send an approved invoice to the email address of its contact.',
    scopes: transactions,
    path: { invoice_id: id('Id of the invoice.') },
  }),
  put('XERO_CREATE_CONTACT', '/Contacts', {
    name: 'Create contact',
    description: 'Create a customer or supplier.',
    tags: ['openWorldHint'],
    important: true,
    scopes: contacts,
    body: contactFields,
    required: ['Name'],
    output: list('Contacts'),
  }),
  post('XERO_UPDATE_CONTACT', '/Contacts/{contact_id}', {
    name: 'Update contact',
    description: 'Change the given fields of a contact.',
    scopes: contacts,
    path: { contact_id: id('Id of the contact, from XERO_GET_CONTACTS.') },
    body: contactFields,
    output: list('Contacts'),
  }),
  put('XERO_CREATE_PAYMENT', '/Payments', {
    name: 'Create payment',
    description: 'Book a payment of an approved invoice or bill.',
    tags: ['openWorldHint'],
    scopes: transactions,
    body: {
      Invoice: record({ InvoiceID: id('Id of the invoice.') }, 'What is paid.', ['InvoiceID']),
      Account: record(
        { AccountID: text('Id of the account.'), Code: text('Or its code.') },
        'The bank account.',
      ),
      Date: day('Date'),
      Amount: number('Amount.'),
      Reference: text('Reference.'),
    },
    required: ['Invoice', 'Account', 'Amount'],
    output: list('Payments'),
  }),
] satisfies ToolkitInput['tools']
