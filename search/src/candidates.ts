import type { IndexData } from './index-data.ts'
import { fuse } from './rank.ts'
import type { Scratch } from './scratch.ts'
import type { Apps } from './score-part.ts'
import { VERB_CLASSES } from './verb-class.ts'

/** Documents of one part that are looked at further, those near in meaning besides. */
const KEPT = 1_000

/** Range and fineness of the histogram that finds the least score kept; scores beyond are in its outer bars. */
const LEAST = -1.5
const BARS = 1_024
const BAR = 4 / BARS

/**
 * Leaves in `scratch.rows` the documents worth a look, and in `scratch.values` their scores by words, app and verb;
 * gives their number. Those are the best by this score, and all of `alike`.
 */
export function candidates(
  data: IndexData,
  scratch: Scratch,
  highest: number,
  apps: Apps,
  verb: number,
  alike: readonly number[],
  all: boolean,
): number {
  const appOf = appsByToolkit(data, apps)
  const verbOf = Float32Array.from(VERB_CLASSES, (_, own) => agreement(verb, own))
  const { rows, values, sums } = scratch
  const { list, count } = scratch.worded
  const scoreOf = (doc: number): number =>
    fuse(
      highest === 0 ? 0 : (sums[doc] ?? 0) / highest,
      appOf[(data.toolkitOf[doc] ?? -1) + 1] ?? 0,
      verbOf[data.verbOf[doc] ?? 0] ?? 0,
    )
  for (let i = 0; i < count; i++) values[i] = scoreOf(list[i] ?? 0)
  const least = all || count <= KEPT ? -Infinity : leastOf(values, count)
  let kept = 0
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? 0
    if (value < least) continue
    rows[kept] = list[i] ?? 0
    values[kept++] = value
  }
  scratch.sieved ||= kept < count
  for (const doc of alike) {
    const value = scoreOf(doc)
    if (scratch.worded.has(doc) && value >= least) continue
    rows[kept] = doc
    values[kept++] = value
  }
  return kept
}

/** How surely each toolkit is meant, at its position plus one. */
function appsByToolkit({ toolkits }: IndexData, apps: Apps): Float32Array {
  const byToolkit = new Float32Array(toolkits.slugs.length + 1)
  for (const [toolkit, confidence] of apps) byToolkit[toolkit + 1] = confidence
  return byToolkit
}

/** A score that about `KEPT` of the first `count` values reach. */
function leastOf(values: Float32Array, count: number): number {
  const bars = new Uint32Array(BARS)
  for (let i = 0; i < count; i++) {
    const bar = barOf(values[i] ?? 0)
    bars[bar] = (bars[bar] ?? 0) + 1
  }
  let reached = 0
  let bar = BARS
  while (reached < KEPT && bar > 0) reached += bars[--bar] ?? 0
  return bar === 0 ? -Infinity : LEAST + bar * BAR
}

function barOf(value: number): number {
  return Math.max(0, Math.min(BARS - 1, Math.floor((value - LEAST) / BAR)))
}

/** 1 for the same class, -0.5 for another, 0 where one is not known. */
function agreement(query: number, tool: number): number {
  if (query === 0 || tool === 0) return 0
  return query === tool ? 1 : -0.5
}
