/**
 * Which tools bring content of others into a session, and which could carry something out of it. Both err on the
 * side of asking: a tool that nobody described is taken for both.
 */
import type { CatalogTool } from '@patchbay/catalog'

type Described = Pick<CatalogTool, 'slug' | 'tags' | 'exec' | 'input'>

/** Things that other people write, as slugs name them. */
const content = new Set(
  'ANSWER ARTICLE ATTACHMENT BLOCK CALENDAR CARD CHANNEL CHAT CODE COMMENT CONTENT CONVERSATION CRAWL DISCUSSION DOC DOCUMENT EMAIL EVENT FEED FILE FORM FRONTPAGE HISTORY INBOX INVITATION ISSUE ITEM MAIL MENTION MESSAGE NEWS NOTE NOTIFICATION PAGE POST PULL README REPLY RESPONSE RESULT REVIEW ROW SCRAPE SEARCH SHEET STORY SUBMISSION SUMMARY TASK THREAD TICKET TRANSCRIPT TWEET URL VALUE VIDEO WEB WEBSITE'.split(
    ' ',
  ),
)

/** Whether what the tool returns may have been written by anyone. */
export function readsUntrusted({ slug, tags, exec }: Described): boolean {
  // A server of somebody else says what it likes.
  if (exec.kind === 'mcp') return true
  if (!tags.includes('readOnlyHint')) return false
  return slug.split('_').some((word) => content.has(word) || content.has(singular(word)))
}

function singular(word: string): string {
  if (word.endsWith('IES')) return `${word.slice(0, -3)}Y`
  return word.endsWith('S') ? word.slice(0, -1) : word
}

/** Whether a call of the tool may send something to where others see it, be it in the address of a page. */
export function carriesOut({ tags, exec, input }: Described): boolean {
  return exec.kind === 'mcp' || !tags.includes('readOnlyHint') || takesAddress(input)
}

function takesAddress(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  const properties = (schema as { properties?: unknown }).properties
  if (typeof properties !== 'object' || properties === null) return false
  return Object.entries(properties).some(([name, property]) => {
    const format = (property as { format?: unknown } | null)?.format
    return format === 'uri' || format === 'url' || /(^|_)(url|urls|uri|link|webhook)$/i.test(name)
  })
}
