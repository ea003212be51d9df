import Lead from '#plugins/leads/models/lead'
import { rescore } from '#plugins/leads/models/lead/scored'

const AT_ONCE = 200

export interface Rescoring {
  readonly looked: number
  readonly changed: number
}

/**
 * Lets the rules decide anew about every lead of the active organization that
 * is not converted, for when the rules have changed.
 */
export async function rescoreLeads(): Promise<Rescoring> {
  let [looked, changed] = [0, 0]
  for (let last: string | null = null; ;) {
    const leads: Lead[] = await batchAfter(last)
    for (const lead of leads) {
      if (await rescore(lead)) changed += 1
      await lead.save()
    }
    looked += leads.length
    last = leads.at(-1)?.id ?? null
    if (last === null) return { looked, changed }
  }
}

function batchAfter(id: string | null): Promise<Lead[]> {
  const leads = Lead.query()
    .withScopes((scopes) => scopes.notDeleted())
    .withScopes((scopes) => scopes.unconverted())
  if (id !== null) void leads.where('id', '>', id)
  return leads.orderBy('id').limit(AT_ONCE).forUpdate()
}
