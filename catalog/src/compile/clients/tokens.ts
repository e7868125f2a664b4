/** TypeScript declarations as tokens. Comments are left out; the doc comment before a token stays with it. */
import { OpenApiError } from '../openapi.ts'

export type Token = {
  kind: 'word' | 'text' | 'number' | 'mark' | 'end'
  value: string
  /** The `/** … *\/` comment just before, as it stands there. */
  doc: string
}

const pattern =
  /\s+|\/\/[^\n]*|(\/\*[\s\S]*?\*\/)|([A-Za-z_$][\w$]*)|('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|(\d[\w.]*)|(=>|\.\.\.|[^\s\w])/gy

/** @throws OpenApiError for text that is no TypeScript: a comment or string that does not end. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let doc = ''
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) throw new OpenApiError(`not TypeScript at character ${at}`)
    const [, comment, word, quoted, number, mark] = match
    if (comment?.startsWith('/**')) doc = comment
    const token = ofParts(word, quoted, number, mark)
    if (!token) continue
    tokens.push({ ...token, doc })
    doc = ''
  }
  tokens.push({ kind: 'end', value: '', doc: '' })
  return tokens
}

function ofParts(
  word?: string,
  quoted?: string,
  number?: string,
  mark?: string,
): Omit<Token, 'doc'> | undefined {
  if (word !== undefined) return { kind: 'word', value: word }
  if (quoted !== undefined) return { kind: 'text', value: unquoted(quoted) }
  if (number !== undefined) return { kind: 'number', value: number }
  return mark === undefined ? undefined : { kind: 'mark', value: mark }
}

function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(u[\dA-Fa-f]{4}|.)/gs, (_, escape: string) => {
    if (escape.length === 5) return String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    return escape === 'n' ? '\n' : escape === 't' ? '\t' : escape
  })
}
