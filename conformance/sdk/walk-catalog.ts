/* oxlint-disable no-console -- the console is where the SDKs tell of answers that do not fit */
import type { SdkClient } from '../rigs/sdk.ts'

export type Walked = {
  toolkits: Set<string>
  tools: Set<string>
  pages: number
  /** What the SDK said of answers that do not fit its schemas: thrown, or warned of on the console. */
  faults: string[]
}

/** Slugs in one query string: Node reads 16 KB of request head. */
const batchSize = 200

/**
 * Lists every page of all toolkits and of all tools as the published SDK does, its own schemas checking each item.
 * The SDK's lists hide their cursor, so the pages are walked with its HTTP client, and each is read by the SDK.
 */
export async function walkCatalog(
  composio: SdkClient,
  onPage: (pages: number) => void = () => {},
): Promise<Walked> {
  const walked: Walked = { toolkits: new Set(), tools: new Set(), pages: 0, faults: [] }
  const warn = console.warn
  console.warn = (...args: unknown[]) => {
    const text = args.map(String).join(' ')
    if (text.includes('Transform validation failed')) walked.faults.push(text)
  }
  const note = async (read: () => Promise<void>) => {
    await read().catch((error: unknown) => walked.faults.push(String(error)))
    onPage((walked.pages += 1))
  }
  try {
    await walkToolkits(composio, walked, note)
    await walkTools(composio, walked, note)
  } finally {
    console.warn = warn
  }
  return walked
}

type Note = (read: () => Promise<void>) => Promise<void>

async function walkToolkits(composio: SdkClient, { toolkits }: Walked, note: Note): Promise<void> {
  const everything = { limit: 100, include: 'all' }
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = { ...(cursor !== undefined && { cursor }) }
    const listed = await composio.getClient().toolkits.list({ ...everything, ...page })
    cursor = listed.next_cursor ?? undefined
    await note(async () => void (await composio.toolkits.get({ limit: 100, ...page })))
    for (const { slug } of listed.items) toolkits.add(slug)
  }
  for (const slug of toolkits) await note(async () => void (await composio.toolkits.get(slug)))
}

async function walkTools(composio: SdkClient, { tools }: Walked, note: Note): Promise<void> {
  const everything = { limit: 1000, include: 'all' }
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const listed = await composio
      .getClient()
      .tools.list({ ...everything, ...(cursor !== undefined && { cursor }) })
    cursor = listed.next_cursor ?? undefined
    const slugs = listed.items.map(({ slug }) => slug)
    for (let at = 0; at < slugs.length; at += batchSize) {
      const batch = slugs.slice(at, at + batchSize)
      await note(async () => {
        for (const { slug } of await composio.tools.getRawComposioTools({ tools: batch })) tools.add(slug)
      })
    }
  }
}
