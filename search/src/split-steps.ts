import { MAX_TEXT } from './tokenize.ts'

/** A plan longer than this is searched by its first steps; each step costs a retrieval. */
export const MAX_STEPS = 8

/** A piece with fewer words than this is a detail of its neighbour, not a step. */
const MIN_WORDS = 2

/** Sentence ends, list marks, semicolons and words that announce what comes next. */
const HARD =
  /[.!?;\n]+(?=\s|$)|(?:^|\s)(?:\d+[.)]|[-*•])\s+|[,\s]\s*(?:and\s+)?(?:then|afterwards|after that|next|finally|lastly|followed by|additionally|furthermore|moreover|as well as|also)\b[,\s]*/gi

/** Words a step starts with: actions, questions, and the subject of a new clause. */
const STARTERS = `
  add analyze analyse announce append archive assign ask attach book calculate cancel change check close comment compare
  convert copy count create delete deploy determine download draft edit email explain export fetch
  fill filter find forward generate get give identify invite list log look make mark merge message move
  notify obtain open order pay play post predict provide publish pull push put
  read recommend record register remind remove rename reply report request reserve retrieve run save
  schedule search see send set share show sort start stop store submit suggest summarize summarise
  tag tell track translate turn update upload verify view watch write what who how where when which
  i can could adding archiving booking checking comparing converting creating deleting exploring
  fetching finding getting listing looking posting reading searching sending seeking updating`

/** A conjunction or comma is a border only before a starter; `issues and pull requests` is one thing. */
const SOFT = new RegExp(
  String.raw`(?:,\s*(?:and\s+)?|\s+and\s+|\s+&\s+|\s+before\s+)` +
    String.raw`(?=(?:then\s+|also\s+|please\s+)?(?!pull\s+requests?\b)(?:${STARTERS.trim().split(/\s+/).join('|')})\b)`,
  'gi',
)

/**
 * Cuts a use case into the steps it names, in order, at sentence ends, list marks and connectives that
 * start another action. A use case with one step comes back whole; an empty one gives an empty list.
 */
export function splitSteps(useCase: string): string[] {
  const text = useCase.slice(0, MAX_TEXT).trim()
  if (text === '') return []
  const pieces: string[] = []
  for (const sentence of text.split(HARD)) {
    for (const piece of sentence.split(SOFT)) pushPiece(pieces, piece.trim())
  }
  return pieces.length === 0 ? [text] : pieces.slice(0, MAX_STEPS)
}

function pushPiece(pieces: string[], piece: string): void {
  if (piece === '') return
  const last = pieces.length - 1
  if (last >= 0 && piece.split(/\s+/).length < MIN_WORDS) pieces[last] = `${pieces[last]}, ${piece}`
  else pieces.push(piece)
}
