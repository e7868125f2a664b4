/** The catalog for its readers: toolkits as data, and the store that serves them. Building is in `build.ts`. */
export * from './manifest/manifest.ts'
export { fileInput, fileOutput } from './manifest/files.ts'
export { wirePath } from './manifest/wire-path.ts'
export type { WirePath } from './manifest/wire-path.ts'
export { categoryName } from './manifest/categories.ts'
export {
  fillConstants,
  isNamed,
  isTemplate,
  renderTemplate,
  TemplateError,
  templateNamespaces,
  templateReferences,
} from './manifest/template.ts'
export type {
  TemplateErrorCode,
  TemplateNamespace,
  TemplateReference,
  TemplateScope,
} from './manifest/template.ts'
export { openArchive } from './store/archive.ts'
export type { Archive } from './store/archive.ts'
export { summarizeTool, summarizeToolkit } from './store/catalog.ts'
export type {
  Catalog,
  CatalogTool,
  CatalogToolkit,
  ToolkitSummary,
  ToolSummary,
  VersionNote,
} from './store/catalog.ts'
export type { Source, ToolRelations } from './relations/toolkit-relations.ts'
export { catalogHash } from './store/catalog-hash.ts'
export { CatalogStoreError } from './store/format.ts'
export { openCatalog } from './store/open-catalog.ts'
export type { StoredTool } from './store/tool-line.ts'
export { fingerprint } from './custom/fingerprint.ts'
export type { RemoteTool } from './custom/fingerprint.ts'
