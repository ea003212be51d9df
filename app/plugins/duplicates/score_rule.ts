import type { PluginScoreRule } from '#plugins/leads/models/lead/score_rules'

/** A lead that is a customer already knows what it buys. */
export const duplicateOfCustomer: PluginScoreRule = {
  id: 'duplicates.known_customer',
  label: 'Is a customer already',
  reads: ['email', 'phone', 'mobile', 'country'],
  async points(lead, { query, settings }) {
    const { findDuplicate } = await import('#plugins/duplicates/find_duplicate')
    const { points } = Object(settings)
    return (await findDuplicate(query, lead, { leads: false })) ? Number(points) : 0
  },
}
