/** The part of WebAssembly that `scan-kernel.ts` uses; the compiler's library has it only with the browser's types. */
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer
  }
  interface Module {
    readonly [Symbol.toStringTag]: string
  }
  interface Instance {
    readonly exports: Readonly<Record<string, (...args: number[]) => number | undefined>>
  }
  const Memory: new (descriptor: { initial: number }) => Memory
  const Module: new (bytes: Uint8Array) => Module
  const Instance: new (module: Module, imports: Record<string, Record<string, Memory>>) => Instance
}
