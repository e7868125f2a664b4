/**
 * How the tools of a toolkit hang together, read from their names and schemas: where a tool gets the ids that it
 * needs, and what can be done with what it gives.
 */
import { type Need, type RelatableTool, toolFacts, type ToolFacts } from './tool-facts.ts'

/** Arguments of a tool, and the tools that can tell what to put there, best first. */
export interface Source {
  fields: readonly string[]
  /** The thing they name, as words: `pull`, `review comment`. */
  noun: string
  required: boolean
  tools: readonly string[]
}

/** What the store keeps of a tool's relations; empty lists are left out. */
export interface ToolRelations {
  verb: ToolFacts['verb']
  /** Where its ids come from: required ones first, in the order of its schema. */
  sources?: readonly Source[]
  /** Tools that act on what it makes or finds, and destroy nothing; best first, three at most. */
  next?: readonly string[]
}

const mostTools = 2
const mostSources = 6
const harmless = new Set<ToolFacts['verb']>(['read', 'create', 'change'])
const leastMatch = 0.55

/** Relations of one toolkit's tools. Reading 1,223 tools takes some 0.1 s, so it is done when the store is built. */
export class ToolkitRelations {
  readonly #facts = new Map<string, ToolFacts>()
  readonly #givers = new Map<string, Set<ToolFacts>>()
  readonly #takers = new Map<string, Set<ToolFacts>>()

  /** @param toolkit its slug. Deprecated tools are never suggested. */
  constructor(toolkit: string, tools: readonly RelatableTool[]) {
    for (const tool of tools) {
      const facts = toolFacts(tool, toolkit)
      this.#facts.set(tool.slug, facts)
      if (!tool.deprecated) this.#file(facts)
    }
  }

  /** @throws RangeError for a tool that the toolkit does not have. */
  of(slug: string): ToolRelations {
    const facts = this.#facts.get(slug)
    if (!facts) throw new RangeError(`${slug} is not among the tools`)
    const sources = mergeSources(this.#sourcesOf(facts)).slice(0, mostSources)
    const next = this.#nextOf(facts)
    return {
      verb: facts.verb,
      ...(sources.length > 0 && { sources }),
      ...(next.length > 0 && { next }),
    }
  }

  #nextOf(facts: ToolFacts): string[] {
    if (facts.verb !== 'create' && facts.verb !== 'find') return []
    const kind = facts.object.at(-1)
    const takers = kind === undefined ? [] : [...(this.#takers.get(kind) ?? [])]
    const shared = new Set(facts.needs.map(nounKey))
    const scored = takers
      .filter((taker) => taker !== facts && harmless.has(taker.verb))
      .map((taker) => ({ slug: taker.slug, score: followScore(facts, taker, shared) }))
      .filter(({ score }) => score > 0)
    return best(scored, 3)
  }

  #file(facts: ToolFacts): void {
    if (facts.verb === 'find' || facts.verb === 'read') {
      for (const noun of [facts.object, ...facts.gives]) {
        for (const word of noun) fileUnder(this.#givers, word, facts)
      }
    }
    for (const { noun, required } of facts.needs) {
      const kind = noun.at(-1)
      if (required && kind !== undefined) fileUnder(this.#takers, kind, facts)
    }
  }

  #sourcesOf(facts: ToolFacts): Source[] {
    const sources = facts.needs.map((need) => this.#sourceOf(facts, need))
    // `owner` alone is told by nobody; whoever tells the repository tells it as well.
    return sources.map((source, at) => {
      const whole = facts.needs[at]?.partOf
      const other = whole === undefined ? undefined : sources.find(({ fields: [field] }) => field === whole)
      return other && other.tools.length > 0 ? { ...source, tools: other.tools, noun: other.noun } : source
    })
  }

  #sourceOf(target: ToolFacts, need: Need): Source {
    const givers = [...(this.#givers.get(need.noun.at(-1) ?? '') ?? [])]
    const known = new Set(target.needs.map(nounKey))
    const scored = givers
      .filter((giver) => giver !== target && !requires(giver, need))
      .map((giver) => ({ slug: giver.slug, score: giverScore(giver, need, known) }))
      .filter(({ score }) => score > 0)
    const named = need.named.filter((slug) => this.#facts.has(slug))
    return {
      fields: [need.field],
      noun: need.noun.join(' '),
      required: need.required,
      tools: [...new Set([...named, ...best(scored, mostTools)])].slice(0, mostTools),
    }
  }
}

function fileUnder(index: Map<string, Set<ToolFacts>>, word: string, facts: ToolFacts): void {
  const filed = index.get(word)
  if (filed) filed.add(facts)
  else index.set(word, new Set([facts]))
}

const nounKey = ({ noun }: Need) => noun.join(' ')

function requires(facts: ToolFacts, need: Need): boolean {
  return facts.needs.some((own) => own.required && own.noun.at(-1) === need.noun.at(-1))
}

/** How well a reading tool tells the thing, less what it asks for itself; 0 or less: not at all. */
function giverScore(giver: ToolFacts, need: Need, known: ReadonlySet<string>): number {
  const byName = match(giver.object, need.noun)
  const byResult = Math.max(0, ...giver.gives.map((noun) => 0.75 * match(noun, need.noun)))
  const fit = Math.max(byName, byResult)
  if (fit < leastMatch) return 0
  const unmet = giver.needs.filter((own) => own.required && !known.has(nounKey(own))).length
  const handy = (giver.verb === 'find' ? 1 : 0) + (giver.important ? 0.6 : 0)
  return 3 * fit + handy - 0.9 * unmet - 0.3 * giver.ownRequired
}

function followScore(facts: ToolFacts, taker: ToolFacts, shared: ReadonlySet<string>): number {
  const kind = facts.object.join(' ')
  const extra = taker.needs.filter(
    (need) => need.required && !shared.has(nounKey(need)) && !kind.endsWith(nounKey(need)),
  ).length
  const related = taker.object.some((word) => facts.object.includes(word)) ? 0.5 : 0
  return (taker.important ? 1 : 0) + related - extra
}

/** 1 for the same noun, less for every word that only one of them has; 0 when the need's kind is not in it. */
function match(given: readonly string[], needed: readonly string[]): number {
  const kind = needed.at(-1)
  if (kind === undefined || !given.includes(kind)) return 0
  const common = needed.filter((word) => given.includes(word)).length
  const whole = (2 * common) / (given.length + needed.length)
  return given.at(-1) === kind ? Math.max(0.75, whole) : 0.75 * whole
}

function best(scored: { slug: string; score: number }[], most: number): string[] {
  return scored
    .toSorted((a, b) => b.score - a.score || a.slug.length - b.slug.length || (a.slug < b.slug ? -1 : 1))
    .slice(0, most)
    .map(({ slug }) => slug)
}

/** Fields that the same tools tell are one source: `owner` and `repo`. Those that no tool tells are left out. */
function mergeSources(sources: readonly Source[]): Source[] {
  const merged = new Map<string, Source>()
  for (const source of sources) {
    const [first] = source.tools
    if (first === undefined) continue
    const key = `${first} ${source.required}`
    const before = merged.get(key)
    merged.set(key, before ? { ...before, fields: [...before.fields, ...source.fields] } : source)
  }
  return [...merged.values()].toSorted((a, b) => Number(b.required) - Number(a.required))
}
