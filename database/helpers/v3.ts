/*
 * What migrations are written with from 0330 on: "v2", but for the function of the search, which
 * neither sorts what its caller sorts nor reads a customer for each deal. Never edited once it is
 * released, as those before are not.
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
export { type Searched, composeText, dropSearch } from '#database/helpers/v2/search'
export { replaceSearch, searchRecords } from '#database/helpers/v3/search'
