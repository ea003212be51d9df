import { stringify } from 'csv-stringify/sync'
import ICAL from 'ical.js'
import { refused } from '#plugins/imports/models/import/csv_encoding'

/** A property of a card as jCard has it (RFC 7095): its parameters, and its values. */
interface Property {
  readonly name: string
  readonly types: readonly string[]
  readonly values: readonly unknown[]
}

const BEGINNING = /^\uFEFF?\s*BEGIN:VCARD\s*\r?\n/i
/** What is looked at to see whether a file is of cards. */
const HEAD_LENGTH = 200

/** What stands between several addresses or numbers of one kind. */
export const BETWEEN = ' | '

/** By which of the types of a property an address or a number is of a kind; the last is for those of none. */
const KINDS = {
  email: { work: ['work'], personal: ['home'], other: [] },
  tel: { mobile: ['cell'], fax: ['fax'], work: ['work'], home: ['home'], other: [] },
} as const

/** The columns that have all addresses and all numbers, by their kinds. */
export const VCARD_CONTACTS = {
  email: contactColumns('email'),
  tel: contactColumns('tel'),
}

/** The columns of the file that cards become, and what each reads of a card. */
const COLUMNS: Readonly<Record<string, (card: readonly Property[]) => string>> = {
  'vCard FN': (card) => textOf(card, 'fn') || namePart(card, 1, 0),
  'vCard given name': (card) => part(card, 'n', 1),
  'vCard family name': (card) => part(card, 'n', 0),
  'vCard EMAIL': (card) => bare(textOf(card, 'email')),
  'vCard TEL': (card) => bare(textOf(card, 'tel')),
  'vCard TITLE': (card) => textOf(card, 'title'),
  'vCard ORG': (card) => part(card, 'org', 0),
  'vCard ORG unit': (card) => part(card, 'org', 1),
  'vCard BDAY': (card) => textOf(card, 'bday').slice(0, 10),
  'vCard country': (card) => part(card, 'adr', 6),
  'vCard URL': (card) => linkedInOf(card),
  'vCard CATEGORIES': (card) =>
    named(card, 'categories')
      .flatMap(({ values }) => values.filter((value) => typeof value === 'string'))
      .join(','),
  'vCard NOTE': (card) => textOf(card, 'note'),
  ...Object.fromEntries(
    (['email', 'tel'] as const).flatMap((name) =>
      VCARD_CONTACTS[name].map(([column, kind]) => [column, allOf(name, kind)] as const)
    )
  ),
}

/** Whether a file is of vCards, as address books of telephones and mail programs write them. */
export function isVcard(content: Buffer): boolean {
  return BEGINNING.test(content.subarray(0, HEAD_LENGTH).toString('utf8'))
}

/**
 * The cards of a file (vCard 3 and 4) as CSV, a line for each. Of several addresses or numbers it has
 * the preferred one, or else the first, and then all of them by their kinds.
 *
 * @throws 422 when it cannot be read
 */
export function csvOfVcards(content: Buffer): Buffer {
  const cards = cardsIn(content.toString('utf8').replace(/^\uFEFF/, ''))
  const lines = cards.map((card) => Object.values(COLUMNS).map((read) => read(card)))
  return Buffer.from(stringify([Object.keys(COLUMNS), ...lines], { record_delimiter: 'windows' }))
}

function cardsIn(text: string): readonly (readonly Property[])[] {
  try {
    const parsed: unknown = ICAL.parse(text)
    if (!Array.isArray(parsed)) return []
    /* One card is no list of cards. */
    const cards: unknown[] = typeof parsed[0] === 'string' ? [parsed] : parsed
    return cards.flatMap((card) => (Array.isArray(card) ? [propertiesOf(card[1])] : []))
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw refused('vcard', `The file is no vCard that can be read: ${error.message}`)
  }
}

function propertiesOf(listed: unknown): readonly Property[] {
  if (!Array.isArray(listed)) return []
  return listed.flatMap((entry: unknown) => {
    if (!Array.isArray(entry)) return []
    const [name, parameters, , ...values]: unknown[] = entry
    const types = [Object(parameters).type, Object(parameters).pref === '1' ? 'pref' : []].flat()
    const words = types.flatMap((type) => String(type).toLowerCase().split(','))
    return [{ name: String(name), types: words, values }]
  })
}

function named(card: readonly Property[], name: string): readonly Property[] {
  return card.filter((property) => property.name === name)
}

/** The preferred one of these, or else the first. */
function preferred(card: readonly Property[], name: string): unknown {
  const all = named(card, name)
  return (all.find(({ types }) => types.includes('pref')) ?? all[0])?.values[0]
}

function textOf(card: readonly Property[], name: string): string {
  const value = preferred(card, name)
  return typeof value === 'string' ? value.trim() : ''
}

/** Without the scheme of a URI. */
function bare(value: string): string {
  return value.replace(/^(mailto|tel):/i, '')
}

function contactColumns(name: keyof typeof KINDS): (readonly [column: string, kind: string])[] {
  return Object.keys(KINDS[name]).map((kind) => [`vCard ${name.toUpperCase()} ${kind}`, kind])
}

/** All addresses or numbers of a card that are of a kind. */
function allOf(name: keyof typeof KINDS, wanted: string) {
  const kinds: readonly (readonly [string, readonly string[]])[] = Object.entries(KINDS[name])
  const kindOf = ({ types }: Property) =>
    (kinds.find(([, of]) => of.some((type) => types.includes(type))) ?? kinds.at(-1))?.[0]
  return (card: readonly Property[]) =>
    named(card, name)
      .filter((property) => kindOf(property) === wanted)
      .map(({ values }) => bare(String(values[0] ?? '').trim()))
      .filter((value) => value !== '')
      .join(BETWEEN)
}

/** A part of a value that has several; a value of one part alone is the first of them. */
function part(card: readonly Property[], name: string, index: number): string {
  const value = preferred(card, name)
  const found: unknown = Array.isArray(value) ? value[index] : index === 0 ? value : ''
  return [found]
    .flat()
    .filter((text) => typeof text === 'string')
    .join(' ')
    .trim()
}

function namePart(card: readonly Property[], ...parts: readonly number[]): string {
  return parts
    .map((index) => part(card, 'n', index))
    .join(' ')
    .trim()
}

function linkedInOf(card: readonly Property[]): string {
  const urls = named(card, 'url').map(({ values }) => String(values[0] ?? ''))
  return urls.find((url) => /^https?:\/\/([\w-]+\.)?linkedin\.com\//i.test(url)) ?? ''
}
