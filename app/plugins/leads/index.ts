import type Lead from '#plugins/leads/models/lead'
import type { Converted, LeadToConvert } from '#plugins/leads/models/lead/conversion'
import type { ScoreRule } from '#plugins/leads/models/lead/score_rules'
import { definePlugin } from '#core/plugins/api'
import leads from '#plugins/leads/resources/leads'
import { conversionKind } from '#plugins/leads/timeline'

declare module '#core/plugins/api' {
  interface Resources {
    leads: {
      model: Lead
      actions: 'qualify' | 'disqualify' | 'assign' | 'score' | 'convert' | 'unconvert'
    }
  }
  interface Services {
    /** The rules by which leads are scored, each with its label. */
    'leads.score': { input: Readonly<Record<string, never>>; output: readonly ScoreRule[] }
    /** Makes of a lead what it becomes. That the lead is converted is noted afterwards. */
    'leads.convert': { input: LeadToConvert; output: Converted }
  }
}

/** Who may become a customer, how likely that is, and how it happens. */
export default definePlugin({
  id: 'leads',
  version: '1.0.0',
  core: true,
  requires: {
    attachments: '^1.0.0',
    identity: '^1.0.0',
    employees: '^1.0.0',
    customers: '^1.0.0',
    deals: '^1.0.0',
    people: '^1.0.0',
    associations: '^1.0.0',
  },
  resources: [leads],
  associations: {
    resources: ['leads'],
    labels: [
      { from: 'leads', to: 'people', key: 'decision_maker', title: 'Decision maker' },
      { from: 'leads', to: 'people', key: 'champion', title: 'Champion' },
    ],
  },
  timeline: { conversion: conversionKind },
  describes: () => import('#plugins/leads/operations'),
  provides: {
    'leads.score': async () => (await import('#plugins/leads/models/lead/score_rules')).scoreRules,
    'leads.convert': async (wanted) =>
      (await import('#plugins/leads/models/lead/conversion')).makeOfLead(wanted),
  },
  roles: {
    manager: ['leads:*'],
    sales: [
      'leads:read',
      'leads:create',
      'leads:update',
      'leads:delete',
      'leads:bulk',
      'leads:restore',
      'leads:qualify',
      'leads:assign',
      'leads:convert',
      'leads:export/own',
    ],
    support: ['leads:read'],
    viewer: ['leads:read'],
  },
})
