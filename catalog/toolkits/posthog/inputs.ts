/** Input properties and outputs that several PostHog tools share. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

/** A write scope includes reading. */
export const reading = (subject: string): ScopeRequirements => ({
  all_of: [{ any_of: [`${subject}:read`, `${subject}:write`] }],
})
export const writing = (subject: string): ScopeRequirements => ({ all_of: [`${subject}:write`] })

export const projectId = {
  type: 'string',
  minLength: 1,
  description:
    'Number of the project, from POSTHOG_LIST_PROJECTS_IN_ORGANIZATION_WITH_PAGINATION; @current works too.',
}
export const id = (of: string, from: string) => ({
  type: 'integer',
  description: `Number of the ${of}, from ${from}.`,
})
export const limit = { type: 'integer', minimum: 1, description: 'Entries on a page.' }
export const offset = { type: 'integer', minimum: 0, description: 'How many to pass over.' }
export const search = (where: string) => ({ type: 'string', description: `Text to look for in ${where}.` })

export const text = { type: 'string' }
export const anything = { type: 'object', additionalProperties: true }

export const page = (properties: Record<string, Record<string, unknown>>) => ({
  type: 'object' as const,
  properties: {
    count: { type: 'integer' },
    next: { type: ['string', 'null'] },
    previous: { type: ['string', 'null'] },
    results: { type: 'array', items: { type: 'object', properties } },
  },
})
