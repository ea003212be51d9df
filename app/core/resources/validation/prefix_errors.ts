import { type FieldError, Problem, invalid } from '#core/http/exceptions/problem'

/** Reads a part of a body; what is refused in it is named by its place in the whole. */
export async function prefixErrors<T>(prefix: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw invalid(
      refusalsOf(error).map(({ field, ...entry }) => ({
        ...entry,
        field: ['', 'body'].includes(field) ? prefix : `${prefix}.${field}`,
      }))
    )
  }
}

/** What a validator refused. @throws what is no refusal */
export function refusalsOf(error: unknown): readonly FieldError[] {
  if (error instanceof Problem && error.errors) return error.errors
  throw error
}
