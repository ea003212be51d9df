import type { ScoreRule } from '#plugins/leads/models/lead/score_rules'

/** A lead that is a customer already knows what it buys. @param points what it gets for that */
export function knownCustomer(points: number): ScoreRule {
  return {
    id: 'duplicates.known_customer',
    label: 'Is a customer already',
    reads: ['email', 'phone', 'mobile', 'country'],
    async points(lead) {
      const { service } = await import('#core/plugins/services/service')
      return (await service('duplicates.find', { record: lead, leads: false })) ? points : 0
    },
  }
}
