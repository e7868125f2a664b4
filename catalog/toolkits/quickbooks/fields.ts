/** The usual fields of the records, in the spelling of QuickBooks. */
import { flag, id, open, record, several, text, number } from '../schemas.ts'

const reference = (what: string) =>
  record({ value: id(`Id of ${what}.`), name: text('Its name.') }, `Which: ${what}.`, ['value'])
const day = (what: string) => text(`${what}, as 2026-01-31.`)
const address = record(
  {
    Line1: text('Street and number.'),
    City: text('City.'),
    CountrySubDivisionCode: text('State.'),
    PostalCode: text('Postal code.'),
    Country: text('Country.'),
  },
  'Address.',
)
const names = { GivenName: text('First name.'), FamilyName: text('Last name.') }
const reach = {
  PrimaryEmailAddr: record({ Address: id('Email address.') }, 'Email.'),
  PrimaryPhone: record({ FreeFormNumber: id('Phone number.') }, 'Phone.'),
  BillAddr: address,
}
const lines = several(
  open(
    'A line, such as {"DetailType": "SalesItemLineDetail", "Amount": 100, "SalesItemLineDetail": {"ItemRef": {"value": "1"}}}; in bills {"DetailType": "AccountBasedExpenseLineDetail", "Amount": 100, "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "7"}}}.',
  ),
  'Lines.',
  { minItems: 1 },
)
const sale = {
  CustomerRef: reference('the customer'),
  Line: lines,
  TxnDate: day('Date'),
  DocNumber: text('Number of the document.'),
  BillEmail: record({ Address: id('Email address.') }, 'Where to send it.'),
  CustomerMemo: record({ value: id('Text.') }, 'Message to the customer.'),
  PrivateNote: text('Note that only you see.'),
}

export const fields = {
  Customer: {
    DisplayName: id('Name, unique among customers, vendors and employees.'),
    CompanyName: text('Company.'),
    ...names,
    ...reach,
    ShipAddr: address,
    Notes: text('Notes.'),
    Taxable: flag('Whether they pay sales tax.'),
  },
  Vendor: {
    DisplayName: id('Name, unique among customers, vendors and employees.'),
    CompanyName: text('Company.'),
    ...names,
    ...reach,
    AcctNum: text('Your account number with them.'),
  },
  Employee: {
    GivenName: id('First name.'),
    FamilyName: id('Last name.'),
    DisplayName: text('Name shown.'),
    PrimaryAddr: address,
    HiredDate: day('First day'),
  },
  Account: {
    Name: id('Name.'),
    AccountType: text('Type, such as Bank, Income or Expense; or give AccountSubType.'),
    AccountSubType: text('Subtype, such as Checking.'),
    AcctNum: text('Number in the chart of accounts.'),
    Description: text('Text about it.'),
  },
  Item: {
    Name: id('Name.'),
    Type: text('Service, NonInventory or Inventory.'),
    IncomeAccountRef: reference('the income account'),
    ExpenseAccountRef: reference('the expense account'),
    UnitPrice: number('Price.'),
    Description: text('Text about it.'),
  },
  Invoice: { ...sale, DueDate: day('Due') },
  Estimate: { ...sale, ExpirationDate: day('Valid until') },
  Bill: {
    VendorRef: reference('the vendor'),
    Line: lines,
    TxnDate: day('Date'),
    DueDate: day('Due'),
    DocNumber: text('Number of the document.'),
  },
  Payment: {
    CustomerRef: reference('the customer'),
    TotalAmt: number('Amount.'),
    TxnDate: day('Date'),
    Line: several(
      open('{"Amount": 100, "LinkedTxn": [{"TxnId": "145", "TxnType": "Invoice"}]}'),
      'Invoices that it pays.',
    ),
  },
}
