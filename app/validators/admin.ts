import vine from '@vinejs/vine'
import { THEMES } from '#admin/page'
import { invalid } from '#exceptions/problem'
import { closed } from '#validators/closed'
import { optionalText, requiredText, typedPassword } from '#validators/fields'

/** What every form carries, which the check against forgery has read already. */
const FORM = ['_csrf']

export const readSuperuserLogin = closed(
  vine.object({ username: requiredText(255), password: typedPassword() }),
  FORM
)

export const readTheme = closed(vine.object({ theme: vine.enum(THEMES) }), FORM)

/** Of the lists that have a search and pages, and nothing else. */
export const readSearch = closed(
  vine.object({
    search: optionalText(200),
    page: vine.number().withoutDecimals().range([1, 1_000_000]).optional(),
  })
)

/** The records that were chosen in a list, and what shall become of them. */
export const readChosen = closed(
  vine.object({
    ids: vine.array(vine.string().maxLength(64)).minLength(1).maxLength(100).distinct(),
    change: optionalText(200),
  }),
  FORM
)

/** `status=active` → `{ status: 'active' }`. @throws 422 when no change was chosen */
export function readChosenChange(change: string | null | undefined): Record<string, string> {
  const [, name, value] = /^(\w+)=(\w+)$/.exec(change ?? '') ?? []
  if (name !== undefined && value !== undefined) return { [name]: value }
  throw invalid([{ field: 'change', rule: 'required', message: 'Choose what to change.' }])
}
