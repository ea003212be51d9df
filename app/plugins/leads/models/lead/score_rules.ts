import type Lead from '#plugins/leads/models/lead'
import { withErrorBoundary } from '#core/plugins/error_boundary'
import { installedPlugin } from '#core/plugins/installed'
import { service } from '#core/plugins/services/service'

/** What a lead gets points for, and of which of its columns that depends. */
export interface ScoreRule {
  /** Stable; plugins begin theirs with their own id, which is then named when it fails: `duplicates.known_customer`. */
  readonly id: string
  /** One line for a person: why there are points. */
  readonly label: string
  readonly reads: readonly (keyof Lead)[]
  points(lead: Lead): number | Promise<number>
}

const SOURCES: Readonly<Record<Lead['source'], number>> = {
  referral: 25,
  partner: 20,
  website: 15,
  social_media: 10,
  event: 10,
  email_campaign: 5,
  cold_call: 5,
  other: 0,
}

/** From the greatest on: the first that is reached counts. */
const VALUES = [
  { from: 100_000, points: 20 },
  { from: 50_000, points: 15 },
  { from: 10_000, points: 10 },
  { from: 0.01, points: 5 },
] as const

const has = (column: 'email' | 'phone' | 'company' | 'jobTitle', points: number) => (lead: Lead) =>
  lead[column] ? points : 0

/** The rules of the core. */
export const scoreRules: readonly ScoreRule[] = [
  { id: 'email', label: 'Has an e-mail address', reads: ['email'], points: has('email', 10) },
  { id: 'phone', label: 'Has a phone number', reads: ['phone'], points: has('phone', 10) },
  { id: 'company', label: 'Works for a company', reads: ['company'], points: has('company', 15) },
  { id: 'job_title', label: 'Has a job title', reads: ['jobTitle'], points: has('jobTitle', 10) },
  {
    id: 'source',
    label: 'Where the lead came from',
    reads: ['source'],
    points: ({ source }) => SOURCES[source],
  },
  {
    id: 'estimated_value',
    label: 'What the lead may be worth',
    reads: ['estimatedValue'],
    points: ({ estimatedValue }) =>
      VALUES.find(({ from }) => Number(estimatedValue ?? 0) >= from)?.points ?? 0,
  },
]

/** The rules that decide in the active organization: those of the core, and what plugins make of them. */
export function currentScoreRules(): Promise<readonly ScoreRule[]> {
  return service('leads.score', {})
}

/** What a rule gives; a failure bears the name of the plugin that brought it. */
export async function pointsOf(rule: ScoreRule, lead: Lead): Promise<number> {
  const [owner = ''] = rule.id.split(/[.:]/)
  const plugin = installedPlugin(owner)
  if (!plugin) return rule.points(lead)
  return withErrorBoundary(plugin, `leads.score: ${rule.id}`, () => rule.points(lead))
}
