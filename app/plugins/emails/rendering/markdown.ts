import MarkdownIt from 'markdown-it'

/*
 * Tags are text here, links lead to the web, to mails and nowhere else, and what looks like an address is
 * not made a link: a value that someone typed into a record makes nothing but words.
 */
const markdown = new MarkdownIt('default', { html: false, linkify: false, typographer: false })

const SPECIAL = /[!-/:-@[-`{-~]/g
const LINE_BREAKS = /\s*\n\s*/g

/** Markdown as HTML in which nothing is run. */
export function toHtml(text: string): string {
  return markdown.render(text)
}

/** A value as Markdown that shows just this value. */
export function escaped(value: string): string {
  return value.trim().replace(SPECIAL, '\\$&').replace(LINE_BREAKS, '\\\n')
}
