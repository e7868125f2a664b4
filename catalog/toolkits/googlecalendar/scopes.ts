/** Calendar scopes: the narrow one that suffices, or a wider one that includes it. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

const full = 'https://www.googleapis.com/auth/calendar'
const readonly = 'https://www.googleapis.com/auth/calendar.readonly'
const events = 'https://www.googleapis.com/auth/calendar.events'
const eventsReadonly = 'https://www.googleapis.com/auth/calendar.events.readonly'
const freeBusy = 'https://www.googleapis.com/auth/calendar.freebusy'

const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })

export const canReadEvents = anyOf(eventsReadonly, events, readonly, full)
export const canWriteEvents = anyOf(events, full)
export const canReadCalendars = anyOf(readonly, full)
export const canWriteCalendars: ScopeRequirements = { all_of: [full] }
export const canSeeBusy = anyOf(freeBusy, readonly, full)

/** What a new connection asks for. */
export const defaultScopes = [
  full,
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]
