/**
 * Text of third parties (descriptions of tools and toolkits) on its way to a model. It is data: what a person would
 * not see in it, and what only a model would obey, is taken out.
 */

/** Controls, ANSI escapes, zero-width and bidirectional marks, tag characters, variation selectors. */
const invisible =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /\u001b\[[0-9;]*[A-Za-z]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu
const comments = /<!--[\s\S]*?(?:-->|$)/g
/** Marks that chat formats use for roles and tool calls. */
const roleMarks =
  /<\|[^|>]{0,40}\|>|<\/?\s*(?:system|assistant|user|human|instructions?|important|secret|tool_(?:call|result|use)|function_calls?)\b[^>]{0,80}>|\[\/?INST\]|<<\/?SYS>>/gi
/** Words that together make a sentence an order to the reader, instead of a description of the tool. */
const orders = [
  /\b(?:ignore|disregard|forget|override)\b/i,
  /\b(?:previous|prior|above|earlier|all|other|your|system|any)\b/i,
  /\b(?:instructions?|prompts?|rules|messages?|guidelines)\b/i,
]
const sentenceEnd = /(?<=[.!?])\s+/
const longest = 6_000

/** The text without what is hidden in it, on one line. */
export function plainText(text: string): string {
  return text
    .slice(0, longest)
    .replaceAll(comments, ' ')
    .replaceAll(invisible, '')
    .replaceAll(roleMarks, ' ')
    .replaceAll(/\s+/g, ' ')
    .split(sentenceEnd)
    .filter((sentence) => !orders.every((words) => words.test(sentence)))
    .join(' ')
    .trim()
}

/** The first sentences that fit into `most` characters; a longer first sentence is cut at a word. */
export function shortText(text: string, most: number): string {
  const plain = plainText(text)
  if (plain.length <= most) return plain
  const head = plain.slice(0, most)
  const end = Math.max(head.lastIndexOf('. '), head.lastIndexOf('; '))
  if (end >= most / 2) return head.slice(0, end + 1)
  const space = head.lastIndexOf(' ')
  return `${head.slice(0, space > most / 2 ? space : most - 1)}…`
}
