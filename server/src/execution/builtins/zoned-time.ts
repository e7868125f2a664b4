/** Local times and time zones, by the zone database that Node carries. */
import { invalidArgument } from './builtin.ts'

const localTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/
const offset = /(?:Z|[+-]\d{2}:?\d{2})$/i
const dateOnly = /^\d{4}-\d{2}-\d{2}$/

export type GivenTime =
  | { kind: 'date'; date: string }
  | { kind: 'local'; local: string }
  | { kind: 'instant'; instant: Date }

/**
 * Reads what a model writes as a time.
 * @throws {ApiError} ToolArgumentsInvalid, naming the argument.
 */
export function readTime(name: string, text: string): GivenTime {
  const trimmed = text.trim()
  const instant = new Date(
    localTime.test(trimmed) || dateOnly.test(trimmed) ? `${trimmed.slice(0, 10)}T00:00:00Z` : trimmed,
  )
  if (!Number.isNaN(instant.getTime())) {
    if (dateOnly.test(trimmed)) return { kind: 'date', date: trimmed }
    if (localTime.test(trimmed) && isWallTime(trimmed)) return { kind: 'local', local: withSeconds(trimmed) }
    if (offset.test(trimmed)) return { kind: 'instant', instant }
  }
  throw invalidArgument(
    name,
    `${JSON.stringify(text.slice(0, 60))} is not a time; for example 2026-01-31T09:00:00Z`,
  )
}

/** Adds minutes to a wall-clock time without an offset. */
export function addToLocal(local: string, minutes: number): string {
  return new Date(Date.parse(`${local}Z`) + minutes * 60_000).toISOString().slice(0, 19)
}

/** The day after a date. */
export function nextDay(date: string): string {
  return addToLocal(`${date}T00:00:00`, 24 * 60).slice(0, 10)
}

/** The instant of a wall-clock time in a zone; in the hour that a clock change repeats, the first. */
export function toInstant(local: string, zone: string): Date {
  const wall = Date.parse(`${local}Z`)
  const guess = wall - offsetMinutes(new Date(wall), zone) * 60_000
  return new Date(wall - offsetMinutes(new Date(guess), zone) * 60_000)
}

/** ISO 8601 with the offset that the zone has at this instant. */
export function formatInZone(instant: Date, zone: string): string {
  return formatWithOffset(instant, offsetMinutes(instant, zone))
}

/** ISO 8601 with this offset, in minutes east of UTC. */
export function formatWithOffset(instant: Date, minutes: number): string {
  const wall = new Date(instant.getTime() + minutes * 60_000).toISOString().slice(0, 19)
  const absolute = Math.abs(minutes)
  const hours = String(Math.floor(absolute / 60)).padStart(2, '0')
  const rest = String(absolute % 60).padStart(2, '0')
  return `${wall}${minutes < 0 ? '-' : '+'}${hours}:${rest}`
}

/** @throws {ApiError} ToolArgumentsInvalid when there is no such zone. */
export function checkZone(name: string, zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw invalidArgument(
      name,
      `${JSON.stringify(zone.slice(0, 60))} is not a time zone; for example Europe/Berlin`,
    )
  }
}

function offsetMinutes(instant: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    instant,
  )
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

function withSeconds(local: string): string {
  const text = local.replace(' ', 'T')
  return text.length === 16 ? `${text}:00` : text.slice(0, 19)
}

function isWallTime(local: string): boolean {
  return !Number.isNaN(Date.parse(`${withSeconds(local)}Z`))
}
