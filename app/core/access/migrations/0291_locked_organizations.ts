import { BaseSchema } from '@adonisjs/lucid/schema'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * A caller of whom no organization could be made the active one is told which of theirs let them in no
 * more, and why: the membership is not active, or the organization is suspended.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer((db) => replace(db, identify(CHOICES)))
  }

  override async down() {
    this.defer((db) => replace(db, identify(FORMER_CHOICES)))
  }
}

const CHOICES = `
          SELECT coalesce(jsonb_agg(
            jsonb_strip_nulls(jsonb_build_object('id', o.id, 'name', o.name, 'slug', o.slug,
              'locked', CASE WHEN NOT o.is_active THEN 'organization_suspended'
                             WHEN NOT membership.is_active THEN 'membership_inactive' END))
            ORDER BY o.name), '[]')
          FROM user_organizations membership
          JOIN organizations o ON o.id = membership.organization_id
          WHERE membership.user_id = p_user`

const FORMER_CHOICES = `
          SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'slug', o.slug)
                                    ORDER BY o.name), '[]')
          FROM user_organizations membership
          JOIN organizations o ON o.id = membership.organization_id AND o.is_active
          WHERE membership.user_id = p_user AND membership.is_active`

const identify = (choices: string) => `
  CREATE OR REPLACE FUNCTION identify(p_session uuid, p_user uuid, p_organization text) RETURNS TABLE (
    user_id uuid, session_id uuid, organization_id uuid, role text, employee_id uuid,
    system_roles text[], grants text[], choices jsonb, plugins_version bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  #variable_conflict use_column
  DECLARE
    answer record;
  BEGIN
    PERFORM set_config('app.organization_id', '', true), set_config('app.actor_id', '', true);
    FOR answer IN
    SELECT u.id AS user_id, s.id AS session_id, m.organization_id, m.role, m.plugins_version,
      held.employee_id, held.system_roles, held.grants
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
    CROSS JOIN LATERAL held_grants(m.organization_id, u.id) held
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
        identify.choices := (${choices});
      END IF;
      RETURN NEXT;
    END LOOP;
  END $$`

/** Its owner and those who may call it stay as they are. */
async function replace(db: QueryClientContract, definition: string) {
  await db.rawQuery('GRANT CREATE ON SCHEMA public TO crm_system')
  await db.rawQuery('SET LOCAL ROLE crm_system')
  await db.rawQuery(definition)
  await db.rawQuery('RESET ROLE')
  await db.rawQuery('REVOKE CREATE ON SCHEMA public FROM crm_system')
}
