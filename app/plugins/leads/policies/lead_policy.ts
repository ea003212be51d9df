import type { Identity } from '#core/access/identity'
import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import type Lead from '#plugins/leads/models/lead'
import leads from '#plugins/leads/resources/leads'

/** Who may do what with a lead. */
export default class LeadPolicy extends RecordPolicy {
  readonly resource: Resource = leads

  /** Saying whether it is worth the effort. */
  qualify(caller: Identity, lead: Lead) {
    return this.granted(caller, 'qualify', lead)
  }

  /** Saying who looks after it. */
  assign(caller: Identity, lead: Lead) {
    return this.granted(caller, 'assign', lead)
  }

  /** Making a customer of it, and taking that back. The customer and the deal are asked about besides. */
  convert(caller: Identity, lead: Lead) {
    return this.granted(caller, 'convert', lead)
  }
}
