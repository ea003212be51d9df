import type { Identity } from '#core/access/identity'
import { type MembershipRole, type AccessScope, readGrant } from '#core/access/grants'
import { type RecordColumns, isOwn } from '#core/access/record_ownership'
import { grantsOfSystemRole } from '#core/access/system_roles'
import type { Resource } from '#core/resources/define_resource'

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
  /** Whom a request of the subject's would come from. */
  readonly identity: Identity
  readonly role: MembershipRole
  readonly isActiveUser: boolean
  readonly isActiveMember: boolean
  readonly roles: readonly HeldRole[]
}

/** A record that is asked about, as whoever asks may know it, and what is said of it besides. */
export interface ExplainedRecord {
  readonly columns: RecordColumns
  /** Whether it is within what plugins let the subject find. */
  readonly isAdmitted: boolean
  /** Why its resource or a plugin forbids it to the subject; null when neither does. */
  readonly denial: string | null
}

/** What is asked: may the subject do this, to this record, with this field? */
export interface Question {
  /** What is acted on, as permissions name it. */
  readonly noun: string
  readonly action: string
  /** Null for what has no records that could be asked about. */
  readonly resource: Resource | null
  readonly isPluginOn: boolean
  /** Undefined when no record is asked about, null when there is none of that id. */
  readonly record?: ExplainedRecord | null | undefined
  readonly field?: string | undefined
}

/** What decides, in the order in which a request meets it. */
export const RULES = [
  'plugin',
  'user',
  'membership',
  'self',
  'place',
  'role',
  'record',
  'scope',
  'policy',
  'field',
] as const

type Rule = (typeof RULES)[number]

/** One rule's say. */
export interface Step {
  readonly rule: Rule
  readonly passes: boolean
  readonly detail: string
  readonly [more: string]: unknown
}

/** Whether the subject may, and what each rule said until one of them refused. */
export interface Explanation {
  readonly allowed: boolean
  readonly decided_by: Rule
  readonly permission: string
  readonly reach: AccessScope | null
  readonly steps: readonly Step[]
}

/** Goes through the rules in the order in which a request meets them. */
export function explainAccess(subject: Subject, question: Question): Explanation {
  const permission = permissionOf(question)
  const isLetIn = subject.isActiveUser && subject.isActiveMember && question.isPluginOn
  const reach = isLetIn ? subject.identity.grants.reach(permission) : null
  const steps: Step[] = []
  for (const ask of ASKED) {
    const step = ask(subject, question)
    if (!step) continue
    steps.push(step)
    if (!step.passes || step.rule === 'self') break
  }
  const last = steps.at(-1)
  if (!last) throw new Error('Somebody always decides')
  return { allowed: last.passes, decided_by: last.rule, permission, reach, steps }
}

/** Whether every member reads its records, since there is no permission for it. */
export function isOpen({ permissions }: Resource): boolean {
  return !permissions.includes('read')
}

function permissionOf({ noun, action }: Question): string {
  return `${noun}:${action}`
}

function plugin(_: Subject, { isPluginOn, noun }: Question): Step | null {
  if (isPluginOn) return null
  const detail = `The plugin of ${noun} is not on in this organization.`
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

/** What everybody may do to what is about themselves, whatever they were granted. */
function self({ identity }: Subject, { resource, action, record: asked }: Question): Step | null {
  if (!asked || !resource?.selfServiceActions.includes(action)) return null
  if (!isOwn({ subject: resource.own?.subject }, identity, asked.columns)) return null
  const detail = `Any member may do this to a ${resource.singular} that is about themselves.`
  return { rule: 'self', passes: true, detail }
}

/** An owner and an admin by their place; a member by their roles. */
function grant({ identity, role, roles }: Subject, question: Question): Step {
  const permission = permissionOf(question)
  const reach = identity.grants.reach(permission)
  if (role !== 'member') {
    const detail =
      reach === null
        ? `Only an owner has ${permission}.`
        : `The membership role ${role} includes ${permission} for all records.`
    return { rule: 'place', passes: reach !== null, detail, reach }
  }
  const granting = roles.map((held) => heldRole(held, permission))
  const detail =
    reach === null
      ? `None of the user's active roles grants ${permission}.`
      : `The user's roles grant ${permission} for ${reach === 'all' ? 'all records' : 'their own records'}.`
  return { rule: 'role', passes: reach !== null, detail, reach, roles: granting }
}

/** Nobody does anything to a record that they may not read. */
function record({ identity }: Subject, { record: asked, resource, action }: Question): Step | null {
  if (asked === undefined || !resource) return null
  const rule = 'record'
  if (asked === null) return { rule, passes: false, detail: 'Record not found.' }
  const mayRead = isOpen(resource) || reaches(identity, resource, 'read', asked.columns)
  if (action === 'read' || mayRead) return null
  const detail = 'The user may not read this record, so it does not exist for them.'
  return { rule, passes: false, detail }
}

/** What plugins narrow a resource by. */
function scope(_: Subject, { record: asked }: Question): Step | null {
  if (!asked || asked.isAdmitted) return null
  return { rule: 'scope', passes: false, detail: 'A plugin hides this record from the user.' }
}

function ownRecord({ identity }: Subject, { record: asked, resource, action }: Question) {
  if (!asked || !resource) return null
  const rule = 'record'
  if (identity.grants.reach(resource.permission(action)) === 'all') {
    return { rule, passes: true, detail: 'The permission reaches all records.' } as const
  }
  const passes = reaches(identity, resource, action, asked.columns)
  const detail = passes
    ? "The record is the user's own: created by them, assigned to them, or about them."
    : "The permission covers the user's own records only, and this is not one of them."
  return { rule, passes, detail } as const
}

/** What its resource and plugins forbid besides. */
function policy(_: Subject, { record: asked }: Question): Step | null {
  if (!asked || asked.denial === null) return null
  return { rule: 'policy', passes: false, detail: asked.denial }
}

/** A field is there when its permission reaches as far as what is read. */
function field({ identity }: Subject, { field: name, resource, action }: Question) {
  if (name === undefined || !resource) return null
  const needed = resource.fields[name]?.permission ?? null
  const rule = 'field'
  if (needed === null) {
    const detail = `Any user who can read the record can read ${name}.`
    return { rule, passes: true, detail, permission: null } as const
  }
  const { grants } = identity
  const passes = grants.includes(needed, grants.reach(resource.permission(action)) ?? 'all')
  const detail = passes
    ? `The user has ${needed}, which shows ${name}.`
    : `Without ${needed}, ${name} does not exist for the user.`
  return { rule, passes, detail, permission: needed } as const
}

const ASKED = [plugin, user, membership, self, grant, record, scope, ownRecord, policy, field]

function reaches(caller: Identity, resource: Resource, action: string, columns: RecordColumns) {
  const reach = caller.grants.reach(resource.permission(action))
  return reach === 'all' || (reach === 'own' && isOwn(resource.own, caller, columns))
}

function heldRole(held: HeldRole, permission: string) {
  const { id, name, slug, is_active: isActive, system_key: key, grants } = held
  const own = grants.map(readGrant).find((granted) => granted.permission === permission)
  const isBuiltIn = key !== null && grantsOfSystemRole(key).includes(permission)
  return { id, name, slug, is_active: isActive, reach: isBuiltIn ? 'all' : (own?.reach ?? null) }
}
