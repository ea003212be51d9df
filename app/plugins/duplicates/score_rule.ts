import type { PluginScoreRule } from '#plugins/leads/models/lead/score_rules'

/** A lead that is a customer already knows what it buys. */
export const duplicateOfCustomer: PluginScoreRule = {
  id: 'duplicates.known_customer',
  label: 'Is a customer already',
  reads: ['email', 'phone', 'mobile', 'country'],
  async points(lead, { settings }) {
    const { service } = await import('#core/plugins/services/service')
    const { points } = Object(settings)
    return (await service('duplicates.find', { record: lead, leads: false })) ? Number(points) : 0
  },
}
