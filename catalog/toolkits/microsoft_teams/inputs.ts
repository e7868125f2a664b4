/** Input properties and outputs that several Teams tools share. */
import { anything, answer, id, listOf, oneOf, text, words } from '../schemas.ts'

export const teamId = id('Id of the team, from MICROSOFT_TEAMS_TEAMS_LIST.')
export const channelId = id(
  'Id of the channel (19:…@thread.tacv2), from MICROSOFT_TEAMS_TEAMS_LIST_CHANNELS.',
)
export const chatId = id('Id of the chat (19:…), from MICROSOFT_TEAMS_CHATS_GET_ALL_CHATS.')
export const messageId = id('Id of the message, a number such as 1616990032035.')

/** A message has its text and format below `body` on the wire. */
export const content = {
  content: id('Text of the message.'),
  content_type: oneOf(['text', 'html'], 'Format of content; text if left out.'),
}
export const contentWire = { content: 'body.content', content_type: 'body.contentType' }
export const edited = { ...content, importance: oneOf(['normal', 'high', 'urgent'], 'How important it is.') }
export const subject = text('Subject line above the message.')

export const message = answer({
  id: words,
  createdDateTime: words,
  from: { type: ['object', 'null'], additionalProperties: true },
  subject: { type: ['string', 'null'] },
  body: anything,
  importance: words,
  attachments: listOf(),
  mentions: listOf(),
  reactions: listOf(),
  webUrl: { type: ['string', 'null'] },
})
export const team = answer({ id: words, displayName: words, description: words, webUrl: words })
export const channel = answer({
  id: words,
  displayName: words,
  description: words,
  membershipType: words,
  webUrl: words,
})
export const chat = answer({
  id: words,
  topic: words,
  chatType: words,
  lastUpdatedDateTime: words,
  members: listOf(),
})
