import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/** Words that are not written any more, what to write instead, and where that holds. */
const EVERYWHERE: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\b(he|his|him|himself)\b/i, 'they, the user, the caller, the owner'],
  [/\bdemand[A-Z]?\w*\(/, 'assertX, authorizeX (403) or ensureX (404, 422)'],
  [/\b(MOST|LONGEST|LARGEST)_[A-Z]/, 'MAX_X, MAX_X_LENGTH'],
  [/\b(LEAST|SHORTEST|FEWEST)_[A-Z]/, 'MIN_X, MIN_X_LENGTH'],
  [/\b(Presumption|Misjudged|Acquaintance)\b/, 'SpeculativeIdentity, StaleIdentityError'],
  [/\.(abandon|rehearse|onceOnly)\(/, 'markForRollback, dryRun, withIdempotency'],
  [/\b(said|told) otherwise\b/i, 'by default'],
  [/\bput down (a|the|its) jobs?\b/i, 'enqueue'],
  [/\b(the house|house's)\b/i, 'the application, core'],
]

const IN_TEXTS: typeof EVERYWHERE = [
  [/(?<![\w@.-])(somebody|nobody|everybody|anybody)(?![\w@-])/i, 'a user, no one, any member'],
  [/\bwhoever\b/i, 'the user who, anyone who'],
]

/** Functions that do not exist, and words that stand in code for something else, or in SQL for good. */
const IN_COMMENTS: typeof EVERYWHERE = [
  [/\babandon\(/, 'markForRollback'],
  [/\bactAs\b/, 'setActor'],
  [/`act\(/, 'runAction'],
  [/\bpresum(ptions?|es?|ed)\b/i, 'speculative identity'],
  [/\bfacets?\b/i, 'dimension'],
  [/\bjobs are worked\b/i, 'jobs are processed'],
  [/\bhouse\b/i, 'the application, core'],
]

/** Texts for people: views, translations and documentation. */
const TEXT = /\.(edge|md)$|^resources\/lang\//
const COMMENT = /(?:^\s*\*|\/\*|(?:^|\s)\/\/\s).*/
const READ = /\.(ts|js|edge|md|json|stub|css)$/

/** Files that may use old words, with the reason. */
const EXCEPTIONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^CHANGELOG\.md$/, 'what earlier versions were told'],
  [/^docs\/glossary\.md$/, 'lists the old words'],
  [/^docs\/adr\//, 'records of their time'],
  [/(^|\/)migrations\/.*\.ts$/, 'released migrations do not change'],
  [/^tests\/fixtures\//, 'data'],
  [/^tests\/unit\/words\.spec\.ts$/, 'names them'],
  [/^(package-lock\.json|\.adonisjs\/)/, 'generated'],
]

/** Whose comments are frozen with them. */
const FROZEN = /^database\/helpers\//

/** Where a file uses one of the words: `path:line: word → instead`. */
function findOldWords(path: string, text: string): string[] {
  const words = TEXT.test(path) ? [...EVERYWHERE, ...IN_TEXTS] : EVERYWHERE
  const commentWords = TEXT.test(path) || FROZEN.test(path) ? [] : IN_COMMENTS
  return text.split('\n').flatMap((line, index) => {
    const [comment = ''] = COMMENT.exec(line) ?? []
    return [
      ...words.map(([pattern, instead]) => ({ found: pattern.exec(line)?.[0], instead })),
      ...commentWords.map(([pattern, instead]) => ({ found: pattern.exec(comment)?.[0], instead })),
    ].flatMap(({ found, instead }) =>
      found === undefined ? [] : [`${path}:${index + 1}: ${found} → ${instead}`]
    )
  })
}

test.group('Words', () => {
  test('code, views, translations and documentation use the words of the glossary', async ({
    assert,
  }) => {
    const tracked = execFileSync('git', ['ls-files'], { cwd: app.makePath(), encoding: 'utf8' })
    const files = tracked
      .split('\n')
      .filter((path) => READ.test(path) && existsSync(app.makePath(path)))
      .filter((path) => !EXCEPTIONS.some(([pattern]) => pattern.test(path)))

    assert.isAbove(files.length, 500)
    const found = await Promise.all(
      files.map(async (path) => findOldWords(path, await readFile(app.makePath(path), 'utf8')))
    )
    assert.deepEqual(found.flat(), [])
  })

  test('an old word is found, with the word to use', ({ assert }) => {
    assert.deepEqual(findOldWords('app/a.ts', '/** Whether it is\nhis own. */\ndemandOpen()'), [
      'app/a.ts:2: his → they, the user, the caller, the owner',
      'app/a.ts:3: demandOpen( → assertX, authorizeX (403) or ensureX (404, 422)',
    ])
    assert.lengthOf(findOldWords('resources/views/a.edge', 'Nobody waits unless told otherwise'), 2)
    assert.deepEqual(findOldWords('docs/a.md', 'mails go to nobody@example.com'), [])
    assert.deepEqual(
      findOldWords('app/a.ts', '/* So `abandon()`\n * or actAs\n   of a presumption */ // facet'),
      [
        'app/a.ts:1: abandon( → markForRollback',
        'app/a.ts:2: actAs → setActor',
        'app/a.ts:3: facet → dimension',
      ]
    )
    assert.deepEqual(findOldWords('app/a.ts', '/** Rests on a presumption. */'), [
      'app/a.ts:1: presumption → speculative identity',
    ])
    assert.deepEqual(findOldWords('app/a.ts', "const actAs = 'SELECT facets'"), [])
    assert.deepEqual(findOldWords('app/a.ts', 'the, this, history, ensureOpen()'), [])
  })
})
