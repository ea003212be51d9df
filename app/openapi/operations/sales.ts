import type { Operations } from '#openapi/operation'

export const salesOperations: Operations = {}
