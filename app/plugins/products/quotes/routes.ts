import vine from '@vinejs/vine'
import { fileAnswer, pageAnswer } from '#core/plugins/answers'
import type { PluginRoutes, RecordContext } from '#core/plugins/api'
import { file } from '#core/resources/openapi/operation'
import { optionalText } from '#core/resources/validation/fields'
import { strictObject } from '#core/resources/validation/strict_object'

/** What is done with quotes, and how they are printed. */
export function quoteRoutes({ command, record }: Pick<PluginRoutes, 'command' | 'record'>): void {
  command('quotes', 'refresh', (quote) => quote.takeAnew(), {
    summary: 'Take lines and prices of a draft anew',
    description: 'From its deal, with the customer and the organization as they are by now.',
    done: 'Quote refreshed.',
  })
  command('quotes', 'send', (quote) => quote.send(), {
    summary: 'Mark a quote as sent',
    description: 'From then on it does not change. Nothing is sent by it.',
    done: 'Quote marked as sent.',
  })
  command('quotes', 'accept', (quote) => quote.accept(), {
    summary: 'Mark a quote as accepted',
    description: 'One of each deal. The deal itself stays as it is.',
    done: 'Quote accepted.',
  })
  command('quotes', 'decline', (quote, { body }) => quote.decline(reasonIn(body)), {
    summary: 'Mark a quote as declined',
    body: strictObject(vine.object({ reason: optionalText(1000).meta({ title: 'Reason' }) })),
    done: 'Quote declined.',
  })
  record('quotes', 'GET', '/page', pageOf, 'quotes:read', {
    summary: 'Read a quote as a page to be printed',
    answers: { 200: file('text/html') },
  })
  record('quotes', 'GET', '/pdf', pdfFile, 'quotes:read', {
    summary: 'Read a quote as PDF',
    answers: { 200: file('application/pdf') },
  })
}

async function pageOf(context: RecordContext) {
  const { documentOf } = await import('#plugins/products/quotes/document')
  const { QUOTE_STYLES } = await import('#plugins/products/quotes/styles')
  const quote = await documentOf(context, context.id)
  return pageAnswer({
    view: 'products::quote',
    state: { quote },
    title: `${quote.heading} – ${quote.title}`,
    language: quote.language,
    styles: QUOTE_STYLES,
  })
}

async function pdfFile(context: RecordContext) {
  const { documentOf } = await import('#plugins/products/quotes/document')
  const quote = await documentOf(context, context.id)
  return fileAnswer({
    name: `${quote.code}.pdf`,
    contentType: 'application/pdf',
    content: async () => (await import('#plugins/products/quotes/pdf')).pdfOf(quote),
  })
}

function reasonIn({ reason }: Readonly<Record<string, unknown>>): string | null {
  return typeof reason === 'string' ? reason : null
}
