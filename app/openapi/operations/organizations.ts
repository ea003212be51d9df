import type { Operations } from '#openapi/operation'

export const organizationOperations: Operations = {}
