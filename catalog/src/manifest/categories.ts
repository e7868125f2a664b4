/** Display names of the toolkit categories. */

/** Words that are not written with one leading capital, and names that the derivation would get wrong. */
const words: Readonly<Record<string, string>> = {
  ai: 'AI',
  api: 'API',
  apis: 'APIs',
  b2b: 'B2B',
  cdn: 'CDN',
  crm: 'CRM',
  devops: 'DevOps',
  dns: 'DNS',
  erp: 'ERP',
  hr: 'HR',
  iot: 'IoT',
  it: 'IT',
  lms: 'LMS',
  nft: 'NFT',
  pdf: 'PDF',
  qr: 'QR',
  saas: 'SaaS',
  seo: 'SEO',
  sms: 'SMS',
  url: 'URL',
}

const names: Readonly<Record<string, string>> = {
  'e-commerce': 'E-commerce',
  'e-learning': 'E-learning',
  'e-commerce-tools': 'E-commerce Tools',
  'non-profit': 'Non-profit',
}

const small = new Set(['and', 'of', 'the', 'for', 'in', 'as', 'a', 'to'])

/**
 * The name to show for a category slug, for example `developer-tools-&-devops` → `Developer Tools & DevOps`.
 *
 * Any slug has a name: a new category needs no entry here.
 */
export function categoryName(slug: string): string {
  const known = Object.hasOwn(names, slug) ? names[slug] : undefined
  return known ?? slug.split('-').filter(Boolean).map(titleWord).join(' ')
}

function titleWord(word: string, index: number): string {
  return word.replaceAll(/[a-z0-9]+/g, (part, offset: number) => {
    if (Object.hasOwn(words, part)) return words[part] ?? part
    if (index > 0 && offset === 0 && small.has(part)) return part
    return part.charAt(0).toUpperCase() + part.slice(1)
  })
}
