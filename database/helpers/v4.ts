/*
 * What migrations are written with from 0461 on: "v3", and columns of pictures. Never edited once it
 * is released, as those before are not.
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
export { addImage, dropImage } from '#database/helpers/v4/images'
