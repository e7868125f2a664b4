import { expect, test } from 'vitest'
import { categoryName } from './categories.ts'

test.each([
  ['developer-tools-&-devops', 'Developer Tools & DevOps'],
  ['crm', 'CRM'],
  ['ai-&-machine-learning', 'AI & Machine Learning'],
  ['customer-relationship-management-(crm)', 'Customer Relationship Management (CRM)'],
  ['other-/-miscellaneous', 'Other / Miscellaneous'],
  ['backend-as-a-service', 'Backend as a Service'],
  ['internet/technology', 'Internet/Technology'],
  ['ai/computer-vision', 'AI/Computer Vision'],
  ['e-commerce', 'E-commerce'],
  ['constructor', 'Constructor'],
])('the category %s is shown as %s', (slug, name) => {
  expect(categoryName(slug)).toBe(name)
})
