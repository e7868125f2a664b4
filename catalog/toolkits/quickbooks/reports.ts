/** Reports. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { answer, anything, oneOf, text } from '../schemas.ts'

const span = {
  start_date: text('First day, as 2026-01-01.'),
  end_date: text('Last day, as 2026-01-31.'),
  date_macro: text('A usual span instead, such as This Month or Last Fiscal Year.'),
  accounting_method: oneOf(['Cash', 'Accrual'], 'How it is counted.'),
}
const who = (kind: string) => ({
  [kind]: text(`Ids of ${kind}s, separated by commas.`),
  report_date: text('Day of the report, as 2026-01-31.'),
  ...span,
})

/** Slug, name of the report, what it shows, its arguments. */
const reports = [
  ['CUSTOMER_BALANCE_REPORT', 'CustomerBalance', 'what customers owe in all', who('customer')],
  [
    'CUSTOMER_BALANCE_DETAIL',
    'CustomerBalanceDetail',
    'what customers owe, document by document',
    who('customer'),
  ],
  ['VENDOR_BALANCE_REPORT', 'VendorBalance', 'what vendors are owed in all', who('vendor')],
  [
    'VENDOR_BALANCE_DETAIL',
    'VendorBalanceDetail',
    'what vendors are owed, document by document',
    who('vendor'),
  ],
  ['PROFIT_AND_LOSS_REPORT', 'ProfitAndLoss', 'income, costs and profit', span],
  ['BALANCE_SHEET_REPORT', 'BalanceSheet', 'assets, debts and equity', span],
  ['CASH_FLOW_REPORT', 'CashFlow', 'where money came from and went', span],
  ['AGED_RECEIVABLES_REPORT', 'AgedReceivables', 'what customers owe, by how late it is', who('customer')],
] as const

export const reportTools = [
  ...reports.map(([slug, report, shows, query]) =>
    get(`QUICKBOOKS_${slug}`, `/reports/${report}`, {
      name: `Get ${slug.toLowerCase().replaceAll('_', ' ')}`,
      description: `Read ${shows}.`,
      query,
      output: answer({ Header: anything, Columns: anything, Rows: anything }),
    }),
  ),
  get('QUICKBOOKS_GET_COMPANY_INFO', '/query', {
    name: 'Get company',
    description: 'Read name, address and country of the connected company.',
    important: true,
    exec: { query: { query: 'select * from CompanyInfo', minorversion: '75' } },
    output: answer({ QueryResponse: anything }),
  }),
] satisfies ToolkitInput['tools']
