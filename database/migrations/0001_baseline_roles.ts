import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The two roles under which work happens, and the setting that says for whom.
 *
 * `crm_app` sees one organization, the one in `app.organization_id`.
 * `crm_system` sees all of them: sign-in, maintenance, and the functions that
 * answer a narrow question across the fence. Neither can log in, and the login
 * role itself sees nothing at all (ADR 0003).
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery('CREATE EXTENSION IF NOT EXISTS pg_trgm')
      await db.rawQuery('CREATE EXTENSION IF NOT EXISTS btree_gin')

      for (const role of ['crm_app', 'crm_system']) {
        await db.rawQuery(`
          DO $$ BEGIN
            CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
          EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
          END $$`)
        await db.rawQuery(`
          DO $$ BEGIN
            IF current_setting('server_version_num')::int >= 160000 THEN
              EXECUTE format('GRANT ${role} TO %I WITH INHERIT FALSE, SET TRUE', current_user);
            ELSE
              EXECUTE format('GRANT ${role} TO %I', current_user);
            END IF;
          END $$`)
        await db.rawQuery(`GRANT USAGE ON SCHEMA public TO ${role}`)
      }
      await db.rawQuery('REVOKE CREATE ON SCHEMA public FROM PUBLIC')

      await db.rawQuery(`
        CREATE FUNCTION app_organization() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
        $$ SELECT nullif(current_setting('app.organization_id', true), '')::uuid $$`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP FUNCTION app_organization()')
      await db.rawQuery('REVOKE USAGE ON SCHEMA public FROM crm_app, crm_system')
    })
  }
}
