import type { AuthorizationResponse } from '@adonisjs/bouncer'
import type { Identity, LockedOrganization, OrganizationChoice } from '#core/access/identity'
import { Problem, notFound, permissionDenied } from '#core/http/exceptions/problem'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'

/** A record that something is to be done to. */
export interface RecordAttempt {
  readonly resource: Resource
  readonly action: string
  /** Whether there is one of that id in the organization, deleted or not as the action wants it. */
  readonly exists: boolean
  /** Whether it is the caller's own, in an action that needs no permission then. */
  readonly isSelfService?: boolean
  /** What its policy says. */
  may(action: string): Promise<AuthorizationResponse>
  /** Whether it is within what plugins let the caller find. */
  isVisible(): Promise<boolean>
  /** What a denial of its policy is answered with. */
  problemOf(denial: AuthorizationResponse): Problem
}

/** What a caller wants, as far as it is known: a step about what is not known passes. */
export interface Attempt {
  /** Null when the credentials are no one's, or those of a user who is locked out. */
  readonly caller: Identity | null
  /** The organization that is asked for; absent where the work concerns none. */
  readonly organization?: { readonly named: string | null; readonly isInPath: boolean }
  /** The plugins that are on in the organization. */
  readonly plugins?: PluginSet
  /** The plugin that the path belongs to. */
  readonly pluginId?: string | undefined
  readonly permission?: string | undefined
  readonly on?: RecordAttempt | undefined
}

/** `settles`: it is allowed, whatever the later steps would say. */
export type Outcome = 'passes' | 'settles' | Problem

interface Step {
  readonly name: StepName
  check(attempt: Attempt): Outcome | Promise<Outcome>
}

export type StepName =
  'user' | 'membership' | 'plugin' | 'self' | 'permission' | 'record' | 'scope' | 'policy'

/**
 * What decides about every request, in this order. The access middleware and the
 * engine of resources run these steps, and `access/explain` runs them for others.
 */
export const ACCESS_STEPS: readonly Step[] = [
  { name: 'user', check: ({ caller }) => (caller === null ? unknownUser() : 'passes') },
  { name: 'membership', check: membership },
  { name: 'plugin', check: plugin },
  { name: 'self', check: ({ on }) => (on?.exists && on.isSelfService ? 'settles' : 'passes') },
  { name: 'permission', check: permission },
  { name: 'record', check: record },
  { name: 'scope', check: scope },
  { name: 'policy', check: policy },
]

/**
 * Runs the steps from one to another.
 *
 * @throws what the first of them refuses with
 */
export async function passSteps(first: StepName, last: StepName, attempt: Attempt): Promise<void> {
  for (const step of between(first, last)) {
    const outcome = await step.check(attempt)
    if (outcome instanceof Problem) throw outcome
    if (outcome === 'settles') return
  }
}

/** Whether every member reads its records, since there is no permission for it. */
export function isOpen({ permissions }: Resource): boolean {
  return !permissions.includes('read')
}

const slices = new Map<string, readonly Step[]>()

function between(first: StepName, last: StepName): readonly Step[] {
  const key = `${first} ${last}`
  const known = slices.get(key)
  if (known) return known
  const place = (name: StepName) => ACCESS_STEPS.findIndex((step) => step.name === name)
  const slice = ACCESS_STEPS.slice(place(first), place(last) + 1)
  slices.set(key, slice)
  return slice
}

function membership({ caller, organization }: Attempt): Outcome {
  if (!caller || !organization) return 'passes'
  const { named, isInPath } = organization
  if (caller.organizationId === null) {
    /* Where a path is about it, it is absent, as it is from the list of the caller's. */
    return noOrganization(caller.choices, isInPath ? [] : caller.locked, named)
  }
  /* A slug may look like the id of another organization. */
  return isInPath && caller.organizationId !== named ? notFound('organization') : 'passes'
}

function plugin({ plugins, pluginId }: Attempt): Outcome {
  if (pluginId === undefined || !plugins || plugins.has(pluginId)) return 'passes'
  return new Problem(404, {
    code: 'plugin_disabled',
    detail: `The plugin "${pluginId}" is not on in this organization.`,
    values: { plugin: pluginId },
  })
}

function permission({ caller, permission: name }: Attempt): Outcome {
  return !name || caller?.grants.allows(name) ? 'passes' : permissionDenied(name)
}

/** No one does anything to a record that they may not read. */
async function record({ on }: Attempt): Promise<Outcome> {
  if (!on) return 'passes'
  const mayRead = on.exists && (isOpen(on.resource) || (await on.may('read')).authorized)
  return mayRead ? 'passes' : notFound(on.resource.singular)
}

async function scope({ on }: Attempt): Promise<Outcome> {
  if (!on || on.resource.rowFilters.length === 0 || (await on.isVisible())) return 'passes'
  return notFound(on.resource.singular)
}

async function policy({ on }: Attempt): Promise<Outcome> {
  if (!on) return 'passes'
  const response = await on.may(on.action)
  return response.authorized ? 'passes' : on.problemOf(response)
}

function unknownUser(): Problem {
  return new Problem(401, { code: 'not_authenticated', detail: 'Log in first.' })
}

function noOrganization(
  organizations: readonly OrganizationChoice[],
  locked: readonly LockedOrganization[],
  named: string | null
): Problem {
  const isMeant = ({ id, slug }: OrganizationChoice) =>
    named === null ? organizations.length === 0 : named === slug || named.toLowerCase() === id
  const closed = locked.find(isMeant)
  if (closed) return lockedOut(closed)
  if (named !== null) return notFound('organization')
  return new Problem(400, {
    code: 'organization_required',
    detail:
      organizations.length === 0
        ? 'You belong to no organization. Found one by POST /api/organizations/, or be invited.'
        : 'Say which organization this is for: send X-Organization-Id with an id or slug of these.',
    extra: { organizations },
  })
}

/** They belong to it: that it exists is no secret to them. */
function lockedOut({ locked: code, ...organization }: LockedOrganization): Problem {
  const { name } = organization
  return new Problem(403, {
    code,
    detail:
      code === 'membership_inactive'
        ? `Your membership in ${name} is not active. Those who manage its members can activate it.`
        : `${name} is suspended, and lets no one in.`,
    values: { organization: name },
    extra: { organization },
  })
}
