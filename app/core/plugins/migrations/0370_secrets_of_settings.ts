import { BaseSchema } from '@adonisjs/lucid/schema'
import { auditRecords, createSecurityDefiner, dropSecurityDefiners } from '#database/helpers/v1'

/**
 * Settings that are secret, encrypted, beside those that are not. An event of the audit log names
 * the settings that changed, and says of a secret only whether there is one.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(
        `ALTER TABLE organization_plugins ADD COLUMN secrets jsonb NOT NULL DEFAULT '{}'`
      )
      await createSecurityDefiner(
        db,
        'audit_plugin() RETURNS trigger',
        `LANGUAGE plpgsql AS $$
        DECLARE
          omitted CONSTANT text[] := '{id,organization_id,version,updated_at,secrets,settings}';
          action text := current_setting('app.action', true);
          old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}' END;
          new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}' END;
          subject CONSTANT jsonb := old_row || new_row;
          /* All that is kept of each setting, to tell whether it changed. */
          old_kept jsonb := coalesce(old_row -> 'settings', '{}') || coalesce(old_row -> 'secrets', '{}');
          new_kept jsonb := coalesce(new_row -> 'settings', '{}') || coalesce(new_row -> 'secrets', '{}');
          secret jsonb := coalesce(old_row -> 'secrets', '{}') || coalesce(new_row -> 'secrets', '{}');
          changed text[];
          before jsonb;
          after jsonb;
        BEGIN
          SELECT array_agg(key ORDER BY key) INTO changed
          FROM jsonb_object_keys(old_kept || new_kept) key
          WHERE old_kept -> key IS DISTINCT FROM new_kept -> key;

          SELECT jsonb_object_agg(key, old_row -> key), jsonb_object_agg(key, new_row -> key)
          INTO before, after
          FROM jsonb_object_keys(subject - omitted) key
          WHERE old_row -> key IS DISTINCT FROM new_row -> key;

          IF after IS NULL AND changed IS NULL THEN RETURN NULL; END IF;
          IF changed IS NOT NULL THEN
            SELECT
              coalesce(before, '{}') || jsonb_build_object('settings', coalesce(jsonb_object_agg(key,
                CASE WHEN jsonb_exists(secret, key) THEN '{"is_set": true}' ELSE old_kept -> key END)
                FILTER (WHERE jsonb_exists(old_kept, key)), '{}')),
              coalesce(after, '{}') || jsonb_build_object('settings', coalesce(jsonb_object_agg(key,
                CASE WHEN jsonb_exists(secret, key) THEN '{"is_set": true}' ELSE new_kept -> key END)
                FILTER (WHERE jsonb_exists(new_kept, key)), '{}'))
            INTO before, after
            FROM unnest(changed) key;
          END IF;

          IF split_part(action, ':', 1) IS DISTINCT FROM 'plugins' THEN
            action := 'plugins:' || lower(TG_OP);
            action := CASE action WHEN 'plugins:insert' THEN 'plugins:create' ELSE action END;
          END IF;
          PERFORM write_event((subject ->> 'organization_id')::uuid, action, 'plugins',
            (subject ->> 'id')::uuid, subject ->> 'plugin',
            CASE TG_OP WHEN 'UPDATE' THEN before WHEN 'DELETE' THEN jsonb_strip_nulls(before) END,
            CASE TG_OP WHEN 'UPDATE' THEN after WHEN 'INSERT' THEN jsonb_strip_nulls(after) END,
            'done', CASE WHEN changed IS NOT NULL
              THEN jsonb_build_object('settings', to_jsonb(changed)) END);
          RETURN NULL;
        END $$`,
        ['SESSION_USER']
      )
      await db.rawQuery('DROP TRIGGER organization_plugins_audit ON organization_plugins')
      await db.rawQuery(`
        CREATE TRIGGER organization_plugins_audit
        AFTER INSERT OR UPDATE OR DELETE ON organization_plugins
        FOR EACH ROW EXECUTE FUNCTION audit_plugin()`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER organization_plugins_audit ON organization_plugins')
      await dropSecurityDefiners(db, 'audit_plugin()')
      await db.rawQuery('ALTER TABLE organization_plugins DROP COLUMN secrets')
      await auditRecords(db, 'organization_plugins', { resource: 'plugins', label: ['plugin'] })
    })
  }
}
