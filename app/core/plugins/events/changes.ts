import type { LucidRow, ModelAttributes } from '@adonisjs/lucid/types/model'
import type { DateTime } from 'luxon'

/** What a column held, and what it holds. Null where there was nothing, or is nothing now. */
export interface Changed<Value = unknown> {
  readonly before: Value | null
  readonly after: Value | null
}

/** By column, what changed of a record. */
export type Changes = Readonly<Record<string, Changed>>

/** `convertedDealId` → `converted_deal_id` */
type ColumnOf<Attribute extends string> = Attribute extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${ColumnOf<Rest>}`
    : `_${Lowercase<First>}${ColumnOf<Rest>}`
  : ''

type Attributes<R extends LucidRow> = Extract<keyof ModelAttributes<R>, string>

/**
 * By column, what changed of a record, as JSON tells it: moments in ISO 8601, days as `2026-03-02`.
 * Of a model its columns, of whatever it may be any.
 */
export type SerializedChanges<R> = R extends LucidRow
  ? [Attributes<R>] extends [never]
    ? Changes
    : {
        readonly [A in Attributes<R> as ColumnOf<A>]?: Changed<
          Told<Exclude<ModelAttributes<R>[A], null | undefined>>
        >
      }
  : Changes

type Told<Value> = Value extends DateTime ? string : Value
