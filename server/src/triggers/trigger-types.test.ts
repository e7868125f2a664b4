import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer, type TestServer } from '../../test/harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.close())

test('every trigger type of the toolkits served is listed, and pages cover all of them once', async () => {
  const { body: slugs } = await server.call('GET', '/triggers_types/list/enum')
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await server.call('GET', `/triggers_types?limit=30&cursor=${encodeURIComponent(cursor)}`)
    expect(body.total_items).toBe(slugs.length)
    seen.push(...body.items.map((item: { slug: string }) => item.slug))
    cursor = body.next_cursor
  }
  expect(seen).toStrictEqual(slugs)
  expect(new Set(seen).size).toBe(seen.length)
})

test('a trigger type says what it needs and what it gives, and each toolkit how many it has', async () => {
  const { body } = await server.call('GET', '/triggers_types/github_commit_event')
  expect(body).toMatchObject({
    slug: 'GITHUB_COMMIT_EVENT',
    type: 'webhook',
    toolkit: { slug: 'github', name: 'GitHub' },
    config: { type: 'object', required: ['owner', 'repo'] },
    payload: { required: ['id', 'message', 'timestamp', 'author', 'url'] },
    requires_webhook_endpoint_setup: false,
    version: expect.stringMatching(/^\d{8}_\d{2}$/),
  })
  const { body: toolkit } = await server.call('GET', '/toolkits/github')
  // Six by hand, and one for each webhook of GitHub's description.
  expect(toolkit.meta.triggers_count).toBeGreaterThan(200)
  const { body: page } = await server.call('GET', '/triggers_types?toolkit_slugs=GitHub&limit=100')
  expect(page.total_items).toBe(toolkit.meta.triggers_count)
  const { body: slack } = await server.call('GET', '/triggers_types/SLACK_RECEIVE_MESSAGE')
  expect(slack.requires_webhook_endpoint_setup).toBe(true)
})

/** The types that clients know, by what they are known as. */
const known = {
  poll: `
  CANVAS_ASSIGNMENT_GRADED_TRIGGER CANVAS_NEW_ASSIGNMENT_SUBMISSION_TRIGGER
  CANVAS_NEW_CANVAS_DISCUSSION_MESSAGE_TRIGGER CANVAS_NEW_CANVAS_DISCUSSION_TRIGGER
  CANVAS_NEW_COURSE_CREATED_TRIGGER CANVAS_NEW_FILE_UPLOADED_TRIGGER CODA_CODA_DOCUMENT_DELETED
  CODA_NEW_CODA_DOCUMENT CODA_NEW_CODA_PAGE CODA_SPECIFIC_CODA_PAGE_UPDATED
  DISCORD_DISCORD_NEW_MESSAGE_TRIGGER FIREFLIES_TRANSCRIPTION_COMPLETE GITHUB_FOLLOWER_EVENT
  GMAIL_NEW_GMAIL_MESSAGE GOOGLECALENDAR_GOOGLE_CALENDAR_EVENT_SYNC_TRIGGER GOOGLEDRIVE_GOOGLE_DRIVE_CHANGES
  GOOGLESHEETS_NEW_ROWS_TRIGGER GOOGLESUPER_GOOGLE_CALENDAR_EVENT_SYNC_TRIGGER
  GOOGLESUPER_GOOGLE_DRIVE_CHANGES GOOGLESUPER_NEW_GMAIL_MESSAGE GOOGLESUPER_NEW_ROWS_TRIGGER
  NOTION_PAGE_ADDED_TO_DATABASE NOTION_PAGE_ADDED_TRIGGER NOTION_PAGE_UPDATED_TRIGGER
  ONE_DRIVE_ONE_DRIVE_FILE_CREATED_TRIGGER ONE_DRIVE_ONE_DRIVE_FOLDER_CREATED_TRIGGER
  ONE_DRIVE_ONE_DRIVE_ITEM_DELETED_TRIGGER ONE_DRIVE_ONE_DRIVE_ITEM_UPDATED_TRIGGER
  SALESFORCE_NEW_CONTACT_TRIGGER SALESFORCE_NEW_LEAD_TRIGGER YOUTUBE_NEW_ACTIVITY_TRIGGER
  YOUTUBE_NEW_PLAYLIST_ITEM_TRIGGER YOUTUBE_NEW_PLAYLIST_TRIGGER YOUTUBE_NEW_SUBSCRIPTION_TRIGGER
  ZENDESK_NEW_ZENDESK_TICKET_TRIGGER`,
  webhook: `
  ASANA_TASK_TRIGGER GITHUB_COMMIT_EVENT GITHUB_ISSUE_ADDED_EVENT GITHUB_LABEL_ADDED_EVENT
  GITHUB_PULL_REQUEST_EVENT GITHUB_STAR_ADDED_EVENT GOOGLECALENDAR_GOOGLE_CALENDAR_EVENT_CHANGE_TRIGGER
  GOOGLESUPER_GOOGLE_CALENDAR_EVENT_CHANGE_TRIGGER HUBSPOT_CONTACT_CREATED_TRIGGER
  HUBSPOT_DEAL_STAGE_UPDATED_TRIGGER JIRA_NEW_ISSUE_TRIGGER JIRA_NEW_PROJECT_TRIGGER
  JIRA_UPDATED_ISSUE_TRIGGER LINEAR_COMMENT_EVENT_TRIGGER LINEAR_ISSUE_CREATED_TRIGGER
  LINEAR_ISSUE_UPDATED_TRIGGER MAILCHIMP_MAILCHIMP_CAMPAIGN_TRIGGER
  MAILCHIMP_MAILCHIMP_PROFILE_UPDATE_TRIGGER MAILCHIMP_MAILCHIMP_SUBSCRIBE_TRIGGER
  MAILCHIMP_MAILCHIMP_UNSUBSCRIBE_TRIGGER OUTLOOK_OUTLOOK_CONTACT_TRIGGER
  OUTLOOK_OUTLOOK_EVENT_CHANGE_TRIGGER OUTLOOK_OUTLOOK_EVENT_TRIGGER OUTLOOK_OUTLOOK_MESSAGE_TRIGGER
  OUTLOOK_OUTLOOK_SENT_MESSAGE_TRIGGER PIPEDRIVE_PIPEDRIVE_NEW_DEAL_TRIGGER
  PIPEDRIVE_PIPEDRIVE_NEW_NOTE_TRIGGER PIPEDRIVE_PIPEDRIVE_NEW_ORGANIZATION_TRIGGER SLACKBOT_CHANNEL_CREATED
  SLACKBOT_REACTION_ADDED SLACKBOT_REACTION_REMOVED SLACKBOT_RECEIVE_BOT_MESSAGE
  SLACKBOT_RECEIVE_DIRECT_MESSAGE SLACKBOT_RECEIVE_GROUP_MESSAGE SLACKBOT_RECEIVE_MESSAGE
  SLACKBOT_RECEIVE_MPIM_MESSAGE SLACKBOT_RECEIVE_THREAD_REPLY SLACK_CHANNEL_CREATED SLACK_REACTION_ADDED
  SLACK_REACTION_REMOVED SLACK_RECEIVE_BOT_MESSAGE SLACK_RECEIVE_DIRECT_MESSAGE SLACK_RECEIVE_GROUP_MESSAGE
  SLACK_RECEIVE_MESSAGE SLACK_RECEIVE_MPIM_MESSAGE SLACK_RECEIVE_THREAD_REPLY
  STRIPE_STRIPE_CHARGE_FAILED_TRIGGER STRIPE_STRIPE_CHECKOUT_SESSION_COMPLETED_TRIGGER
  STRIPE_STRIPE_INVOICE_PAYMENT_SUCCEEDED_TRIGGER STRIPE_STRIPE_PAYMENT_FAILED_TRIGGER
  STRIPE_STRIPE_PRODUCT_CREATED_TRIGGER STRIPE_STRIPE_SUBSCRIPTION_ADDED_TRIGGER
  STRIPE_STRIPE_SUBSCRIPTION_DELETED_TRIGGER TRELLO_TRELLO_ARCHIVED_CARD_TRIGGER
  TRELLO_TRELLO_NEW_ACTIVITY_TRIGGER TRELLO_TRELLO_NEW_BOARD_TRIGGER TRELLO_TRELLO_NEW_CARD_TRIGGER
  TRELLO_TRELLO_UPDATED_CARD_TRIGGER ZENDESK_NEW_USER_TRIGGER`,
}

test('what clients know is there under its name, as what they know it as, in the list, the enum and alone', async () => {
  const types = Object.entries(known).flatMap(([type, slugs]) =>
    slugs
      .trim()
      .split(/\s+/)
      .map((slug) => ({ slug, type })),
  )
  expect(types).toHaveLength(94)
  const { body: page } = await server.call('GET', '/triggers_types?limit=1000')
  const listed = new Map(page.items.map(({ slug, type }: { slug: string; type: string }) => [slug, type]))
  const { body: slugs } = await server.call('GET', '/triggers_types/list/enum')
  for (const { slug, type } of types) {
    const { body } = await server.call('GET', `/triggers_types/${slug}`)
    expect([slug, body.type, listed.get(slug)]).toStrictEqual([slug, type, type])
    expect(slugs).toContain(slug)
  }
})

test('how a trigger is carried out is no part of the answer', async () => {
  const { body } = await server.call('GET', '/triggers_types?limit=1000')
  expect(JSON.stringify(body)).not.toMatch(/"(poll|webhook|verify|map)":/)
})

test('an unknown slug or version is told apart, with what there is', async () => {
  const unknown = await server.call('GET', '/triggers_types/GITHUB_NO_SUCH_EVENT')
  expect(unknown.status).toBe(404)
  expect(unknown.body.error.suggested_fix).toContain('GITHUB_COMMIT_EVENT')
  const path = '/triggers_types/GITHUB_COMMIT_EVENT?toolkit_versions'
  expect((await server.call('GET', `${path}[github]=20200101_00`)).status).toBe(404)
  expect((await server.call('GET', `${path}=latest`)).status).toBe(200)
  expect((await server.call('GET', `${path}=`)).status).toBe(200)
})
