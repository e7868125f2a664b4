/** Checklists and their items. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, flag, id, oneOf, text, textFields } from '../schemas.ts'
import { idCard, idChecklist, idCheckItem, items, pos } from './inputs.ts'

const checklist = answer(textFields('id', 'name', 'idCard', 'idBoard'))

export const checklistTools = [
  get('TRELLO_GET_CARDS_CHECKLISTS_BY_ID_CARD', '/cards/{idCard}/checklists', {
    name: 'List checklists of card',
    description: 'List the checklists of a card with their items and which of them are done.',
    important: true,
    path: { idCard },
    output: items(),
  }),
  post('TRELLO_ADD_CARDS_CHECKLISTS_BY_ID_CARD', '/cards/{idCard}/checklists', {
    name: 'Add checklist to card',
    description: 'Add an empty checklist to a card, or a copy of another one.',
    path: { idCard },
    body: {
      name: text('Name of the checklist.'),
      idChecklistSource: text('Id of a checklist to copy.'),
      pos,
    },
    output: checklist,
  }),
  get('TRELLO_GET_CHECKLISTS_BY_ID_CHECKLIST', '/checklists/{idChecklist}', {
    name: 'Get checklist',
    description: 'Read one checklist with its items.',
    path: { idChecklist },
    output: checklist,
  }),
  remove('TRELLO_DELETE_CHECKLISTS_BY_ID_CHECKLIST', '/checklists/{idChecklist}', {
    name: 'Delete checklist',
    description: 'Delete a checklist with its items.',
    path: { idChecklist },
  }),
  post('TRELLO_ADD_CHECKLISTS_CHECK_ITEMS_BY_ID_CHECKLIST', '/checklists/{idChecklist}/checkItems', {
    name: 'Add item to checklist',
    description: 'Add an item to a checklist.',
    important: true,
    path: { idChecklist },
    body: {
      name: id('The item.'),
      pos,
      checked: flag('Whether it is done already.'),
      due: text('When it is due, ISO 8601.'),
      idMember: text('Id of the member it is for.'),
    },
    required: ['name'],
    output: answer(textFields('id', 'name', 'state', 'idChecklist')),
  }),
  put('TRELLO_UPDATE_CARD_CHECKLIST_ITEM_STATE_BY_IDS', '/cards/{idCard}/checkItem/{idCheckItem}', {
    name: 'Tick checklist item',
    description: 'Tick an item of a checklist off, or make it open again.',
    path: { idCard, idCheckItem },
    body: { state: oneOf(['complete', 'incomplete'], 'The new state.') },
    required: ['state'],
  }),
  put('TRELLO_UPDATE_CHECKLIST_ITEM_NAME_IN_CARD', '/cards/{idCard}/checkItem/{idCheckItem}', {
    name: 'Rename checklist item',
    description: 'Change the text of an item of a checklist.',
    path: { idCard, idCheckItem },
    body: { name: id('The new text.') },
    required: ['name'],
  }),
] satisfies ToolkitInput['tools']
