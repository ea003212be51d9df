import {
  type Outcome,
  type RecordAttempt,
  type StepName,
  ACCESS_STEPS,
} from '#core/access/access_steps'
import { Identity } from '#core/access/identity'
import { type MembershipRole, type AccessScope, readGrant } from '#core/access/grants'
import { permissionsOfSystemRole } from '#core/access/system_roles'
import { Problem } from '#core/http/exceptions/problem'
import type { PluginSet } from '#core/plugins/plugin_set'
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

/** What is asked: may the subject do this, to this record, with this field? */
export interface Question {
  /** What is acted on, as permissions name it. */
  readonly noun: string
  readonly action: string
  /** What would happen by it, where that has a name of its own: `win` by `close`. */
  readonly event?: string | undefined
  /** Null for what has no records that could be asked about. */
  readonly resource: Resource | null
  /** Those that are on in the organization. */
  readonly plugins: PluginSet
  /** The plugin that brings what is acted on. */
  readonly pluginId: string | undefined
  /** Undefined when no record is asked about. */
  readonly on?: RecordAttempt | undefined
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

/** Goes through the steps of a request, and says what each of them said. */
export async function explainAccess(subject: Subject, question: Question): Promise<Explanation> {
  const permission = permissionOf(question)
  const { plugins, pluginId, on } = question
  const organization = { named: null, isInPath: false }
  const attempt = { caller: callerOf(subject), organization, plugins, pluginId, permission, on }
  const steps: Step[] = []
  let isLetIn = false
  let isDecided = false
  for (const { name, check } of ACCESS_STEPS) {
    const outcome = await check(attempt)
    steps.push(...DESCRIBED[name](subject, question, outcome))
    isDecided = outcome !== 'passes'
    if (isDecided) break
    isLetIn ||= name === 'plugin'
  }
  if (!isDecided) steps.push(...field(subject, question))
  const last = steps.at(-1)
  if (!last) throw new Error('A step always decides')
  const reach = isLetIn ? subject.identity.grants.reach(permission) : null
  return { allowed: last.passes, decided_by: last.rule, permission, reach, steps }
}

/** Whom a request of theirs would come from. */
function callerOf({ identity, isActiveUser, isActiveMember }: Subject): Identity | null {
  if (!isActiveUser) return null
  return isActiveMember ? identity : Identity.outside(identity.userId, '')
}

function permissionOf({ noun, action }: Question): string {
  return `${noun}:${action}`
}

/** What is said of a step's outcome; nothing where it goes without saying. */
type Describe = (subject: Subject, question: Question, outcome: Outcome) => readonly Step[]

const DESCRIBED: Readonly<Record<StepName, Describe>> = {
  user: (_, __, outcome) => {
    const passes = outcome === 'passes'
    const detail = passes ? 'The user may log in.' : 'The user is locked out everywhere.'
    return [{ rule: 'user', passes, detail }]
  },
  membership: ({ role }, _, outcome) => {
    const passes = outcome === 'passes'
    const detail = passes ? `The user is ${role} here.` : 'The membership is not active.'
    return [{ rule: 'membership', passes, detail, role }]
  },
  plugin: (_, { noun }, outcome) => {
    if (outcome === 'passes') return []
    const detail = `The plugin of ${noun} is not on in this organization.`
    return [{ rule: 'plugin', passes: false, detail }]
  },
  self: (_, { resource }, outcome) => {
    if (outcome === 'passes') return []
    const detail = `Any member may do this to a ${resource?.singular} that is about themselves.`
    return [{ rule: 'self', passes: true, detail }]
  },
  permission: (subject, question) => [grant(subject, question)],
  record: (_, { action, on }, outcome) => {
    if (outcome === 'passes') return []
    return [{ rule: 'record', passes: false, detail: unreadable(action, on) }]
  },
  scope: (_, __, outcome) => {
    if (outcome === 'passes') return []
    return [{ rule: 'scope', passes: false, detail: 'A plugin hides this record from the user.' }]
  },
  policy: ruled,
}

function unreadable(action: string, on: RecordAttempt | undefined): string {
  if (!on?.exists) return 'Record not found.'
  return action === 'read'
    ? NOT_OWN
    : 'The user may not read this record, so it does not exist for them.'
}

/** The code of a denial that is one of the grant. Never answered: it tells two steps apart. */
export const OUT_OF_REACH = 'out_of_reach'

const NOT_OWN = "The permission covers the user's own records only, and this is not one of them."

/** How far the grant reaches, and what the policy of the resource and plugins forbid besides. */
function ruled(subject: Subject, question: Question, outcome: Outcome): readonly Step[] {
  if (!question.on) return ruledLater(question)
  const isDenied = outcome instanceof Problem
  if (isDenied && outcome.code === OUT_OF_REACH)
    return [{ rule: 'record', passes: false, detail: NOT_OWN }]
  const isForAll = subject.identity.grants.reach(permissionOf(question)) === 'all'
  const detail = isForAll
    ? 'The permission reaches all records.'
    : "The record is the user's own: created by them, assigned to them, or about them."
  const reached: Step = { rule: 'record', passes: true, detail }
  return isDenied
    ? [reached, { rule: 'policy', passes: false, detail: outcome.message }]
    : [reached]
}

/** Plugins that decide about each record, which is not asked about here. */
function ruledLater({ noun, action, event, plugins }: Question): readonly Step[] {
  const deciding = plugins.rulersOf(`${noun}:${event ?? action}`)
  return deciding.map(({ id }) => ({
    rule: 'policy',
    passes: true,
    detail: `The plugin "${id}" decides about each record.`,
  }))
}

/** An owner and an admin by their place; a member by their roles. */
function grant({ identity, role, roles }: Subject, question: Question): Step {
  const permission = permissionOf(question)
  const reach = identity.grants.reach(permission)
  if (identity.keyId !== null) return keyGrant(permission, reach)
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

/** A key by its role, by what it is narrowed to, and by what its sponsor may do. */
function keyGrant(permission: string, reach: AccessScope | null): Step {
  const detail =
    reach === null
      ? `The key's role, its own permissions and its sponsor do not all grant ${permission}, or it is not for keys.`
      : `The key's role and its sponsor grant ${permission} for ${reach === 'all' ? 'all records' : "the sponsor's own records"}.`
  return { rule: 'role', passes: reach !== null, detail, reach, roles: [] }
}

/** A field is there when its permission reaches as far as what is read. */
function field(
  { identity }: Subject,
  { field: name, resource, action }: Question
): readonly Step[] {
  if (name === undefined || !resource) return []
  const needed = resource.fields[name]?.permission ?? null
  const rule = 'field'
  if (needed === null) {
    const detail = `Every user who sees the record sees ${name}.`
    return [{ rule, passes: true, detail, permission: null }]
  }
  const { grants } = identity
  const passes = grants.includes(needed, grants.reach(resource.permission(action)) ?? 'all')
  const detail = passes
    ? `The user has ${needed}, which shows ${name}.`
    : `Without ${needed}, ${name} does not exist for the user.`
  return [{ rule, passes, detail, permission: needed }]
}

function heldRole(held: HeldRole, permission: string) {
  const { id, name, slug, is_active: isActive, system_key: key, grants } = held
  const own = grants.map(readGrant).find((granted) => granted.permission === permission)
  const builtIn = key === null ? undefined : permissionsOfSystemRole(key).get(permission)
  return { id, name, slug, is_active: isActive, reach: builtIn ?? own?.reach ?? null }
}
