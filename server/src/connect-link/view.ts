/** What every page of one request has in common: its language, and the project that it speaks for. */
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { projectConfig, type ProjectConfig } from '../projects/project-config.ts'
import { brandOf, imageSource, noBrand, type Brand } from './brand.ts'
import { chooseLanguage, languageOf, wordsOf, type Language, type Words } from './languages.ts'
import type { Page } from './page.ts'

export interface View {
  language: Language
  words: Words
  brand: Brand
  /** Of the project; undefined where the page is no project's. */
  config: ProjectConfig | undefined
}

/** @param asked a language chosen earlier in the same connection; `?lang=` wins over it. */
export async function viewOf(
  deps: Pick<Deps, 'db'>,
  request: FastifyRequest,
  { projectId, asked }: { projectId?: string | undefined; asked?: string | undefined } = {},
): Promise<View> {
  const { lang } = request.query as Record<string, unknown>
  const language = chooseLanguage(languageOf(lang) ?? asked, request.headers['accept-language'])
  const words = wordsOf(language)
  if (projectId === undefined) return { language, words, brand: noBrand, config: undefined }
  const config = await projectConfig(deps, projectId)
  return { language, words, brand: await brandOf(deps, projectId, config), config }
}

/** The parts of a page's frame that come from the view. */
export function frameOf({ language, brand }: View): Pick<Page, 'language' | 'maker'> {
  return { language, ...(brand.isOwn && { maker: false as const }) }
}

/** The logo's host, for the page's policy. */
export function imagesOf({ brand }: View): string | undefined {
  return imageSource(brand)
}
