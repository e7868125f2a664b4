/** Calendar scopes: the narrow one that suffices, or a wider one that includes it. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

const full = 'https://www.googleapis.com/auth/calendar'
const readonly = 'https://www.googleapis.com/auth/calendar.readonly'
const events = 'https://www.googleapis.com/auth/calendar.events'
const eventsReadonly = 'https://www.googleapis.com/auth/calendar.events.readonly'
const freeBusy = 'https://www.googleapis.com/auth/calendar.freebusy'
const calendars = 'https://www.googleapis.com/auth/calendar.calendars'
const calendarsReadonly = 'https://www.googleapis.com/auth/calendar.calendars.readonly'
const list = 'https://www.googleapis.com/auth/calendar.calendarlist'
const listReadonly = 'https://www.googleapis.com/auth/calendar.calendarlist.readonly'
/** Sharing rules: `calendar.readonly` does not show them. */
const rules = 'https://www.googleapis.com/auth/calendar.acls'
const rulesReadonly = 'https://www.googleapis.com/auth/calendar.acls.readonly'
const settingsReadonly = 'https://www.googleapis.com/auth/calendar.settings.readonly'

const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })

export const canReadEvents = anyOf(eventsReadonly, events, readonly, full)
export const canWriteEvents = anyOf(events, full)
export const canReadCalendars = anyOf(calendarsReadonly, calendars, readonly, full)
export const canWriteCalendars = anyOf(calendars, full)
export const canReadList = anyOf(listReadonly, list, readonly, full)
export const canWriteList = anyOf(list, full)
export const canReadRules = anyOf(rulesReadonly, rules, full)
export const canWriteRules = anyOf(rules, full)
export const canReadSettings = anyOf(settingsReadonly, readonly, full)
export const canSeeBusy = anyOf(freeBusy, readonly, full)

/** What a new connection asks for. */
export const defaultScopes = [
  full,
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]
