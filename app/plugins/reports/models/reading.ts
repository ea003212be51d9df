import type { Reader } from '#core/plugins/reader'
import { type Reading, readingOf as readingBy } from '#core/resources/query/reading'
import type { Resource } from '#core/resources/define_resource'

/** The permission that opens reports. Narrowed to the caller's own, they are about those. */
const REPORTS = 'reports:read'

/** @throws 403 when the caller may read nothing of it */
export function readingOf(reader: Reader, resource: Resource): Reading {
  return readingBy(reader, resource, REPORTS)
}
