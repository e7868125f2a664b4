import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { http, pollConfig, whole, wholePayload } from '../trigger-kit.ts'

const created = (object: string, key: string, name: string): TriggerInput => ({
  slug: `SALESFORCE_NEW_${object.toUpperCase()}_TRIGGER`,
  name,
  description: `Fires for each ${key} that is added to the organization.`,
  config: pollConfig({}),
  payload: wholePayload(key, `The ${key}, with its standard fields.`),
  poll: {
    call: http('GET', '/query', {
      query: {
        q: `SELECT FIELDS(STANDARD) FROM ${object} WHERE CreatedDate >= {{state.cursor}} ORDER BY CreatedDate ASC LIMIT 200`,
      },
    }),
    items: 'records',
    id: '{{item.Id}}',
    cursor: { kind: 'max', field: 'CreatedDate', as: 'time', start: '{{now.iso}}' },
  },
  map: whole(`new_${key}`, key),
})

export const salesforceTriggers: TriggerInput[] = [
  created('Contact', 'contact', 'New contact'),
  created('Lead', 'lead', 'New lead'),
]
