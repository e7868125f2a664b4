/** Due polls, claimed for this process in batches: one statement gives each account and toolkit no more than its room. */
import type { Database } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import type { Rooms } from './poll-limits.ts'
import { triggerInstances, type TriggerInstanceRow } from './triggers.table.ts'

/** How long the polls of a process that died wait for another. One that lives renews its leases well before. */
const leaseSeconds = 90
const newLease = sql`now() + ${leaseSeconds}::int * interval '1 second'`
/** Due rows that one statement looks at: bounded, however far this process is behind. */
const mostLookedAt = 2_000

/**
 * Claims instances that are due, the longest overdue first. Those whose account or toolkit has no room are passed over
 * before the look is bounded, so that a crowd of them hides nobody else. Claimed rows are leased by the database's clock.
 */
export async function claimPolls(db: Database, now: Date, rooms: Rooms): Promise<TriggerInstanceRow[]> {
  const { places, toolkits, accounts, usualToolkit, usualAccount } = rooms
  const list = (values: readonly (string | number)[]) => sql.param([...values])
  const full = (all: readonly { name: string; room: number }[]) =>
    list(all.filter(({ room }) => room === 0).map(({ name }) => name))
  const looked = Math.min(mostLookedAt, Math.max(128, 4 * places))
  return db
    .update(triggerInstances)
    .set({ leasedUntil: newLease, claims: sql`${triggerInstances.claims} + 1` })
    .where(
      sql`${triggerInstances.id} in (
        with toolkits as (
          select * from unnest(
            ${list(toolkits.map(({ name }) => name))}::text[],
            ${list(toolkits.map(({ room }) => room))}::int[],
            ${list(toolkits.map(({ ofAccount }) => ofAccount))}::int[]) as t (toolkit, room, account_room)
        ), accounts as (
          select * from unnest(
            ${list(accounts.map(({ name }) => name))}::text[],
            ${list(accounts.map(({ room }) => room))}::int[]) as a (account, room)
        ), due as (
          select id, next_poll_at, toolkit, connected_account_id as account,
            row_number() over (partition by connected_account_id order by next_poll_at) as place
          from (
            select id, next_poll_at, toolkit, connected_account_id from trigger_instances
            where next_poll_at <= ${now.toISOString()}::timestamptz
              and disabled_at is null
              and (leased_until is null or leased_until < now())
              and connected_account_id <> all(${full(accounts)}::text[])
              and toolkit <> all(${full(toolkits)}::text[])
            order by next_poll_at limit ${looked}
          ) as looked_at
        ), of_account as (
          select due.id, due.next_poll_at, t.room,
            row_number() over (partition by due.toolkit order by due.next_poll_at) as place
          from due
          left join toolkits t on t.toolkit = due.toolkit
          left join accounts a on a.account = due.account
          where due.place <= coalesce(a.room, t.account_room, ${usualAccount}::int)
        ), chosen as (
          select id from of_account where place <= coalesce(room, ${usualToolkit}::int)
          order by next_poll_at limit ${places}
        )
        select id from trigger_instances i
        where i.id in (select id from chosen)
          and i.disabled_at is null and (i.leased_until is null or i.leased_until < now())
        for update skip locked)`,
    )
    .returning()
}

/** Renews the leases of polls under way. Rows that somebody is writing at the moment are left out, to wait for nobody. */
export async function renewLeases(
  db: Database,
  polls: readonly Pick<TriggerInstanceRow, 'projectId' | 'id' | 'claims'>[],
): Promise<void> {
  if (polls.length === 0) return
  const claimed = JSON.stringify(
    polls.map(({ projectId, id, claims }) => ({ project_id: projectId, id, claims })),
  )
  await db.execute(sql`
    update trigger_instances set leased_until = ${newLease} where id in (
      select i.id from trigger_instances i
      join jsonb_to_recordset(${claimed}::jsonb) as q (project_id text, id text, claims int)
        on i.id = q.id and i.project_id = q.project_id and i.claims = q.claims
      where i.leased_until is not null and i.disabled_at is null
      for update of i skip locked)`)
}
