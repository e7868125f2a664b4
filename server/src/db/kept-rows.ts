/** Rows that are read at every call and hardly ever change, kept in memory for as long as they are known to hold. */
import type { Changes, WatchedTable } from './changes.ts'
import type { Database } from './database.ts'

const changesOf = new WeakMap<object, Changes>()

/** Lets rows be kept that are read through this pool; a transaction always reads for itself. */
export function keepRowsOf(db: Database, changes: Changes): void {
  changesOf.set(db, changes)
}

/** What the processes of an installation have heard of changes; undefined for a transaction. */
export function heardChanges(db: Database): Changes | undefined {
  return changesOf.get(db)
}

export interface KeptRows<T extends object> {
  /**
   * The value of this key: the one that was read before if none of the tables has changed since, else what `read`
   * reads now. `mayKeep` says whether it is kept; a value that is undefined never is.
   */
  read(
    db: Database,
    key: string,
    read: () => Promise<T | undefined>,
    mayKeep?: (value: T) => boolean,
  ): Promise<T | undefined>
  /** Whether this value was kept, and its tables have changed since. */
  isOutdated(db: Database, value: object): boolean
}

interface Kept<T> {
  count: number
  values: Map<string, T>
}

/** Of each kind. Rows are some kilobytes at most. */
const most = 5_000

/** Rows of these tables. They stay as the database has them: what is sealed stays sealed. */
export function keptRows<T extends object>(...tables: WatchedTable[]): KeptRows<T> {
  const stores = new WeakMap<Changes, Kept<T>>()
  const homes = new WeakMap<object, Kept<T>>()

  function storeOf(changes: Changes): Kept<T> {
    const count = changes.countOf(tables)
    const known = stores.get(changes)
    if (known?.count === count) return known
    const fresh = { count, values: new Map<string, T>() }
    stores.set(changes, fresh)
    return fresh
  }

  return {
    async read(db, key, read, mayKeep = () => true) {
      const changes = changesOf.get(db)
      if (!changes?.areHeard) return read()
      // Taken before the read: a change that is heard during it leaves this store behind.
      const store = storeOf(changes)
      const known = store.values.get(key)
      if (known !== undefined) return known
      const value = await read()
      if (value === undefined || !mayKeep(value)) return value
      if (store.values.size >= most) store.values.clear()
      store.values.set(key, value)
      homes.set(value, store)
      return value
    },
    isOutdated(db, value) {
      const home = homes.get(value)
      const changes = changesOf.get(db)
      return home !== undefined && (!changes?.areHeard || home !== storeOf(changes))
    },
  }
}
