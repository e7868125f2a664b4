import type { Mount } from '../../files/mount-files.ts'
import type { SessionRow } from '../sessions.ts'

/** The mount that the sandbox of a session sees. */
export const mountOf = ({ projectId, id }: SessionRow): Mount => ({ projectId, sessionId: id })
