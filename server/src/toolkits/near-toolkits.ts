/** Which toolkit a slug that does not exist was meant to be. */
import type { Catalog, ToolkitSummary } from '@patchbay/catalog'
import { spellingDistance } from './spelling.ts'

/** The toolkits that a wrong slug may have meant, nearest first, two at most: one called so, or spelled nearly so. */
export function nearToolkits(catalog: Pick<Catalog, 'toolkits'>, slug: string): ToolkitSummary[] {
  const wanted = fold(slug)
  const limit = Math.max(1, Math.min(3, Math.floor(wanted.length / 4)))
  return catalog
    .toolkits()
    .map((toolkit) => ({ toolkit, distance: nearest(toolkit, wanted, limit) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 2)
    .map(({ toolkit }) => toolkit)
}

function nearest({ slug, name, aliases }: ToolkitSummary, wanted: string, limit: number): number {
  const names = [slug, name, ...aliases]
  return Math.min(...names.map((each) => spellingDistance(fold(each), wanted, limit)))
}

/** `Google Calendar`, `google_calendar` and `google-calendar` are one name. */
function fold(name: string): string {
  return name
    .slice(0, 64)
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
}
