/** How a project shows itself on its pages: the name and the logo of its settings. */
import type { Deps } from '../deps.ts'
import type { ProjectConfig } from '../projects/project-config.ts'
import { projectName } from '../projects/projects.ts'
import { initials } from './emblem.ts'
import { html, webAddress, type Html } from './html.ts'

export interface Brand {
  /** Empty when the project is not known. */
  app: string
  /** An http(s) address. */
  logo: string | undefined
  /** Whether the project chose a name or a logo for its users; then the pages do not name this server. */
  isOwn: boolean
}

export const noBrand: Brand = { app: '', logo: undefined, isOwn: false }

/** The brand of a project, its own name where it chose no other. */
export async function brandOf(
  deps: Pick<Deps, 'db'>,
  projectId: string,
  { display_name: shown, logo_url }: ProjectConfig,
): Promise<Brand> {
  const app = shown ?? (await projectName(deps, projectId)) ?? ''
  const logo = webAddress(logo_url)
  return { app, logo, isOwn: shown !== undefined || logo !== undefined }
}

/** The logo, which tells its host nothing of the page; without one, the name's first letters. */
export function emblemOf({ app, logo }: Brand): Html {
  if (logo === undefined) return initials(app)
  return html`<img class="logo" src="${logo}" alt="" referrerpolicy="no-referrer" width="48" height="48" />`
}

/** The one place outside of this server that a page loads from, as a source of its policy. */
export function imageSource({ logo }: Brand): string | undefined {
  return logo === undefined ? undefined : new URL(logo).origin
}
