import edge from 'edge.js'
import { icon } from '#admin/icons'
import { markdownToHtml } from '#admin/markdown'
import type { Clock } from '#admin/moments'
import type { Shown } from '#admin/values'

/**
 * A value as HTML, every text of it escaped. A function, since a list has
 * hundreds of them and including a template for each takes ten times as long.
 *
 * @param clock by which moments are written
 */
export function markup(value: Shown, clock: Clock) {
  return edge.globals.html.safe(htmlOf(value, clock))
}

/** A text that somebody wrote, in the direction of its own words, whatever stands beside it. */
export function bidi(text: unknown) {
  return edge.globals.html.safe(`<span dir="auto">${escape(String(text))}</span>`)
}

const escape = (text: string): string => edge.globals.html.escape(text)

function htmlOf(value: Shown, clock: Clock): string {
  const text = escape(value.text)
  switch (value.kind) {
    case 'empty':
      return `<span class="faint">${text}</span>`
    case 'badge':
      return `<span class="badge badge-${value.tone ?? 'neutral'}">${text}</span>`
    case 'boolean': {
      const isYes = value.text === 'Yes'
      const drawing = icon(isYes ? 'check' : 'close').value
      return `<span class="boolean boolean-${isYes ? 'yes' : 'no'}">${drawing}${text}</span>`
    }
    case 'time':
      return clock.moment(value.text).value
    case 'date':
      return `<time datetime="${text}">${text}</time>`
    case 'tags': {
      const tags = (value.tags ?? []).map(
        (tag) => `<span class="tag" dir="auto">${escape(tag)}</span>`
      )
      return `<span class="tags">${tags.join('')}</span>`
    }
    case 'link': {
      if (value.href === undefined) return `<span dir="auto">${text}</span>`
      const outside = value.isOutside ? ' rel="noopener noreferrer" target="_blank"' : ''
      return `<a href="${escape(value.href)}" dir="auto"${outside}>${text}</a>`
    }
    case 'json':
      return `<pre class="json" tabindex="0" dir="auto">${text}</pre>`
    case 'progress':
      return `<progress class="progress" value="${text}" max="100" aria-label="Progress"></progress><span class="faint">${text} %</span>`
    case 'markdown':
      return `<div class="prose" dir="auto">${markdownToHtml(value.text)}</div>`
    case 'text':
      return `<span dir="auto">${text}</span>`
    case 'number':
      return `<span>${text}</span>`
  }
}
