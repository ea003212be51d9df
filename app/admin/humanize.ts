import type { Resource } from '#core/resources/define_resource'
import type { Field } from '#core/resources/fields'

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  id: 'ID',
  ip: 'IP',
  url: 'URL',
  csv: 'CSV',
  crm: 'CRM',
  vip: 'VIP',
  json: 'JSON',
  api: 'API',
}

/** `user-profiles` → `User profiles`. */
export function humanize(name: string): string {
  const parts = name.split(/[-_/ ]+/).map((part) => ABBREVIATIONS[part] ?? part)
  const text = parts.join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/**
 * What a field is called on a page: `assigned_to_name` → `Assigned to`, `is_active` → `Active`,
 * and of a plugin `extensions.loyalty.tier` → `Loyalty tier`.
 */
export function fieldLabel(name: string): string {
  const [first, plugin, added] = name.split('.')
  if (first === 'extensions' && plugin !== undefined && added !== undefined) {
    return humanize(`${plugin}_${added}`)
  }
  const shorter = (name.split('.').at(-1) ?? name)
    .replace(/^is_/, '')
    .replace(/_(at|display)$/, '')
    .replace(/_(to|by)_(name|id)$/, '_$1')
  return humanize(shorter)
}

/** The same of a field that a resource has, which may have a title of its own. */
export function labelIn({ fields }: Pick<Resource, 'fields'>, name: string): string {
  return fields[name]?.titled?.title ?? fieldLabel(name)
}

/** What one of the choices of a field is called on a page. */
export function choiceLabel(field: Pick<Field, 'titled'> | undefined, choice: string): string {
  return field?.titled?.choices.get(choice) ?? humanize(choice)
}

/** Article and noun: `a customer`, `an organization`. */
export function withArticle(noun: string): string {
  const text = noun.replaceAll('_', ' ')
  return `${/^[aeiou]/i.test(text) && !/^u(ser|ni)/i.test(text) ? 'an' : 'a'} ${text}`
}

/** `1,234 customers`. */
export function pluralize(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? singular : plural}`
}
