/**
 * Tool search: from a use case in words to the tools that serve it. In memory; no server, no network.
 */
export { buildIndex, IndexBuilder } from './build-index.ts'
export { FITS } from './confidence.ts'
export type { ToolDocument } from './fields.ts'
export { IndexFileError, type IndexFileProblem, readIndex, writeIndex } from './index-file.ts'
export { deniesAll } from './negation.ts'
export { parseToolDocument, ToolDocumentError } from './parse-document.ts'
export { type Hit, SearchIndex, type SearchOptions } from './search-index.ts'
export { splitSteps } from './split-steps.ts'
export { warmUp } from './warm-up.ts'
