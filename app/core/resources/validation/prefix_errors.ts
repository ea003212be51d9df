import { type FieldError, Problem } from '#core/http/exceptions/problem'

/** Reads a part of a body; what is refused in it is named by its place in the whole. */
export async function prefixErrors<T>(prefix: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw error instanceof Problem && error.errors ? error.within(prefix) : error
  }
}

/** What a validator refused. @throws what is no refusal */
export function refusalsOf(error: unknown): readonly FieldError[] {
  if (error instanceof Problem && error.errors) return error.errors
  throw error
}
