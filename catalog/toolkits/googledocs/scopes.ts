/** Docs scopes: the narrow one that suffices, or a wider one that includes it. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

const docs = 'https://www.googleapis.com/auth/documents'
const docsReadonly = 'https://www.googleapis.com/auth/documents.readonly'
const drive = 'https://www.googleapis.com/auth/drive'
const driveReadonly = 'https://www.googleapis.com/auth/drive.readonly'
const driveMetadata = 'https://www.googleapis.com/auth/drive.metadata.readonly'
/** Files that the app itself made or that the person opened with it. */
const ownFiles = 'https://www.googleapis.com/auth/drive.file'
const sheets = 'https://www.googleapis.com/auth/spreadsheets'
const sheetsReadonly = 'https://www.googleapis.com/auth/spreadsheets.readonly'

const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })

export const canRead = anyOf(docsReadonly, docs, ownFiles, driveReadonly, drive)
export const canWrite = anyOf(docs, ownFiles, drive)
/** Finding, copying and replacing documents is a matter of Drive. */
export const canSearch = anyOf(driveMetadata, ownFiles, driveReadonly, drive)
export const canCopy = anyOf(ownFiles, drive)
export const canReadSheets = anyOf(sheetsReadonly, sheets, ownFiles, driveReadonly, drive)

/** What a new connection asks for. */
export const defaultScopes = [
  docs,
  drive,
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]
