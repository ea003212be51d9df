import type { Operations } from '#openapi/operation'

export const accessOperations: Operations = {}
