/**
 * Google Super: one connection to several Google apps. Its tools and trigger types are those of the apps' own toolkits,
 * under its prefix; what is not Gmail's goes to the full address of its API.
 */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { gmail } from '../gmail/toolkit.ts'
import { googleAuth } from '../google-auth.ts'
import { googlecalendar } from '../googlecalendar/toolkit.ts'
import { googledrive } from '../googledrive/toolkit.ts'
import { googlesheets } from '../googlesheets/toolkit.ts'

type Tool = ToolkitInput['tools'][number]
type App = Pick<ToolkitInput, 'slug' | 'http' | 'tools' | 'triggers' | 'auth'>

const apps: App[] = [gmail, googlecalendar, googledrive, googlesheets]
const home = gmail.http.base_url

/** Tools that are here too: what one connection to all of Google is mostly used for. */
const shared = new Set([
  'CREATE_EVENT',
  'EVENTS_LIST',
  'FIND_EVENT',
  'LIST_CALENDARS',
  'FETCH_EMAILS',
  'FETCH_MESSAGE_BY_MESSAGE_ID',
  'GET_PROFILE',
  'LIST_LABELS',
  'SEND_DRAFT',
  'FIND_FILE',
  'GET_FILE_METADATA',
  'GET_SHEET_NAMES',
  'GET_SPREADSHEET_INFO',
])

const renamed = (text: string) =>
  text.replaceAll(/\b(?:GMAIL|GOOGLECALENDAR|GOOGLEDRIVE|GOOGLESHEETS)_(?=[A-Z])/g, 'GOOGLESUPER_')

/** The same with paths below another base URL as addresses of their own. */
function moved<T>(value: T, base: string): T {
  const text = JSON.stringify(value, (key, part: unknown) =>
    key === 'path' && typeof part === 'string' && part.startsWith('/') && base !== home ? base + part : part,
  )
  return JSON.parse(renamed(text)) as T
}

function toolsOf({ tools, http }: App): Tool[] {
  return tools
    .filter(({ slug, exec }) => {
      const isCall = exec.kind === 'http' || http.base_url === home
      return isCall && shared.has(slug.slice(slug.indexOf('_') + 1))
    })
    .map((tool) => ({ ...moved(tool, http.base_url), aliases: [] }))
}

const triggersOf = ({ triggers = [], http }: App): TriggerInput[] =>
  triggers.map((trigger) => moved(trigger, http.base_url))

const scopes = apps.flatMap(({ auth }) => auth.flatMap(({ oauth2 }) => oauth2?.default_scopes ?? []))

export const googlesuper = {
  manifest: 1,
  slug: 'googlesuper',
  name: 'Google Super',
  description: 'Mail, calendars, files and sheets of a Google account, through one connection.',
  logo: 'https://www.google.com/favicon.ico',
  app_url: 'https://workspace.google.com',
  auth_guide_url: 'https://developers.google.com/workspace/guides/create-credentials',
  categories: ['productivity-&-project-management'],
  aliases: ['google super', 'google workspace'],
  http: {
    base_url: home,
    allow_hosts: ['people.googleapis.com', 'www.googleapis.com', 'sheets.googleapis.com'],
    error_paths: ['error.message', 'error_description'],
  },
  auth: googleAuth('googlesuper', [...new Set(scopes)]),
  current_user: gmail.current_user,
  tools: apps.flatMap(toolsOf),
  triggers: apps.flatMap(triggersOf),
} satisfies ToolkitInput
