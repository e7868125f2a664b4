/** What people call apps. Effective where a toolkit of the full name is there. */

/** Nickname without spaces, and the spellings it may stand for. */
const NAMES: Readonly<Record<string, string>> = {
  gcal: 'googlecalendar',
  gcalendar: 'googlecalendar',
  googlecal: 'googlecalendar',
  googlekalender: 'googlecalendar',
  googleagenda: 'googlecalendar',
  gdrive: 'googledrive',
  gdoc: 'googledocs',
  gdocs: 'googledocs',
  googledoc: 'googledocs',
  gsheet: 'googlesheets',
  gsheets: 'googlesheets',
  googlesheet: 'googlesheets',
  googlespreadsheet: 'googlesheets',
  gmeet: 'googlemeet',
  gtasks: 'googletasks',
  googletodolist: 'googletasks',
  googletodo: 'googletasks',
  googlemail: 'gmail',
  googlecontacts: 'gmail',
  gh: 'github',
  gl: 'gitlab',
  yt: 'youtube',
  hn: 'hackernews',
  insta: 'instagram',
  fb: 'facebook',
  twitter: 'twitter x',
  msteams: 'microsoftteams',
  teams: 'microsoftteams',
  mstodo: 'microsofttodo',
  o365: 'outlook',
  sfdc: 'salesforce',
  ga4: 'googleanalytics',
  tg: 'telegram',
  wa: 'whatsapp',
  mongo: 'mongodb',
  postgres: 'postgresql',
  calcom: 'cal',
  inbox: 'gmail outlook',
  mailbox: 'gmail outlook',
}

/** Nicknames that are more often plain words. */
const VAGUE: ReadonlySet<string> = new Set(['inbox', 'mailbox', 'teams'])

/** The spellings a nickname stands for, and how surely, 0 to 1; none when it is no nickname. */
export function nickname(spelling: string): { spellings: readonly string[]; confidence: number } | undefined {
  if (!Object.hasOwn(NAMES, spelling)) return undefined
  const names = NAMES[spelling] ?? ''
  return { spellings: names.split(' '), confidence: VAGUE.has(spelling) ? 0.7 : 0.9 }
}
