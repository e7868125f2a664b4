/** What goes on around messages: pins, reminders, files, groups, presence. Slack reads all of it in one form. */
import type { JsonSchema, ScopeRequirements, ToolkitInput } from '../../src/manifest/manifest.ts'
import { fileInput } from '../../src/manifest/files.ts'
import { get, post } from '../calls.ts'
import { destroys, replaces } from '../parameters.ts'
import { answer, anything, flag, id, open, text, texts, whole } from '../schemas.ts'
import { channel, content, cursor, limit, listOf, postedMessage, timestamp } from './inputs.ts'
import { all, anyOf, conversations } from './scopes.ts'

type Rest = { required?: string[]; tags?: string[]; aliases?: string[]; output?: ReturnType<typeof answer> }
type Properties = Record<string, JsonSchema>

const ok = answer({ ok: { type: 'boolean' } })
const having = (name: string) => answer({ ok: { type: 'boolean' }, [name]: anything })

/** A method of the Web API that reads. */
const reading = (
  slug: string,
  method: string,
  [name, description]: [string, string],
  scopes: ScopeRequirements,
  query: Properties,
  rest: Rest = {},
) => get(slug, `/${method}`, { name, description, scopes, query, output: ok, ...rest })

/** A method of the Web API that writes. */
const writing = (
  slug: string,
  method: string,
  [name, description]: [string, string],
  scopes: ScopeRequirements,
  body: Properties,
  rest: Rest = {},
) => post(slug, `/${method}`, { name, description, scopes, body, output: ok, ...rest })

const managesChannels = anyOf('channels:manage', 'channels:write', 'groups:write')
const user = id('Id of the user, such as U0123456789.')
const file = id('Id of the file, such as F0123456789, from SLACK_LIST_FILES_WITH_FILTERS_IN_SLACK.')
const reminder = id('Id of the reminder, from SLACK_LIST_USER_REMINDERS_WITH_DETAILS.')
const usergroup = id('Id of the user group, from SLACK_LIST_USER_GROUPS_FOR_TEAM_WITH_OPTIONS.')
const onMessage = { channel, timestamp: timestamp('The message.') }

const places = [
  writing(
    'SLACK_ARCHIVE_A_SLACK_CONVERSATION',
    'conversations.archive',
    ['Archive channel', 'Archive a channel.'],
    managesChannels,
    { channel },
    { required: ['channel'], tags: destroys },
  ),
  writing(
    'SLACK_REVERSE_A_CONVERSATION_S_ARCHIVAL_STATUS',
    'conversations.unarchive',
    ['Unarchive channel', 'Bring an archived channel back. Needs a user token.'],
    managesChannels,
    { channel },
    { required: ['channel'], tags: replaces },
  ),
  writing(
    'SLACK_LEAVE_A_CONVERSATION',
    'conversations.leave',
    ['Leave channel', 'Leave a channel.'],
    managesChannels,
    { channel },
    { required: ['channel'], tags: replaces },
  ),
  writing(
    'SLACK_RENAME_A_CONVERSATION',
    'conversations.rename',
    ['Rename channel', 'Give a channel another name.'],
    managesChannels,
    { channel, name: id('New name: lower case, no spaces, at most 80 characters.') },
    { required: ['channel', 'name'], tags: replaces, output: having('channel') },
  ),
  writing(
    'SLACK_SET_A_CONVERSATION_S_PURPOSE',
    'conversations.setPurpose',
    ['Set channel purpose', 'Set what a channel is for.'],
    managesChannels,
    { channel, purpose: text('The purpose, at most 250 characters.') },
    { required: ['channel', 'purpose'], tags: replaces },
  ),
  writing(
    'SLACK_REMOVE_A_USER_FROM_A_CONVERSATION',
    'conversations.kick',
    ['Remove user from channel', 'Take a user out of a channel.'],
    managesChannels,
    { channel, user },
    { required: ['channel', 'user'], tags: destroys },
  ),
  writing(
    'SLACK_CLOSE_DM_OR_MULTI_PERSON_DM',
    'conversations.close',
    ['Close direct message', 'Close a direct message; its messages stay.'],
    anyOf('im:write', 'mpim:write'),
    { channel },
    { required: ['channel'], tags: replaces },
  ),
  writing(
    'SLACK_SET_READ_CURSOR_IN_A_CONVERSATION',
    'conversations.mark',
    ['Mark as read', 'Mark a conversation as read up to a message.'],
    anyOf('channels:manage', 'groups:write', 'im:write', 'mpim:write'),
    { channel, ts: timestamp('The last read message.') },
    { required: ['channel', 'ts'], tags: replaces },
  ),
  reading(
    'SLACK_LIST_ACCESSIBLE_CONVERSATIONS_FOR_A_USER',
    'users.conversations',
    [
      'List conversations of user',
      'List the conversations that a user is in; the connected one when no user is given.',
    ],
    conversations('read'),
    {
      user: text('Id of the user.'),
      types: text('Kinds, separated by commas: public_channel, private_channel, mpim, im.'),
      exclude_archived: flag('Leave out archived channels.'),
      limit: limit(200),
      cursor,
    },
    { output: listOf('channels') },
  ),
]

const messages = [
  writing(
    'SLACK_SENDS_EPHEMERAL_MESSAGES_TO_CHANNEL_USERS',
    'chat.postEphemeral',
    [
      'Send message that one user sees',
      'Post a message in a channel that one user alone sees, until the next reload.',
    ],
    all('chat:write'),
    { channel, user, ...content, thread_ts: timestamp('Message whose thread to post in.') },
    { required: ['channel', 'user'] },
  ),
  writing(
    'SLACK_SHARE_A_ME_MESSAGE_IN_A_CHANNEL',
    'chat.meMessage',
    ['Send me message', 'Post a message that says what the sender does.'],
    all('chat:write'),
    { channel, text: id('What the sender does.') },
    { required: ['channel', 'text'], output: postedMessage },
  ),
  writing(
    'SLACK_DELETE_A_SCHEDULED_MESSAGE_IN_A_CHAT',
    'chat.deleteScheduledMessage',
    ['Delete scheduled message', 'Take back a message before it is posted.'],
    all('chat:write'),
    {
      channel,
      scheduled_message_id: id('Id of the message, from SLACK_LIST_SCHEDULED_MESSAGES_IN_A_CHANNEL.'),
    },
    { required: ['channel', 'scheduled_message_id'], tags: destroys },
  ),
  reading(
    'SLACK_LIST_SCHEDULED_MESSAGES_IN_A_CHANNEL',
    'chat.scheduledMessages.list',
    ['List scheduled messages', 'List the messages that are yet to be posted.'],
    all('chat:write'),
    {
      channel: text('Only of this channel, by id.'),
      oldest: timestamp('Only after this time.'),
      latest: timestamp('Only before this time.'),
      limit: limit(100),
      cursor,
    },
    { output: listOf('scheduled_messages') },
  ),
  writing(
    'SLACK_PINS_AN_ITEM_TO_A_CHANNEL',
    'pins.add',
    ['Pin message', 'Pin a message to its channel.'],
    all('pins:write'),
    onMessage,
    { required: ['channel', 'timestamp'], tags: replaces },
  ),
  writing(
    'SLACK_UNPIN_ITEM_FROM_CHANNEL',
    'pins.remove',
    ['Unpin message', 'Take a pinned message off.'],
    all('pins:write'),
    onMessage,
    { required: ['channel', 'timestamp'], tags: destroys },
  ),
  reading(
    'SLACK_LISTS_PINNED_ITEMS_IN_A_CHANNEL',
    'pins.list',
    ['List pinned messages', 'List what is pinned to a channel.'],
    all('pins:read'),
    { channel },
    { required: ['channel'], output: listOf('items') },
  ),
  reading(
    'SLACK_FETCH_ITEM_REACTIONS',
    'reactions.get',
    ['List reactions of message', 'List the reactions to a message and who gave them.'],
    all('reactions:read'),
    { ...onMessage, full: flag('Return all people, not only some.') },
    { required: ['channel', 'timestamp'], output: having('message') },
  ),
  reading(
    'SLACK_LIST_USER_REACTIONS',
    'reactions.list',
    ['List reactions of user', 'List what a user has reacted to.'],
    all('reactions:read'),
    {
      user: text('Id of the user; the connected one when left out.'),
      full: flag('Return all people, not only some.'),
      limit: limit(100),
      cursor,
    },
    { output: listOf('items') },
  ),
]

const reminders = [
  writing(
    'SLACK_CREATE_A_REMINDER',
    'reminders.add',
    ['Create reminder', 'Remind a user of something. Needs a user token.'],
    all('reminders:write'),
    {
      text: id('What to remind of.'),
      time: id('When: seconds since 1970, or words such as in 20 minutes or every Monday.'),
      user: text('Id of the user; the connected one when left out.'),
    },
    { required: ['text', 'time'], aliases: ['SLACK_REMINDERS_ADD'], output: having('reminder') },
  ),
  writing(
    'SLACK_MARK_REMINDER_AS_COMPLETE',
    'reminders.complete',
    ['Complete reminder', 'Mark a reminder as done.'],
    all('reminders:write'),
    { reminder },
    { required: ['reminder'], tags: replaces },
  ),
  writing(
    'SLACK_DELETE_A_SLACK_REMINDER',
    'reminders.delete',
    ['Delete reminder', 'Delete a reminder.'],
    all('reminders:write'),
    { reminder },
    { required: ['reminder'], tags: destroys },
  ),
  reading(
    'SLACK_GET_REMINDER_INFORMATION',
    'reminders.info',
    ['Get reminder', 'Read one reminder.'],
    all('reminders:read'),
    { reminder },
    { required: ['reminder'], output: having('reminder') },
  ),
  reading(
    'SLACK_LIST_USER_REMINDERS_WITH_DETAILS',
    'reminders.list',
    ['List reminders', 'List the reminders of the connected user.'],
    all('reminders:read'),
    {},
    { output: listOf('reminders') },
  ),
]

const upload = {
  slug: 'SLACK_UPLOAD_OR_CREATE_A_FILE_IN_SLACK',
  aliases: ['SLACK_UPLOAD_FILE'],
  name: 'Upload file',
  description:
    'Put a file, or text as a file, into Slack, and share it in channels. Without channels only the uploader sees it.',
  tags: ['openWorldHint'],
  important: true,
  scopes: all('files:write'),
  input: {
    type: 'object',
    properties: {
      file: fileInput('The file.'),
      content: text('Text of the file, in place of a file.'),
      filename: text('Name of the file, with its ending.'),
      title: text('Title that Slack shows; the name when left out.'),
      channels: text('Ids of channels to share it in, separated by commas.'),
      initial_comment: text('Message to post with the file.'),
      thread_ts: timestamp('Message whose thread to share it in.'),
    },
  },
  output: having('file'),
  exec: { kind: 'builtin', name: 'slack.upload_file' },
} satisfies ToolkitInput['tools'][number]

const files = [
  reading(
    'SLACK_LIST_FILES_WITH_FILTERS_IN_SLACK',
    'files.list',
    ['List files', 'List files by channel, user, kind and time.'],
    all('files:read'),
    {
      channel: text('Only of this channel, by id.'),
      user: text('Only by this user, by id.'),
      types: text('Kinds, separated by commas: images, pdfs, snippets, zips, gdocs; or all.'),
      ts_from: text('Only after this time, in seconds since 1970.'),
      ts_to: text('Only before this time.'),
      count: whole('How many on a page.', { minimum: 1, maximum: 1000 }),
      page: whole('Page, from 1.', { minimum: 1 }),
    },
    { output: listOf('files') },
  ),
  reading(
    'SLACK_RETRIEVE_DETAILED_INFORMATION_ABOUT_A_FILE',
    'files.info',
    ['Get file', 'Read facts about a file: name, kind, size, and where it was shared.'],
    all('files:read'),
    { file },
    { required: ['file'], output: having('file') },
  ),
  upload,
  writing(
    'SLACK_DELETE_A_FILE_BY_ID',
    'files.delete',
    ['Delete file', 'Delete a file.'],
    all('files:write'),
    { file },
    { required: ['file'], tags: destroys },
  ),
  writing(
    'SLACK_ENABLE_PUBLIC_SHARING_OF_A_FILE',
    'files.sharedPublicURL',
    ['Share file with everybody', 'Make an address of a file that needs no account. Needs a user token.'],
    all('files:write'),
    { file },
    { required: ['file'], output: having('file') },
  ),
  writing(
    'SLACK_REVOKE_PUBLIC_SHARING_ACCESS_FOR_A_FILE',
    'files.revokePublicURL',
    ['Stop sharing file with everybody', 'Take back the address of a file that needs no account.'],
    all('files:write'),
    { file },
    { required: ['file'], tags: destroys },
  ),
]

const groups = [
  reading(
    'SLACK_LIST_USER_GROUPS_FOR_TEAM_WITH_OPTIONS',
    'usergroups.list',
    ['List user groups', 'List the user groups of the workspace.'],
    all('usergroups:read'),
    {
      include_users: flag('Return the ids of their members.'),
      include_disabled: flag('Return switched off ones too.'),
      include_count: flag('Return the number of members.'),
    },
    { output: listOf('usergroups') },
  ),
  reading(
    'SLACK_LIST_ALL_USERS_IN_A_USER_GROUP',
    'usergroups.users.list',
    ['List members of user group', 'List the ids of the members of a user group.'],
    all('usergroups:read'),
    { usergroup, include_disabled: flag('Even when it is switched off.') },
    { required: ['usergroup'] },
  ),
  writing(
    'SLACK_CREATE_A_SLACK_USER_GROUP',
    'usergroups.create',
    ['Create user group', 'Create a user group.'],
    all('usergroups:write'),
    {
      name: id('Name of the group.'),
      handle: text('What follows @ to mention it.'),
      description: text('What it is for.'),
      channels: text('Ids of channels that its members join, separated by commas.'),
    },
    { required: ['name'], output: having('usergroup') },
  ),
  writing(
    'SLACK_UPDATE_AN_EXISTING_SLACK_USER_GROUP',
    'usergroups.update',
    ['Update user group', 'Change the name, handle or text of a user group.'],
    all('usergroups:write'),
    { usergroup, name: text('New name.'), handle: text('New handle.'), description: text('New text.') },
    { required: ['usergroup'], tags: replaces, output: having('usergroup') },
  ),
  writing(
    'SLACK_UPDATE_USER_GROUP_MEMBERS',
    'usergroups.users.update',
    ['Set members of user group', 'Replace the members of a user group.'],
    all('usergroups:write'),
    { usergroup, users: id('Ids of all members, separated by commas.') },
    { required: ['usergroup', 'users'], tags: replaces, output: having('usergroup') },
  ),
  writing(
    'SLACK_DISABLE_AN_EXISTING_SLACK_USER_GROUP',
    'usergroups.disable',
    ['Switch user group off', 'Switch a user group off.'],
    all('usergroups:write'),
    { usergroup },
    { required: ['usergroup'], tags: destroys },
  ),
  writing(
    'SLACK_ENABLE_A_SPECIFIED_USER_GROUP',
    'usergroups.enable',
    ['Switch user group on', 'Switch a user group on again.'],
    all('usergroups:write'),
    { usergroup },
    { required: ['usergroup'], tags: replaces },
  ),
]

const people = [
  reading(
    'SLACK_GET_USER_PRESENCE_INFO',
    'users.getPresence',
    ['Get presence', 'Say whether a user is active or away.'],
    all('users:read'),
    { user },
    { required: ['user'], output: answer({ ok: { type: 'boolean' }, presence: { type: 'string' } }) },
  ),
  writing(
    'SLACK_MANUALLY_SET_USER_PRESENCE',
    'users.setPresence',
    ['Set presence', 'Show the connected user as away, or by what happens.'],
    all('users:write'),
    { presence: { type: 'string', enum: ['auto', 'away'], description: 'What to show.' } },
    { required: ['presence'], tags: replaces },
  ),
  reading(
    'SLACK_RETRIEVE_USER_PROFILE_INFORMATION',
    'users.profile.get',
    ['Get profile', 'Read the profile of a user: names, title, status, and own fields.'],
    all('users.profile:read'),
    {
      user: text('Id of the user; the connected one when left out.'),
      include_labels: flag('Return the names of own fields.'),
    },
    { aliases: ['SLACK_USERS_PROFILE_GET_PROFILE_INFO'], output: having('profile') },
  ),
  writing(
    'SLACK_SET_SLACK_USER_PROFILE_INFORMATION',
    'users.profile.set',
    ['Set profile', 'Change the profile of the connected user, such as the status. Needs a user token.'],
    all('users.profile:write'),
    {
      profile: open(
        'Fields to change, such as {"status_text": "On holiday", "status_emoji": ":palm_tree:", "status_expiration": 0}.',
      ),
    },
    { required: ['profile'], tags: replaces, output: having('profile') },
  ),
  reading(
    'SLACK_RETRIEVE_CURRENT_USER_DND_STATUS',
    'dnd.info',
    ['Get do not disturb', 'Say whether a user is not to be disturbed now.'],
    all('dnd:read'),
    { user: text('Id of the user; the connected one when left out.') },
  ),
  reading(
    'SLACK_FETCH_DND_STATUS_FOR_MULTIPLE_TEAM_MEMBERS',
    'dnd.teamInfo',
    ['Get do not disturb of several', 'Say which of up to 50 users are not to be disturbed.'],
    all('dnd:read'),
    { users: texts('Ids of the users.', { minItems: 1, maxItems: 50 }) },
    { required: ['users'] },
  ),
  writing(
    'SLACK_ACTIVATE_OR_MODIFY_DO_NOT_DISTURB_DURATION',
    'dnd.setSnooze',
    ['Do not disturb', 'Keep notifications from the connected user for some minutes.'],
    all('dnd:write'),
    { num_minutes: whole('For how many minutes.', { minimum: 1 }) },
    { required: ['num_minutes'], tags: replaces },
  ),
  writing(
    'SLACK_END_USER_SNOOZE_MODE_IMMEDIATELY',
    'dnd.endSnooze',
    ['End snooze', 'End the snooze of the connected user.'],
    all('dnd:write'),
    {},
    { tags: replaces },
  ),
  writing(
    'SLACK_END_USER_DO_NOT_DISTURB_SESSION',
    'dnd.endDnd',
    ['End do not disturb', 'End do not disturb of the connected user.'],
    all('dnd:write'),
    {},
    { tags: replaces },
  ),
  reading(
    'SLACK_FETCH_CURRENT_TEAM_INFO_WITH_OPTIONAL_TEAM_SCOPE',
    'team.info',
    ['Get workspace', 'Read the name, domain and picture of the workspace.'],
    all('team:read'),
    { team: text('Id of another workspace.') },
    { output: having('team') },
  ),
  reading(
    'SLACK_LIST_TEAM_CUSTOM_EMOJIS',
    'emoji.list',
    ['List custom emoji', 'List the emoji that the workspace has made.'],
    all('emoji:read'),
    {},
    { output: having('emoji') },
  ),
]

export const moreTools = [
  ...places,
  ...messages,
  ...reminders,
  ...files,
  ...groups,
  ...people,
] satisfies ToolkitInput['tools']
