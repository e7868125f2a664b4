/** A file argument: what is said of it, and its bytes, at hand or to be streamed from storage. */
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

/** Bytes that can be read as often as need be. */
export interface StoredContent {
  size: number
  open(): Promise<Readable>
}

export class OpenedFile {
  readonly name: string
  readonly contentType: string
  readonly content: Buffer | StoredContent

  constructor(name: string, contentType: string, content: Buffer | StoredContent) {
    this.name = name
    this.contentType = contentType
    this.content = content
  }

  get size(): number {
    return Buffer.isBuffer(this.content) ? this.content.length : this.content.size
  }

  async open(): Promise<Readable> {
    return Buffer.isBuffer(this.content) ? Readable.from([this.content]) : this.content.open()
  }

  async read(): Promise<Buffer> {
    return Buffer.isBuffer(this.content) ? this.content : buffer(await this.content.open())
  }

  /** The same file with its bytes at hand, for a body that is built as a whole. */
  async loaded(): Promise<OpenedFile> {
    return new OpenedFile(this.name, this.contentType, await this.read())
  }

  /** How a JSON or form body carries a file: such files were loaded before. */
  toJSON(): string {
    if (Buffer.isBuffer(this.content)) return this.content.toString('base64')
    throw new TypeError('the file was not loaded')
  }
}
