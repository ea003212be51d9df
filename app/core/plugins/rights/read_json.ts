import type { Json } from '#core/plugins/api'

/** Reads an object that PostgreSQL wrote. */
export function readJson(text: string): Json {
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) throw new Error('This is no object')
  return value
}

/** Reads objects that PostgreSQL wrote, separated by commas. */
export function readList(text: string): readonly Json[] {
  const values: unknown = JSON.parse(`[${text}]`)
  return Array.isArray(values) ? values.filter(isObject) : []
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
