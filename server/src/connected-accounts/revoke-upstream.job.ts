/** Tells a provider that an account was disconnected, again and again for a day until it has heard. */
import { jobQueue } from '../jobs/jobs.ts'

export interface RevokeUpstream {
  projectId: string
  disconnectionId: string
}

/** 16 attempts at 10, 20, 40 … seconds and at most 4 hours apart: about a day. */
export const mostAttempts = 16

/** Enqueued with the receipt. The process that disconnects tries at once, so this begins a little later. */
export const revokeUpstream = jobQueue<RevokeUpstream>('revoke-upstream', {
  retryLimit: mostAttempts + 4,
  retryDelay: 10,
  retryDelayMax: 4 * 3600,
})
