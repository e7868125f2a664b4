/** What callers of Linear get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const linearGuidance: ToolkitGuidance = {
  pitfalls: [
    'Teams, states, people, projects and labels are wanted as ids (UUIDs), never as names: look them up first.',
    'Priority counts the wrong way round for most: 1 is urgent, 4 is low, and 0 is none.',
  ],
  tools: {
    LINEAR_CREATE_LINEAR_ISSUE: {
      pitfalls: [
        'States and most labels belong to one team: take them from the team of the issue, or it is refused.',
      ],
      before: ['LINEAR_LIST_LINEAR_TEAMS'],
    },
    LINEAR_UPDATE_ISSUE: {
      pitfalls: [
        'label_ids replace the labels that are there: to add one, use LINEAR_ADD_ISSUE_LABEL.',
        'Done and Cancelled are states of a team with ids of their own: look them up with LINEAR_LIST_LINEAR_STATES.',
      ],
      before: ['LINEAR_LIST_LINEAR_STATES'],
    },
    LINEAR_RUN_QUERY_OR_MUTATION: {
      pitfalls: [
        'GraphQL: deep lists of lists are refused as too complex, so ask for first: 50 or fewer at each level.',
      ],
    },
  },
}
