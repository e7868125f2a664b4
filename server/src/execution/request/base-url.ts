/** The address of a toolkit's API for one account. */
import { renderTemplate, TemplateError, type TemplateScope } from '@patchbay/catalog'
import { ApiError } from '../../http/errors.ts'

const hostText = /^[A-Za-z0-9.-]{1,253}(:\d{1,5})?$/
const expression = /\{\{[^{}]*\}\}/g

/**
 * Fills a base URL template with the account's fields.
 *
 * In `https://{{conn.shop}}.example.com` a field is part of a host name: anything but letters, digits, dots and
 * dashes would let it name another host (`evil.com/`), so it is refused. A template that starts with a field
 * (`{{conn.instance_url}}/services`) takes the whole address from it.
 * @throws {ApiError} ConnectedAccountInvalid: a field is missing or does not make an address.
 */
export function renderBaseUrl(template: string, scope: TemplateScope): URL {
  const text = renderChecked(template, scope)
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw unusable('the fields of the account do not make an http(s) address')
  }
  url.hash = ''
  return url
}

function renderChecked(template: string, scope: TemplateScope): string {
  const authority = /^https?:\/\/([^/?#]*)/.exec(template)?.[1]
  try {
    for (const [part] of authority?.matchAll(expression) ?? []) {
      if (!hostText.test(renderTemplate(part, scope))) throw unusable(`${part} cannot be part of a host name`)
    }
    return renderTemplate(template, scope)
  } catch (error) {
    if (!(error instanceof TemplateError) || error.field?.startsWith('steps.')) throw error
    throw unusable(error.message)
  }
}

function unusable(reason: string): ApiError {
  return new ApiError('ConnectedAccountInvalid', `The address of the API cannot be built: ${reason}`)
}
