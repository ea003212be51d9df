import type { VineObject } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { ResourceName } from '#core/plugins/api'

/**
 * The items of one kind, as SQL. It knows no caller: what an item is about is asked for each of them
 * by anyone who reads the timeline.
 */
export interface TimelineSource {
  /** The resources of the records that have such items; all that have a timeline by default. */
  readonly of?: readonly ResourceName[]
  /**
   * The resource that items are about, where that is not the record itself: ids of items are ids of
   * its records, and those that the caller may not read are no items.
   */
  readonly about?: ResourceName
  /**
   * Whether items are about what belongs to the record of the timeline, such as its files: who reads
   * that reads them, as far as a grant for their own reaches. It spares asking for the record again.
   */
  readonly isOfRecord?: true
  /** SQL over `p`, an item with `at` and `id`: what tells it from others of its kind; its id by default. */
  readonly key?: string
  /**
   * SQL of the items of the record `s`, which has `type` and `id`: rows of `at` and `id`. An index
   * finds them in the order of both, the greatest first.
   *
   * @param organization SQL of the organization's id
   */
  items(organization: string): string
  /**
   * SQL of what is shown of the item `p`, which has `at`, `id`, and its record as `type` and
   * `record_id`: one row of the user who did it, the name of the record that it is about (null where
   * that is the record itself), one line of text, and JSON.
   */
  shown(organization: string): string
}

/** A kind of items in timelines, which a manifest names. */
export interface TimelineKind {
  /** For people: `Stage`. */
  readonly title: string
  /**
   * Which permission its items take besides that to read the record; none by default. Where items are
   * about no other record, a grant for the holder's own ones does not reach them.
   */
  readonly permission?: string
  /** Where they are read from; absent where the plugin writes them by `timeline.add`. */
  readonly source?: TimelineSource
  /** What is kept of each that the plugin writes; nothing by default. */
  readonly data?: VineObject<Record<string, SchemaTypes>, unknown, unknown, unknown>
}

/** How a resource has a timeline. */
export interface ResourceTimeline {
  /** The fields whose changes show there. The one that says to whom a record is assigned does so anyway. */
  readonly fields: readonly string[]
  /** Relations to records whose items it shows, too, and which show its own, as associated records do. */
  readonly via?: readonly string[]
}
