import customers from '#resources/customers'
import type { Resource } from '#resources/define_resource'

/** Every resource there is. What is not here has neither routes nor permissions. */
export const resources: readonly Resource[] = [customers]
