/** The same five tools for every usual object, and all of them for any object. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { answer, anything, id, listOf, open, texts, words, yesNo } from '../schemas.ts'
import { fields } from './fields.ts'

type Name = keyof typeof fields
type Kind = {
  name: Name
  a: string
  required: string[]
  important?: true
  slugs: { create: string; get: string; list: string; update: string; remove: string }
}

const kinds: readonly Kind[] = [
  {
    name: 'Account',
    a: 'an account',
    required: ['Name'],
    important: true,
    slugs: {
      create: 'ACCOUNT_CREATION_WITH_CONTENT_TYPE_OPTION',
      get: 'FETCH_ACCOUNT_BY_ID_WITH_QUERY',
      list: 'RETRIEVE_ACCOUNT_DATA_AND_ERROR_RESPONSES',
      update: 'UPDATE_ACCOUNT_OBJECT_BY_ID',
      remove: 'REMOVE_ACCOUNT_BY_UNIQUE_IDENTIFIER',
    },
  },
  {
    name: 'Contact',
    a: 'a contact',
    required: ['LastName'],
    important: true,
    slugs: {
      create: 'CREATE_NEW_CONTACT_WITH_JSON_HEADER',
      get: 'RETRIEVE_SPECIFIC_CONTACT_BY_ID',
      list: 'RETRIEVE_CONTACT_INFO_WITH_STANDARD_RESPONSES',
      update: 'UPDATE_CONTACT_BY_ID',
      remove: 'REMOVE_A_SPECIFIC_CONTACT_BY_ID',
    },
  },
  {
    name: 'Lead',
    a: 'a lead',
    required: ['LastName', 'Company'],
    important: true,
    slugs: {
      create: 'CREATE_LEAD_WITH_SPECIFIED_CONTENT_TYPE',
      get: 'RETRIEVE_LEAD_BY_ID',
      list: 'RETRIEVE_LEAD_DATA_WITH_VARIOUS_RESPONSES',
      update: 'UPDATE_LEAD_BY_ID_WITH_JSON_PAYLOAD',
      remove: 'DELETE_A_LEAD_OBJECT_BY_ITS_ID',
    },
  },
  {
    name: 'Opportunity',
    a: 'an opportunity',
    required: ['Name', 'StageName', 'CloseDate'],
    important: true,
    slugs: {
      create: 'CREATE_OPPORTUNITY_RECORD',
      get: 'RETRIEVE_OPPORTUNITY_BY_ID_WITH_OPTIONAL_FIELDS',
      list: 'RETRIEVE_OPPORTUNITIES_DATA',
      update: 'UPDATE_OPPORTUNITY_BY_ID',
      remove: 'REMOVE_OPPORTUNITY_BY_ID',
    },
  },
  {
    name: 'Campaign',
    a: 'a campaign',
    required: ['Name'],
    slugs: {
      create: 'CREATE_CAMPAIGN_RECORD_VIA_POST',
      get: 'RETRIEVE_SPECIFIC_CAMPAIGN_OBJECT_DETAILS',
      list: 'RETRIEVE_CAMPAIGN_DATA_WITH_ERROR_HANDLING',
      update: 'UPDATE_CAMPAIGN_BY_ID_WITH_JSON',
      remove: 'REMOVE_CAMPAIGN_OBJECT_BY_ID',
    },
  },
  {
    name: 'Note',
    a: 'a note',
    required: ['Title', 'ParentId'],
    slugs: {
      create: 'CREATE_NOTE_RECORD_WITH_CONTENT_TYPE_HEADER',
      get: 'RETRIEVE_NOTE_WITH_CONDITIONS',
      list: 'RETRIEVE_NOTE_OBJECT_INFORMATION',
      update: 'UPDATE_SPECIFIC_NOTE_BY_ID',
      remove: 'REMOVE_NOTE_OBJECT_BY_ID',
    },
  },
  {
    name: 'Task',
    a: 'a task',
    required: ['Subject'],
    slugs: {
      create: 'CREATE_TASK',
      get: 'GET_TASK',
      list: 'LIST_RECENT_TASKS',
      update: 'UPDATE_TASK',
      remove: 'DELETE_TASK',
    },
  },
]

const custom = open('Further fields by their API names, custom ones end in __c: {"Region__c": "North"}.')
const onlyFields = texts('Only these fields, by their API names; all if left out.')
const created = answer({ id: words, success: yesNo, errors: listOf() })
const whichFields = { query: { fields: onlyFields }, style: { fields: 'comma' } } as const
const spread = { name: 'custom_fields', in: 'body', spread: true } as const

const tools = kinds.flatMap(({ name, a, required, important = false, slugs }) => {
  const path = `/sobjects/${name}`
  const one = { id: id(`Id of the ${name.toLowerCase()}, 15 or 18 characters, from a query or search.`) }
  return [
    post(`SALESFORCE_${slugs.create}`, path, {
      name: `Create ${name.toLowerCase()}`,
      description: `Create ${a} and get its id.`,
      important,
      body: fields[name],
      required,
      output: created,
    }),
    get(`SALESFORCE_${slugs.get}`, `${path}/{id}`, {
      name: `Get ${name.toLowerCase()}`,
      description: `Read ${a} by its id. To find one by name use SALESFORCE_EXECUTE_SOQL_QUERY.`,
      important,
      path: one,
      ...whichFields,
      output: answer({ Id: words, attributes: anything }),
    }),
    get(`SALESFORCE_${slugs.list}`, path, {
      name: `List recent ${name.toLowerCase()} records`,
      description: `See what ${a} is in this organization and which ones the person used last. For others query.`,
      output: answer({ objectDescribe: anything, recentItems: listOf() }),
    }),
    patch(`SALESFORCE_${slugs.update}`, `${path}/{id}`, {
      name: `Update ${name.toLowerCase()}`,
      description: `Change the given fields of ${a} and keep the others.`,
      important,
      path: one,
      body: fields[name],
    }),
    remove(`SALESFORCE_${slugs.remove}`, `${path}/{id}`, {
      name: `Delete ${name.toLowerCase()}`,
      description: `Move ${a} to the recycle bin.`,
      path: one,
    }),
  ]
})

/** Custom fields go beside the usual ones. */
function withCustomFields(tool: ToolkitInput['tools'][number]): ToolkitInput['tools'][number] {
  if (tool.exec.kind !== 'http' || !['POST', 'PATCH'].includes(tool.exec.method)) return tool
  const { input, exec } = tool
  return {
    ...tool,
    input: { ...input, properties: { ...input.properties, custom_fields: custom } },
    exec: { ...exec, parameters: [...(exec.parameters ?? []), spread] },
  }
}

const object = id('API name of the object: Account, Case, Task, Invoice__c.', {
  pattern: '^[A-Za-z][A-Za-z0-9_]*$',
})
const anyOne = { sobject: object, record_id: id('Id of the record.') }
const values = { ...custom, description: 'Values by the API names of fields.' }
const whole = { exec: { body_type: 'raw' } } as const

export const recordTools = [
  ...tools.map(withCustomFields),
  post('SALESFORCE_CREATE_SOBJECT_RECORD', '/sobjects/{sobject}', {
    name: 'Create record',
    description:
      'Create a record of any object, such as a Case. SALESFORCE_DESCRIBE_SOBJECT tells which fields it has.',
    important: true,
    path: { sobject: object },
    body: { fields: values },
    required: ['fields'],
    ...whole,
    output: created,
  }),
  get('SALESFORCE_GET_SOBJECT_RECORD', '/sobjects/{sobject}/{record_id}', {
    name: 'Get record',
    description: 'Read a record of any object by its id.',
    path: anyOne,
    ...whichFields,
    output: answer({ Id: words, attributes: anything }),
  }),
  patch('SALESFORCE_UPDATE_SOBJECT_RECORD', '/sobjects/{sobject}/{record_id}', {
    name: 'Update record',
    description: 'Change the given fields of a record of any object.',
    important: true,
    path: anyOne,
    body: { fields: values },
    required: ['fields'],
    ...whole,
  }),
  remove('SALESFORCE_DELETE_SOBJECT_RECORD', '/sobjects/{sobject}/{record_id}', {
    name: 'Delete record',
    description: 'Move a record of any object to the recycle bin.',
    path: anyOne,
  }),
] satisfies ToolkitInput['tools']
