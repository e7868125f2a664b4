/** What the embeddings endpoint says of the tools that the engine found for the texts of a search. */
import { splitSteps } from '@patchbay/search'
import type { Deps } from '../../deps.ts'
import { type EngineRequest, rankTools } from './engine.ts'
import type { Comparison } from './embeddings.ts'
import { answerTool } from './tool-facts.ts'

/** Tools of a text that are compared. */
const mostCandidates = 20
const mostTexts = 24

/** How alike a tool is to a text, as a cosine; undefined where that is not known. */
export type Likeness = (text: string, slug: string) => number | undefined

/** Asks once for all use cases and their steps; undefined without an endpoint, or without its answer. */
export async function likenessOf(
  deps: Deps,
  engine: EngineRequest,
  useCases: readonly string[],
): Promise<Likeness | undefined> {
  const { embeddings } = deps
  if (!embeddings) return undefined
  const texts = [...new Set(useCases.flatMap((useCase) => [useCase, ...splitSteps(useCase)]))]
  const comparisons: Comparison[] = texts.slice(0, mostTexts).map((text) => ({
    text,
    candidates: new Map(
      rankTools(deps, engine, text, mostCandidates).flatMap(({ slug }) => {
        const tool = answerTool(deps, engine.customs, slug)
        return tool ? [[slug, `${wordsOf(slug)}: ${tool.description}`] as const] : []
      }),
    ),
  }))
  const answer = await embeddings.compare(comparisons)
  if (!answer) return undefined
  const byText = new Map(comparisons.map(({ text }, at) => [text, answer[at]]))
  return (text, slug) => byText.get(text)?.get(slug)
}

function wordsOf(slug: string): string {
  return slug.toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ')
}
