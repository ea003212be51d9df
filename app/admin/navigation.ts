import type { Workplace } from '#auth/superuser_access'
import { ADMIN, workplacePath } from '#admin/path'
import { pageResources } from '#admin/page_resources'
import { words } from '#admin/words'

export interface Destination {
  readonly label: string
  readonly href: string
  readonly icon: string
  readonly isHere: boolean
}

/** Where somebody can go from a page: what is over all organizations, and what is of this one. */
export function navigation(path: string, workplace: Workplace | null) {
  const destination = (label: string, href: string, icon: string): Destination => ({
    label,
    href,
    icon,
    isHere: path === href || (href !== ADMIN && path.startsWith(`${href}/`)),
  })
  const here = workplace && workplacePath(workplace.slug)
  return {
    general: [
      destination('Dashboard', ADMIN, 'home'),
      ...(workplace ? [] : [destination('Organizations', `${ADMIN}/organizations`, 'building')]),
    ],
    workplace: here
      ? [
          { ...destination('Overview', here, 'building'), isHere: path === here },
          ...pageResources().map(({ name, noun }) =>
            destination(words(noun), `${here}/${name}`, 'list')
          ),
        ]
      : [],
  }
}
