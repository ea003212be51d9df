import type Lead from '#plugins/leads/models/lead'
import type { PluginScoreRule } from '#plugins/leads/models/lead/score_rules'
import { definePlugin } from '#core/plugins/api'
import leads from '#plugins/leads/resources/leads'

declare module '#core/plugins/api' {
  interface Resources {
    leads: {
      model: Lead
      actions: 'qualify' | 'disqualify' | 'assign' | 'score' | 'convert' | 'unconvert'
    }
  }
  interface Slots {
    'leads.score': PluginScoreRule
  }
}

/** Who may become a customer, how likely that is, and how it happens. */
export default definePlugin({
  id: 'leads',
  version: '1.0.0',
  core: true,
  requires: {
    identity: '^1.0.0',
    employees: '^1.0.0',
    customers: '^1.0.0',
    deals: '^1.0.0',
  },
  resources: [leads],
  describes: () => import('#plugins/leads/operations'),
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
