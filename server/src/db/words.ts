/** Random words, for names that people read, remember and type: `red-castle`. */
import { randomInt } from 'node:crypto'

const adjectives =
  'amber ashen brave brisk calm clear clever coral cozy crisp dapper dusky eager early fancy fleet fond gentle gilded glad golden grand green happy hardy honest humble ivory jolly keen kind lively loyal lucky lunar mellow merry mild misty noble olive patient plain polite proud quick quiet rapid red royal ruby rustic sandy silver sleek smart solar stout sunny swift tidy vivid warm wise'.split(
    ' ',
  )
const nouns =
  'anchor arch badge basin beacon birch bridge brook cabin canyon castle cedar cliff cloud comet coral cove creek dune eagle ember falcon fern field forest garden glade grove harbor hawk heron hill island lagoon lake lantern maple marsh meadow mesa moon oak orchard otter owl peak pebble pine pond prairie quarry raven reef ridge river robin sparrow spring stone stream summit tower valley willow'.split(
    ' ',
  )

/** `count` random words, adjectives and nouns in turn, joined by hyphens: 6 random bits a word. */
export function newWords(count: number): string {
  return Array.from({ length: count }, (_, at) => pick(at % 2 === 0 ? adjectives : nouns)).join('-')
}

function pick(words: readonly string[]): string {
  return words[randomInt(words.length)] ?? 'plain'
}
