import type { Operations } from '#openapi/operation'

export const authenticationOperations: Operations = {}
