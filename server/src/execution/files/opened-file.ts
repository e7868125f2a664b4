/** A file argument whose bytes are at hand. */
export class OpenedFile {
  readonly name: string
  readonly contentType: string
  readonly bytes: Buffer

  constructor(name: string, contentType: string, bytes: Buffer) {
    this.name = name
    this.contentType = contentType
    this.bytes = bytes
  }

  /** How a JSON or form body carries a file. */
  toJSON(): string {
    return this.bytes.toString('base64')
  }
}
