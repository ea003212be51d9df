import MarkdownIt from 'markdown-it'

/*
 * What people wrote is shown as they meant it, and runs nothing: tags are text, links lead to the web
 * and to mails and nowhere else, and a picture would be loaded from wherever its writer says.
 */
const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true }).disable('image')

/** Markdown as HTML in which nothing is run, and that loads nothing. */
export function markdownToHtml(text: string): string {
  return markdown.render(text)
}
