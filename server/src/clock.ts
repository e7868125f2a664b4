/** Where time comes from, so that tests can turn it. Leases between processes use the database's time instead. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
