/** Input properties and outputs that several Outlook tools share. */
import { answer, anything, flag, id, listOf, oneOf, text, texts, words } from '../schemas.ts'

export const messageId = id('Id of the message, from OUTLOOK_OUTLOOK_LIST_MESSAGES or a search.')
export const eventId = id('Id of the event, from OUTLOOK_OUTLOOK_LIST_EVENTS.')
export const contactId = id('Id of the contact, from OUTLOOK_OUTLOOK_LIST_CONTACTS.')
export const folderId = id(
  'Folder: inbox, drafts, sentitems, deleteditems, archive, junkemail, or an id from OUTLOOK_OUTLOOK_LIST_MAIL_FOLDERS.',
)
export const importance = oneOf(['low', 'normal', 'high'], 'How important it is.')
export const categories = texts('Names of color categories; they replace the old ones.')
export const isHtml = (what: string) => flag(`True when ${what} is HTML.`, { default: false })
export const emails = (who: string) => texts(`Email addresses of ${who}.`)
export const timeZone = text('IANA or Windows name of the time zone, such as Europe/Berlin.', {
  default: 'UTC',
})
/** Makes Graph give times in this zone. */
export const preferZone = text('Give times in this zone: an IANA or Windows name.', {
  examples: ['Europe/Berlin'],
})

export const message = answer({
  id: words,
  subject: words,
  bodyPreview: words,
  from: anything,
  toRecipients: listOf(),
  ccRecipients: listOf(),
  receivedDateTime: words,
  sentDateTime: words,
  isRead: { type: 'boolean' },
  isDraft: { type: 'boolean' },
  hasAttachments: { type: 'boolean' },
  conversationId: words,
  parentFolderId: words,
  webLink: words,
  body: anything,
})

export const event = answer({
  id: words,
  subject: words,
  bodyPreview: words,
  start: anything,
  end: anything,
  location: anything,
  attendees: listOf(),
  organizer: anything,
  isAllDay: { type: 'boolean' },
  isCancelled: { type: 'boolean' },
  onlineMeeting: { type: ['object', 'null'], additionalProperties: true },
  recurrence: { type: ['object', 'null'], additionalProperties: true },
  webLink: words,
})

export const contact = answer({
  id: words,
  displayName: words,
  givenName: words,
  surname: words,
  emailAddresses: listOf(),
  mobilePhone: words,
  companyName: words,
  jobTitle: words,
})
