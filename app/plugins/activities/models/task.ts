import { compose } from '@adonisjs/core/helpers'
import { beforeCreate } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import { ActivitySchema } from '#database/schema'
import { Authored } from '#core/resources/concerns/authored'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { Versioned } from '#core/resources/concerns/versioned'
import { beforeChangeOf } from '#core/resources/records/changes'
import { Activity } from '#plugins/activities/models/concerns/activity'
import { Completable } from '#plugins/activities/models/concerns/completable'
import { copyAssociations } from '#plugins/activities/models/task/associations'
import { nextOccurrence, readRecurrence } from '#plugins/activities/recurrence'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What somebody has to do. One that recurs is followed by the next when it is completed. */
export default class Task extends compose(
  ActivitySchema,
  OrganizationScoped,
  EmitsEvents('tasks'),
  Authored,
  SoftDeletable,
  Versioned,
  Activity('tasks'),
  Completable
) {
  static override table = 'tasks'

  get scheduledAt(): DateTime | null {
    return this.dueAt ?? this.startsAt ?? null
  }

  /** The first of a series, unless it says where in the series it stands. */
  @beforeCreate()
  static beginSeries(task: Task) {
    task.priority ??= 'medium'
    task.occurrence ??= 1
  }

  /** The others are reckoned from where it is put. */
  @beforeChangeOf('recurrence', 'dueAt', 'startsAt')
  static reckonFrom(task: Task) {
    const isFollowing = !task.$isPersisted && task.previousId
    if (!isFollowing) task.recursSince = task.recurrence ? task.scheduledAt : null
  }

  override async save(): Promise<this> {
    const isCompleted = this.$isPersisted && this.$dirty.status === 'completed'
    await super.save()
    if (isCompleted) await this.goOn()
    return this
  }

  /** Makes the next one of its series, unless it is over, or there is one already. */
  private async goOn(): Promise<void> {
    const rule = this.recurrence ? readRecurrence(this.recurrence) : null
    const last = this.scheduledAt
    if (!rule || !last) return
    if (await Task.query().where('previousId', this.id).first()) return
    const next = nextOccurrence(
      rule,
      {
        from: this.recursSince ?? last,
        last,
        occurrence: this.occurrence,
        zone: await organizationZone(),
      },
      DateTime.utc()
    )
    if (!next) return
    const later = (moment: DateTime | null | undefined) => moment?.plus(next.at.diff(last)) ?? null
    const { subject, body, ownerId, visibility, participants, priority, recurrence } = this
    const following = await Task.create({
      subject,
      body,
      ownerId: ownerId ?? null,
      visibility,
      participants,
      priority,
      recurrence,
      startsAt: later(this.startsAt),
      dueAt: later(this.dueAt),
      endedAt: later(this.endedAt),
      remindAt: later(this.remindAt),
      recursSince: this.recursSince ?? last,
      occurrence: next.occurrence,
      previousId: this.id,
    })
    await copyAssociations(this.id, following.id)
  }
}

async function organizationZone(): Promise<string> {
  const { rows } = await UnitOfWork.get().query<{ zone: string }>(
    'SELECT organization_time_zone() AS zone'
  )
  return rows[0]?.zone ?? 'UTC'
}
