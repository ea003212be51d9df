import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { beforeCreate, beforeSave, column } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import type { ActivitySchema } from '#database/schema'
import { associateRecords } from '#core/associations/primary'
import { lockEnds } from '#core/associations/lock_order'
import { invalid } from '#core/http/exceptions/problem'
import { beforeChangeOf, isGiven } from '#core/resources/records/changes'
import { UnitOfWork } from '#core/database/unit_of_work'
import Employee from '#plugins/employees/models/employee'
import { type ActivityName, PLANNED } from '#plugins/activities/kinds'
import { type Participant, settleParticipants } from '#plugins/activities/models/participant'

/** A record that an activity is associated with as it is made. */
export interface AssociatedRecord {
  readonly type: string
  readonly id: string
}

/* A list is written as JSON: the driver would make an array of PostgreSQL of it. */
const list = { prepare: (value: unknown) => (value === undefined ? value : JSON.stringify(value)) }

/** Clocks of clients are not exactly ours. */
const LEEWAY = { minutes: 1 }

/** Something that was done, or is planned, with records. @param name of its resource */
export function Activity(name: ActivityName) {
  const isPlanned = PLANNED.has(name)
  return function <T extends NormalizeConstructor<typeof ActivitySchema>>(superclass: T) {
    class Scheduled extends superclass {
      @column(list)
      declare participants: readonly Participant[]

      /** What it becomes associated with by the next save. */
      associations: readonly AssociatedRecord[] | undefined = undefined

      /** Who makes it owns it, unless another one does, or no one. */
      @beforeCreate()
      static async begin(activity: Scheduled) {
        activity.status ??= isPlanned ? 'planned' : 'completed'
        activity.visibility ??= name === 'messages' ? 'private' : 'all'
        activity.participants ??= []
        if (activity.ownerId === undefined) activity.ownerId = await employeeOfActor()
      }

      @beforeChangeOf('ownerId')
      static async mustKnowOwner({ ownerId }: Scheduled) {
        if (ownerId) await Employee.ensureActive(ownerId, 'owner_id')
      }

      /** What is completed has been so since some moment, by now. @throws 422 otherwise */
      @beforeSave()
      static settleCompletion(activity: Scheduled) {
        const { status, completedAt } = activity.$dirty
        if (status === undefined && completedAt === undefined) return
        if (activity.status !== 'completed') {
          const isReopened = activity.$isPersisted && status !== undefined
          if (isGiven(activity, 'completedAt') && !isReopened) throw notCompleted()
          activity.completedAt = null
          return
        }
        const now = DateTime.utc()
        const { endedAt } = activity
        activity.completedAt ??= endedAt && endedAt <= now ? endedAt : now
        if (activity.completedAt > now.plus(LEEWAY)) throw notYet()
      }

      @beforeChangeOf('participants')
      static settleParticipants(activity: Scheduled) {
        const role = name === 'messages' ? 'to' : 'attendee'
        activity.participants = settleParticipants(activity.participants, role)
      }

      @beforeChangeOf('remindAt')
      static remindAnew(activity: Scheduled) {
        activity.remindedAt = null
      }

      override async save(): Promise<this> {
        const { associations = [] } = this
        this.associations = undefined
        /* People who take part are written by a trigger, before what it is associated with. */
        if (associations.length > 0) {
          await lockEnds([...associations, ...peopleIn(this.participants ?? [])])
        }
        await super.save()
        const self = { type: name, id: this.id }
        for (const other of associations) await associateRecords(self, other, {})
        return this
      }
    }
    return Scheduled
  }
}

function peopleIn(participants: readonly Participant[]): AssociatedRecord[] {
  return participants.flatMap(({ person_id: id }) => (id ? [{ type: 'people', id }] : []))
}

async function employeeOfActor(): Promise<string | null> {
  const unit = UnitOfWork.get()
  if (unit.actorId === null) return null
  const { rows } = await unit.query<{ id: string }>(
    `SELECT id FROM employees
     WHERE organization_id = app_organization() AND user_id = $1
       AND deleted_at IS NULL AND status <> 'terminated'`,
    [unit.actorId]
  )
  return rows[0]?.id ?? null
}

function notCompleted() {
  const message = 'Only what is completed has been completed at some time'
  return invalid([{ field: 'completed_at', rule: 'status', message }])
}

function notYet() {
  const message = 'What is completed has been completed by now'
  return invalid([{ field: 'completed_at', rule: 'past', message }])
}
