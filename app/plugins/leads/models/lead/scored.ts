import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeSave, column } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import type Lead from '#plugins/leads/models/lead'
import { runAction } from '#core/resources/concerns/emits_events'
import { type ScoreRule, currentScoreRules, pointsOf } from '#plugins/leads/models/lead/score_rules'
import { isGiven, noteGiven } from '#core/resources/records/changes'
import { timestamp } from '#core/resources/records/columns'
import { UnitOfWork } from '#core/database/unit_of_work'

const HIGHEST = 100

/** Points by the ids of the rules that gave some; whole numbers are kept. */
export type ScorePoints = Readonly<Record<string, number>>

async function pointsByRules(lead: Lead, rules: readonly ScoreRule[]): Promise<ScorePoints> {
  const given = await Promise.all(
    rules.map(async (rule) => [rule.id, Math.round(await pointsOf(rule, lead))] as const)
  )
  return Object.fromEntries(given.filter(([, points]) => points))
}

/** The score that points amount to, from 0 to 100. */
function scoreOf(points: ScorePoints): number {
  const sum = Object.values(points).reduce((total, some) => total + some, 0)
  return Math.min(HIGHEST, Math.max(0, Math.round(sum)))
}

/**
 * Has a score that the rules make, anew whenever something changes that a rule
 * reads, and beside it one that somebody may give. The latter counts when there
 * is one (`lead_score` in the database).
 */
export function Scored<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class WithScore extends superclass {
    @column()
    declare scoreAutomatic: number

    @column()
    declare scorePoints: ScorePoints

    @timestamp()
    declare scoreComputedAt: DateTime | null

    @column()
    declare scoreManual: number | null

    @column()
    declare scoreManualReason: string | null

    @column()
    declare scoreManualById: string | null

    @timestamp()
    declare scoreManualAt: DateTime | null

    @beforeSave()
    static async keepScore(lead: Lead) {
      /* The default of the column, which a rule reads before there is a row. */
      lead.source ??= 'website'
      const dirty = new Set(Object.keys(lead.$dirty))
      if (dirty.has('scoreManual')) signManualScore(lead)
      const rules = await currentScoreRules()
      const isAffected = rules.some(({ reads }) => reads.some((name) => dirty.has(name)))
      if (!lead.$isPersisted || isAffected) await rescore(lead, rules)
    }

    /** Gives a score of one's own, or with null leaves it to the rules again. */
    async giveScore(score: number | null, reason: string | null = null): Promise<void> {
      if (score === (this.scoreManual ?? null) && reason === (this.scoreManualReason ?? null))
        return
      this.scoreManual = score
      this.scoreManualReason = score === null ? null : reason
      noteGiven(this, 'scoreManualReason')
      await runAction(this, 'score', () => this.save())
    }
  }
  return WithScore
}

/** Lets the rules decide anew. @returns whether that made another score */
export async function rescore(lead: Lead, rules?: readonly ScoreRule[]): Promise<boolean> {
  const points = await pointsByRules(lead, rules ?? (await currentScoreRules()))
  const score = scoreOf(points)
  const isOther = score !== lead.scoreAutomatic
  lead.scorePoints = points
  lead.scoreAutomatic = score
  if (isOther || !lead.scoreComputedAt) lead.scoreComputedAt = DateTime.utc()
  return isOther
}

function signManualScore(lead: Lead): void {
  const given = lead.scoreManual !== null && lead.scoreManual !== undefined
  lead.scoreManualById = given ? UnitOfWork.get().actorId : null
  lead.scoreManualAt = given ? DateTime.utc() : null
  if (!given || !isGiven(lead, 'scoreManualReason')) lead.scoreManualReason = null
}
