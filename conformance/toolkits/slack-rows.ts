import { listWith, type Row } from './row.ts'

const inChannel = { channel: '{{channel.channel.id}}' }
const history = { path: '/api/conversations.history', body: inChannel }
const message = '{{message.ts}}'

export const slackRows: readonly Row[] = [
  {
    tool: 'SLACK_INITIATES_CHANNEL_BASED_CONVERSATIONS',
    as: 'channel',
    args: { name: 'releases' },
    asks: { path: '/api/conversations.info', body: inChannel },
    shows: { channel: { name: 'releases' } },
  },
  {
    tool: 'SLACK_LIST_ALL_SLACK_TEAM_CHANNELS_WITH_VARIOUS_FILTERS',
    args: {},
    gives: { channels: listWith({ name: 'releases' }) },
  },
  {
    tool: 'SLACK_SENDS_A_MESSAGE_TO_A_SLACK_CHANNEL',
    as: 'message',
    args: { ...inChannel, text: 'Version 2 is out & about' },
    asks: history,
    shows: { messages: [{ ts: message, text: 'Version 2 is out & about' }] },
  },
  {
    tool: 'SLACK_SENDS_A_MESSAGE_TO_A_SLACK_CHANNEL',
    as: 'answer',
    args: { ...inChannel, text: 'Thanks', thread_ts: message },
    asks: { path: '/api/conversations.replies', body: { ...inChannel, ts: message } },
    shows: { messages: [{ ts: message }, { ts: '{{answer.ts}}', text: 'Thanks' }] },
  },
  {
    tool: 'SLACK_FETCH_MESSAGE_THREAD_FROM_A_CONVERSATION',
    args: { ...inChannel, ts: message },
    gives: { messages: [{ ts: message }, { text: 'Thanks' }] },
  },
  {
    tool: 'SLACK_FETCH_CONVERSATION_HISTORY',
    args: inChannel,
    gives: { messages: [{ text: 'Version 2 is out & about' }] },
  },
  {
    tool: 'SLACK_ADD_REACTION_TO_AN_ITEM',
    args: { ...inChannel, timestamp: message, name: 'tada' },
    asks: { path: '/api/reactions.get', body: { ...inChannel, timestamp: message } },
    shows: { message: { reactions: [{ name: 'tada', count: 1 }] } },
  },
  {
    tool: 'SLACK_UPLOAD_OR_CREATE_A_FILE_IN_SLACK',
    as: 'upload',
    args: { content: 'line one', filename: 'notes.txt', channels: '{{channel.channel.id}}' },
    asks: { path: '/api/files.info', body: { file: '{{upload.file.id}}' } },
    shows: { file: { name: 'notes.txt', size: 8, channels: ['{{channel.channel.id}}'] } },
  },
  {
    tool: 'SLACK_LIST_ALL_SLACK_TEAM_USERS_WITH_PAGINATION',
    args: {},
    gives: { members: listWith({ name: 'ada' }) },
  },
  {
    tool: 'SLACK_FIND_USER_BY_EMAIL_ADDRESS',
    args: { email: 'ada@example.com' },
    gives: { user: { name: 'ada' } },
  },
]
