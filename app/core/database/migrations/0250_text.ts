import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What counts as the same text (`name_key`), by what a text is found (`fold_text`), and whose
 * rules of case that follows (`alphabetical`). The functions are what `app/core/text/keys.ts` is
 * in TypeScript. `unaccent` would be neither the same there nor immutable.
 *
 * Most text is ASCII, which has as many bytes as characters, and is spared the rest.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`CREATE COLLATION alphabetical (provider = icu, locale = 'und')`)
      await db.rawQuery(NAME_KEY)
      await db.rawQuery(FOLD_TEXT)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP FUNCTION fold_text(text)')
      await db.rawQuery('DROP FUNCTION name_key(text)')
      await db.rawQuery('DROP COLLATION alphabetical')
    })
  }
}

const SPACES = String.raw`'[\u0009-\u000D\u0020\u0085\u1680\u2028\u2029]+'`
const IGNORED = String.raw`'[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]'`
/** What only differs from its key by its case. */
const IS_PLAIN = String.raw`octet_length(value) = char_length(value)
  AND value COLLATE "C" !~ '[\u0009-\u000D]|^ |  | $'`
const MARKS = String.raw`'[\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u064B-\u065F\u0670\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]'`

/*
 * Not STRICT, though null makes null: PostgreSQL writes only functions into the query that are not.
 */
const NAME_KEY = `
  CREATE FUNCTION name_key(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN ${IS_PLAIN} THEN lower(value COLLATE "C")
    ELSE btrim(regexp_replace(
           translate(lower(
             normalize(regexp_replace(value COLLATE "C", ${IGNORED}, '', 'g'), NFKC)
             COLLATE alphabetical), 'ς', 'σ') COLLATE "C",
           ${SPACES}, ' ', 'g'))
  END`

const FOLD_TEXT = `
  CREATE FUNCTION fold_text(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN ${IS_PLAIN} THEN lower(value COLLATE "C")
    ELSE replace(replace(replace(replace(
           translate(
             normalize(regexp_replace(normalize(name_key(value), NFKD) COLLATE "C", ${MARKS}, '', 'g'), NFC),
             'øłđðħıŧŋ‘’ʼ“”‐‒–—', 'olddhitn''''''""----'),
           'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
  END`
