/** What goes wrong with the tools of an answer: notes of their manifests, and failures seen in this project. */
import type { CatalogToolkit } from '@patchbay/catalog'
import {
  failureAdvice,
  type OutcomeKind,
  type ToolExperience,
} from '../../tool-experience/tool-experience.ts'
import type { AnswerTool } from './tool-facts.ts'

const mostPitfalls = 5
/** Failures of a kind before they are worth a warning, and the share of all calls that they have to be. */
const leastFailures = 2
const leastShare = 0.2

/** The pitfalls of the main tools, most specific first, each once. */
export function pitfallsOf(
  main: readonly AnswerTool[],
  toolkits: readonly CatalogToolkit[],
  experience: ReadonlyMap<string, ToolExperience>,
): string[] {
  const several = main.length > 1
  const perTool = several ? 2 : 3
  const found = main.flatMap((tool) => [
    ...seenFailures(tool.slug, experience.get(tool.slug)),
    ...tool.pitfalls.slice(0, perTool).map((text) => (several ? `${tool.slug}: ${text}` : text)),
  ])
  for (const { name, guidance } of toolkits) {
    for (const text of guidance?.pitfalls.slice(0, 1) ?? [])
      found.push(toolkits.length > 1 ? `${name}: ${text}` : text)
  }
  return [...new Set(found)].slice(0, mostPitfalls)
}

function seenFailures(slug: string, experience: ToolExperience | undefined): string[] {
  if (!experience) return []
  const calls = [...experience.outcomes.values()].reduce((sum, count) => sum + count, 0)
  const worst = [...experience.outcomes]
    .filter(
      ([kind, count]) =>
        failureAdvice[kind] !== undefined && count >= leastFailures && count / calls >= leastShare,
    )
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 1)
  return worst.map(([kind, count]) => seenFailure(slug, kind, count, calls))
}

function seenFailure(slug: string, kind: OutcomeKind, count: number, calls: number): string {
  return `${slug} failed ${count} of ${calls} times in this project for ${failureAdvice[kind] ?? kind}`
}
