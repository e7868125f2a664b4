/** Making toolkits of what people bring along. Apart from `build.ts`, which loads every shipped manifest. */
export { authScheme } from './chosen-auth.ts'
export type { ChosenAuth } from './chosen-auth.ts'
export { compileDescription, soundTools } from './compile-description.ts'
export type { CompiledDescription, DescriptionOptions } from './compile-description.ts'
export { grade } from './grade.ts'
export { remoteTools } from './remote-tools.ts'
export { parseManifest } from '../manifest/parse-manifest.ts'
