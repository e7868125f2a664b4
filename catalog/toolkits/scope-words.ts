/** What scopes allow, in words for the person who is asked to grant them. */

export type ScopeWords = Readonly<Record<string, string>>

/** The words of every group of which one scope is asked for: an auth config may ask for a narrower one instead. */
export function wordsOfGroups(
  groups: readonly ScopeWords[],
  scopes: readonly string[],
): Record<string, string> {
  const asked = groups.filter((group) => scopes.some((scope) => Object.hasOwn(group, scope)))
  return Object.assign({}, ...asked) as Record<string, string>
}

const google = (name: string) => `https://www.googleapis.com/auth/${name}`

export const googleScopes: readonly ScopeWords[] = [
  {
    'https://mail.google.com/': 'Read, write, send and delete all your mail for good',
    [google('gmail.modify')]: 'Read, write and send mail, and move it to the trash',
    [google('gmail.readonly')]: 'Read your mail and its settings',
    [google('gmail.compose')]: 'Write drafts and send mail',
    [google('gmail.send')]: 'Send mail as you',
    [google('gmail.labels')]: 'See and change your mail labels',
  },
  {
    [google('contacts.readonly')]: 'See and download your contacts',
    [google('contacts')]: 'See, change and delete your contacts',
  },
  {
    [google('calendar')]: 'See, change, share and delete all your calendars',
    [google('calendar.readonly')]: 'See all your calendars',
    [google('calendar.events')]: 'See and change the events of your calendars',
    [google('calendar.events.readonly')]: 'See the events of your calendars',
    [google('calendar.freebusy')]: 'See when you are free or busy',
    [google('calendar.calendars')]: 'See, change and delete your calendars',
    [google('calendar.calendars.readonly')]: 'See what your calendars are called and where they are',
    [google('calendar.calendarlist')]: 'See and change your list of calendars',
    [google('calendar.calendarlist.readonly')]: 'See your list of calendars',
    [google('calendar.acls')]: 'See and change who your calendars are shared with',
    [google('calendar.acls.readonly')]: 'See who your calendars are shared with',
    [google('calendar.settings.readonly')]: 'See your calendar settings',
  },
  {
    [google('drive')]: 'See, change, create and delete all your files in Drive',
    [google('drive.readonly')]: 'See and download all your files in Drive',
    [google('drive.metadata')]: 'See and change what Drive knows about your files, such as their names',
    [google('drive.metadata.readonly')]: 'See what Drive knows about your files, such as their names',
    [google('drive.file')]: 'See and change only the files in Drive that you open with this app',
  },
  {
    [google('documents')]: 'See, change, create and delete your documents in Docs',
    [google('documents.readonly')]: 'See your documents in Docs',
  },
  {
    [google('spreadsheets')]: 'See, change, create and delete your spreadsheets',
    [google('spreadsheets.readonly')]: 'See your spreadsheets',
  },
  {
    [google('tasks')]: 'See, change and delete your tasks',
    [google('tasks.readonly')]: 'See your tasks',
  },
  {
    [google('meetings.space.created')]: 'Create meetings, and see those that this app created',
    [google('meetings.space.readonly')]: 'See your meetings and their recordings',
    [google('meetings.space.settings')]: 'Change the settings of your meetings',
  },
  {
    [google('youtube')]: 'Manage your YouTube account',
    [google('youtube.readonly')]: 'See your YouTube account',
    [google('youtube.force-ssl')]: 'See, change and delete your videos, ratings, comments and captions',
    [google('youtube.upload')]: 'Upload and manage videos',
  },
  {
    [google('userinfo.email')]: 'See your e-mail address',
    [google('userinfo.profile')]: 'See your name and picture',
    openid: 'Know who you are',
  },
]

export const microsoftScopes: readonly ScopeWords[] = [
  {
    offline_access: 'Keep access until you take it back',
    'User.Read': 'Sign you in and read your profile',
    'User.ReadBasic.All': 'Read the names and addresses of people in your organization',
  },
  {
    'Mail.Read': 'Read your mail',
    'Mail.ReadWrite': 'Read, change and delete your mail',
    'Mail.Send': 'Send mail as you',
    'MailboxSettings.ReadWrite': 'Read and change the settings of your mailbox',
  },
  {
    'Calendars.Read': 'Read your calendars',
    'Calendars.ReadWrite': 'Read, change and delete events of your calendars',
  },
  { 'Contacts.Read': 'Read your contacts', 'Contacts.ReadWrite': 'Read, change and delete your contacts' },
  {
    'Files.Read.All': 'Read all files that you can open',
    'Files.ReadWrite.All': 'Read, change and delete all files that you can open',
  },
  {
    'Sites.Read.All': 'Read all SharePoint sites that you can open',
    'Sites.ReadWrite.All': 'Read and change items of all SharePoint sites that you can open',
    'Sites.Manage.All': 'Create, change and delete lists of all SharePoint sites that you can open',
  },
  {
    'Team.ReadBasic.All': 'Read the names of your teams',
    'Team.Create': 'Create teams',
    'TeamSettings.ReadWrite.All': 'Read and change the settings of your teams',
    'TeamMember.ReadWrite.All': 'Add and remove members of your teams',
    'Channel.ReadBasic.All': 'Read the names of channels',
    'Channel.Create': 'Create channels',
    'ChannelMessage.Read.All': 'Read messages of channels',
    'ChannelMessage.Send': 'Send messages to channels as you',
    'ChannelMessage.ReadWrite': 'Read and change messages of channels',
    'People.Read': 'See the people that you work with',
    'Chat.Create': 'Start chats',
    'Chat.ReadWrite': 'Read and write your chats',
    'OnlineMeetings.ReadWrite': 'Read and create online meetings',
  },
]

export const githubScopes: ScopeWords = {
  repo: 'Read and write code, issues and settings of all your repositories, private ones too',
  public_repo: 'Read and write your public repositories',
  'read:org': 'See your organizations and teams',
  'read:user': 'See your profile',
  'user:email': 'See your e-mail addresses',
  gist: 'Create and change gists',
  workflow: 'Change GitHub Actions workflows',
  notifications: 'See and mark your notifications',
}

export const linearScopes: ScopeWords = {
  read: 'Read everything in your workspace that you can see',
  write: 'Create and change issues, projects and comments',
}

export const slackScopes: ScopeWords = {
  'app_mentions:read': 'Read messages that mention the app',
  'channels:history': 'Read messages in public channels that the app is in',
  'channels:join': 'Join public channels',
  'channels:manage': 'Create, rename and archive public channels',
  'channels:read': 'See the names and topics of public channels',
  'chat:write': 'Send messages as the app',
  'chat:write.customize': 'Send messages under another name and picture',
  'chat:write.public': 'Send messages to public channels that the app is not in',
  'dnd:read': 'See who does not want to be disturbed',
  'emoji:read': 'See custom emoji',
  'files:read': 'See files that are shared where the app is',
  'files:write': 'Upload, change and delete files as the app',
  'groups:history': 'Read messages in private channels that the app is in',
  'groups:read': 'See the names of private channels that the app is in',
  'groups:write': 'Manage private channels that the app is in, and create new ones',
  'im:history': 'Read direct messages with the app',
  'im:read': 'See who has direct messages with the app',
  'im:write': 'Start direct messages',
  'mpim:history': 'Read group messages that the app is in',
  'mpim:read': 'See group messages that the app is in, without their content',
  'mpim:write': 'Start group messages',
  'pins:read': 'See pinned messages and files',
  'pins:write': 'Pin and unpin messages and files',
  'reactions:read': 'See reactions',
  'reactions:write': 'Add and remove reactions',
  'search:read': 'Search everything that you can see',
  'team:read': 'See the name and the address of the workspace',
  'usergroups:read': 'See user groups',
  'usergroups:write': 'Create and change user groups',
  'users.profile:read': 'See the profiles of people',
  'users:read': 'See the people of the workspace',
  'users:read.email': 'See the e-mail addresses of people',
}
