import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The calendar of an organization, said once: which day it is in its time zone,
 * and at what moment a day begins there. They are seen with the rights of the
 * caller, and outside of an organization it is the calendar of UTC.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      for (const definition of FUNCTIONS) await db.rawQuery(definition)
    })
  }

  override async down() {
    this.defer(async (db) => {
      for (const signature of SIGNATURES) await db.rawQuery(`DROP FUNCTION ${signature}`)
    })
  }
}

const FUNCTIONS = [
  /* The moment that the calendar takes for the present one. Tests set another one. */
  `CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
   RETURN coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now())`,

  `CREATE FUNCTION organization_time_zone() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
   RETURN coalesce((SELECT o.time_zone FROM organizations o WHERE o.id = app_organization()), 'UTC')`,

  /*
   * Where clocks are set forward over midnight, PostgreSQL answers the first
   * moment after it, which is right. Where they are set back over it, it answers
   * the second midnight of the two: the day begins with the first.
   */
  `CREATE FUNCTION start_of_day(p_day date, p_zone text) RETURNS timestamptz
   LANGUAGE sql IMMUTABLE PARALLEL SAFE
   BEGIN ATOMIC
     SELECT least(last, CASE WHEN first AT TIME ZONE p_zone = p_day::timestamp THEN first END)
     FROM (SELECT p_day::timestamp AT TIME ZONE p_zone AS last) midnight,
          LATERAL (SELECT last - interval '25 hours' AS before) earlier,
          LATERAL (SELECT last - (((before AT TIME ZONE p_zone) - (before AT TIME ZONE 'UTC'))
                                - ((last AT TIME ZONE p_zone) - (last AT TIME ZONE 'UTC'))) AS first
                  ) repeated;
   END`,

  /*
   * The day to whose range a moment belongs. Its date alone would go back where
   * clocks are set back over midnight.
   */
  `CREATE FUNCTION day_of(p_moment timestamptz, p_zone text) RETURNS date
   LANGUAGE sql IMMUTABLE PARALLEL SAFE
   BEGIN ATOMIC
     SELECT CASE WHEN p_moment >= start_of_day(day + 1, p_zone) THEN day + 1 ELSE day END
     FROM (SELECT (p_moment AT TIME ZONE p_zone)::date AS day) written;
   END`,

  `CREATE FUNCTION organization_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
   RETURN day_of(app_now(), organization_time_zone())`,

  `CREATE FUNCTION organization_day_start(p_day date) RETURNS timestamptz
   LANGUAGE sql STABLE PARALLEL SAFE
   RETURN start_of_day(p_day, organization_time_zone())`,
]

const SIGNATURES = [
  'organization_day_start(date)',
  'organization_today()',
  'day_of(timestamptz, text)',
  'start_of_day(date, text)',
  'organization_time_zone()',
  'app_now()',
]
