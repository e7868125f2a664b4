/** Undoes what was started, the last first. */
export class Shutdown {
  readonly #steps: (() => Promise<unknown>)[] = []
  #hasBegun = false

  get hasBegun(): boolean {
    return this.#hasBegun
  }

  add(step: () => Promise<unknown>): void {
    this.#steps.unshift(step)
  }

  async run(): Promise<void> {
    this.#hasBegun = true
    for (const step of this.#steps.splice(0)) await step()
  }
}
