import type { Operations } from '#openapi/operation'

export const teamOperations: Operations = {}
