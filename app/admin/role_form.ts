import type { HttpContext } from '@adonisjs/core/http'
import {
  type Difference,
  ensureChoices,
  differenceIn,
  isMeant,
  isTouched,
} from '#admin/form_changes'
import { typedIn } from '#admin/form_values'
import { reachChoice } from '#admin/matrix_markup'
import { type MatrixRole, permissionMatrix } from '#admin/permission_matrix'
import { withAuthors } from '#admin/meanwhile'
import { organizationPath } from '#admin/path'
import { refusedOf } from '#admin/record_form'
import { fieldLabel } from '#admin/humanize'
import { notFound } from '#core/http/exceptions/problem'
import type { Grant } from '#core/access/granting'
import type { AccessScope } from '#core/access/grants'
import { roleFormValidator } from '#admin/validators/admin'

/**
 * The matrix with one of its roles open to be changed; or with a new one, which
 * begins with what the role named `like` grants.
 *
 * @throws 404 when there is no such role, or it is built in
 */
export async function roleForm(ctx: HttpContext, id: string | null) {
  const matrix = await permissionMatrix(ctx)
  const role = id === null ? null : ownRole(matrix.roles, id)
  const model = role ?? matrix.roles.find((each) => each.id === ctx.request.input('like'))
  const typed = typedOf(ctx)
  const isTyped = (name: string) => typed !== null && (role === null || isTouched(typed, name))
  const said = (name: string) => typedIn(typed ?? {}, name)
  const texts = {
    name: role?.name ?? '',
    description: role?.description ?? '',
    is_active: String(role?.is_active ?? true),
  }
  const text = (name: keyof typeof texts) => {
    const written = said(name)
    return typeof written === 'string' && isTyped(name) ? written : texts[name]
  }
  const names = matrix.groups.flatMap(({ permissions }) => permissions.map(({ name }) => name))
  const granted = new Map([...(model?.reaches ?? [])].filter(([name]) => names.includes(name)))
  const reaches = new Map(granted)
  for (const name of names) {
    const reach = said(grantName(name))
    if (!isTyped(grantName(name))) continue
    if (isReach(reach)) reaches.set(name, reach)
    else reaches.delete(name)
  }
  const differences = role && typed ? differencesFrom(typed, texts, names, granted) : []
  return {
    ...matrix,
    reachChoice,
    title: role ? role.name : 'New role',
    meanwhile: role ? await withAuthors(ctx, { record: role.id }, differences) : [],
    form: {
      action: rolePath(ctx, ...(role ? [role.id] : [])),
      name: text('name'),
      description: text('description'),
      isActive: text('is_active') !== 'false',
      shown: role && { ...texts, grants: JSON.stringify(Object.fromEntries(granted)) },
      version: role?.version ?? null,
      members: role?.members ?? 0,
      reaches,
      id: role?.id ?? null,
    },
  }
}

/** The matrix, or the page of one of its roles. */
export function rolePath({ params }: HttpContext, ...parts: string[]): string {
  return organizationPath(params.slug, 'permission-matrix', ...parts)
}

/**
 * What a role grants after a form that does not know all of it, such as what
 * belongs to plugins that are off.
 */
export function grantsAfter(
  before: readonly Grant[],
  chosen: Readonly<Record<string, string>>
): Grant[] {
  const kept = before.filter(({ permission }) => !(permission in chosen))
  const given = Object.entries(chosen).flatMap(([permission, reach]): Grant[] =>
    reach === 'own' || reach === 'all' ? [{ permission, reach }] : []
  )
  return [...kept, ...given]
}

function ownRole(roles: readonly MatrixRole[], id: string): MatrixRole {
  const role = roles.find((each) => each.id === id && !each.isBuiltIn)
  if (!role) throw notFound('role')
  return role
}

/** What the form changes of a role; of the grants, those that the person changed. @throws 422 where of two values none was chosen */
export async function readRoleChange({ request }: HttpContext) {
  const form = withGranted(request.body())
  ensureChoices(form)
  const entries = Object.entries(form).filter(([name]) => !name.startsWith('_'))
  const { details, grants, version } = await roleFormValidator.validate(Object.fromEntries(entries))
  const meant = <T>(values: Readonly<Record<string, T>>, named: (name: string) => string) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => isMeant(form, named(name))))
  return {
    details: meant(details, (name) => name),
    grants: meant(grants, grantName),
    version,
  }
}

const grantName = (permission: string) => `grants.${permission}`

function isReach(value: unknown): value is AccessScope {
  return value === 'own' || value === 'all'
}

/** A form says what it showed as granted in one piece: there are hundreds of permissions. */
function withGranted({
  _granted: granted,
  ...form
}: Record<string, unknown>): Record<string, unknown> {
  const before = typeof granted === 'string' ? grantedIn(granted) : null
  if (!before) return form
  const names = Object.keys(Object(form.grants))
  const grants = Object.fromEntries(names.map((name) => [name, String(before[name] ?? '')]))
  return { ...form, _shown: { ...Object(form._shown), grants } }
}

function grantedIn(text: string): Record<string, unknown> | null {
  try {
    return Object(JSON.parse(text))
  } catch {
    return null
  }
}

function differencesFrom(
  typed: Readonly<Record<string, unknown>>,
  texts: Readonly<Record<string, string>>,
  permissions: readonly string[],
  granted: ReadonlyMap<string, AccessScope>
): Difference[] {
  const differences = [
    ...Object.entries(texts).map(([name, text]) =>
      differenceIn(typed, name, fieldLabel(name), text)
    ),
    ...permissions.map((name) =>
      differenceIn(typed, grantName(name), name, granted.get(name) ?? '')
    ),
  ]
  return differences.flatMap((difference) => (difference ? [inWords(difference)] : []))
}

/** In the words of the matrix. */
function inWords({ from, to, contest, ...difference }: Difference): Difference {
  if (!difference.name.startsWith('grants.')) return { ...difference, from, to, contest }
  const word = (reach: string) => reach || 'no'
  return {
    ...difference,
    from: word(from),
    to: word(to),
    contest: contest && { ...contest, mine: word(contest.mine) },
  }
}

/** What a user wrote into the form that was refused. */
function typedOf(ctx: HttpContext): Record<string, unknown> | null {
  const refused = refusedOf(ctx)
  if (!refused || typeof refused.typed.grants !== 'object') return null
  return withGranted({ ...refused.typed })
}
