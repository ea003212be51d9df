import type { Operations } from '#openapi/operation'

export const leadOperations: Operations = {}
