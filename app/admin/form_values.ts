import type { InputKind } from '#admin/form'
import { invalid } from '#core/http/exceptions/problem'

/** What a form says under a name; one with dots arrives as objects within each other. */
export function typedIn(form: Readonly<Record<string, unknown>>, name: string): unknown {
  return name.split('.').reduce<unknown>((value, key) => Object(value)[key], form)
}

/** Puts a value where its name leads. */
export function put(body: Record<string, unknown>, name: string, value: unknown): void {
  const [key = '', ...rest] = name.split('.')
  if (rest.length === 0) {
    body[key] = value
    return
  }
  const inner: Record<string, unknown> = { ...Object(body[key]) }
  put(inner, rest.join('.'), value)
  body[key] = inner
}

/**
 * What a user typed, in the type that its kind of input writes.
 *
 * @throws 422 for what is not JSON where JSON belongs
 */
export function readInput(name: string, text: string, kind: InputKind): unknown {
  switch (kind) {
    case 'boolean':
      return text === 'true'
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text
    case 'tags':
      return text.split(',').flatMap((tag) => tag.trim() || [])
    case 'moment':
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:00.000Z` : text
    case 'json':
      return readJson(name, text)
    default:
      /* Browsers end the lines of a text in their own way, whatever it was like before. */
      return text.replaceAll('\r\n', '\n')
  }
}

function readJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid([{ field: name, rule: 'json', message: `The ${name} field must be JSON` }])
  }
}
