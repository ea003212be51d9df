import vine from '@vinejs/vine'
import { THEMES } from '#admin/page'
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
