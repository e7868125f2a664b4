/** What hangs on a project or an auth config that was deleted: its accounts are disconnected one by one. */
import { jobQueue } from '../jobs/jobs.ts'

export interface DisposeAccounts {
  projectId: string
  /** Only the accounts of this auth config; absent when the project itself was deleted. */
  authConfigId?: string
}

/** Enqueued in the transaction that deletes; `connected-accounts/dispose-accounts.ts` does it. */
export const disposeAccounts = jobQueue<DisposeAccounts>('dispose-accounts')
