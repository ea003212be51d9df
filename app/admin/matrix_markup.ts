import edge from 'edge.js'
import { icon } from '#admin/icons'
import type { AccessScope } from '#core/access/grants'

/*
 * Cells of the permission matrix as HTML, every text of them escaped.
 * Functions, since a matrix has a thousand of them and including a template for
 * each takes ten times as long.
 */

interface Cell {
  readonly role: { readonly name: string }
  readonly reach: AccessScope | null
}

interface Choice {
  readonly name: string
  readonly canBeOwn: boolean
}

/** How far a role's permission reaches. */
export function reachMark({ role, reach }: Cell) {
  if (reach === 'own') return safe('<span class="badge badge-info">own</span>')
  const name = escape(role.name)
  if (reach === null) {
    return safe(
      `<span class="faint" aria-hidden="true">·</span><span class="unseen" dir="auto">${name}: no</span>`
    )
  }
  return safe(
    `<span class="granted">${icon('check').value}<span class="unseen" dir="auto">${name}: all records</span></span>`
  )
}

/** The inputs with which it is decided how far a permission reaches. */
export function reachChoice({ name, canBeOwn }: Choice, reach: AccessScope | null) {
  const field = `grants[${escape(name)}]`
  const option = (value: AccessScope | '', label: string) => {
    const checked = value === (reach ?? '') ? ' checked' : ''
    return `<label class="segment"><input type="radio" name="${field}" value="${value}"${checked}><span>${label}</span></label>`
  }
  return safe(
    [
      `<fieldset class="segments"><legend class="unseen">${escape(name)}</legend>`,
      option('', 'No'),
      canBeOwn || reach === 'own' ? option('own', 'Own') : '',
      option('all', canBeOwn ? 'All' : 'Yes'),
      '</fieldset>',
    ].join('')
  )
}

const escape = (text: string): string => edge.globals.html.escape(text)
const safe = (html: string) => edge.globals.html.safe(html)
