/** What Slack's Events API tells of; the same for apps that act as a person and as a bot. */
import type { TriggerInput } from '../src/manifest/trigger.ts'
import { field, http, maybe, payload, shape, type WebhookInput } from './trigger-kit.ts'

const hook = {
  setup: 'app',
  setup_fields: [
    {
      name: 'signing_secret',
      display_name: 'Signing secret',
      description: 'Under Basic Information, App Credentials of your Slack app.',
    },
  ],
  verify: {
    kind: 'hmac',
    secret: 'signing_secret',
    header: 'x-slack-signature',
    prefix: 'v0=',
    content: 'v0:{timestamp}:{body}',
    timestamp_header: 'x-slack-request-timestamp',
  },
  challenge: [{ kind: 'echo_body', path: 'challenge' }],
  route: {
    call: http('POST', '/auth.test'),
    keys: [{ path: 'team_id', equals: '{{item.team_id}}' }],
  },
  id: '{{item.event_id}}',
} satisfies WebhookInput

const instructions =
  'Make a webhook endpoint for the client id of your Slack app, enter its URL as the request URL under Event Subscriptions, subscribe to the events, and save the signing secret at the endpoint.'

const message = (...match: NonNullable<WebhookInput['match']>): WebhookInput => ({
  ...hook,
  match: [{ path: 'event.type', in: ['message'] }, ...match],
})
const plain = { path: 'event.subtype', present: false }
const inChannel = (...types: string[]) => ({ path: 'event.channel_type', in: types })

const said = {
  channel: '{{item.event.channel}}',
  channel_type: '{{item.event.channel_type}}',
  text: '{{item.event.text}}',
  ts: '{{item.event.ts}}',
  user: '{{item.event.user}}',
  bot_id: '{{item.event.bot_id}}',
  team_id: '{{item.team_id}}',
}
const saidPayload = payload(
  {
    channel: field('string', 'ID of the conversation.'),
    text: field('string', 'What was written.'),
    ts: field('string', 'Time stamp that identifies the message.'),
  },
  {
    user: maybe('ID of the person who wrote it.'),
    bot_id: maybe('ID of the bot, if one wrote it.'),
    channel_type: maybe('Kind of conversation.'),
    team_id: maybe('ID of the workspace.'),
  },
)
const reaction = {
  reaction: '{{item.event.reaction}}',
  user: '{{item.event.user}}',
  message_channel: '{{item.event.item.channel}}',
  message_ts: '{{item.event.item.ts}}',
  message_user: '{{item.event.item_user|default:}}',
  event_ts: '{{item.event.event_ts}}',
  team_id: '{{item.team_id}}',
}
const reactionPayload = payload(
  {
    reaction: field('string', 'Name of the emoji, without colons.'),
    message_channel: field('string', 'Conversation of the message.'),
    message_ts: field('string', 'Time stamp of the message.'),
    message_user: field('string', 'Who wrote the message.'),
    event_ts: field('string', 'When it happened.'),
  },
  {
    user: maybe('Who reacted.'),
    bot_id: maybe('ID of the bot, if one reacted.'),
    channel_type: maybe('Kind of conversation.'),
    team_id: maybe('ID of the workspace.'),
  },
)

type Rest = Pick<TriggerInput, 'name' | 'description' | 'payload' | 'map' | 'webhook'>

const types: Record<string, Rest> = {
  RECEIVE_MESSAGE: {
    name: 'New message',
    description: 'Fires for each message that is posted in a conversation that the app can see.',
    payload: saidPayload,
    map: said,
    webhook: message(plain),
  },
  RECEIVE_DIRECT_MESSAGE: {
    name: 'New direct message',
    description: 'Fires for each message of a conversation between two people.',
    payload: saidPayload,
    map: said,
    webhook: message(plain, inChannel('im')),
  },
  RECEIVE_GROUP_MESSAGE: {
    name: 'New message in a private channel',
    description: 'Fires for each message that is posted in a private channel that the app is in.',
    payload: saidPayload,
    map: said,
    webhook: message(plain, inChannel('group')),
  },
  RECEIVE_MPIM_MESSAGE: {
    name: 'New message in a group conversation',
    description: 'Fires for each direct message among several people.',
    payload: saidPayload,
    map: said,
    webhook: message(plain, inChannel('mpim')),
  },
  RECEIVE_BOT_MESSAGE: {
    name: 'New message of a bot',
    description: 'Fires for each message that a bot or an integration posts.',
    payload: payload(
      {
        bot_id: field('string', 'ID of the bot.'),
        channel: field('string', 'ID of the conversation.'),
        subtype: field('string', 'Always bot_message.'),
        text: field('string', 'What was written.'),
        ts: field('string', 'Time stamp that identifies the message.'),
      },
      {
        username: maybe('Name that the bot posts under.'),
        channel_type: maybe('Kind of conversation.'),
        team_id: maybe('ID of the workspace.'),
      },
    ),
    map: {
      bot_id: '{{item.event.bot_id}}',
      channel: '{{item.event.channel}}',
      channel_type: '{{item.event.channel_type}}',
      subtype: '{{item.event.subtype}}',
      text: '{{item.event.text}}',
      ts: '{{item.event.ts}}',
      username: '{{item.event.username}}',
      team_id: '{{item.team_id}}',
    },
    webhook: message({ path: 'event.subtype', in: ['bot_message'] }),
  },
  RECEIVE_THREAD_REPLY: {
    name: 'New reply in a thread',
    description: 'Fires for each reply to a message that has a thread.',
    payload: payload(
      {
        channel: field('string', 'ID of the conversation.'),
        thread_ts: field('string', 'Time stamp of the message that began the thread.'),
        ts: field('string', 'Time stamp of the reply.'),
      },
      {
        text: maybe('What was written.'),
        user: maybe('Who wrote it.'),
        bot_id: maybe('ID of the bot, if one wrote it.'),
        channel_type: maybe('Kind of conversation.'),
        parent_user_id: maybe('Who began the thread.'),
        reply_count: maybe('Replies of the thread.'),
        team_id: maybe('ID of the workspace.'),
      },
    ),
    map: {
      ...said,
      thread_ts: '{{item.event.thread_ts}}',
      parent_user_id: '{{item.event.parent_user_id}}',
      reply_count: '{{item.event.reply_count}}',
    },
    webhook: message(plain, { path: 'event.thread_ts', present: true }),
  },
  REACTION_ADDED: {
    name: 'Reaction added',
    description: 'Fires when somebody puts an emoji on a message.',
    payload: reactionPayload,
    map: reaction,
    webhook: { ...hook, match: [{ path: 'event.type', in: ['reaction_added'] }] },
  },
  REACTION_REMOVED: {
    name: 'Reaction removed',
    description: 'Fires when somebody takes an emoji off a message.',
    payload: reactionPayload,
    map: reaction,
    webhook: { ...hook, match: [{ path: 'event.type', in: ['reaction_removed'] }] },
  },
  CHANNEL_CREATED: {
    name: 'Channel created',
    description: 'Fires when a public channel is made in the workspace.',
    payload: payload({
      id: field('string', 'ID of the channel.'),
      name: field('string', 'Name of the channel.'),
      created: field('integer', 'When it was made, in seconds since 1970.'),
      creator: field('string', 'ID of who made it.'),
    }),
    map: {
      id: '{{item.event.channel.id}}',
      name: '{{item.event.channel.name}}',
      created: '{{item.event.channel.created}}',
      creator: '{{item.event.channel.creator}}',
    },
    webhook: { ...hook, match: [{ path: 'event.type', in: ['channel_created'] }] },
  },
}

/** The trigger types under the prefix of one toolkit: `SLACK_` or `SLACKBOT_`. */
export function slackTriggers(prefix: string): TriggerInput[] {
  return Object.entries(types).map(([name, rest]) => ({
    slug: `${prefix}${name}`,
    instructions,
    config: shape({}),
    ...rest,
  }))
}
