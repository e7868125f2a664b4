/** Campaigns and their reports. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, put, remove } from '../calls.ts'
import { answer, anything, flag, id, oneOf, open, record, text, texts, words } from '../schemas.ts'
import { campaignId, commas, listed, paging, since } from './inputs.ts'

const one = { campaign_id: campaignId }
const campaign = answer({
  id: words,
  status: words,
  emails_sent: { type: 'integer' },
  settings: anything,
  recipients: anything,
  archive_url: words,
})
const settings = {
  recipients: record(
    { list_id: id('Id of the audience.'), segment_opts: open('Part of it: {"saved_segment_id": 123}.') },
    'Who gets it.',
    ['list_id'],
  ),
  settings: record(
    {
      subject_line: text('Subject.'),
      preview_text: text('Text beside the subject in the inbox.'),
      title: text('Name that only you see.'),
      from_name: text('Name of the sender.'),
      reply_to: text('Address of the sender; its domain must be verified.'),
      template_id: { type: 'integer', description: 'Id of a template.' },
    },
    'Subject and sender.',
  ),
  tracking: open('What to follow: {"opens": true, "html_clicks": true}.'),
}

/** Slug, name, description, action. */
const actions = [
  [
    'SEND_CAMPAIGN',
    'Send campaign',
    'Send a campaign to all its recipients now. It cannot be taken back; read MAILCHIMP_GET_CAMPAIGN_SEND_CHECKLIST first.',
    'send',
  ],
  ['CANCEL_CAMPAIGN', 'Cancel campaign', 'Stop a campaign that is being sent (paid plans).', 'cancel-send'],
  ['UNSCHEDULE_CAMPAIGN', 'Unschedule campaign', 'Take a campaign off its schedule.', 'unschedule'],
  ['REPLICATE_CAMPAIGN', 'Copy campaign', 'Make a copy of a campaign as a draft.', 'replicate'],
] as const

/** Slug, name, description, path below a report, name of the list in the answer. */
const reports = [
  ['LIST_CAMPAIGN_OPEN_DETAILS', 'List who opened', 'See who opened a campaign.', 'open-details', 'members'],
  [
    'LIST_CAMPAIGN_DETAILS',
    'List clicked links',
    'See which links of a campaign were clicked and how often.',
    'click-details',
    'urls_clicked',
  ],
  [
    'LIST_UNSUBSCRIBED_MEMBERS',
    'List who unsubscribed',
    'See who unsubscribed after a campaign.',
    'unsubscribed',
    'unsubscribes',
  ],
  [
    'LIST_EMAIL_ACTIVITY',
    'List activity',
    'See what each recipient did with a campaign.',
    'email-activity',
    'emails',
  ],
  ['LIST_CAMPAIGN_RECIPIENTS', 'List recipients', 'See who got a campaign.', 'sent-to', 'sent_to'],
] as const

export const campaignTools = [
  get('MAILCHIMP_LIST_CAMPAIGNS', '/campaigns', {
    name: 'List campaigns',
    description: 'List campaigns, narrowed by state, audience or time.',
    important: true,
    query: {
      ...paging,
      status: oneOf(
        ['save', 'paused', 'schedule', 'sending', 'sent'],
        'Only campaigns in this state; save is a draft.',
      ),
      type: oneOf(['regular', 'plaintext', 'absplit', 'rss', 'variate'], 'Only this kind.'),
      list_id: text('Only those to this audience.'),
      since_send_time: since('sent after'),
      before_send_time: since('sent before'),
      sort_field: oneOf(['create_time', 'send_time'], 'What to sort by.'),
      sort_dir: oneOf(['ASC', 'DESC'], 'Direction.'),
    },
    style: commas,
    output: listed('campaigns'),
  }),
  get('MAILCHIMP_SEARCH_CAMPAIGNS', '/search-campaigns', {
    name: 'Search campaigns',
    description: 'Find campaigns by words of title, subject or text.',
    query: { query: id('What to look for.') },
    required: ['query'],
    output: answer({ results: { type: 'array', items: anything } }),
  }),
  get('MAILCHIMP_GET_CAMPAIGN_INFO', '/campaigns/{campaign_id}', {
    name: 'Get campaign',
    description: 'Read a campaign without its text.',
    path: one,
    output: campaign,
  }),
  post('MAILCHIMP_ADD_CAMPAIGN', '/campaigns', {
    name: 'Create campaign',
    description:
      'Create a draft of a campaign. Give it a text with MAILCHIMP_SET_CAMPAIGN_CONTENT, then send it.',
    important: true,
    body: { type: oneOf(['regular', 'plaintext', 'rss', 'variate'], 'Kind.'), ...settings },
    required: ['type'],
    output: campaign,
  }),
  patch('MAILCHIMP_UPDATE_CAMPAIGN_SETTINGS', '/campaigns/{campaign_id}', {
    name: 'Update campaign',
    description: 'Change recipients, subject or sender of a campaign that is not sent yet.',
    path: one,
    body: settings,
    output: campaign,
  }),
  remove('MAILCHIMP_DELETE_CAMPAIGN', '/campaigns/{campaign_id}', {
    name: 'Delete campaign',
    description: 'Delete a campaign with its report.',
    path: one,
  }),
  get('MAILCHIMP_GET_CAMPAIGN_CONTENT', '/campaigns/{campaign_id}/content', {
    name: 'Get text of campaign',
    description: 'Read HTML and plain text of a campaign.',
    path: one,
    output: answer({ html: words, plain_text: words }),
  }),
  put('MAILCHIMP_SET_CAMPAIGN_CONTENT', '/campaigns/{campaign_id}/content', {
    name: 'Set text of campaign',
    description: 'Give a campaign its text: HTML, or a template with its sections.',
    important: true,
    path: one,
    body: {
      html: text('The HTML.'),
      plain_text: text('The plain text; made of the HTML if left out.'),
      template: open('{"id": 123, "sections": {"body": "<p>Hi</p>"}}.'),
      url: text('Address to take the text from.'),
    },
    output: answer({ html: words, plain_text: words }),
  }),
  get('MAILCHIMP_GET_CAMPAIGN_SEND_CHECKLIST', '/campaigns/{campaign_id}/send-checklist', {
    name: 'Get checklist',
    description: 'See whether a campaign is ready to be sent and what is missing.',
    path: one,
    output: answer({ is_ready: { type: 'boolean' }, items: { type: 'array', items: anything } }),
  }),
  post('MAILCHIMP_SEND_TEST_EMAIL', '/campaigns/{campaign_id}/actions/test', {
    name: 'Send test',
    description: 'Send a test of a campaign to a few addresses.',
    path: one,
    body: {
      test_emails: texts('Email addresses.', { minItems: 1 }),
      send_type: oneOf(['html', 'plaintext'], 'Format.'),
    },
    required: ['test_emails', 'send_type'],
  }),
  post('MAILCHIMP_SCHEDULE_CAMPAIGN', '/campaigns/{campaign_id}/actions/schedule', {
    name: 'Schedule campaign',
    description: 'Send a campaign at a later time.',
    path: one,
    body: {
      schedule_time: id('When, in UTC and on a quarter hour, as 2026-01-31T09:15:00Z.'),
      timewarp: flag('At that time in the time zone of each recipient.'),
    },
    required: ['schedule_time'],
  }),
  ...actions.map(([slug, name, description, action]) =>
    post(`MAILCHIMP_${slug}`, `/campaigns/{campaign_id}/actions/${action}`, {
      name,
      description,
      important: action === 'send',
      path: one,
    }),
  ),
  get('MAILCHIMP_LIST_CAMPAIGN_REPORTS', '/reports', {
    name: 'List reports',
    description: 'List the reports of sent campaigns: opens, clicks, bounces.',
    query: { ...paging, since_send_time: since('sent after') },
    style: commas,
    output: listed('reports'),
  }),
  get('MAILCHIMP_GET_CAMPAIGN_REPORT', '/reports/{campaign_id}', {
    name: 'Get report',
    description: 'Read how a sent campaign did: opens, clicks, bounces, unsubscribes.',
    important: true,
    path: one,
    output: answer({
      id: words,
      emails_sent: { type: 'integer' },
      opens: anything,
      clicks: anything,
      bounces: anything,
    }),
  }),
  ...reports.map(([slug, name, description, path, field]) =>
    get(`MAILCHIMP_${slug}`, `/reports/{campaign_id}/${path}`, {
      name,
      description,
      path: one,
      query: paging,
      style: commas,
      output: listed(field),
    }),
  ),
] satisfies ToolkitInput['tools']
