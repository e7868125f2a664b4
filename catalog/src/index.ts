/** The catalog: toolkits as data, what makes them, and the store that serves them. */
export * from './manifest/manifest.ts'
export { ManifestError, parseManifest, pathPlaceholders, toolPrefix } from './manifest/parse-manifest.ts'
export type { ManifestProblem } from './manifest/parse-manifest.ts'
export { checkToolSchema, propertyNamePattern } from './manifest/tool-schema.ts'
export type { SchemaProblem } from './manifest/tool-schema.ts'
export { categoryName } from './manifest/categories.ts'
export { renderTemplate, TemplateError, templateNamespaces, templateReferences } from './manifest/template.ts'
export type {
  TemplateErrorCode,
  TemplateNamespace,
  TemplateReference,
  TemplateScope,
} from './manifest/template.ts'
export { compileOpenApi } from './compile/compile-openapi.ts'
export type { Compiled, CompileOptions } from './compile/compile-openapi.ts'
export { OpenApiError } from './compile/openapi.ts'
export { applyOverlay, OverlayError } from './compile/overlay.ts'
export type { OverlayStep } from './compile/overlay.ts'
export type { Catalog, CatalogTool, CatalogToolkit, ToolSummary } from './store/catalog.ts'
export { buildCatalog, buildHash, CatalogConflictError } from './store/build-catalog.ts'
export type { BuildOptions, BuildReport } from './store/build-catalog.ts'
export { catalogHash } from './store/catalog-hash.ts'
export { CatalogStoreError } from './store/format.ts'
export { openCatalog } from './store/open-catalog.ts'
export { VersionLockError } from './store/versions.ts'
