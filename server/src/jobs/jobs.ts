/**
 * Work to do later, kept in Postgres by pg-boss: enqueued inside the caller's transaction, so a job exists
 * exactly when the row that caused it does, and redone after a crash.
 */
import { sql } from '../db/sql.ts'
import { fromDrizzle, PgBoss, type Queue } from 'pg-boss'
import type { Log } from '../log.ts'
import type { ConnectionTarget, Database } from '../db/database.ts'

type QueueOptions = Omit<Queue, 'name'>

/** A queue and the shape of its jobs. Job data holds ids only, never a credential. */
export interface JobQueue<T extends object> {
  name: string
  options: QueueOptions
  /** Carries the type; never set. */
  data?: T
}

export type JobHandler<T extends object> = (data: T) => Promise<void>

/** Lost workers are noticed within 30 s and their jobs redone; figures of the choice are in ARCHITECTURE.md. */
const reliable: QueueOptions = {
  heartbeatSeconds: 10,
  expireInSeconds: 30,
  retryLimit: 50,
  retryBackoff: true,
}

/** Declares a queue. */
export function jobQueue<T extends object>(name: string, options: QueueOptions = {}): JobQueue<T> {
  return { name, options: { ...reliable, ...options } }
}

export interface JobOptions {
  startAfter?: Date
  /** In a queue of the policy `exclusive`, a job is dropped while another of its key waits or runs. */
  key?: string
}

export interface Jobs {
  /** Enqueues inside `tx`; the job is there when the transaction commits. */
  enqueue<T extends object>(tx: Database, queue: JobQueue<T>, data: T, options?: JobOptions): Promise<void>
  /** Starts working a queue off in this process, up to `atOnce` jobs (1) at the same time. */
  work<T extends object>(queue: JobQueue<T>, handler: JobHandler<T>, atOnce?: number): Promise<void>
  /** Lets running jobs finish, for up to 20 s. */
  stop(): Promise<void>
}

/** Starts the job engine and makes sure that the queues exist. */
export async function startJobs(
  target: ConnectionTarget,
  queues: readonly JobQueue<object>[],
  log: Log,
): Promise<Jobs> {
  const boss = new PgBoss({ ...target, application_name: 'patchbay jobs', max: 4, schedule: false })
  boss.on('error', (error) => log.error({ err: error }, 'job engine'))
  await boss.start()
  for (const queue of queues) await boss.createQueue(queue.name, queue.options)
  let stopping: Promise<void> | undefined
  return {
    async enqueue(tx, queue, data, { startAfter, key } = {}) {
      await boss.send(queue.name, data, {
        db: fromDrizzle(tx, sql),
        ...(startAfter && { startAfter }),
        ...(key !== undefined && { singletonKey: key }),
      })
    },
    async work(queue, handler, atOnce = 1) {
      await boss.work(queue.name, { batchSize: atOnce }, async (jobs: { data: object }[]) => {
        await Promise.all(jobs.map(async (job) => handler(job.data as never)))
      })
    },
    stop: () => (stopping ??= boss.stop({ graceful: true, timeout: 20_000 })),
  }
}
