import { BaseSchema } from '@adonisjs/lucid/schema'

/** Periods from one day to another for each of several series, which are refused where they are too many. */
export default class extends BaseSchema {
  override async up() {
    this.defer((db) =>
      db.rawQuery(`
        CREATE FUNCTION filled_periods(first date, last date, step interval, series bigint, asked text)
        RETURNS SETOF date LANGUAGE plpgsql STABLE AS $$
        BEGIN
          IF ((last - first) / (extract(epoch FROM step) / 86400) + 1) * series > 100000 THEN
            RAISE EXCEPTION USING ERRCODE = 'CF003', MESSAGE = 'too many periods', COLUMN = asked;
          END IF;
          RETURN QUERY SELECT starts::date
          FROM generate_series(first::timestamp, last::timestamp, step) starts;
        END $$`)
    )
  }

  override async down() {
    this.defer((db) =>
      db.rawQuery('DROP FUNCTION filled_periods(date, date, interval, bigint, text)')
    )
  }
}
