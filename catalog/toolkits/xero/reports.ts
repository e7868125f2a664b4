/** Reports and the organisation. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { id, oneOf, whole } from '../schemas.ts'
import { day, list } from './inputs.ts'
import { anyOf } from './scopes.ts'

const span = { fromDate: day('First day'), toDate: day('Last day') }
const periods = {
  periods: whole('Number of periods to compare, 1 to 11.'),
  timeframe: oneOf(['MONTH', 'QUARTER', 'YEAR'], 'Length of a period.'),
}
const contact = { contactID: id('Id of the contact, from XERO_GET_CONTACTS.'), date: day('Up to'), ...span }

/** Slug, name of the report, what it shows, arguments, required ones. */
const reports = [
  ['PROFIT_AND_LOSS', 'ProfitAndLoss', 'income, costs and profit', { ...span, ...periods }, []],
  [
    'BALANCE_SHEET',
    'BalanceSheet',
    'assets, debts and equity on a day',
    { date: day('Day'), ...periods },
    [],
  ],
  ['TRIAL_BALANCE', 'TrialBalance', 'the balance of every account', { date: day('Day') }, []],
  ['BANK_SUMMARY', 'BankSummary', 'what came into and went out of bank accounts', span, []],
  [
    'AGED_RECEIVABLES',
    'AgedReceivablesByContact',
    'what a customer owes, by how late it is',
    contact,
    ['contactID'],
  ],
  [
    'AGED_PAYABLES',
    'AgedPayablesByContact',
    'what a supplier is owed, by how late it is',
    contact,
    ['contactID'],
  ],
] as const

export const reportTools = [
  ...reports.map(([slug, report, shows, query, required]) =>
    get(`XERO_GET_${slug}_REPORT`, `/Reports/${report}`, {
      name: `Get ${slug.toLowerCase().replaceAll('_', ' ')}`,
      description: `Read ${shows}.`,
      scopes: anyOf('accounting.reports.read'),
      query,
      required,
      output: list('Reports'),
    }),
  ),
  get('XERO_GET_ORGANISATION', '/Organisation', {
    name: 'Get organisation',
    description: 'Read name, country, currency and tax settings of the connected organisation.',
    scopes: anyOf('accounting.settings', 'accounting.settings.read'),
    output: list('Organisations'),
  }),
] satisfies ToolkitInput['tools']
