import vine, { errors } from '@vinejs/vine'
import type { VineObject } from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import { type FieldError, invalid } from '#exceptions/problem'

type Properties = Record<string, SchemaTypes>

/**
 * Makes a check for a closed object: keys that the schema does not name are
 * refused, not dropped, so that a misspelt or read-only field is noticed. All
 * that is wrong is reported at once.
 *
 * @param passing keys that something else reads, such as `organization`
 * @returns the check, which can also describe what it lets pass as JSON Schema
 */
export function closed<Schema extends VineObject<Properties, unknown, unknown, unknown>>(
  schema: Schema,
  passing: readonly string[] = []
) {
  const known = new Set([...Object.keys(schema.getProperties()), ...passing])
  const validator = vine.create(schema)

  const check = async (body: unknown): Promise<Infer<Schema>> => {
    const unknown = unknownKeys(body, known)
    const [failure, output] = await validator.tryValidate(body)
    if (failure && !(failure instanceof errors.E_VALIDATION_ERROR)) throw failure
    const wrong = [...unknown, ...(failure ? messagesOf(failure) : [])]
    if (wrong.length > 0 || !output) throw invalid(wrong)
    const cleared = clearedKeys(body, output)
    if (cleared.length > 0) throw invalid(cleared)
    return output
  }
  return Object.assign(check, { describe: () => validator.toJSONSchema() })
}

function unknownKeys(body: unknown, known: ReadonlySet<string>): FieldError[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return []
  return Object.keys(body)
    .filter((key) => !known.has(key))
    .map((key) => ({ field: key, rule: 'unknown', message: `The ${key} field cannot be written` }))
}

/** Null clears, and what cannot be empty cannot be cleared. */
function clearedKeys(body: unknown, output: object): FieldError[] {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body)
    .filter(([key, value]) => value === null && !(key in output))
    .map(([key]) => ({ field: key, rule: 'required', message: `The ${key} field cannot be null` }))
}

function messagesOf(failure: { messages: unknown }): FieldError[] {
  if (!Array.isArray(failure.messages)) return []
  return failure.messages.map((entry: FieldError) => ({
    field: entry.field === '' ? 'body' : entry.field,
    rule: entry.rule,
    message: entry.message,
  }))
}
