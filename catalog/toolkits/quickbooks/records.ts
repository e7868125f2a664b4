/** Creating, reading, changing and querying records: the same tools for every kind. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { replaces } from '../parameters.ts'
import { answer, anything, flag, id, open, text } from '../schemas.ts'
import { fields } from './fields.ts'

const kinds = [
  { kind: 'Customer', required: ['DisplayName'], important: true },
  { kind: 'Vendor', required: ['DisplayName'], important: true },
  { kind: 'Employee', required: ['GivenName', 'FamilyName'], important: false },
  { kind: 'Account', required: ['Name'], important: true },
  { kind: 'Item', required: ['Name', 'Type'], important: false },
  { kind: 'Invoice', required: ['CustomerRef', 'Line'], important: true },
  { kind: 'Estimate', required: ['CustomerRef', 'Line'], important: false },
  { kind: 'Bill', required: ['VendorRef', 'Line'], important: true },
  { kind: 'Payment', required: ['CustomerRef', 'TotalAmt'], important: false },
] as const

/** Pins the shape of requests and answers. */
const version = { minorversion: '75' }
const exec = { query: version }
const more = open('Further fields, in the spelling of QuickBooks.')

const queryOf = (example: string) => ({
  query: id('The query: only one table, no joins; STARTPOSITION and MAXRESULTS (at most 1,000) page.', {
    examples: [example],
  }),
})

export const recordTools = [
  ...kinds.flatMap(({ kind, required, important }) => {
    const slug = kind.toUpperCase()
    const name = kind.toLowerCase()
    const path = `/${name}`
    const one = { [`${name}_id`]: id(`Id of the ${name}, from QUICKBOOKS_QUERY_${slug}.`) }
    const output = answer({ [kind]: anything })
    return [
      post(`QUICKBOOKS_CREATE_${slug}`, path, {
        name: `Create ${name}`,
        description: `Create a record of the kind ${name}.`,
        important,
        body: { ...fields[kind], additional_fields: more },
        required,
        exec,
        spread: ['additional_fields'],
        output,
      }),
      get(`QUICKBOOKS_READ_${slug}`, `${path}/{${name}_id}`, {
        name: `Get ${name}`,
        description: `Read one ${name}. Its SyncToken is needed to change it.`,
        path: one,
        exec,
        output,
      }),
      post(`QUICKBOOKS_UPDATE_${slug}`, path, {
        name: `Update ${name}`,
        description: `Change the given fields of one ${name}. SyncToken must be that of the last reading.`,
        tags: replaces,
        body: {
          Id: id(`Id of the ${name}.`),
          SyncToken: id(`SyncToken from QUICKBOOKS_READ_${slug}.`),
          Active: flag('False makes it inactive.'),
          ...fields[kind],
          additional_fields: more,
        },
        required: ['Id', 'SyncToken'],
        exec: { query: version, body: { sparse: true } },
        spread: ['additional_fields'],
        output,
      }),
      get(`QUICKBOOKS_QUERY_${slug}`, '/query', {
        name: `Query ${name} records`,
        description: `Find records of the kind ${name} by a query in the words of QuickBooks.`,
        important,
        query: queryOf(`select * from ${kind} where Id = '1'`),
        required: ['query'],
        exec,
        output: answer({ QueryResponse: anything }),
      }),
    ]
  }),
  post('QUICKBOOKS_SEND_INVOICE', '/invoice/{invoice_id}/send', {
    name: 'Send invoice',
    description: 'Send an invoice by email, to its own address unless another is given.',
    path: { invoice_id: id('Id of the invoice, from QUICKBOOKS_QUERY_INVOICE.') },
    query: { send_to: text('Email address.') },
    wire: { send_to: 'sendTo' },
    exec: { ...exec, headers: { 'content-type': 'application/octet-stream' } },
    output: answer({ Invoice: anything }),
  }),
] satisfies ToolkitInput['tools']
