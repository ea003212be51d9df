import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What a term of a search says: its words as patterns of LIKE, the longest first; the digits of a
 * telephone number; and the code that it may be. And how well a record fits it.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE FUNCTION search_words(term text) RETURNS text[]
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN (SELECT array_agg('%' || regexp_replace(word, '([\\\\%_])', '\\\\\\1', 'g') || '%'
                                 ORDER BY char_length(word) DESC, word)
                FROM (SELECT DISTINCT word FROM unnest(string_to_array(fold_text(term), ' ')) word
                      WHERE word <> '') said)`)
      await db.rawQuery(`
        CREATE FUNCTION search_number(term text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN CASE WHEN term ~ '^[[:space:]]*[+(]{0,1}[0-9][0-9 ().+/-]*$' AND term ~ '[^0-9]|^0'
                         AND char_length(ltrim(regexp_replace(term, '[^0-9]', '', 'g'), '0')) >= 3
               THEN '%' || ltrim(regexp_replace(term, '[^0-9]', '', 'g'), '0') || '%' END`)
      await db.rawQuery(`
        CREATE FUNCTION search_code(term text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN CASE WHEN btrim(term) ~* '^[a-z]{2,10}-{0,1}[0-9]{1,15}$'
               THEN replace(upper(btrim(term) COLLATE "C"), '-', '') END`)
      await db.rawQuery(`
        CREATE FUNCTION search_rank(found text, term text) RETURNS integer
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN CASE
          WHEN starts_with(found, term)
            THEN CASE WHEN starts_with(found, term || E'\\n') THEN 0 ELSE 1 END
          WHEN strpos(found, E'\\n' || term || E'\\n') > 0 THEN 0
          WHEN strpos(found, ' ' || term) > 0 OR strpos(found, E'\\n' || term) > 0 THEN 2
          ELSE 3 END`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const signature of ['words(text)', 'number(text)', 'code(text)', 'rank(text, text)']) {
        await db.rawQuery(`DROP FUNCTION search_${signature}`)
      }
    })
  }
}
