import type { ToolDocument } from './fields.ts'
import { wordsOf } from './tokenize.ts'

/** What an action does to its subject: the four classes of CRUD, or not known. */
export const VERB_CLASSES = ['unknown', 'read', 'create', 'update', 'delete'] as const
export type VerbClass = (typeof VERB_CLASSES)[number]

const WORDS: Readonly<Record<Exclude<VerbClass, 'unknown'>, string>> = {
  read: `get list fetch read retrieve show view find search look lookup query browse check count describe display
    download enumerate examine export inspect obtain pull scan see watch monitor summarize track who which`,
  create: `create add post send insert make new open book register publish upload write compose draft schedule
    invite submit start launch provision generate issue import clone duplicate fork save store place
    order subscribe reply forward share record log`,
  update: `update edit modify change set rename patch replace move assign configure adjust mark merge enable
    disable reschedule transfer convert reopen close resolve archive restore upsert reset promote revoke pin`,
  delete: `delete remove destroy erase drop cancel clear purge uninstall unsubscribe detach discard terminate
    unassign unlink trash empty deregister`,
}

const CLASS_OF = new Map<string, VerbClass>()
for (const verbClass of VERB_CLASSES) {
  if (verbClass === 'unknown') continue
  for (const word of WORDS[verbClass].split(/\s+/)) CLASS_OF.set(word, verbClass)
}

const METHODS: ReadonlyMap<string, VerbClass> = new Map([
  ['get', 'read'],
  ['head', 'read'],
  ['put', 'update'],
  ['patch', 'update'],
  ['delete', 'delete'],
])

/** Hints of the Model Context Protocol's tool annotations that settle the class. */
const TAGS: ReadonlyMap<string, VerbClass> = new Map([
  ['readonlyhint', 'read'],
  ['createhint', 'create'],
  ['updatehint', 'update'],
  ['destructivehint', 'delete'],
])

/** The class of the first verb among lower-case words. */
export function verbClassOfWords(words: readonly string[]): VerbClass {
  for (const word of words) {
    const found = CLASS_OF.get(word)
    if (found) return found
  }
  return 'unknown'
}

/**
 * The class of a tool, from the strongest evidence down: the method of its request (POST says nothing: it
 * creates, searches and updates), the verb in its name, its tags.
 */
export function verbClassOfTool(document: ToolDocument): VerbClass {
  const method = /^\s*([a-z]+)\s+\//i.exec(document.path ?? '')?.[1]?.toLowerCase()
  const byMethod = method === undefined ? undefined : METHODS.get(method)
  if (byMethod) return byMethod
  const byName = verbClassOfWords(wordsOf(document.name))
  if (byName !== 'unknown') return byName
  for (const tag of document.tags ?? []) {
    const byTag = TAGS.get(tag.toLowerCase())
    if (byTag) return byTag
  }
  return 'unknown'
}
