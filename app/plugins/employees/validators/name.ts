import { invalid } from '#core/http/exceptions/problem'
import type { Refinement } from '#core/resources/inputs'

/** A whole name is divided at its first space: "Ann B Cee" is Ann, "B Cee". */
export const nameParts = ({ full_name: whole, ...rest }: Readonly<Record<string, unknown>>) => {
  if (typeof whole !== 'string') return rest
  const [first, ...last] = whole.split(/\s+/)
  return { first_name: first, ...(last.length > 0 && { last_name: last.join(' ') }), ...rest }
}

/** As `nameParts`, for somebody new. @throws 422 without a first and a last name */
export const newName: Refinement = (input) => {
  const named: Readonly<Record<string, unknown>> = nameParts(input)
  const missing = ['first_name', 'last_name'].filter((field) => !named[field])
  if (missing.length === 0) return named
  throw invalid(
    missing.map((field) => ({
      field,
      rule: 'required',
      message: `The ${field} field must be defined`,
    }))
  )
}
