/**
 * The weights of the ranking, all of them. Each signal is brought to a scale of about 0 to 1 and a
 * document's score is their weighted sum, so another signal (feedback, say) is one more line here and
 * one more term in `fuse`. Tuned on the development splits of the benchmark (see README).
 */
export const WEIGHTS = {
  /** BM25F over all fields, relative to the best document of the query */
  lexical: 1,
  /** nearness in meaning of query and tool */
  meaning: 1,
  /** how much of that nearness is relative to the nearest tool of the query */
  relativeMeaning: 0.5,
  /** inside the meaning of a query: the least that words naming an app count */
  appMeaning: 0.3,
  /** inside the meaning of a query: words of the content to be made */
  payloadMeaning: 0.3,
  /** inside the meaning of a query: a name that no tool has */
  nameMeaning: 0.5,
  /** word by word likeness in meaning, looked at for the best candidates */
  wordMeaning: 0.3,
  /** the app the query names */
  app: 1.2,
  /** same verb class of query and tool; half of it is taken off for a different one */
  verb: 0.08,
  /** share of the tool's name that the query covers */
  name: 0.25,
  /** an identifier of the tool typed in full */
  identifier: 2,
  /** tools that the catalog's keepers picked by hand */
  important: 0.12,
  /** the best tool of a step, so that each step is covered near the top */
  winner: 0.6,
  /** share of the whole use case against its best matching step */
  whole: 0.5,

  /** inside BM25F: words as written beside stems */
  exact: 0.5,
  /** inside BM25F: a related word */
  synonym: 0.45,
  /** inside BM25F: a word spelled alike, times its likeness */
  near: 0.5,
  /** inside BM25F: two neighbouring words written as one (`cosmos db`, `cosmosdb`) */
  joined: 0.8,
  /** inside BM25F: words a request is wrapped in */
  filler: 0.3,
  /** inside BM25F: words of the content to be made (`about a login bug`) */
  payload: 0.1,
  /** inside BM25F and meaning: words that the request says it does not want */
  denied: 0.02,
  /** the quality of a tool, from -0.5 to 0.5 of this */
  quality: 0.06,
  /** tools of the toolkits that the caller prefers */
  preferred: 0.1,
  /** inside BM25F: words of the verb classes, which the verb signal reads too */
  verbWord: 0.7,
  /** inside BM25F: the least that words naming an app count */
  appWord: 0.15,
  /** cap on the idf of synonyms of a word the index does not know */
  unknownIdf: 4,
  /** a step that names no app inherits the app of the step before at this share */
  inheritedApp: 0.7,
}

/**
 * The score of a document for one part of a query, but for its meaning: from signals of about 0 to 1 (app: -1 to 1,
 * verb: -0.5 to 1).
 */
export function fuse(lexical: number, app: number, verb: number): number {
  return WEIGHTS.lexical * lexical + WEIGHTS.app * app + WEIGHTS.verb * verb
}

/** The score over a use case of several steps: the whole and the best step, so that each step is covered. */
export function fuseSteps(whole: number, bestStep: number): number {
  return WEIGHTS.whole * whole + (1 - WEIGHTS.whole) * bestStep
}
