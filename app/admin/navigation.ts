import type { Workplace } from '#auth/superuser_access'
import { ADMIN, workplacePath } from '#admin/path'
import { isThere, pageResources } from '#admin/page_resources'
import { words } from '#admin/words'
import type { PluginSet } from '#plugins/runtime/plugin_set'
import type { Resource } from '#resources/define_resource'

export interface Destination {
  readonly label: string
  readonly href: string
  readonly icon: string
  readonly isHere: boolean
}

/** Resources about who may do what, which stand after what the organization works with. */
const ACCESS = new Set([
  'user-organizations',
  'user-profiles',
  'user-roles',
  'roles',
  'permissions',
  'api-keys',
  'invitations',
  'audit-logs',
])

/** Where somebody can go from a page: what is over all organizations, and what is of this one. */
export function navigation(path: string, workplace: Workplace | null, plugins: PluginSet | null) {
  const destination = (
    label: string,
    href: string,
    icon: string,
    isAbove = false
  ): Destination => ({
    label,
    href,
    icon,
    isHere: path === href || (!isAbove && path.startsWith(`${href}/`)),
  })
  const here = workplace && workplacePath(workplace.slug)
  const pages = (resources: readonly Resource[], icon: string) =>
    resources.map(({ name, noun }) => destination(words(noun), `${here}/${name}`, icon))
  const isAccess = ({ name }: Resource) => ACCESS.has(name)
  const resources = pageResources().filter((resource) => !plugins || isThere(resource, plugins))
  return {
    general: [
      destination('Dashboard', ADMIN, 'home', true),
      destination('Organizations', `${ADMIN}/organizations`, 'building', true),
      destination('Users', `${ADMIN}/users`, 'users'),
      destination('Jobs', `${ADMIN}/jobs`, 'clock'),
      destination('Health', `${ADMIN}/health`, 'pulse'),
    ],
    workplace: here
      ? [
          destination('Overview', here, 'home', true),
          destination('Sales board', `${here}/board`, 'board'),
          destination('Lead funnel', `${here}/lead-funnel`, 'filter'),
          ...pages(
            resources.filter((resource) => !isAccess(resource)),
            'record'
          ),
          ...(plugins?.plugins ?? []).flatMap(({ admin }) =>
            (admin?.menu ?? []).map((entry) =>
              destination(entry.label, `${here}/${entry.path}`, 'plug')
            )
          ),
        ]
      : [],
    access: here
      ? [
          ...pages(resources.filter(isAccess), 'shield'),
          destination('Permission matrix', `${here}/permission-matrix`, 'list'),
          destination('Plugins', `${here}/plugins`, 'plug'),
        ]
      : [],
  }
}
