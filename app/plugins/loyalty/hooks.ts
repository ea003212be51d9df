import { DateTime } from 'luxon'
import type { Hooks } from '#core/plugins/api'
import { balanceOf, writeBalance } from '#plugins/loyalty/balance'
import type { LoyaltySettings } from '#plugins/loyalty/index'
import LoyaltyEntry from '#plugins/loyalty/models/loyalty_entry'

const hooks: Hooks<LoyaltySettings> = {
  'customers:create': {
    async after({ record, settings }) {
      const { welcome_points: points } = settings
      if (points > 0) {
        await LoyaltyEntry.create({ customerId: record.id, points, reason: 'Welcome' })
      }
    },
  },

  'loyalty-entries:create': {
    async before(context) {
      const { record, settings, query, veto } = context
      record.expiresAt = DateTime.utc().plus({ months: settings.months_valid })
      /* In a line with others who write this customer's points. */
      await query(
        'SELECT FROM customers WHERE organization_id = app_organization() AND id = $1 FOR UPDATE',
        [record.customerId]
      )
      const { points } = await balanceOf(context, record.customerId)
      if (points + record.points < 0) {
        const message = 'There are only {points} points to take.'
        veto({ field: 'points', message, values: { points } })
      }
    },
    async after(context) {
      const { record, emit } = context
      const { points, tier, isNewTier } = await writeBalance(context, record.customerId)
      if (isNewTier) {
        await emit('loyalty:tier-reached', { customer_id: record.customerId, tier, points })
      }
    },
  },

  'loyalty-entries:delete': {
    async after(context) {
      await writeBalance(context, context.record.customerId)
    },
  },
}

export default hooks
