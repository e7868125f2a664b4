/** What callers of Slack get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

const member =
  'not_in_channel means that the connected account is no member: join a public channel first; to a private one somebody has to invite it.'

export const slackGuidance: ToolkitGuidance = {
  pitfalls: [
    'Ids are wanted where names are known: channels are C…, direct messages D…, people U…. Look them up, never guess.',
  ],
  tools: {
    SLACK_SENDS_A_MESSAGE_TO_A_SLACK_CHANNEL: {
      pitfalls: [
        'text is mrkdwn, not Markdown: *bold*, _italic_, <https://example.com|link>. Put standard Markdown into markdown_text.',
        '@name is plain text: mention people as <@U0123>, everybody here as <!here>.',
        member,
      ],
    },
    SLACK_UPDATES_A_SLACK_MESSAGE: {
      pitfalls: [
        'Only messages of the connected account can be changed, and ts is a text: as a number its last digits are lost.',
      ],
    },
    SLACK_DELETES_A_MESSAGE_FROM_A_CHAT: {
      pitfalls: [
        'A bot deletes only its own messages, and ts is a text: as a number its last digits are lost.',
      ],
    },
    SLACK_SCHEDULES_A_MESSAGE_TO_A_CHANNEL_AT_A_SPECIFIED_TIME: {
      pitfalls: [
        'post_at is seconds since 1970 in UTC: convert from the time zone of the user, and stay within 120 days.',
        member,
      ],
    },
    SLACK_FETCH_CONVERSATION_HISTORY: {
      pitfalls: [
        'Answers in threads are not included: read a thread by the ts of its first message.',
        'Authors are ids: look the names up once and keep them. Newer apps outside the marketplace may read 15 messages a minute.',
      ],
      after: ['SLACK_FETCH_MESSAGE_THREAD_FROM_A_CONVERSATION', 'SLACK_RETRIEVE_DETAILED_USER_INFORMATION'],
    },
    SLACK_SEARCH_FOR_MESSAGES_WITH_QUERY: {
      pitfalls: [
        'It works with a user token only (search:read), never with a bot token: read the history of the channel otherwise.',
      ],
    },
    SLACK_LIST_ALL_SLACK_TEAM_CHANNELS_WITH_VARIOUS_FILTERS: {
      pitfalls: [
        'A page may be short or empty and still not be the last: go on while next_cursor is not empty.',
        'Private channels need types private_channel, and appear only where the account is a member.',
      ],
    },
    SLACK_FIND_USER_BY_EMAIL_ADDRESS: {
      pitfalls: [
        'It needs users:read.email and the exact address of the profile; users_not_found does not mean that the person is not there.',
      ],
    },
    SLACK_OPEN_OR_RESUME_DIRECT_OR_MULTI_PERSON_MESSAGES: {
      pitfalls: ['It opens the conversation and sends nothing: post to the channel id that comes back.'],
      before: ['SLACK_FIND_USER_BY_EMAIL_ADDRESS'],
      after: ['SLACK_SENDS_A_MESSAGE_TO_A_SLACK_CHANNEL'],
    },
    SLACK_ADD_REACTION_TO_AN_ITEM: {
      pitfalls: ['The name of the emoji goes without colons: thumbsup, not :thumbsup:.'],
    },
  },
}
