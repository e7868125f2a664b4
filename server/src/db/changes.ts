/**
 * Which tables have changed, as far as this process has heard: what rows that are kept in memory hang on.
 *
 * | who changed a table          | heard                                                                       |
 * | ---------------------------- | --------------------------------------------------------------------------- |
 * | this process                 | before the statement, or the commit, is done for its caller (`watchWrites`) |
 * | any other                    | by a notification that a trigger of the table sends at commit               |
 * | nobody, while not listening  | nothing is kept                                                             |
 */
import type { Notifications } from './notifications.ts'

/** Tables that carry the trigger (`migrations/…_watch-tables.sql`); a test holds the two lists equal. */
export const watchedTables = [
  'api_keys',
  'auth_configs',
  'connected_accounts',
  'consumer_permissions',
  'mcp_servers',
  'permission_policies',
  'projects',
] as const

export type WatchedTable = (typeof watchedTables)[number]

/**
 * How long after the last sign of life of the listening connection rows may still be used, in milliseconds. Whoever
 * waits for all processes to have heard of a change waits no longer than this for one that is silent.
 */
export const heardForMs = 3_000

export class Changes {
  readonly #counts = new Map<string, number>()
  #notifications: Notifications | undefined
  #isUntold = false
  #telling: Promise<void> | undefined

  /** Starts listening: until then, nothing may be kept. Returns what ends it. */
  follow(notifications: Notifications): () => void {
    this.#notifications = notifications
    const forget = notifications.on('patchbay_rows', (table) => this.#heard(table))
    return () => {
      this.#notifications = undefined
      forget()
    }
  }

  /** Whether what was read before may be used, as long as its tables have not changed. */
  get areHeard(): boolean {
    return this.#notifications?.heardWithin(heardForMs) ?? false
  }

  /** A number that is another one after every change of these tables. */
  countOf(tables: readonly WatchedTable[]): number {
    let sum = 0
    for (const table of tables) sum += this.#counts.get(table) ?? 0
    return sum
  }

  /** This process has changed them. */
  noteOwn(tables: Iterable<WatchedTable>): void {
    for (const table of tables) {
      this.#count(table)
      this.#isUntold = true
    }
  }

  /**
   * Resolves when no process uses a row any more that this one has changed. It costs nothing where nothing was changed.
   */
  async settled(): Promise<void> {
    if (this.#isUntold && this.#notifications) {
      this.#isUntold = false
      this.#telling = this.#notifications.allHeard(heardForMs).catch(() => {})
    }
    await this.#telling
  }

  #heard(table: string): void {
    // Said after a connection was lost: anything may have changed.
    if (table === '') for (const each of watchedTables) this.#count(each)
    else this.#count(table)
  }

  #count(table: string): void {
    this.#counts.set(table, (this.#counts.get(table) ?? 0) + 1)
  }
}
