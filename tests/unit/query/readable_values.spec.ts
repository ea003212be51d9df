import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { databaseProblem } from '#core/http/exceptions/database_problem'
import { Problem } from '#core/http/exceptions/problem'
import { writeCursor } from '#core/resources/query/cursor'
import { sqlType } from '#core/resources/query/field_sql'
import { readListRequest } from '#core/resources/query/list_request'
import { readOperand } from '#core/resources/query/operand'
import {
  type FieldType,
  boolean,
  date,
  decimal,
  integer,
  text,
  timestamp,
  uuid,
} from '#core/resources/fields'
import { resources } from '#core/resources/registry'
import { isMoment } from '#core/calendar/iso_text'
import { NASTY_VALUES } from '#tests/support/nasty_values'

const FIELDS = {
  uuid: uuid(),
  text: text(),
  integer: integer(),
  decimal: decimal(),
  boolean: boolean(),
  date: date(),
  timestamp: timestamp(),
}

/** Whether a value is refused, with the parameter named. */
function isRefused(type: keyof typeof FIELDS, value: string): boolean {
  try {
    readOperand(FIELDS[type], 'eq', value, 'the_parameter')
    return false
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 400) throw error
    if (error.extra.parameter !== 'the_parameter') throw new Error('It names no parameter')
    return true
  }
}

/** What PostgreSQL says to a value that is read as the type; null when it reads it. */
async function objection(type: FieldType, value: string): Promise<unknown> {
  const [error] = await db.rawQuery(`SELECT ?::${sqlType(type)}`, [value]).then(
    () => [null],
    (thrown: unknown) => [thrown]
  )
  return error
}

const types = ['uuid', 'text', 'integer', 'decimal', 'boolean', 'date', 'timestamp'] as const

test.group('Query | readable values', () => {
  for (const type of types) {
    test(`what a filter by ${type} accepts, PostgreSQL reads`, async ({ assert }) => {
      for (const value of NASTY_VALUES) {
        if (!isRefused(type, value)) assert.isNull(await objection(type, value), value)
      }
    })
  }

  test('a moment with any offset is refused or read', async ({ assert }) => {
    const digits = (longest: number) =>
      fc.nat({ max: longest }).map((n) => String(n).padStart(2, '0'))
    const moments = fc
      .tuple(
        fc.constantFrom('0000', '0001', '1900', '2025', '9999'),
        fc.constantFrom('01-01', '02-29', '06-30', '12-31'),
        digits(25),
        digits(60),
        fc.constantFrom('', ':00', ':59', ':60', ':59.999999', ':59.9999999'),
        fc.constantFrom('', 'Z', 'z', '+', '-'),
        digits(24),
        fc.constantFrom('', ':00', ':59', ':60', '30')
      )
      .map(
        ([year, day, hour, minute, second, zone, offset, rest]) =>
          `${year}-${day}T${hour}:${minute}${second}${zone}${zone === '+' || zone === '-' ? offset + rest : ''}`
      )
    const accepted = fc.sample(moments, 4_000).filter(isMoment)
    assert.isAbove(accepted.length, 100)
    await db.rawQuery('SELECT count(v::timestamptz) FROM unnest(?::text[]) v', [accepted])
  })

  test('offsets beyond what PostgreSQL knows are refused: {$self}')
    .with(['+16:00', '-16:00', '+99:99', '+15:60', '+24:00', '+160000'])
    .run(({ assert }, offset) => {
      assert.isTrue(isRefused('timestamp', `2025-01-01T00:00:00${offset}`))
    })

  test('the forms of a moment that there are, are accepted: {$self}')
    .with([
      '2025-01-01',
      '2025-01-01T09:30',
      '2025-01-01 09:30:00',
      '2025-01-01T09:30:00.123456Z',
      '2025-01-01T09:30:00+14:00',
      '2025-01-01T09:30:00-0330',
      '2025-01-01T09:30:00+05',
    ])
    .run(({ assert }, value) => {
      assert.isFalse(isRefused('timestamp', value))
    })

  test('a cursor whose keys are not of the type of their field is malformed', ({ assert }) => {
    const resource = resources.get('customers')
    if (!resource) throw new Error('There are no customers')
    const visible = new Set(Object.keys(resource.fields))
    for (const [name, keys] of [
      ['created_at', NASTY_VALUES],
      ['rating', NASTY_VALUES],
    ] as const) {
      for (const key of keys) {
        const sorting = [
          { name, descending: false },
          { name: 'id', descending: false },
        ]
        const cursor = writeCursor(sorting, [key, key])
        assert.throws(
          () => readListRequest({ cursor, ordering: name }, resource, visible),
          /not a cursor/
        )
      }
    }
  })

  test('what PostgreSQL cannot read after all is a refusal, and no defect', async ({ assert }) => {
    for (const sql of [
      `SELECT '2025-01-01T00:00:00+16:00'::timestamptz`,
      `SELECT '300000-01-01'::timestamptz`,
      `SELECT 'now-ish'::date`,
      `SELECT '2025-13-01'::date`,
      `SELECT 'x'::uuid`,
      `SELECT 99999999999::int`,
      `SELECT 'abc'::numeric(2, 1)`,
      `SELECT 1e400::float8`,
      `SELECT convert_from('\\xff', 'UTF8')`,
      `SELECT '{'::jsonb`,
      `SELECT '1000000000000000000 years'::interval`,
      `SELECT 'a' ~ '('`,
      `SELECT 'ab' LIKE 'a\\'`,
    ]) {
      const error: unknown = await db.rawQuery(sql).catch((thrown: unknown) => thrown)
      assert.equal(databaseProblem(error)?.status, 422, sql)
    }
  })
})
