/**
 * Rows on their way into Postgres. Those that come while others are being written go together, in one statement: under
 * load, most of what a row costs is the round trip, and the wait for the disk.
 */

/** Rows that end meanwhile wait for one of these. */
const mostAtOnce = 2
/** Of one statement: some megabytes at most. */
const mostRows = 64

interface Waiting<Row> {
  row: Row
  done: () => void
  failed: (error: unknown) => void
}

export class RowWriter<Row> {
  readonly #write: (rows: readonly Row[]) => Promise<unknown>
  readonly #waiting: Waiting<Row>[] = []
  #writing = 0

  /** @param write has written all of the rows when it resolves, and none when it rejects. */
  constructor(write: (rows: readonly Row[]) => Promise<unknown>) {
    this.#write = write
  }

  /** Resolves when the row is written. */
  async add(row: Row): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ row, done, failed })
      if (this.#writing < mostAtOnce) void this.#drain()
    })
  }

  async #drain(): Promise<void> {
    this.#writing += 1
    while (this.#waiting.length > 0) await this.#writeTogether(this.#waiting.splice(0, mostRows))
    this.#writing -= 1
  }

  /** A row that cannot be written takes no other with it. */
  async #writeTogether(batch: readonly Waiting<Row>[]): Promise<void> {
    try {
      await this.#write(batch.map(({ row }) => row))
      for (const { done } of batch) done()
    } catch (error) {
      if (batch.length === 1) batch[0]?.failed(error)
      else for (const each of batch) await this.#writeTogether([each])
    }
  }
}
