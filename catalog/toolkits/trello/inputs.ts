/** What several Trello tools share. */
import { answer, id, listOf, text, textFields } from '../schemas.ts'

export const idBoard = id('Id of the board, or the short one in its address, from TRELLO_MEMBER_GET_BOARDS.')
export const idList = id('Id of the list, from TRELLO_BOARD_GET_LISTS_BY_ID_BOARD.')
export const idCard = id('Id of the card, or the short one in its address, from a list or a search.')
export const idChecklist = id('Id of the checklist, from TRELLO_GET_CARDS_CHECKLISTS_BY_ID_CARD.')
export const idCheckItem = id('Id of the item, from TRELLO_GET_CARDS_CHECKLISTS_BY_ID_CARD.')
export const idMember = id('Id or user name of the member, or me.')
export const idOrg = id('Id or short name of the workspace.')

export const fields = text('Fields to return, separated by commas, such as name,url; all when left out.')
export const pos = text('Place: top, bottom, or a number.')

export const card = textFields('id', 'name', 'desc', 'due', 'idList', 'idBoard', 'shortUrl', 'url')
export const board = textFields('id', 'name', 'desc', 'idOrganization', 'url')
export const list = textFields('id', 'name', 'idBoard')

/** A list comes back as `items`. */
export const items = (its: Record<string, Record<string, unknown>> = textFields('id', 'name')) =>
  answer({ items: listOf(its) })
