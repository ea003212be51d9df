import { extension } from '#core/plugins/fields'
import { definePlugin } from '#core/plugins/api'

/** A plugin whose fields of customers anyone may write who may change customers. */
export const ranks = definePlugin({
  id: 'ranks',
  version: '1.0.0',
  fields: {
    customers: {
      points: extension.integer({ title: 'Points', min: 0 }),
      tier: extension.choice(['basic', 'silver', 'gold'], { title: 'Tier' }),
    },
  },
})
