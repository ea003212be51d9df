import type { ResourceName, TimelineItems, TimelineKindName } from '#core/plugins/api'

/** An item that a plugin writes into the timeline of a record. */
export interface NewTimelineItem<K extends TimelineKindName = TimelineKindName> {
  /** One that its manifest names, without a `source`. */
  readonly kind: K
  /** The record, by the name of its resource, which has a timeline. */
  readonly resource: ResourceName
  readonly record: string
  /** One line, in plain text, at most 255 characters. */
  readonly summary: string
  /** What the manifest says of the kind, at most 10 KB. */
  readonly data?: TimelineItems[K]
  /** When it happened; now by default. */
  readonly at?: Date
  /** A UUID by which it is written once, however often it is added: `message.id` of a listener. */
  readonly id?: string
}

/** How a plugin writes into timelines. */
export interface TimelineAccess {
  readonly timeline: {
    /**
     * Writes an item of a kind of its own, in the transaction of the action, and into the audit log of
     * the record. With the rights of the system.
     *
     * @throws 404 when there is no such record, and an error that says what is wrong with the item
     */
    add<K extends TimelineKindName>(item: NewTimelineItem<K>): Promise<void>
  }
}
