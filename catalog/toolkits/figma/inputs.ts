/** What several Figma tools share. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'
import { id, text, whole } from '../schemas.ts'

/** The fine scope, or the old one that covers all reading. */
export const orOld = (scope: string): ScopeRequirements => ({ all_of: [{ any_of: [scope, 'files:read'] }] })
export const all = (scope: string): ScopeRequirements => ({ all_of: [scope] })

export const fileKey = id('Key of the file: what follows /design/ or /file/ in its address.')
export const teamId = id('Id of the team: the number after /team/ in its address.')
export const nodeIds = (description: string) => id(`${description}, separated by commas, such as 1:5,12:34.`)

export const cursors = {
  page_size: whole('How many to return at most; 30 when left out.', { minimum: 1, maximum: 1000 }),
  after: whole('Next page: meta.cursor.after of the previous answer.'),
  before: whole('Previous page: meta.cursor.before.'),
}
export const depth = whole('How many levels of the tree: 1 pages only, 2 their top layers too.', {
  minimum: 1,
})
export const version = text('Id of a version, from FIGMA_GET_VERSIONS_OF_A_FILE; the newest when left out.')
