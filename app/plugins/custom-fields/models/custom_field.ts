import { compose } from '@adonisjs/core/helpers'
import { beforeCreate, beforeSave, column } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import { v7 as uuidv7 } from 'uuid'
import { CustomFieldSchema } from '#database/schema'
import {
  type KeptOption,
  MAX_ALL_OPTIONS,
  MAX_FIELDS,
  MAX_INDEXED,
} from '#core/custom_fields/custom_field'
import { conflict } from '#core/http/exceptions/problem'
import { enqueue } from '#core/jobs/enqueue'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { Versioned } from '#core/resources/concerns/versioned'
import { forgetCurrentPlugins } from '#core/plugins/plugin_set'
import { UnitOfWork } from '#core/database/unit_of_work'
import fillIndex from '#plugins/custom-fields/jobs/fill_index'
import purge from '#plugins/custom-fields/jobs/purge'
import {
  ensureDefault,
  ensureSound,
  keptOptions,
} from '#plugins/custom-fields/models/custom_field/rules'
import { beginWalk } from '#plugins/custom-fields/models/custom_field/walk'

/** Days that an archived field keeps its values for at least. */
const KEPT_DAYS = 7

/* The driver would make an array of PostgreSQL of a list, and of a text none that is JSON. */
const asJson = {
  prepare: (value: unknown) =>
    value === undefined || value === null ? value : JSON.stringify(value),
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
    field.ensureOptionsFit(count.options)
    /* No record has a value yet. */
    field.indexState = field.hasIndex ? 'ready' : null
  }

  override async save(): Promise<this> {
    const isFilled = this.$isPersisted && this.isFilledAnew
    if (this.$isPersisted && (isFilled || this.$dirty.options !== undefined)) {
      await lockDefinitions()
      const count = await this.countOthers()
      this.ensureIndexable(count.indexed)
      this.ensureOptionsFit(count.options)
    }
    if (isFilled) this.beginFilling()
    else if (this.$isPersisted && !this.hasIndex) this.endIndex()
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
    const { keptUntil } = this
    this.ensureNotPurged()
    if (!this.isKeptLongEnough) {
      const detail = `The values of a field are kept for ${KEPT_DAYS} days after it was archived.`
      throw conflict(
        'too_early',
        detail,
        keptUntil ? { allowed_at: keptUntil.toUTC().toISO() } : undefined
      )
    }
    this.purgeRequestedAt = DateTime.utc()
    await this.save()
    return enqueue(purge, { ...beginWalk(this.id), records: 0 })
  }

  /** @throws 409 for one whose values are gone, or are being deleted */
  override async restore(): Promise<void> {
    this.ensureNotPurged()
    await super.restore()
    forgetCurrentPlugins()
  }

  private ensureNotPurged(): void {
    if (!this.purgeRequestedAt) return
    throw conflict('already_purged', 'The values of this field are gone, or about to be.')
  }

  /** Whether it was archived so long ago that its values may go. */
  get isKeptLongEnough(): boolean {
    const { keptUntil } = this
    return keptUntil !== undefined && keptUntil <= DateTime.utc()
  }

  private get keptUntil(): DateTime | undefined {
    return this.deletedAt?.plus({ days: KEPT_DAYS })
  }

  /** Whether values of it stand in the index, for whatever purpose. */
  private get hasIndex(): boolean {
    return this.isUnique || this.isIndexed || this.isSearchable
  }

  private get isFilledAnew(): boolean {
    const { isIndexed, isSearchable } = this.$dirty
    return isIndexed === true || isSearchable === true
  }

  private beginFilling(): void {
    this.indexState = 'filling'
    this.indexRun = uuidv7()
  }

  private endIndex(): void {
    this.indexState = null
    this.indexRun = null
  }

  private ensureOptionsFit(others: number): void {
    if (others + (this.options ?? []).length <= MAX_ALL_OPTIONS) return
    const most = MAX_ALL_OPTIONS.toLocaleString('en')
    const detail = `All fields of your own have at most ${most} options together.`
    throw conflict('limit_reached', detail, { limit: MAX_ALL_OPTIONS })
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
    const { rows } = await UnitOfWork.get().query<Others & Record<string, unknown>>(
      `SELECT count(*) FILTER (WHERE resource = $1)::int AS all,
              count(*) FILTER (WHERE resource = $1 AND (is_indexed OR is_unique))::int AS indexed,
              coalesce(sum(jsonb_array_length(options)), 0)::int AS options
       FROM custom_fields
       WHERE organization_id = app_organization() AND id IS DISTINCT FROM $2::uuid`,
      [this.resource, this.id ?? null]
    )
    return rows[0] ?? { all: 0, indexed: 0, options: 0 }
  }

  private async fillIndex(): Promise<void> {
    const run = this.indexRun
    if (run !== null) await enqueue(fillIndex, { ...beginWalk(this.id), run, horizon: null })
  }
}

/** The fields besides one: of its resource, of those that are found by an index; options of all. */
interface Others {
  readonly all: number
  readonly indexed: number
  readonly options: number
}

/** One after the other counts what the organization has. */
async function lockDefinitions(): Promise<void> {
  await UnitOfWork.get().query(
    `SELECT pg_advisory_xact_lock(hashtextextended('custom-fields/' || app_organization()::text, 0))`
  )
}
