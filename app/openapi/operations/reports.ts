import type { Operations } from '#openapi/operation'

export const reportOperations: Operations = {}
