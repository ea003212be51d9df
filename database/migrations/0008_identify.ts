import { BaseSchema } from '@adonisjs/lucid/schema'
import { createSecurityDefiner } from '#core/database/rls'

/**
 * One question of every request, answered in one round trip: is this session
 * alive, whose is it, which organization does it work in, and what may it do.
 * The organization and the actor are also set for the rest of the transaction.
 *
 * No row: the session or its user is gone. A row without an organization: none
 * was named and the choice is not obvious, or the named one is not his; his
 * choices come with it.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await createSecurityDefiner(
        db,
        `identify(p_session uuid, p_user uuid, p_organization text) RETURNS TABLE (
          user_id uuid, session_id uuid, organization_id uuid, role text, employee_id uuid,
          system_roles text[], grants text[], choices jsonb,
          plugins_version bigint)`,
        `LANGUAGE plpgsql AS $$
        #variable_conflict use_column
        DECLARE
          answer record;
        BEGIN
          PERFORM set_config('app.organization_id', '', true), set_config('app.actor_id', '', true);
          FOR answer IN
          SELECT u.id AS user_id, s.id AS session_id, m.organization_id, m.role,
            m.plugins_version,
            (SELECT e.id FROM employees e
             WHERE e.organization_id = m.organization_id AND e.user_id = u.id
               AND e.deleted_at IS NULL) AS employee_id,
            ARRAY(SELECT r.system_key FROM user_roles ur
                  JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id
                  WHERE ur.organization_id = m.organization_id AND ur.user_id = u.id
                    AND ur.is_active AND r.is_active AND r.system_key IS NOT NULL) AS system_roles,
            ARRAY(SELECT p.permission || '/' || p.reach FROM user_roles ur
                  JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id
                  JOIN role_permissions p
                    ON p.organization_id = r.organization_id AND p.role_id = r.id
                  WHERE ur.organization_id = m.organization_id AND ur.user_id = u.id
                    AND ur.is_active AND r.is_active) AS grants
          FROM sessions s
          JOIN users u ON u.id = s.user_id AND u.is_active
          LEFT JOIN LATERAL (
            SELECT candidate.organization_id, candidate.role, candidate.plugins_version
            FROM (
              SELECT membership.organization_id, membership.role, membership.is_primary,
                     o.plugins_version,
                     count(*) OVER () AS choices
              FROM user_organizations membership
              JOIN organizations o ON o.id = membership.organization_id AND o.is_active
              WHERE membership.user_id = p_user AND membership.is_active
                AND (p_organization IS NULL OR o.slug = p_organization
                     OR o.id::text = lower(p_organization))
            ) candidate
            WHERE candidate.choices = 1 OR candidate.is_primary
            LIMIT 1
          ) m ON true
          WHERE s.id = p_session AND s.user_id = p_user
            AND s.revoked_at IS NULL AND s.expires_at > now()
          LOOP
            PERFORM
              set_config('app.organization_id', coalesce(answer.organization_id::text, ''), true),
              set_config('app.actor_id', answer.user_id::text, true);
            identify.user_id := answer.user_id;
            identify.session_id := answer.session_id;
            identify.organization_id := answer.organization_id;
            identify.role := answer.role;
            identify.employee_id := answer.employee_id;
            identify.system_roles := answer.system_roles;
            identify.grants := answer.grants;
            identify.plugins_version := answer.plugins_version;
            IF answer.organization_id IS NULL THEN
              identify.choices := (
                SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'slug', o.slug)
                                          ORDER BY o.name), '[]')
                FROM user_organizations membership
                JOIN organizations o ON o.id = membership.organization_id AND o.is_active
                WHERE membership.user_id = p_user AND membership.is_active);
            END IF;
            RETURN NEXT;
          END LOOP;
        END $$`,
        ['SESSION_USER']
      )
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery('DROP FUNCTION identify(uuid, uuid, text)')
      await db.rawQuery('RESET ROLE')
    })
  }
}
