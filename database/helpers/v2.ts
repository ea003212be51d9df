/*
 * What migrations are written with from 0250 on: "v1", but for the search, which folds what it
 * looks through. Never edited once it is released, as "v1" is not.
 */
export { auditRecords } from '#database/helpers/v1/audit'
export { codeRecords, countRecords } from '#database/helpers/v1/counters'
export { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v1/indexes'
export { prepareJobs } from '#database/helpers/v1/jobs'
export {
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
  enableRlsWith,
} from '#database/helpers/v1/rls'
export { sumRecords } from '#database/helpers/v1/sums'
export {
  type Searched,
  composeText,
  dropFormerSearch,
  dropSearch,
  searchRecords,
} from '#database/helpers/v2/search'
