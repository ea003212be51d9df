import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeCreate, column, scope } from '@adonisjs/lucid/orm'
import type {
  LucidModel,
  LucidRow,
  ModelAdapterOptions,
  ModelQueryBuilderContract,
  ModelRelationOptions,
} from '@adonisjs/lucid/types/model'
import type { ModelRelations } from '@adonisjs/lucid/types/relations'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { modelOfRecord } from '#core/resources/records/columns'
import { forgetGiven, noteGiven } from '#core/resources/records/changes'
import { UuidKey } from '#core/resources/concerns/uuid_key'
import { isSameValue, kindOf } from '#core/resources/records/same_value'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * A record of one organization: made in the active one, and found, changed and
 * deleted through it only. The first of the two fences; row-level security is
 * the second.
 */
export function OrganizationScoped<T extends NormalizeConstructor<typeof BaseModel>>(
  superclass: T
) {
  class Scoped extends UuidKey(superclass) {
    @column()
    declare organizationId: string

    /** The records of one organization. */
    static ofOrganization = scope(
      (query: ModelQueryBuilderContract<LucidModel, unknown>, organizationId: string) =>
        query.where(`${query.model.table}.organization_id`, organizationId)
    )

    static override query<Model extends LucidModel, Result = InstanceType<Model>>(
      this: Model,
      options?: ModelAdapterOptions
    ): ModelQueryBuilderContract<Model, Result> {
      const query = super.query.call(this, options) as ModelQueryBuilderContract<Model, Result>
      const { organizationId } = UnitOfWork.get()
      if (organizationId) void Scoped.ofOrganization(query, organizationId)
      return query
    }

    /** A relation finds what `query()` finds: Lucid makes its queries without that. */
    static override $addRelation(
      name: string,
      type: ModelRelations<LucidModel, LucidModel>['__opaque_type'],
      relatedModel: () => LucidModel,
      options: ModelRelationOptions
    ) {
      const onQuery = (query: RelatedQuery) => {
        withinOrganization(query, relatedModel())
        options.onQuery?.(query)
      }
      super.$addRelation(name, type, relatedModel, { ...options, onQuery })
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
      noteGiven(this, ...given.map(([name]) => columnsToAttributes.get(name, name)))
      return this
    }

    override async save(): Promise<this> {
      try {
        return await super.save()
      } finally {
        forgetGiven(this)
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

type RelatedQuery = ModelRelations<LucidModel, LucidModel>['builder' | 'subQuery']

/** Narrows a query through a relation, and the table between the two where there is one. */
export function withinOrganization(query: RelatedQuery, relatedModel: LucidModel): void {
  const { organizationId } = UnitOfWork.get()
  if (!organizationId || !relatedModel.$hasColumn('organizationId')) return
  if ('wherePivot' in query) {
    void query.wherePivot('organization_id', organizationId)
    if ('isPivotOnlyQuery' in query && query.isPivotOnlyQuery) return
    void query.where(`${relatedModel.table}.organization_id`, organizationId)
  } else {
    /* Without its table, which has another name in a query that compares it with itself. */
    void query.where('organization_id', organizationId)
  }
}

/** Lists and objects are changed in place; dates are not. */
function copyOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !DateTime.isDateTime(value)
    ? structuredClone(value)
    : value
}
