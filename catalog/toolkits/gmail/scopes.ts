/** Gmail's scopes: the narrow one that suffices, or a wider one that includes it. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

const full = 'https://mail.google.com/'
const modify = 'https://www.googleapis.com/auth/gmail.modify'
const readonly = 'https://www.googleapis.com/auth/gmail.readonly'
const compose = 'https://www.googleapis.com/auth/gmail.compose'
const send = 'https://www.googleapis.com/auth/gmail.send'
const labels = 'https://www.googleapis.com/auth/gmail.labels'
const contacts = 'https://www.googleapis.com/auth/contacts.readonly'
const otherContacts = 'https://www.googleapis.com/auth/contacts.other.readonly'

const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })

export const canRead = anyOf(readonly, modify, full)
export const canModify = anyOf(modify, full)
export const canSend = anyOf(send, compose, modify, full)
export const canCompose = anyOf(compose, modify, full)
export const canLabel = anyOf(labels, modify, full)
export const canReadLabels = anyOf(labels, readonly, modify, full)
export const canDeleteForever: ScopeRequirements = { all_of: [full] }
export const canReadContacts: ScopeRequirements = { all_of: [contacts] }
/** Which of the two depends on whose data is read. */
export const canReadPeople = anyOf(contacts, otherContacts)

/** What a new connection asks for. */
export const defaultScopes = [
  modify,
  contacts,
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]
