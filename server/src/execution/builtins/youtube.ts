/** YouTube replaces whole parts of a video and clears what is left out, so the old values go along. */
import { isObject, type Bag } from '../request/outgoing-request.ts'
import { invalidArgument, objectsOf, textOf, type Builtin } from './builtin.ts'

const part = 'snippet,status'
const texts = ['title', 'description', 'tags', 'categoryId']
/** What YouTube takes of a status; the rest of it can only be read. */
const settings = ['privacyStatus', 'embeddable', 'license', 'publicStatsViewable', 'selfDeclaredMadeForKids']

/** Changes the given fields of a video and keeps the others. */
export const updateVideo: Builtin = async function updateVideo({ arguments: args, request }) {
  const id = textOf(args, 'videoId')
  const { items } = await request({ method: 'GET', path: '/videos', query: { part, id } })
  const [video] = objectsOf(items)
  if (!video) throw invalidArgument('videoId', 'there is no such video')
  const body = {
    id,
    snippet: merged([...texts, 'defaultLanguage'], video['snippet'], args),
    status: merged([...settings, 'publishAt'], video['status'], args),
  }
  return request({ method: 'PUT', path: '/videos', query: { part }, body })
}

/** The named fields, as they are given or else as they were. */
function merged(names: readonly string[], before: unknown, given: Readonly<Bag>): Bag {
  const old: Bag = isObject(before) ? before : {}
  const values = names.map((name) => [name, given[name] ?? old[name]] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}
