import { typedIn } from '#admin/form_values'
import { fieldLabel } from '#admin/humanize'
import { invalid } from '#core/http/exceptions/problem'

/*
 * What a person changed in a form, as opposed to what the form merely showed:
 * beside each value it carries the one that it was rendered with. What was not
 * touched is never written, so that it cannot undo what others have written.
 */

type Form = Readonly<Record<string, unknown>>

/** A field that both the person and another user have changed, and what was chosen of the two. */
export interface Contest {
  readonly mine: string
  readonly choice: 'mine' | 'theirs' | ''
}

/** A field that another user has changed since the form was rendered. */
export interface Difference {
  readonly name: string
  readonly label: string
  readonly from: string
  readonly to: string
  /** Null when the person left the field alone. */
  readonly contest: Contest | null
}

/** Under which names a form carries the values that it was rendered with, and what was chosen. */
const SHOWN = '_shown'
const CONTESTED = '_contested'
const CHOICE = '_choice'

/** Whether the person changed a field. Of a form that does not say what it showed, everything is taken to be. */
export function isTouched(form: Form, name: string): boolean {
  const shown = shownIn(form, name)
  return shown === undefined || !isSame(shown, textIn(form, name))
}

/** The value that a form was rendered with; undefined when it does not say. */
export function shownIn(form: Form, name: string): string | undefined {
  const shown = typedIn(Object(form[SHOWN]), name)
  return typeof shown === 'string' ? shown : undefined
}

/**
 * Whether the person wants a field written: it was touched, and where a user
 * else has changed it, too, it was chosen over that.
 */
export function isMeant(form: Form, name: string): boolean {
  return isTouched(form, name) && choiceIn(form, name) !== 'theirs'
}

/** @throws 422 when two values stand against each other and none was chosen */
export function ensureChoices(form: Form): void {
  const open = contestedIn(form).filter((name) => choiceIn(form, name) === '')
  if (open.length === 0) return
  throw invalid(
    open.map((name) => ({
      field: name,
      rule: 'choice',
      message: `Another user has changed ${fieldLabel(name).toLowerCase()}, too: choose which value to keep`,
    }))
  )
}

/**
 * How a field differs from what a refused form was rendered with; null when it
 * does not.
 *
 * @param current as the form would show it now
 */
export function differenceIn(form: Form, name: string, label: string, current: string) {
  const shown = shownIn(form, name)
  const mine = textIn(form, name)
  const wasContested = contestedIn(form).includes(name)
  if (shown === undefined || (isSame(shown, current) && !wasContested)) return null
  const isContested = isTouched(form, name) && !isSame(mine, current)
  if (isSame(shown, current) && !isContested) return null
  const contest: Contest | null = isContested ? { mine, choice: choiceIn(form, name) } : null
  return { name, label, from: shown, to: current, contest } satisfies Difference
}

/** Whether two texts of a form say the same: browsers write the ends of lines in their own way. */
export function isSame(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

function contestedIn(form: Form): string[] {
  return [form[CONTESTED] ?? []].flat().map(String)
}

function choiceIn(form: Form, name: string): Contest['choice'] {
  const choice = Object(form[CHOICE])[name] ?? typedIn(Object(form[CHOICE]), name)
  return choice === 'mine' || choice === 'theirs' ? choice : ''
}

function textIn(form: Form, name: string): string {
  const text = typedIn(form, name)
  return typeof text === 'string' ? text : ''
}

function plain(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n')
}
