/**
 * Makes `search/data/vectors.bin`: `node search/bin/train.ts WORK_DIR [--out=FILE]`; README says what WORK_DIR holds. About
 * 10 minutes of one core, most of them for the teacher, whose answers are kept in WORK_DIR. `--words=N --texts=N --pairs=N`
 * take less of each, to try the way in a minute.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { packTable, serialize, type Section } from '../src/section-file.ts'
import { buildStringTable } from '../src/string-table.ts'
import { wordsOf } from '../src/tokenize.ts'
import { DIMENSIONS, VECTORS_KIND } from '../src/word-vectors.ts'
import { readCorpus } from '../train/corpus.ts'
import { contrast, distill, type Words } from '../train/objectives.ts'
import { principalDirections, project } from '../train/projection.ts'
import { randomOf, shuffle } from '../train/random.ts'
import { loadTeacher, TEACHER_DIMENSIONS, type Teacher } from '../train/teacher.ts'
import { WordTable } from '../train/word-table.ts'

const PASSES = 7
const RATE = 2e-3
const PAIR_RATE = 3e-4

/** How strongly frequent words are weighed down at the start; training moves the weights from there. */
const FREQUENCY = 1e-4

/** Rows of words and of texts that choose the directions kept. */
const SAMPLE = 20_000

interface Sizes {
  readonly words: number
  readonly texts: number
  readonly pairs: number
}

async function train(work: string, sizes: Sizes, out: string): Promise<void> {
  const corpus = await readCorpus(work)
  const texts = corpus.texts.slice(0, sizes.texts)
  const words = corpus.words.slice(0, sizes.words)
  const teacher = await loadTeacher(work)
  const wordVectors = await embedOnce(teacher, join(work, 'words.f32'), words, 12)
  const textVectors = await embedOnce(teacher, join(work, 'texts.f32'), texts, 40)
  const sample = [wordVectors, textVectors].map((all) => all.subarray(0, SAMPLE * TEACHER_DIMENSIONS))
  const directions = principalDirections(sample, TEACHER_DIMENSIONS, DIMENSIONS, randomOf(1))
  const targets = units(project(textVectors, TEACHER_DIMENSIONS, directions))
  const table = new WordTable(weighed(project(wordVectors, TEACHER_DIMENSIONS, directions)))

  const positions = new Map(words.map((word, position) => [word, position]))
  const read = (text: string, most: number): Words =>
    wordsOf(text)
      .flatMap((word) => positions.get(word) ?? [])
      .slice(0, most)
  const random = randomOf(5)
  const read48 = texts.map((text) => read(text, 48))
  for (let pass = 0; pass < PASSES; pass++) {
    const distance = distill(table, read48, targets, RATE * (1 - pass / (PASSES + 1)), random)
    say(`pass ${pass}: distance ${distance.toFixed(4)}`)
  }
  const pairs = corpus.pairs.map(([a, b]) => [read(a, 40), read(b, 40)] as const)
  const usable = shuffle(
    pairs.filter(([a, b]) => a.length > 0 && b.length > 2),
    random,
  ).slice(0, sizes.pairs)
  say(`pairs: loss ${contrast(table, usable, PAIR_RATE).toFixed(4)}`)
  writeVectors(words, table.rows, out)
}

/** The teacher's vectors of texts, kept in a file for the next run. */
async function embedOnce(
  teacher: Teacher,
  file: string,
  texts: readonly string[],
  length: number,
): Promise<Float32Array> {
  const bytes = texts.length * TEACHER_DIMENSIONS * Float32Array.BYTES_PER_ELEMENT
  if (existsSync(file)) {
    const kept = readFileSync(file)
    if (kept.length === bytes) return new Float32Array(new Uint8Array(kept).buffer)
  }
  say(`the teacher reads ${texts.length} texts`)
  const vectors = await teacher.embed(texts, length)
  writeFileSync(file, Buffer.from(vectors.buffer))
  return vectors
}

function units(rows: Float32Array): Float32Array {
  for (let row = 0; row < rows.length; row += DIMENSIONS) {
    const own = rows.subarray(row, row + DIMENSIONS)
    const length = Math.hypot(...own) || 1
    own.set(own.map((member) => member / length))
  }
  return rows
}

/** Words stand in the order of how common they are. */
function weighed(rows: Float32Array): Float32Array {
  for (let row = 0; row < rows.length; row += DIMENSIONS) {
    const share = 1 / ((row / DIMENSIONS + 10) * 11)
    const own = rows.subarray(row, row + DIMENSIONS)
    own.set(own.map((member) => (member * FREQUENCY) / (FREQUENCY + share)))
  }
  return rows
}

function writeVectors(words: readonly string[], rows: Float32Array, out: string): void {
  const scales = new Float32Array(words.length)
  const vectors = new Int8Array(rows.length)
  for (let word = 0; word < words.length; word++) {
    const own = rows.subarray(word * DIMENSIONS, (word + 1) * DIMENSIONS)
    const scale = own.reduce((most, member) => Math.max(most, Math.abs(member)), 0) / 127 || 1
    scales[word] = scale
    for (const [k, member] of own.entries()) vectors[word * DIMENSIONS + k] = Math.round(member / scale)
  }
  const arrays = new Map<string, Section>()
  packTable(arrays, 'words', buildStringTable(words))
  arrays.set('vectors', vectors)
  arrays.set('scales', scales)
  writeFileSync(out, Buffer.concat(serialize(VECTORS_KIND, { meta: {}, arrays })))
}

function say(message: string): void {
  process.stderr.write(`${message}\n`)
}

const [work] = process.argv.slice(2)
const numberOf = (name: string, usual: number) =>
  Number(new RegExp(`--${name}=(\\d+)`).exec(process.argv.join(' '))?.[1] ?? usual)
const sizes = {
  words: numberOf('words', Infinity),
  texts: numberOf('texts', 56_000),
  pairs: numberOf('pairs', 60_000),
}
const out =
  /--out=(\S+)/.exec(process.argv.join(' '))?.[1] ?? join(import.meta.dirname, '../data/vectors.bin')
if (work === undefined) {
  say('usage: train.ts WORK_DIR [--words=N] [--texts=N] [--pairs=N] [--out=FILE]')
  process.exitCode = 2
} else {
  await train(resolve(work), sizes, out)
}
