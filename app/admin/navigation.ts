import { ADMIN, organizationPath, pluginPagePath } from '#admin/path'
import { isAboutAccess, pageResourcesOf } from '#admin/page_resources'
import { humanize } from '#admin/humanize'
import type { ImpersonationContext } from '#admin/auth/impersonation'
import { pagesOf } from '#core/plugins/admin/pages'
import type { Identity } from '#core/access/identity'
import type { AdminOrganization } from '#admin/auth/admin_caller'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'

export interface Destination {
  readonly label: string
  readonly href: string
  readonly icon: string
  readonly isHere: boolean
}

/** Who looks at a page, and from where. */
export interface Viewpoint {
  readonly path: string
  readonly identity: Identity
  readonly impersonation: ImpersonationContext | null
  readonly organization: AdminOrganization
  readonly plugins: PluginSet
}

type Draft = Omit<Destination, 'isHere'> & {
  /** Whether the pages under it are others', not its own. */
  readonly isAbove?: boolean
}

/** Drawings of what most people look for; others share one. */
const ICONS: Readonly<Record<string, string>> = {
  'customers': 'users',
  'people': 'badge',
  'leads': 'target',
  'deals': 'coins',
  'pipelines': 'board',
  'pipeline-stages': 'list',
  'employees': 'badge',
  'vendors': 'truck',
  'tasks': 'list',
  'meetings': 'clock',
  'imports': 'upload',
  'webhooks': 'external',
  'custom-fields': 'list',
}

/** What a plugin brings, and not what the installation says of it. */
const PAGE_OF_PLUGIN = /\/plugins\/[^/]+\/pages\//

/** Where a user can go who is in no organization. */
export function generalDestinations(path: string): Destination[] {
  return at(path, [
    { label: 'Dashboard', href: ADMIN, icon: 'home', isAbove: true },
    { label: 'Organizations', href: `${ADMIN}/organizations`, icon: 'building', isAbove: true },
    { label: 'Users', href: `${ADMIN}/users`, icon: 'users' },
    { label: 'Imports', href: `${ADMIN}/imports`, icon: 'upload' },
    { label: 'Jobs', href: `${ADMIN}/jobs`, icon: 'clock' },
    { label: 'Processes', href: `${ADMIN}/processes`, icon: 'list' },
    { label: 'Health', href: `${ADMIN}/health`, icon: 'pulse' },
  ])
}

/** Where the viewer can go in an organization: what it works with, and who may do what there. */
export function organizationDestinations({
  path,
  identity,
  impersonation,
  organization,
  plugins,
}: Viewpoint): {
  readonly work: Destination[]
  readonly access: Destination[]
} {
  const here = organizationPath(organization.slug)
  const readable = pageResourcesOf(plugins).filter((resource) =>
    identity.grants.allows(resource.permission('read'))
  )
  const isReadable = (name: string) => readable.some((resource) => resource.name === name)
  const pages = (resources: readonly Resource[], icon: string): Draft[] =>
    resources.map(({ name, noun }) => ({
      label: humanize(noun),
      href: `${here}/${name}`,
      icon: ICONS[name] ?? icon,
    }))
  const own: Draft[] = impersonation
    ? [{ label: impersonation.name, href: `${here}/acting`, icon: 'badge' }]
    : [{ label: 'Overview', href: here, icon: 'home', isAbove: true }]
  const owners: Draft[] = impersonation
    ? []
    : [
        { label: 'Permission matrix', href: `${here}/permission-matrix`, icon: 'list' },
        {
          label: 'Plugins',
          href: `${here}/plugins`,
          icon: 'plug',
          isAbove: PAGE_OF_PLUGIN.test(path),
        },
      ]
  return {
    work: at(path, [
      ...own,
      { label: 'Agenda', href: `${here}/agenda`, icon: 'clock' },
      ...(isReadable('deals')
        ? [{ label: 'Sales board', href: `${here}/board`, icon: 'board' }]
        : []),
      ...(isReadable('leads')
        ? [{ label: 'Lead funnel', href: `${here}/lead-funnel`, icon: 'filter' }]
        : []),
      ...pages(
        readable.filter((resource) => !isAboutAccess(resource)),
        'record'
      ),
      ...menus(plugins)
        .filter(({ href }) => isReadable(/^[\w-]+/.exec(href)?.[0] ?? ''))
        .map((entry) => ({ ...entry, href: `${here}/${entry.href}` })),
      ...pagesOf(plugins.plugins)
        .filter(({ page }) => page.menu && identity.grants.allows(page.permission))
        .map(({ plugin, name, page }) => ({
          label: page.title,
          href: pluginPagePath(organization.slug, plugin.id, name),
          icon: 'plug',
        })),
    ]),
    access: at(path, [...pages(readable.filter(isAboutAccess), 'shield'), ...owners]),
  }
}

/** What plugins add, by the paths of the organization's pages. */
function menus({ plugins }: PluginSet): Draft[] {
  return plugins.flatMap(({ admin }) =>
    (admin?.menu ?? []).map(({ label, path: href }) => ({ label, href, icon: 'plug' }))
  )
}

function at(path: string, drafts: readonly Draft[]): Destination[] {
  return drafts.map(({ label, href, icon, isAbove = false }) => ({
    label,
    href,
    icon,
    isHere: path === href || (!isAbove && path.startsWith(`${href}/`)),
  }))
}
