/** Queries, searches, reports and what objects there are. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { answer, anything, count, flag, id, listOf, text, texts, words, whole, yesNo } from '../schemas.ts'

const records = { totalSize: count, done: yesNo, records: listOf(), nextRecordsUrl: words }

export const dataTools = [
  get('SALESFORCE_EXECUTE_SOQL_QUERY', '/query', {
    aliases: ['SALESFORCE_RUN_SOQL_QUERY'],
    name: 'Run SOQL query',
    description:
      "Query records with SOQL, such as SELECT Id, Name FROM Account WHERE Industry = 'Energy' ORDER BY Name LIMIT 20. There is no SELECT *. An answer has at most 2,000 records; done false means that there are more, at nextRecordsUrl.",
    important: true,
    query: { soql_query: id('The query, in SOQL.') },
    wire: { soql_query: 'q' },
    required: ['soql_query'],
    output: answer(records),
  }),
  get('SALESFORCE_GET_NEXT_QUERY_PAGE', '/query/{query_locator}', {
    name: 'Get next page of query',
    description: 'Go on with a query whose answer was not done.',
    path: { query_locator: id('Last part of nextRecordsUrl, such as 01gD0000002HU6KIAW-2000.') },
    output: answer(records),
  }),
  get('SALESFORCE_RUN_SOSL_SEARCH', '/search', {
    name: 'Run SOSL search',
    description:
      'Search texts of several objects with SOSL, such as FIND {Acme} IN ALL FIELDS RETURNING Account(Id, Name), Contact(Id, Name).',
    query: { query: id('The search, in SOSL.') },
    wire: { query: 'q' },
    required: ['query'],
    output: answer({ searchRecords: listOf() }),
  }),
  get('SALESFORCE_QUERY_CONTACTS_BY_NAME', '/parameterizedSearch', {
    name: 'Find contacts by name',
    description: 'Find contacts by words of their name and get their ids, names, addresses and accounts.',
    important: true,
    query: {
      name: id('Words of the name, at least two characters.', { minLength: 2 }),
      limit: whole('How many at most.', { minimum: 1, maximum: 2000 }),
    },
    wire: { name: 'q', limit: 'Contact.limit' },
    required: ['name'],
    exec: {
      query: { sobject: 'Contact', in: 'NAME', 'Contact.fields': 'Id,Name,Email,Phone,Title,AccountId' },
    },
    output: answer({ searchRecords: listOf() }),
  }),
  get('SALESFORCE_PARAMETERIZED_SEARCH', '/parameterizedSearch', {
    name: 'Search records',
    description: 'Search the texts of an object for words, without writing SOSL.',
    important: true,
    query: {
      search_string: id('Words to look for.', { minLength: 2 }),
      sobject: text('API name of the object to search; all if left out.'),
      fields: texts('Fields to return, by their API names.'),
      overall_limit: whole('How many at most.', { minimum: 1, maximum: 2000 }),
    },
    wire: { search_string: 'q', overall_limit: 'overallLimit' },
    style: { fields: 'comma' },
    required: ['search_string'],
    output: answer({ searchRecords: listOf() }),
  }),
  get('SALESFORCE_FETCH_MODIFIED_OR_UNMODIFIED_SOBJECTS', '/sobjects', {
    aliases: ['SALESFORCE_LIST_SOBJECTS'],
    name: 'List objects',
    description:
      'List the objects of this organization, custom ones too, with their API names. The answer is large.',
    headers: {
      if_modified_since: text('Answer only when something changed since, as Tue, 24 Mar 2026 00:00:00 GMT.'),
    },
    wire: { if_modified_since: 'if-modified-since' },
    output: answer({ sobjects: listOf() }),
  }),
  get('SALESFORCE_DESCRIBE_SOBJECT', '/sobjects/{sobject}/describe', {
    name: 'Describe object',
    description: 'Read the fields of an object: API names, types, which are required, values of picklists.',
    important: true,
    path: { sobject: id('API name of the object, such as Account.') },
    output: answer({ name: words, label: words, fields: listOf(), childRelationships: listOf() }),
  }),
  get('SALESFORCE_LIST_REPORTS', '/analytics/reports', {
    name: 'List reports',
    description: 'List the reports that the person used last, at most 200.',
    output: answer({ items: listOf() }),
  }),
  get('SALESFORCE_QUERY_REPORT', '/analytics/reports/{report_id}', {
    aliases: ['SALESFORCE_RUN_REPORT'],
    name: 'Run report',
    description: 'Run a saved report and read its rows and totals, at most 2,000 rows.',
    path: { report_id: id('Id of the report, from SALESFORCE_LIST_REPORTS.') },
    query: { include_details: flag('Return the rows, not only the totals.', { default: true }) },
    wire: { include_details: 'includeDetails' },
    output: answer({ attributes: anything, factMap: anything, reportMetadata: anything, allData: yesNo }),
  }),
  get('SALESFORCE_GET_LIMITS', '/limits', {
    name: 'Get limits',
    description: 'See how many calls and how much space the organization has left.',
    output: answer({ DailyApiRequests: anything }),
  }),
] satisfies ToolkitInput['tools']
