import { describe, expect, test } from 'vitest'
import { frameReader, messageFrame, pieceFrame } from './frames.ts'

const raw = (length: number, rest: string) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length, 0)
  return Buffer.concat([bytes, Buffer.from(rest, 'latin1')])
}

test('frames come out whole, however the bytes are cut', () => {
  const message = { t: 'ready', text: 'é'.repeat(1000) }
  const bytes = Buffer.concat([
    messageFrame(message),
    pieceFrame(7, Buffer.from('abc')),
    messageFrame({ t: 'x' }),
  ])
  for (const size of [1, 2, 3, 5, 7, 100, bytes.length]) {
    const read = frameReader()
    const frames = []
    for (let at = 0; at < bytes.length; at += size) frames.push(...read(bytes.subarray(at, at + size)))
    expect(frames).toStrictEqual([
      { kind: 'message', message },
      { kind: 'piece', transfer: 7, bytes: Buffer.from('abc') },
      { kind: 'message', message: { t: 'x' } },
    ])
  }
})

describe('what is no frame is refused at once', () => {
  test.each([
    ['longer than a frame may be', raw(0xff_ff_ff_ff, 'J'), /4294967295 bytes/],
    ['with nothing in it', raw(0, ''), /0 bytes/],
    ['of no known kind', raw(2, 'X1'), /no known kind/],
    ['with a piece that has no transfer', raw(3, 'B12'), /without its transfer/],
    ['with a message that is no object', raw(3, 'J12'), /no JSON object/],
  ])('%s', (_title, bytes, reason) => {
    expect(() => frameReader()(bytes)).toThrow(reason)
  })
})
