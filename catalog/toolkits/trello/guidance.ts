/** What callers of Trello get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const trelloGuidance: ToolkitGuidance = {
  pitfalls: [
    'Lists, labels and members belong to one board, and only their ids count: read the board first.',
    'An archived card or list is closed, not gone, and can be opened again. A deleted one cannot come back.',
  ],
  tools: {
    TRELLO_ADD_CARDS: {
      pitfalls: ['A card goes into a list, not a board: take the id of the list from its board.'],
      before: ['TRELLO_GET_BOARDS_LISTS_BY_ID_BOARD'],
    },
    TRELLO_ADD_CARDS_ID_LABELS_BY_ID_CARD: {
      pitfalls: ['The value is the id of a label of the same board, not a colour or a name.'],
      before: ['TRELLO_GET_BOARDS_LABELS_BY_ID_BOARD'],
    },
    TRELLO_DELETE_CARDS_BY_ID_CARD: {
      pitfalls: ['It is final. People who say delete mostly mean archive: set closed on the card instead.'],
    },
    TRELLO_GET_MEMBERS_BOARDS_BY_ID_MEMBER: {
      pitfalls: ['The member may be me; closed boards are among the answer unless filter says open.'],
    },
  },
}
