/**
 * Whether one granted scope allows what another one does. Providers' scopes include one another (`repo` includes
 * `public_repo`), and few say so anywhere a machine reads. Where the names leave a doubt the answer is yes: the provider
 * refuses what it does not allow, while a call refused by us cannot be made at all.
 */

/** Granted scopes that include everything of their provider's that begins with one of these. */
const wide: Readonly<Record<string, readonly string[]>> = {
  'https://mail.google.com': ['https://www.googleapis.com/auth/gmail.'],
  'https://www.googleapis.com/auth/cloud-platform': ['https://www.googleapis.com/auth/'],
  email: ['https://www.googleapis.com/auth/userinfo.email'],
  profile: ['https://www.googleapis.com/auth/userinfo.profile'],
  repo: ['public_repo', 'security_events', 'admin:repo_hook', 'write:repo_hook', 'read:repo_hook'],
  'directory.readwrite.all': ['user.', 'group.', 'groupmember.', 'application.', 'device.'],
  'directory.read.all': ['user.read', 'group.read', 'groupmember.read', 'application.read', 'device.read'],
  'sites.readwrite.all': ['files.'],
  'sites.fullcontrol.all': ['files.'],
  'sites.read.all': ['files.read'],
}

/** What words of a scope say of its strength. A scope without any allows all of what it names. */
const strengths: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    ['read', 'readonly', 'readbasic', 'view', 'list', 'metadata', 'freebusy'].map((word) => [word, 1]),
  ),
  ...Object.fromEntries(
    ['write', 'readwrite', 'edit', 'modify', 'create', 'update', 'delete', 'send'].map((word) => [word, 2]),
  ),
  ...Object.fromEntries(['admin', 'manage', 'full', 'all', 'api', 'root'].map((word) => [word, 3])),
}
const strongest = 3

interface Meaning {
  name: string
  strength: number
  /** What it is about: the words that are left. */
  about: ReadonlySet<string>
}

/** Whether the holder of `granted` may do what `needed` stands for, as far as the names tell. */
export function scopeCovers(granted: string, needed: string): boolean {
  const [has, wants] = [meaningOf(granted), meaningOf(needed)]
  if (has.name === wants.name) return true
  if (wide[has.name]?.some((start) => wants.name.startsWith(start))) return true
  // "write" or "api" alone is about everything.
  if (has.about.size === 0 && has.strength > 1) return true
  return has.strength >= wants.strength && [...has.about].every((word) => wants.about.has(word))
}

/** Microsoft's come with the address of the API or without. */
const address = /^https:\/\/[a-z.]+\.(?:microsoft|office|sharepoint)\.com\//

function meaningOf(scope: string): Meaning {
  const name = scope.toLowerCase().replace(address, '').replace(/\/$/, '')
  const words = name.split(/[^a-z0-9]+/).filter((word) => word !== '')
  const said = words.flatMap((word) => strengths[word] ?? [])
  return {
    name,
    strength: said.length > 0 ? Math.max(...said) : strongest,
    about: new Set(words.filter((word) => strengths[word] === undefined)),
  }
}
