import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import type {
  LucidModel,
  LucidRow,
  ModelAdapterOptions,
  ModelQueryBuilderContract,
} from '@adonisjs/lucid/types/model'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { v7 as uuidv7 } from 'uuid'
import { modelOfRecord } from '#core/resources/records/columns'
import { isSameValue, kindOf } from '#core/resources/records/same_value'
import { forgetSaid, say } from '#core/resources/records/said'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * A record of one organization: made in the active one, and found, changed and
 * deleted through it only. The first of the two fences; row-level security is
 * the second.
 */
export function OrganizationScoped<T extends NormalizeConstructor<typeof BaseModel>>(
  superclass: T
) {
  class Scoped extends superclass {
    static override selfAssignPrimaryKey = true

    @column({ isPrimary: true })
    declare id: string

    @column()
    declare organizationId: string

    static override query<Model extends LucidModel, Result = InstanceType<Model>>(
      this: Model,
      options?: ModelAdapterOptions
    ): ModelQueryBuilderContract<Model, Result> {
      const query = super.query.call(this, options) as ModelQueryBuilderContract<Model, Result>
      const { organizationId } = UnitOfWork.get()
      return organizationId ? query.where(`${this.table}.organization_id`, organizationId) : query
    }

    /**
     * What a save would write: nothing that is there already, written in another
     * form. Lucid's own answer asks its proxy for each of the columns three
     * times, and a dozen hooks ask for it.
     */
    override get $dirty(): LucidRow['$dirty'] {
      const { $isPersisted: isKnown, $attributes: now, $original: before } = this
      if (!isKnown) return now
      const model = modelOfRecord(this)
      return Object.fromEntries(
        Object.entries(now).filter(
          ([name, value]) =>
            before[name] !== value && !isSameValue(before[name], value, kindOf(model, name))
        )
      )
    }

    override merge(...[values, ...rest]: Parameters<LucidRow['merge']>): this {
      super.merge(values, ...rest)
      const { columnsToAttributes } = modelOfRecord(this).$keys
      const given = Object.entries(values).filter(([, value]) => value !== undefined)
      say(this, ...given.map(([name]) => columnsToAttributes.get(name, name)))
      return this
    }

    override async save(): Promise<this> {
      try {
        return await super.save()
      } finally {
        forgetSaid(this)
      }
    }

    /** Remembers what is written now. Lucid's own way walks through dates, too. */
    override $hydrateOriginals() {
      this.$original = Object.fromEntries(
        Object.entries(this.$attributes).map(([name, value]) => [name, copyOf(value)])
      )
    }

    @beforeCreate()
    static joinOrganization(record: Scoped) {
      record.id ??= uuidv7()
      const { organizationId } = UnitOfWork.get()
      if (organizationId) record.organizationId = organizationId
    }

    override $getQueryFor(
      action: 'insert',
      client: QueryClientContract
    ): ReturnType<QueryClientContract['insertQuery']>
    override $getQueryFor(
      action: 'update' | 'delete' | 'refresh',
      client: QueryClientContract
    ): ModelQueryBuilderContract<LucidModel>
    override $getQueryFor(
      action: 'insert' | 'update' | 'delete' | 'refresh',
      client: QueryClientContract
    ) {
      if (action === 'insert') return super.$getQueryFor(action, client)
      return super.$getQueryFor(action, client).where('organization_id', this.organizationId)
    }
  }
  return Scoped
}

/** Lists and objects are changed in place; dates are not. */
function copyOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !DateTime.isDateTime(value)
    ? structuredClone(value)
    : value
}
