import { compose } from '@adonisjs/core/helpers'
import { beforeCreate, beforeSave, column } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import { CustomFieldSchema } from '#database/schema'
import { MAX_FIELDS, MAX_INDEXED } from '#core/custom_fields/custom_field'
import { conflict } from '#core/http/exceptions/problem'
import { enqueue } from '#core/jobs/enqueue'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { Versioned } from '#core/resources/concerns/versioned'
import { forgetCurrentPlugins } from '#core/plugins/plugin_set'
import { resources } from '#core/resources/registry'
import { UnitOfWork } from '#core/database/unit_of_work'
import purge from '#plugins/custom-fields/jobs/purge'
import {
  ensureDefault,
  ensureSound,
  keptOptions,
} from '#plugins/custom-fields/models/custom_field/rules'

/** Days that an archived field keeps its values for at least. */
const KEPT_DAYS = 7

/* The driver would make an array of PostgreSQL of a list, and of a text none that is JSON. */
const asJson = {
  prepare: (value: unknown) =>
    value === undefined || value === null ? value : JSON.stringify(value),
}

/** One of the values of a choice, as it is kept. */
export interface KeptOption {
  readonly value: string
  readonly title: string
  readonly color: string | null
  readonly is_active: boolean
}

/** A field that the organization defines for the records of a resource. */
export default class CustomField extends compose(
  CustomFieldSchema,
  OrganizationScoped,
  EmitsEvents('custom-fields'),
  SoftDeletable,
  Versioned
) {
  @column(asJson)
  declare options: readonly KeptOption[] | null

  @column(asJson)
  declare defaultValue: unknown

  @beforeSave()
  static async mustBeSound(field: CustomField) {
    field.options = keptOptions(field)
    ensureSound(field)
    await ensureDefault(field)
  }

  /** Of those who define at once, one comes after the other: the limits are counted once. */
  @beforeCreate()
  static async mustFit(field: CustomField) {
    await lockDefinitions()
    const count = await field.countOthers()
    if (count.all >= MAX_FIELDS) {
      throw conflict('limit_reached', `A resource has at most ${MAX_FIELDS} fields of your own.`, {
        limit: MAX_FIELDS,
      })
    }
    field.ensureIndexable(count.indexed)
  }

  override async save(): Promise<this> {
    const isFilled = this.$isPersisted && this.isFilledAnew
    if (isFilled) {
      await lockDefinitions()
      this.ensureIndexable((await this.countOthers()).indexed)
    }
    await super.save()
    if (isFilled) await this.fillIndex()
    forgetCurrentPlugins()
    return this
  }

  /**
   * Deletes its values for good, as a job.
   *
   * @throws 409 before the seventh day after it was archived, and for one that is purged
   * @returns the job's id
   */
  async purge(): Promise<string> {
    const { organizationId, id, keptUntil } = this
    if (this.purgedAt)
      throw conflict('already_purged', 'The values of this field are gone already.')
    if (!this.isKeptLongEnough) {
      const detail = `The values of a field are kept for ${KEPT_DAYS} days after it was archived.`
      throw conflict(
        'too_early',
        detail,
        keptUntil ? { allowed_at: keptUntil.toUTC().toISO() } : undefined
      )
    }
    return enqueue(purge, { organizationId, fieldId: id })
  }

  /** Its values are gone: what comes back is the field without them. */
  override async restore(): Promise<void> {
    if (this.purgedAt) throw conflict('already_purged', 'The values of this field are gone.')
    await super.restore()
    forgetCurrentPlugins()
  }

  /** Whether it was archived so long ago that its values may go. */
  get isKeptLongEnough(): boolean {
    const { keptUntil } = this
    return keptUntil !== undefined && keptUntil <= DateTime.utc()
  }

  private get keptUntil(): DateTime | undefined {
    return this.deletedAt?.plus({ days: KEPT_DAYS })
  }

  private get isFilledAnew(): boolean {
    const { isIndexed, isSearchable } = this.$dirty
    return isIndexed === true || isSearchable === true
  }

  private ensureIndexable(others: number): void {
    if (!(this.isIndexed || this.isUnique) || others < MAX_INDEXED) return
    throw conflict(
      'limit_reached',
      `A resource has at most ${MAX_INDEXED} fields of your own that are indexed or unique.`,
      { limit: MAX_INDEXED }
    )
  }

  private async countOthers() {
    const { rows } = await UnitOfWork.get().query<{ all: number; indexed: number }>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE is_indexed OR is_unique)::int AS indexed
       FROM custom_fields
       WHERE organization_id = app_organization() AND resource = $1 AND id IS DISTINCT FROM $2::uuid`,
      [this.resource, this.id ?? null]
    )
    return rows[0] ?? { all: 0, indexed: 0 }
  }

  private async fillIndex(): Promise<void> {
    const table = resources.get(this.resource)?.table
    if (table === undefined) return
    const unit = UnitOfWork.get()
    /* All records at once, while others that write values of such fields wait. */
    await unit.allowLongStatements(60)
    await unit.query('SELECT fill_custom_field($1, $2)', [this.id, table])
  }
}

/** One after the other counts what the organization has. */
async function lockDefinitions(): Promise<void> {
  await UnitOfWork.get().query(
    `SELECT pg_advisory_xact_lock(hashtextextended('custom-fields/' || app_organization()::text, 0))`
  )
}
