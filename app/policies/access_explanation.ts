import { type Reach, Grants, type MembershipRole } from '#policies/grants'
import { isOwn, type RecordColumns } from '#policies/own_records'
import { grantsOfSystemRole } from '#policies/system_roles'
import type { Resource } from '#resources/define_resource'

/** A role that somebody has, as far as a decision needs it. */
export interface HeldRole {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly system_key: string | null
  /** Whether both the role and its assignment are in use. */
  readonly is_active: boolean
  /** `customers:read/own` */
  readonly grants: readonly string[]
}

/** Somebody in an organization, as far as a decision needs it. */
export interface Subject {
  readonly userId: string
  readonly role: MembershipRole
  readonly isActiveUser: boolean
  readonly isActiveMember: boolean
  readonly employeeId: string | null
  readonly roles: readonly HeldRole[]
}

/** What is asked: may he do this, to this record, with this field? */
export interface Question {
  readonly resource: Resource
  readonly action: string
  readonly isPluginOn: boolean
  /** Undefined when no record is asked about, null when there is none of that id. */
  readonly record?: RecordColumns | null | undefined
  readonly field?: string | undefined
}

type Rule = 'plugin' | 'user' | 'membership' | 'place' | 'role' | 'record' | 'field'

/** One rule's say. */
export interface Step {
  readonly rule: Rule
  readonly passes: boolean
  readonly detail: string
  readonly [more: string]: unknown
}

/** Whether he may, and what each rule said until one of them refused. */
export interface Explanation {
  readonly allowed: boolean
  readonly decided_by: Rule
  readonly permission: string
  readonly reach: Reach | null
  readonly steps: readonly Step[]
}

/** Goes through the rules in the order in which a request meets them. */
export function explainAccess(subject: Subject, question: Question): Explanation {
  const permission = question.resource.permission(question.action)
  const grants = grantsOf(subject)
  const reach = isIn(subject) && question.isPluginOn ? grants.reach(permission) : null
  const steps: Step[] = []
  for (const rule of [plugin, user, membership, grant, record, field]) {
    const step = rule(subject, question, grants)
    if (!step) continue
    steps.push(step)
    if (!step.passes) break
  }
  const last = steps.at(-1)
  if (!last) throw new Error('Somebody always decides')
  return { allowed: last.passes, decided_by: last.rule, permission, reach, steps }
}

function plugin(_: Subject, { isPluginOn, resource }: Question): Step | null {
  if (isPluginOn) return null
  const detail = `The plugin of ${resource.name} is not on in this organization.`
  return { rule: 'plugin', passes: false, detail }
}

function user({ isActiveUser }: Subject): Step {
  const detail = isActiveUser ? 'The user may log in.' : 'The user is locked out everywhere.'
  return { rule: 'user', passes: isActiveUser, detail }
}

function membership({ isActiveMember, role }: Subject): Step {
  const detail = isActiveMember ? `The user is ${role} here.` : 'The membership is not active.'
  return { rule: 'membership', passes: isActiveMember, detail, role }
}

/** An owner and an admin by their place; a member by his roles. */
function grant(subject: Subject, { resource, action }: Question, grants: Grants): Step {
  const permission = resource.permission(action)
  const reach = grants.reach(permission)
  if (subject.role !== 'member') {
    const detail =
      reach === null
        ? `Only an owner has ${permission}.`
        : `An ${subject.role} has ${permission} by his place, for all records.`
    return { rule: 'place', passes: reach !== null, detail, reach }
  }
  const granting = subject.roles.map((held) => heldRole(held, permission))
  const detail =
    reach === null
      ? `No active role of his grants ${permission}.`
      : `His roles grant ${permission} for ${reach === 'all' ? 'all records' : 'his own records'}.`
  return { rule: 'role', passes: reach !== null, detail, reach, roles: granting }
}

function record(subject: Subject, { record: asked, resource, action }: Question, grants: Grants) {
  if (asked === undefined) return null
  const rule = 'record'
  if (asked === null) return { rule, passes: false, detail: 'There is no such record.' } as const
  if (grants.reach(resource.permission(action)) === 'all') {
    return { rule, passes: true, detail: 'The permission reaches all records.' } as const
  }
  const isHis = isOwn(resource.own, subject, asked)
  const detail = isHis
    ? 'The record is his own: he made it, it is assigned to him, or it is about him.'
    : 'The permission reaches his own records only, and this one is not.'
  return { rule, passes: isHis, detail } as const
}

/** A field is there when its permission reaches as far as what is read. */
function field(_: Subject, { field: name, resource, action }: Question, grants: Grants) {
  if (name === undefined) return null
  const needed = resource.fields[name]?.permission ?? null
  const rule = 'field'
  if (needed === null) {
    const detail = `Whoever sees the record sees ${name}.`
    return { rule, passes: true, detail, permission: null } as const
  }
  const passes = grants.covers(needed, grants.reach(resource.permission(action)) ?? 'all')
  const detail = passes
    ? `He has ${needed}, which shows ${name}.`
    : `Without ${needed}, ${name} does not exist for him.`
  return { rule, passes, detail, permission: needed } as const
}

function isIn({ isActiveUser, isActiveMember }: Subject): boolean {
  return isActiveUser && isActiveMember
}

/** The very grants that a request of his would have. */
function grantsOf({ role, roles }: Subject): Grants {
  const active = roles.filter(({ is_active: isActive }) => isActive)
  return new Grants(
    role,
    active.flatMap(({ system_key: key }) => (key === null ? [] : [key])),
    active.flatMap(({ grants }) => grants)
  )
}

function heldRole(held: HeldRole, permission: string) {
  const { id, name, slug, is_active: isActive, system_key: key, grants } = held
  const own = grants.find((text) => text.startsWith(`${permission}/`))?.split('/')[1] ?? null
  const reach = key !== null && grantsOfSystemRole(key).includes(permission) ? 'all' : own
  return { id, name, slug, is_active: isActive, reach }
}
