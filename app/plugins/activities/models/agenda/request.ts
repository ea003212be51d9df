import { readNumber, refuseParameters } from '#core/resources/query/list_request'
import { malformed } from '#core/resources/query/refusals'
import { type AgendaRequest, PARTS } from '#plugins/activities/models/agenda'

const MAX_PAGE = 10_000

/** Reads `part` and `page`. @throws 400 for what is unknown or malformed */
export function readAgendaRequest({
  part: named,
  page,
  ...rest
}: Record<string, unknown>): AgendaRequest {
  refuseParameters(rest)
  const part = PARTS.find((name) => name === named) ?? null
  if (named !== undefined && part === null) throw malformed('part', `one of ${PARTS.join(', ')}`)
  if (page !== undefined && part === null) throw malformed('page', 'given together with "part"')
  return { part, page: readNumber(page, 'page', 1, MAX_PAGE) }
}
