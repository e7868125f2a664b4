import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type Page } from 'playwright-core'

/** Debian's package puts it here. */
const CHROMIUM = '/usr/bin/chromium'

/** No sandbox: the tests run as root in containers, where Chromium's own sandbox cannot start. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Below the test timeout, so that a missing element is reported by name. */
const ACTION_TIMEOUT_MS = 10_000

export type PageOptions = {
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  javaScriptEnabled?: boolean
}

export type BrowserRig = {
  /** A page of its own context: no cookies or storage shared with other pages. */
  newPage(options?: PageOptions): Promise<Page>
  close(): Promise<void>
}

/** One broken accessibility rule with the elements that break it. */
export type AxeViolation = { rule: string; impact: string | undefined; help: string; targets: string[] }

/**
 * Launches Debian's Chromium.
 *
 * @throws {Error} when it is not installed, with the command that installs it: browser tests fail rather than
 * being skipped unnoticed.
 */
export async function startBrowser({ executablePath = CHROMIUM } = {}): Promise<BrowserRig> {
  if (!existsSync(executablePath)) {
    throw new Error(
      `Browser tests need Chromium at ${executablePath}: apt-get update && apt-get install -y chromium`,
    )
  }
  const browser: Browser = await chromium.launch({ executablePath, args: FLAGS })
  return {
    async newPage({ width = 1280, height = 800, colorScheme = 'light', javaScriptEnabled = true } = {}) {
      const viewport = { width, height }
      const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled })
      context.setDefaultTimeout(ACTION_TIMEOUT_MS)
      return context.newPage()
    },
    close: () => browser.close(),
  }
}

/** Writes a PNG of the whole page, animations stopped. */
export async function screenshot(page: Page, path: string): Promise<void> {
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
}

/**
 * What axe finds against WCAG 2.2 A and AA; an empty list is a pass.
 * @param rule this one alone, where the others were checked already
 */
export async function axeViolations(page: Page, rule?: string): Promise<AxeViolation[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  const axe = new AxeBuilder({ page })
  const { violations } = await (rule === undefined ? axe.withTags(tags) : axe.withRules(rule)).analyze()
  return violations.map(({ id, impact, help, nodes }) => ({
    rule: id,
    impact: impact ?? undefined,
    help,
    targets: nodes.map(({ target }) => target.join(' ')),
  }))
}
