/** Links belong to the browser that opens them first, and their forms to the page that it was given. */
import type { FastifyRequest } from 'fastify'
import { and, eq, isNull, or } from '../db/sql.ts'
import type { Deps } from '../deps.ts'
import { publicOrigin } from '../http/public-url.ts'
import { readBrowser } from './browser-cookie.ts'
import { connectLinks, type choiceLinks } from './connect-link.table.ts'

interface OwnedLink {
  tokenHash: string
  browserHash: string | null
}

type LinkTable = typeof connectLinks | typeof choiceLinks

/** Whether a link's page is shown to this browser; one that opens it for a person makes the link its own. */
export async function mayOpen(
  deps: Pick<Deps, 'db' | 'vault'>,
  link: OwnedLink,
  { request, browser }: { request: FastifyRequest; browser: string },
  table: LinkTable = connectLinks,
): Promise<boolean> {
  return loadsDocument(request) ? claimLink(deps, link, browser, table) : !isOthersLink(deps, link, browser)
}

/** The browser that a link's form is taken from, which the link belongs to from then on; or why it is not taken. */
export async function browserOfForm(
  deps: Pick<Deps, 'db' | 'vault' | 'env'>,
  link: OwnedLink,
  { request, proof }: { request: FastifyRequest; proof: unknown },
  table: LinkTable = connectLinks,
): Promise<{ browser: string } | { refused: 'otherSite' | 'noCookie' | 'otherBrowser' }> {
  const browser = readBrowser(request, publicOrigin(deps.env.publicUrl, request))
  if (!isSameOrigin(deps, request)) return { refused: 'otherSite' }
  if (browser === undefined) return { refused: 'noCookie' }
  if (isOthersLink(deps, link, browser)) return { refused: 'otherBrowser' }
  if (!isProven(deps, link, browser, proof)) return { refused: 'otherSite' }
  return (await claimLink(deps, link, browser, table)) ? { browser } : { refused: 'otherBrowser' }
}

/** A browser that opens a page for a person to see, rather than ahead of one or for a preview. */
function loadsDocument({ headers }: FastifyRequest): boolean {
  return headers['sec-fetch-dest'] === 'document' && !/prefetch/.test(String(headers['sec-purpose'] ?? ''))
}

/**
 * Makes a link the browser's own, unless it is another's already.
 * @param browser what the browser keeps and brings back.
 * @returns whether it is this browser's.
 */
export async function claimLink(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  { tokenHash }: OwnedLink,
  browser: string,
  table: LinkTable = connectLinks,
): Promise<boolean> {
  const browserHash = vault.hashToken(browser)
  const claimed = await db
    .update(table)
    .set({ browserHash })
    .where(
      and(eq(table.tokenHash, tokenHash), or(isNull(table.browserHash), eq(table.browserHash, browserHash))),
    )
    .returning({ tokenHash: table.tokenHash })
  return claimed.length > 0
}

/** Whether this browser is the one that opened the link. */
export function isOwnLink(
  { vault }: Pick<Deps, 'vault'>,
  link: OwnedLink,
  browser: string | undefined,
): boolean {
  return browser !== undefined && link.browserHash === vault.hashToken(browser)
}

/** Whether a link is another browser's already. */
function isOthersLink({ vault }: Pick<Deps, 'vault'>, link: OwnedLink, browser: string): boolean {
  return link.browserHash !== null && link.browserHash !== vault.hashToken(browser)
}

/** Goes into the link's form: only the browser that got the form has both the cookie and this. */
export function proofOf({ vault }: Pick<Deps, 'vault'>, link: OwnedLink, browser: string): string {
  return vault.sign(proofText(link, browser))
}

/** Whether the form is the one that this browser was given. */
function isProven({ vault }: Pick<Deps, 'vault'>, link: OwnedLink, browser: string, proof: unknown): boolean {
  return typeof proof === 'string' && vault.verifySignature(proofText(link, browser), proof)
}

const proofText = ({ tokenHash }: OwnedLink, browser: string) => `connect-form:${tokenHash}:${browser}`

/**
 * Whether a form was sent from our own page. Browsers say so in Sec-Fetch-Site, where they find the connection
 * safe enough; else in Origin, which is `null` from a page without referrer.
 */
function isSameOrigin(deps: Pick<Deps, 'env'>, request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  return origin === undefined || origin === 'null' || origin === publicOrigin(deps.env.publicUrl, request)
}
