import { expect, inject, test } from 'vitest'
import { openDatabase } from './database.ts'
import { sql } from './sql.ts'

test('a transaction that cannot begin gives its connection back', async () => {
  const { db, pool, close } = openDatabase(inject('postgres'), () => {})
  try {
    // More often than the pool has connections.
    for (let count = 0; count < 20; count += 1) {
      const begun = db.transaction(async () => undefined, {
        isolationLevel: 'no such level' as 'serializable',
      })
      await expect(begun).rejects.toThrow()
    }
    await expect(
      db.transaction(async () => {
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    expect((await db.execute(sql`select 1 as one`)).rows).toStrictEqual([{ one: 1 }])
    expect(pool.idleCount).toBe(pool.totalCount)
  } finally {
    await close()
  }
})
