/**
 * What a model rarely reads of large results, and what it always does, by toolkit and tool. Kept apart from the
 * manifests as notes are: they change nothing that a tool does, only what is left when a result has to be cut.
 */
import type { ResultHints } from '../src/manifest/manifest.ts'
import type { ToolkitResultHints } from '../src/manifest/with-result-hints.ts'

/** Dotted names of fields with spaces between; `*_url` is each with that end. The first is dropped first. */
interface Fields {
  drop: string
  keep: string
}

const words = (text: string) => text.split(/\s+/)

/** Of each item of a list. */
const list = (items: string, { drop, keep }: Fields): ResultHints => ({
  items,
  drop: words(drop).map((field) => `${items}.*.${field}`),
  keep: words(keep).map((field) => `${items}.*.${field}`),
})

/** Of one thing, or of a thing in a field of the result. */
function one({ drop, keep }: Fields, under?: string): ResultHints {
  const within = (field: string) => (under === undefined ? field : `${under}.${field}`)
  return { drop: words(drop).map(within), keep: words(keep).map(within) }
}

const githubIssue: Fields = {
  drop: `*_url url node_id user.*_url user.url user.node_id reactions performed_via_github_app
      sub_issues_summary issue_dependencies_summary issue_field_values body_html body_text
      repository milestone.creator milestone.url assignee closed_by assignees.*.*_url
      assignees.*.url labels.*.url labels.*.node_id author_association`,
  keep: `number title state html_url user.login labels.*.name assignees.*.login created_at updated_at
      body comments pull_request.html_url milestone.title`,
}
const githubPull: Fields = {
  drop: `_links *_url url node_id user.*_url user.url user.node_id head.repo base.repo head.user
      base.user assignee assignees.*.*_url assignees.*.url requested_reviewers.*.*_url
      requested_teams labels.*.url labels.*.node_id milestone author_association stack`,
  keep: `number title state draft html_url user.login head.ref head.sha base.ref body created_at
      updated_at merged_at labels.*.name`,
}
const githubRepository: Fields = {
  drop: `*_url url node_id owner.*_url owner.url owner.node_id permissions license.url license.node_id
      template_repository parent source organization security_and_analysis`,
  keep: `full_name html_url description private fork archived language default_branch stargazers_count
      open_issues_count updated_at pushed_at owner.login topics`,
}
const githubCommit: Fields = {
  drop: `node_id url comments_url commit.verification commit.tree commit.url committer author.*_url
      author.url author.node_id parents commit.committer files.*.*_url`,
  keep: `sha html_url commit.message commit.author author.login stats files.*.filename files.*.status
      files.*.additions files.*.deletions`,
}
const githubComment: Fields = {
  drop: 'url issue_url node_id user.*_url user.url user.node_id reactions body_html',
  keep: 'id html_url user.login created_at updated_at body',
}
const github: ToolkitResultHints = {
  GITHUB_LIST_REPOSITORY_ISSUES: list('items', githubIssue),
  GITHUB_SEARCH_ISSUES_AND_PULL_REQUESTS: list('items', githubIssue),
  GITHUB_GET_AN_ISSUE: one(githubIssue),
  GITHUB_LIST_ISSUE_COMMENTS: list('items', githubComment),
  GITHUB_LIST_PULL_REQUESTS: list('items', githubPull),
  GITHUB_GET_A_PULL_REQUEST: one({
    ...githubPull,
    keep: `${githubPull.keep} mergeable merged additions deletions changed_files`,
  }),
  GITHUB_LIST_COMMITS: list('items', githubCommit),
  GITHUB_GET_A_COMMIT: one(githubCommit),
  GITHUB_SEARCH_REPOSITORIES: list('items', githubRepository),
  GITHUB_LIST_REPOSITORIES_FOR_THE_AUTHENTICATED_USER: list('items', githubRepository),
  GITHUB_GET_A_REPOSITORY: one(githubRepository),
  GITHUB_SEARCH_CODE: list('items', {
    drop: 'repository.*_url repository.url repository.node_id repository.owner git_url url',
    keep: 'name path sha html_url repository.full_name score text_matches',
  }),
}

const gmail: ToolkitResultHints = {
  GMAIL_FETCH_EMAILS: list('messages', {
    drop: 'payload preview labelIds',
    keep: 'messageId threadId subject sender to messageTimestamp messageText attachmentList',
  }),
  GMAIL_FETCH_MESSAGE_BY_THREAD_ID: list('messages', {
    drop: 'historyId sizeEstimate payload.parts.*.headers labelIds',
    keep: 'id threadId snippet internalDate payload',
  }),
  GMAIL_LIST_THREADS: list('threads', { drop: 'historyId', keep: 'id snippet' }),
  GMAIL_LIST_DRAFTS: list('drafts', {
    drop: 'message.payload message.labelIds message.historyId message.sizeEstimate',
    keep: 'id message.id message.threadId message.snippet',
  }),
  GMAIL_GET_CONTACTS: list('connections', {
    drop: 'etag metadata names.*.metadata emailAddresses.*.metadata phoneNumbers.*.metadata photos',
    keep: `resourceName names.*.displayName emailAddresses.*.value phoneNumbers.*.value
      organizations.*.name`,
  }),
  GMAIL_SEARCH_PEOPLE: list('results', {
    drop: `person.etag person.metadata person.names.*.metadata person.emailAddresses.*.metadata
      person.photos`,
    keep: `person.resourceName person.names.*.displayName person.emailAddresses.*.value
      person.phoneNumbers.*.value person.organizations.*.name`,
  }),
}

const slackMessage: Fields = {
  drop: `blocks bot_profile client_msg_id team edited reactions.*.users reply_users
      attachments.*.blocks attachments.*.message_blocks files.*.thumb_*
      files.*.url_private_download`,
  keep: `ts thread_ts user bot_id username text reply_count subtype permalink channel.id channel.name
      files.*.id files.*.name reactions.*.name reactions.*.count attachments.*.text`,
}
const slackChannel: Fields = {
  drop: `previous_names shared_team_ids pending_shared pending_connected_team_ids properties
      context_team_id`,
  keep: 'id name is_private is_archived is_member topic.value purpose.value num_members user',
}
const slackUser: Fields = {
  drop: `profile.image_* profile.avatar_hash profile.fields profile.status_emoji_display_info
      enterprise_user`,
  keep: `id name real_name deleted is_bot is_admin tz profile.email profile.title profile.display_name
      profile.real_name`,
}
const slack: ToolkitResultHints = {
  SLACK_FETCH_CONVERSATION_HISTORY: list('messages', slackMessage),
  SLACK_FETCH_MESSAGE_THREAD_FROM_A_CONVERSATION: list('messages', slackMessage),
  SLACK_SEARCH_FOR_MESSAGES_WITH_QUERY: list('messages.matches', slackMessage),
  SLACK_LIST_ALL_SLACK_TEAM_CHANNELS_WITH_VARIOUS_FILTERS: list('channels', slackChannel),
  SLACK_LIST_ACCESSIBLE_CONVERSATIONS_FOR_A_USER: list('channels', slackChannel),
  SLACK_LIST_ALL_SLACK_TEAM_USERS_WITH_PAGINATION: list('members', slackUser),
  SLACK_RETRIEVE_DETAILED_USER_INFORMATION: one(slackUser, 'user'),
  SLACK_LIST_FILES_WITH_FILTERS_IN_SLACK: list('files', {
    drop: 'thumb_* shares url_private_download preview_highlight preview permalink_public',
    keep: 'id name title mimetype size user created permalink channels',
  }),
}

const calendarEvent: Fields = {
  drop: `etag kind iCalUID sequence reminders conferenceData eventType creator extendedProperties
      attendees.*.self attendees.*.id organizer.self guestsCanModify`,
  keep: `id status summary description location start end htmlLink hangoutLink attendees.*.email
      attendees.*.responseStatus organizer.email recurringEventId recurrence`,
}
const googlecalendar: ToolkitResultHints = {
  GOOGLECALENDAR_FIND_EVENT: list('items', calendarEvent),
  GOOGLECALENDAR_EVENTS_LIST: list('items', calendarEvent),
  GOOGLECALENDAR_SYNC_EVENTS: list('items', calendarEvent),
  GOOGLECALENDAR_EVENTS_INSTANCES: list('items', calendarEvent),
  GOOGLECALENDAR_LIST_CALENDARS: list('items', {
    drop: 'etag kind conferenceProperties notificationSettings defaultReminders *Color colorId',
    keep: 'id summary description timeZone primary accessRole',
  }),
}

const driveFile: Fields = {
  drop: `capabilities permissions exportLinks thumbnailLink iconLink spaces kind permissionIds
      lastModifyingUser owners.*.photoLink owners.*.permissionId owners.*.kind`,
  keep: `id name mimeType parents size createdTime modifiedTime webViewLink trashed
      owners.*.emailAddress`,
}
const googledrive: ToolkitResultHints = {
  GOOGLEDRIVE_FIND_FILE: list('files', driveFile),
  GOOGLEDRIVE_FIND_FOLDER: list('files', driveFile),
  GOOGLEDRIVE_LIST_FILES: list('files', driveFile),
  GOOGLEDRIVE_GET_FILE_METADATA: one(driveFile),
  GOOGLEDRIVE_LIST_COMMENTS: list('comments', {
    drop: 'htmlContent kind anchor author.photoLink replies.*.htmlContent replies.*.author.photoLink',
    keep: 'id content createdTime resolved author.displayName replies.*.content quotedFileContent',
  }),
}

const notionPage: Fields = {
  drop: 'cover icon created_by last_edited_by public_url request_id properties.*.*.*.annotations',
  keep: 'object id url parent last_edited_time properties archived',
}
const notion: ToolkitResultHints = {
  NOTION_SEARCH_NOTION_PAGE: list('results', notionPage),
  NOTION_QUERY_DATABASE: list('results', notionPage),
  NOTION_FETCH_ROW: one(notionPage),
  NOTION_FETCH_DATABASE: one({ ...notionPage, keep: `${notionPage.keep} title.*.plain_text` }),
  NOTION_FETCH_NOTION_CHILD_BLOCK: list('results', {
    drop: 'created_by last_edited_by parent *.rich_text.*.annotations *.rich_text.*.text created_time',
    keep: 'id type has_children *.rich_text.*.plain_text *.checked *.title *.url',
  }),
  NOTION_FETCH_COMMENTS: list('results', {
    drop: 'rich_text.*.annotations rich_text.*.text parent last_edited_time',
    keep: 'id discussion_id created_time created_by.id rich_text.*.plain_text',
  }),
}

const linearIssue: Fields = {
  drop: 'assignee.id createdAt',
  keep: 'id identifier title url priorityLabel state.name assignee.name updatedAt',
}
const linear: ToolkitResultHints = {
  LINEAR_LIST_LINEAR_ISSUES: list('nodes', linearIssue),
  LINEAR_SEARCH_ISSUES: list('nodes', linearIssue),
  LINEAR_LIST_LINEAR_PROJECTS: list('nodes', {
    drop: 'description',
    keep: 'id name url state targetDate',
  }),
}

const jiraIssue: Fields = {
  drop: `self expand fields.*.self fields.*.*.self fields.*.avatarUrls fields.*.iconUrl
      fields.project.avatarUrls fields.status.statusCategory fields.customfield_* fields.votes
      fields.watches fields.aggregate* fields.timetracking fields.workratio fields.comment`,
  keep: `id key fields.summary fields.status.name fields.issuetype.name fields.priority.name
      fields.assignee.displayName fields.reporter.displayName fields.created fields.updated
      fields.duedate fields.labels fields.project.key fields.parent.key fields.description`,
}
const jira: ToolkitResultHints = {
  JIRA_SEARCH_FOR_ISSUES_USING_JQL_POST: list('issues', jiraIssue),
  JIRA_SEARCH_FOR_ISSUES_USING_JQL_GET: list('issues', jiraIssue),
  JIRA_LIST_SPRINT_ISSUES: list('issues', jiraIssue),
  JIRA_GET_ISSUE: one(jiraIssue),
  JIRA_LIST_ISSUE_COMMENTS: list('comments', {
    drop: 'self author.self author.avatarUrls updateAuthor jsdPublic',
    keep: 'id body created updated author.displayName',
  }),
  JIRA_GET_ALL_PROJECTS: list('values', {
    drop: 'self avatarUrls expand properties entityId uuid insight',
    keep: 'id key name projectTypeKey style',
  }),
}

const hubspotRecord: Fields = {
  drop: 'properties.hs_* propertiesWithHistory archived createdAt url',
  keep: `id updatedAt associations properties.*name properties.email properties.phone
      properties.amount properties.dealstage properties.pipeline properties.closedate
      properties.domain properties.lifecyclestage properties.subject properties.content
      properties.hs_pipeline* properties.price properties.quantity properties.hubspot_owner_id
      properties.jobtitle`,
}
const hubspotList = list('results', hubspotRecord)
const hubspot: ToolkitResultHints = {
  HUBSPOT_SEARCH_CONTACTS_BY_CRITERIA: hubspotList,
  HUBSPOT_LIST_CONTACTS_PAGE: hubspotList,
  HUBSPOT_READ_CRM_CONTACT_BY_ID: one(hubspotRecord),
  HUBSPOT_SEARCH_COMPANY_OBJECTS: hubspotList,
  HUBSPOT_RETRIEVE_PAGE_OF_COMPANIES: hubspotList,
  HUBSPOT_RETRIEVE_COMPANY_OBJECT_BY_ID: one(hubspotRecord),
  HUBSPOT_SEARCH_DEALS_BY_CRITERIA: hubspotList,
  HUBSPOT_READ_A_PAGE_OF_DEALS: hubspotList,
  HUBSPOT_RETRIEVE_DEAL_BY_ID: one(hubspotRecord),
  HUBSPOT_SEARCH_TICKETS_BY_CRITERIA: hubspotList,
  HUBSPOT_LIST_PAGE_OF_TICKETS: hubspotList,
  HUBSPOT_RETRIEVE_TICKET_BY_ID: one(hubspotRecord),
}

export const resultHintsOf: ReadonlyMap<string, ToolkitResultHints> = new Map(
  Object.entries({ github, gmail, googlecalendar, googledrive, hubspot, jira, linear, notion, slack }),
)
