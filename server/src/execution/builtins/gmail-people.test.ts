import { expect, test } from 'vitest'
import type { BuiltinRequest } from './builtin.ts'
import { getPeople } from './gmail-people.ts'

const people = 'https://people.googleapis.com/v1'
const common = { resource_name: 'people/c12', person_fields: 'names' }

test.each([
  [
    { ...common, other_contacts: false, page_size: 5 },
    { path: `${people}/people/{id}`, values: { id: 'c12' }, query: { personFields: 'names' } },
  ],
  [
    { ...common, other_contacts: true, page_size: 5, page_token: 'next' },
    { path: `${people}/otherContacts`, query: { readMask: 'names', pageSize: 5, pageToken: 'next' } },
  ],
])('one person, or the list of those who were not saved: %j', async (args, request) => {
  const asked: BuiltinRequest[] = []
  const result = await getPeople({
    arguments: args,
    now: new Date(),
    async request(each) {
      asked.push(each)
      return { resourceName: 'people/c12' }
    },
  })
  expect(result).toStrictEqual({ resourceName: 'people/c12' })
  expect(asked).toStrictEqual([{ method: 'GET', ...request }])
})
