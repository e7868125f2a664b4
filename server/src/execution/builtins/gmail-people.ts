/** People as Gmail's contacts know them, which are two lists with a call each. */
import type { Builtin } from './builtin.ts'

const people = 'https://people.googleapis.com/v1'

export const getPeople: Builtin = async function getPeople(call) {
  const { person_fields, resource_name, page_size, page_token } = call.arguments
  if (call.arguments['other_contacts'] === true)
    return call.request({
      method: 'GET',
      path: `${people}/otherContacts`,
      query: { readMask: person_fields, pageSize: page_size, pageToken: page_token },
    })
  return call.request({
    method: 'GET',
    path: `${people}/people/{id}`,
    values: { id: String(resource_name).replace(/^people\//, '') },
    query: { personFields: person_fields },
  })
}
