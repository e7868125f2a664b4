/** What every toolkit kept by hand has, as people expect it of the apps that agents use most. */
import { expect, test } from 'vitest'
import { compileShipped, shippedSlugs } from '../src/build/compile-shipped.ts'
import type { Tool } from '../src/manifest/manifest.ts'

const toolkits = shippedSlugs().map((slug) => compileShipped(slug).toolkit)

/** OAuth 2 providers that publish no call by which an app ends a grant: people do it in their settings. */
const noRevocation = [
  'airtable',
  'bitbucket',
  'clickup',
  'confluence',
  'excel',
  'figma',
  'intercom',
  'jira',
  'linkedin',
  'mailchimp',
  'microsoft_teams',
  'monday',
  'one_drive',
  'outlook',
  'pagerduty',
  'paypal',
  'share_point',
  'spotify',
  'zendesk',
]

test('every OAuth 2 connection can be revoked, unless the provider has no call for it', () => {
  const without = toolkits.filter(({ auth }) =>
    auth.some(({ mode, oauth2, revoke }) => mode === 'OAUTH2' && !oauth2?.revoke_url && !revoke),
  )
  expect(without.map(({ slug }) => slug)).toStrictEqual(noRevocation)
})

/** APIs without accounts, and one that has no call to ask whose key it is. */
const nobody = ['composio_search', 'exa', 'hackernews']

test('every toolkit with accounts can ask whose account it is', () => {
  const without = toolkits.filter(({ current_user }) => !current_user)
  expect(without.map(({ slug }) => slug)).toStrictEqual(nobody)
})

test('every toolkit has a picture, a home page, a guide to its credentials and categories', () => {
  for (const { slug, logo, app_url, auth_guide_url, categories, auth } of toolkits) {
    expect(logo, slug).toMatch(/^https:\/\//)
    expect(categories.length, slug).toBeGreaterThan(0)
    if (slug === 'composio_search') continue
    expect(app_url, slug).toMatch(/^https:\/\//)
    expect(auth_guide_url, slug).toMatch(/^https:\/\//)
    // A pasted access token is from wherever it was got.
    for (const { mode, name, hint_url } of auth)
      if (mode !== 'NO_AUTH' && !name.endsWith('_bearer_token')) expect(hint_url, slug).toMatch(/^https:\/\//)
  }
})

test('every field that a person fills in has a name and says what it is; secrets are marked', () => {
  for (const { slug, auth } of toolkits) {
    for (const { auth_config_fields, connected_account_fields } of auth) {
      for (const field of [...auth_config_fields, ...connected_account_fields]) {
        expect(field.display_name, `${slug} ${field.name}`).toBeTruthy()
        expect(field.description?.length ?? 0, `${slug} ${field.name}`).toBeGreaterThan(10)
        if (/secret|password|token|api_key/.test(field.name) && field.name !== 'api_key')
          expect(field.secret, `${slug} ${field.name}`).toBe(true)
      }
    }
  }
})

/** Providers whose apps have permissions, but whose tokens name none by call. */
const unscoped = new Set([
  'canvas',
  'clickup',
  'github',
  'intercom',
  'mailchimp',
  'notion',
  'pipedrive',
  'zoom',
])

/** Calls that need no scope, or whose scope depends on an argument. */
const openCalls =
  /^(AIRTABLE_GET_USER_INFO|DISCORD_GET_(INVITE|MY_OAUTH2_AUTHORIZATION)|GOOGLECALENDAR_GET_CURRENT_DATE_TIME|HUBSPOT_.*(OBJECT|APAGE_OF_OBJECTS).*|SHOPIFY_GET_SHOP_DETAILS|SLACK(BOT)?_(RETRIEVE_MESSAGE_PERMALINK_URL|CHECKS_AUTHENTICATION_AND_IDENTITY)|SPOTIFY_(GET|SEARCH)_.*|TWITTER_POST_USAGE|XERO_GET_CONNECTIONS|PAYPAL_.*)$/

test('where tokens have scopes, every tool says which it needs', () => {
  const silent = toolkits
    .filter(({ slug, auth }) => auth.some(({ mode }) => mode === 'OAUTH2') && !unscoped.has(slug))
    .flatMap(({ tools }) => tools)
    .filter(({ scopes, exec, slug }) => !scopes && exec.kind !== 'builtin' && !openCalls.test(slug))
  expect(silent.map(({ slug }) => slug)).toStrictEqual([])
})

/** Arguments that lead on, and those of them whose answers are read in the usual places (`next-call.ts`). */
const leadsOn =
  /^(page|offset|skip|start_at|startAt|marker|page_?token|cursor|start_cursor|starting_after|next_token)$/i
const usual = /^(page_?token|cursor|start_cursor|starting_after|next_token)$/i

/** Which has four lists in one answer, each with an offset of its own. */
const several = new Set(['SPOTIFY_SEARCH_FOR_ITEM'])

test('every list that comes in pages says how the next is asked for, or answers in one of the usual ways', () => {
  const stuck = toolkits.flatMap(({ slug: toolkit, tools }) =>
    toolkit === 'github'
      ? []
      : tools.filter((tool) => isList(tool) && !tool.pagination && !several.has(tool.slug)),
  )
  expect(stuck.map(({ slug }) => slug)).toStrictEqual([])
})

const isList = (tool: Tool) => {
  const names = Object.keys(tool.input.properties)
  const hasList = Object.values(tool.output.properties).some(({ type }) => type === 'array')
  return (
    tool.exec.kind === 'http' &&
    tool.tags.includes('readOnlyHint') &&
    hasList &&
    names.some((name) => leadsOn.test(name)) &&
    !names.some((name) => usual.test(name))
  )
}

test('what a declared page is asked for with is an argument, and what it is counted by is in the answer', () => {
  for (const tool of toolkits.flatMap(({ tools }) => tools)) {
    const { pagination } = tool
    if (!pagination) continue
    if ('argument' in pagination)
      expect(tool.input.properties, tool.slug).toHaveProperty([pagination.argument])
    const size = 'size_argument' in pagination ? pagination.size_argument : undefined
    if (size !== undefined) expect(tool.input.properties, tool.slug).toHaveProperty([size])
    const [list] = pagination.items?.split('.') ?? []
    const known = Object.keys(tool.output.properties)
    if (list !== undefined && list !== 'items' && known.length > 0) expect(known, tool.slug).toContain(list)
  }
})

test.each([
  ['GMAIL_SEND_EMAIL', 'attachment'],
  ['GOOGLEDRIVE_UPLOAD_FILE', 'file_to_upload'],
  ['ONE_DRIVE_ONEDRIVE_UPLOAD_FILE', 'file'],
  ['BOX_UPLOAD_FILE', 'file'],
  ['SLACK_UPLOAD_FILE', 'file'],
  ['SLACKBOT_UPLOAD_OR_CREATE_A_FILE_IN_SLACK', 'file'],
  ['JIRA_ADD_ATTACHMENT_TO_ISSUE', 'file'],
  ['TRELLO_ADD_CARDS_ATTACHMENTS_BY_ID_CARD', 'file'],
  ['ASANA_CREATE_ATTACHMENT_FOR_TASK', 'file'],
  ['CLICKUP_CREATE_TASK_ATTACHMENT', 'attachment'],
  ['OPENAI_UPLOAD_FILE', 'file'],
  ['YOUTUBE_UPLOAD_VIDEO', 'videoFilePath'],
  ['TWITTER_MEDIA_UPLOAD_MEDIA', 'media'],
])('%s takes a file in %s', (slug, argument) => {
  const tool = toolkits
    .flatMap(({ tools }) => tools)
    .find((each) => each.slug === slug || each.aliases.includes(slug))
  expect(tool?.input.properties[argument]).toMatchObject({ file_uploadable: true })
})
