/** Drive scopes: the narrow one that suffices, or a wider one that includes it. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

const full = 'https://www.googleapis.com/auth/drive'
const readonly = 'https://www.googleapis.com/auth/drive.readonly'
const metadata = 'https://www.googleapis.com/auth/drive.metadata'
const metadataReadonly = 'https://www.googleapis.com/auth/drive.metadata.readonly'
/** Files that the app itself made or that the person opened with it. */
const ownFiles = 'https://www.googleapis.com/auth/drive.file'

const anyOf = (...scopes: string[]): ScopeRequirements => ({ all_of: [{ any_of: scopes }] })

export const canSeeFiles = anyOf(metadataReadonly, metadata, ownFiles, readonly, full)
export const canReadFiles = anyOf(ownFiles, readonly, full)
export const canWriteFiles = anyOf(ownFiles, full)
export const canLabelFiles = anyOf(metadata, ownFiles, full)
export const canManageDrives: ScopeRequirements = { all_of: [full] }
export const canSeeDrives = anyOf(readonly, full)

/** What a new connection asks for. */
export const defaultScopes = [
  full,
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]
