import { test } from '@japa/runner'
import fc from 'fast-check'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { foldText, nameKey } from '#core/text/keys'

interface Keys {
  readonly text: string
  readonly name: string
  readonly folded: string
  /** The lower-case form as the ICU of PostgreSQL knows it. */
  readonly lower: string
  readonly decomposed: string
}

async function keysOf(texts: readonly string[]): Promise<readonly Keys[]> {
  return UnitOfWork.run(asSystem, async (unit) => {
    const { rows } = await unit.query<Keys & Record<string, unknown>>(
      `SELECT text, name_key(text) AS name, fold_text(text) AS folded,
              lower(text COLLATE alphabetical) AS lower, normalize(text, NFKD) AS decomposed
       FROM unnest($1::text[]) text`,
      [texts]
    )
    return rows
  })
}

function differs({ text, name, folded }: Keys): boolean {
  return name !== nameKey(text) || folded !== foldText(text)
}

/** A character that Unicode got, or changed, after PostgreSQL and its ICU were made. */
function isNewer({ text, lower, decomposed }: Keys): boolean {
  const hasNoCase = lower === text && text !== text.toLowerCase()
  return hasNoCase || (decomposed === text && text !== text.normalize('NFKD'))
}

test.group('Text | keys in TypeScript and in SQL', (group) => {
  let characters: readonly Keys[]

  group.setup(async () => {
    const all = Array.from({ length: 0x10ffff }, (_, at) => at + 1)
      .filter((point) => point < 0xd800 || point > 0xdfff)
      .map((point) => String.fromCodePoint(point))
    const parts: Keys[] = []
    for (let at = 0; at < all.length; at += 100_000) {
      parts.push(...(await keysOf(all.slice(at, at + 100_000))))
    }
    characters = parts
  })

  test('are the same for every character that both know', ({ assert }) => {
    const different = characters.filter((keys) => differs(keys) && !isNewer(keys))
    assert.deepEqual(different, [])
    assert.isBelow(characters.filter(isNewer).length, 500)
  })

  test('are the same for texts of any characters', async ({ assert }) => {
    const newer = new Set(characters.filter(isNewer).map(({ text }) => text))
    const tricky = 'aEéß ÆøΣςİıǅ\u0301\u0327\u0308\u200B\u00AD\uFEFF\t\n’–가각가がﬁ½'
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...tricky) })
    )
    const texts = fc
      .sample(text, 3_000)
      .map((sample) => [...sample].filter((char) => char !== '\0' && !newer.has(char)).join(''))
    const different = (await keysOf(texts)).filter(differs)
    assert.deepEqual(different, [])
  })

  test('the key of a key is that key', ({ assert }) => {
    for (const text of fc.sample(fc.string({ unit: 'grapheme' }), 2_000)) {
      assert.equal(nameKey(nameKey(text)), nameKey(text))
    }
  })
})
