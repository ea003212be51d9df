/*
 * What migrations are written with. Released migrations must do forever what they did, so a version
 * of these helpers is never edited once it is released, and knows nothing of the application: what
 * has to change becomes "database/helpers/v2.ts", for migrations that are written from then on.
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
export { searchNewest, searchRecords } from '#database/helpers/v1/search'
export { sumRecords } from '#database/helpers/v1/sums'
