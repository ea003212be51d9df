import type { Operations } from '#openapi/operation'

export const installationOperations: Operations = {}
