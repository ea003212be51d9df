import { fileURLToPath } from 'node:url'
import pdfmake from 'pdfmake'
import type { TDocumentDefinitions, TableCell } from 'pdfmake/interfaces.js'
import type { QuoteDocument } from '#plugins/products/quotes/document'

/*
 * Makes PDFs in a thread of its own, so that no request waits for one. It imports nothing of the
 * application, so that Node runs it as it is.
 */

const fontFile = (style: string) =>
  fileURLToPath(import.meta.resolve(`pdfmake/fonts/Roboto/Roboto-${style}.ttf`))

const [regular, medium] = ['Regular', 'Medium'].map(fontFile)
pdfmake.addFonts({
  Roboto: { normal: regular, bold: medium, italics: regular, bolditalics: medium },
})
/* Nothing that stands in a quote is an address to be asked, or a file to be read. */
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path === regular || path === medium)

const GREY = '#555555'
const MARGIN = 51

/** What no one sees, among it marks of direction, which would put what follows elsewhere. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu

/** The bytes of a quote as PDF. */
export default async function pdfOf(quote: QuoteDocument): Promise<Uint8Array> {
  return pdfmake.createPdf(definitionOf(quote)).getBuffer()
}

function definitionOf(quote: QuoteDocument): TDocumentDefinitions {
  return {
    info: {
      title: plain(`${quote.heading} ${quote.title}`),
      creationDate: new Date(quote.takenAt * 1000),
    },
    language: quote.language,
    pageSize: 'A4',
    pageMargins: [MARGIN, MARGIN, MARGIN, 60],
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.15 },
    footer: (page, pages) => ({
      text: quote.pages.replace('{page}', String(page)).replace('{pages}', String(pages)),
      alignment: 'right',
      fontSize: 8,
      color: GREY,
      margin: [MARGIN, 20, MARGIN, 0],
    }),
    content: [
      { text: plain(quote.sender.join('\n')), fontSize: 9, color: GREY, margin: [0, 0, 0, 24] },
      {
        columns: [{ width: '*', text: plain(quote.customer.join('\n')) }, pairs(quote.facts, 170)],
      },
      { text: plain(quote.heading), fontSize: 16, bold: true, margin: [0, 32, 0, 0] },
      { text: plain(quote.title), fontSize: 11 },
      ...(quote.note === null ? [] : [{ text: plain(quote.note), bold: true }]),
      lines(quote),
      {
        columns: [{ width: '*', text: '' }, pairs(quote.totals, 220, true)],
        margin: [0, 14, 0, 18],
        unbreakable: true,
      },
      ...quote.texts.flatMap(({ heading, text }) => [
        ...(heading === null ? [] : [{ text: plain(heading), bold: true }]),
        { text: plain(text), margin: [0, 0, 0, 12] satisfies [number, number, number, number] },
      ]),
    ],
  }
}

/** The lines, with their head on each page. */
function lines({ head, lines: all }: QuoteDocument) {
  const hasDiscount = head.discount !== ''
  const row = (line: QuoteDocument['head'], isHead = false): TableCell[] => [
    cell(line.position, isHead),
    {
      stack: [
        cell(line.name, isHead),
        ...(line.details === '' ? [] : [{ text: plain(line.details), fontSize: 8, color: GREY }]),
      ],
    },
    number(line.quantity, isHead),
    number(line.price, isHead),
    ...(hasDiscount ? [number(line.discount, isHead)] : []),
    number(line.tax, isHead),
    number(line.net, isHead),
  ]
  return {
    layout: 'lightHorizontalLines',
    margin: [0, 24, 0, 0] satisfies [number, number, number, number],
    table: {
      headerRows: 1,
      widths: ['auto', '*', 'auto', 'auto', ...(hasDiscount ? ['auto'] : []), 'auto', 'auto'],
      body: [row(head, true), ...all.map((line) => row(line))],
    },
  }
}

function pairs(rows: QuoteDocument['facts'], width: number, isSum = false) {
  const last = rows.length - 1
  return {
    width,
    layout: 'noBorders',
    table: {
      widths: ['*', 'auto'],
      body: rows.map(([label, value], index) => [
        cell(label, isSum && index === last),
        number(value, isSum && index === last),
      ]),
    },
  }
}

function cell(text: string, bold = false) {
  return { text: plain(text), bold }
}

function number(text: string, bold = false) {
  return { text: plain(text), bold, alignment: 'right' as const, noWrap: true }
}

/** Text as it is printed. What is longer than any word may be broken, as it is in pages. */
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll(UNSEEN, (sign) => (/[\n\t]/.test(sign) ? sign : ''))
    .replaceAll(/\S{30}/gu, '$&\u{200B}')
}
