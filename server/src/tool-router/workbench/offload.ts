/** Results that are too large for a model's context: kept whole as a file of the session, shown as a preview. */
import { randomBytes } from 'node:crypto'
import { sandboxPrefix, writeMountFile } from '../../files/mount-files.ts'
import type { MetaToolCall } from '../meta/meta-tool-call.ts'
import { mountOf } from './mount-of.ts'

/** Characters of JSON from which on a result is kept as a file, unless the session says otherwise. */
const usualThreshold = 20_000

type Result = Record<string, unknown>

/**
 * The result as the agent gets it. `always` keeps it as a file however small it is, and shows it whole then.
 * Without a workbench, nothing is kept and everything is shown.
 */
export async function offload(
  { deps, session, notice }: MetaToolCall,
  name: string,
  result: Result,
  { always = false }: { always?: boolean } = {},
): Promise<Result> {
  const { enable, auto_offload_threshold: threshold = usualThreshold } = session.config.workbench
  if (!enable) return result
  const text = JSON.stringify(result)
  const isLarge = text.length > threshold
  if (!isLarge && !always) return result
  // Nobody could read the file.
  if ((await deps.workbench.provider()).name === 'none') return result
  const path = `responses/${name.toLowerCase()}-${randomBytes(4).toString('hex')}.json`
  await writeMountFile(deps, mountOf(session), path, 'application/json', text)
  const file = `${sandboxPrefix}/${path}`
  const said = `The result of ${name} (${text.length} characters) is kept as ${file}`
  notice?.({ event: 'result_offloaded', tool: name, message: said, file_path: file, size: text.length })
  return {
    ...(isLarge ? preview(result, threshold) : result),
    remote_file_info: {
      file_path: file,
      size: text.length,
      message: isLarge
        ? `The result has ${text.length} characters; what is shown is cut. Read all of it in the workbench: json.load(open(${JSON.stringify(file)}))`
        : `The result is also in the workbench: json.load(open(${JSON.stringify(file)}))`,
    },
  }
}

interface Cut {
  items: number
  characters: number
  keys: number
}

/** From generous to terse: the first that fits is taken. */
const cuts: readonly Cut[] = [
  { items: 10, characters: 500, keys: 50 },
  { items: 3, characters: 200, keys: 40 },
  { items: 1, characters: 80, keys: 20 },
  { items: 0, characters: 40, keys: 10 },
]

/** The shape of a result with few of its items, in at most about `most` characters where that can be. */
export function preview(result: Result, most: number): Result {
  let last: Result = {}
  for (const cut of cuts) {
    last = shorten(result, cut, 0) as Result
    if (JSON.stringify(last).length <= Math.max(most, 2_000)) return last
  }
  return last
}

const deepest = 8

function shorten(value: unknown, cut: Cut, depth: number): unknown {
  if (typeof value === 'string') {
    const more = value.length - cut.characters
    return more > 0 ? `${value.slice(0, cut.characters)}… (${more} more characters)` : value
  }
  if (typeof value !== 'object' || value === null) return value
  if (depth >= deepest) return '…'
  if (Array.isArray(value)) {
    const shown = value.slice(0, cut.items).map((item) => shorten(item, cut, depth + 1))
    return value.length > cut.items ? [...shown, `… (${value.length - cut.items} more items)`] : shown
  }
  const entries = Object.entries(value)
  const shown = entries.slice(0, cut.keys).map(([key, item]) => [key, shorten(item, cut, depth + 1)])
  if (entries.length > cut.keys) shown.push(['…', `${entries.length - cut.keys} more keys`])
  return Object.fromEntries(shown)
}
