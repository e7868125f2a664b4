import type { Page } from 'playwright-core'
import { htmlForms } from './html-forms.ts'
import { chooseForm, type Visit } from './person.ts'

/** Pages of one connection; the longest real one takes 5. */
const mostPages = 10

/**
 * Somebody at a real browser: opens a URL, fills in the forms of the connect page and of the stand-ins' login and
 * consent pages, and presses their buttons, until the browser is sent to `until`.
 *
 * @returns the URL that it was sent to
 * @throws {Error} when it does not get there
 */
export async function completeIn(page: Page, url: string, visit: Visit & { until: string }): Promise<string> {
  await page.goto(url)
  for (let step = 0; step < mostPages && !page.url().startsWith(visit.until); step++) {
    const forms = htmlForms(await page.content())
    const chosen = chooseForm(forms, visit)
    if (chosen === undefined)
      throw new Error(`There is no form at ${page.url()}: ${await page.innerText('body')}`)
    const form = page.locator('form').nth(forms.indexOf(chosen))
    for (const [name, value] of Object.entries({ login: visit.login ?? '', ...visit.fields })) {
      const field = form.locator(`input[name="${name}"]:visible, textarea[name="${name}"]`)
      if ((await field.count()) > 0) await field.fill(value)
    }
    const gone = page.waitForEvent('framenavigated')
    await form.locator('button, input[type=submit]').first().click()
    await gone
    await page.waitForLoadState('domcontentloaded')
  }
  if (!page.url().startsWith(visit.until)) throw new Error(`Still at ${page.url()} after ${mostPages} pages`)
  return page.url()
}
