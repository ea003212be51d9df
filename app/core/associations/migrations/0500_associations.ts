import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
} from '#database/helpers/v3'

/**
 * Which records are associated with which, and by what labels (ADR 0500). A pair is one row, whose
 * `from` comes first in the order of types and ids; each direction has its index. The resources that
 * take part are those that manifests name, so that no foreign key can hold the ends.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makeAssociations(db)
      await makeLabels(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE association_labels')
      await db.rawQuery('DROP TABLE associations')
      await dropSecurityDefiners(db, 'audit_association()')
    })
  }
}

async function makeAssociations(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE associations (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      from_type text COLLATE "C" NOT NULL CHECK (char_length(from_type) <= 100),
      from_id uuid NOT NULL,
      to_type text COLLATE "C" NOT NULL CHECK (char_length(to_type) <= 100),
      to_id uuid NOT NULL,
      labels text[] NOT NULL DEFAULT '{}',
      inverse_labels text[] NOT NULL DEFAULT '{}',
      is_primary boolean NOT NULL DEFAULT false,
      is_inverse_primary boolean NOT NULL DEFAULT false,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (organization_id, from_type, from_id, to_type, to_id),
      CONSTRAINT associations_order_check CHECK ((from_type, from_id) < (to_type, to_id)),
      CONSTRAINT associations_inverse_check CHECK (from_type = to_type OR inverse_labels = '{}')
    )`)
  await db.rawQuery(
    `CREATE INDEX associations_inverse
     ON associations (organization_id, to_type, to_id, from_type, from_id)`
  )
  await db.rawQuery(
    `CREATE UNIQUE INDEX associations_primary_unique
     ON associations (organization_id, from_type, from_id, to_type) WHERE is_primary`
  )
  await db.rawQuery(
    `CREATE UNIQUE INDEX associations_inverse_primary_unique
     ON associations (organization_id, to_type, to_id, from_type) WHERE is_inverse_primary`
  )
  await enableRls(db, 'associations')
  await auditAssociations(db)
}

/** What each end sees of the other. */
const SIDES = [
  { self: `from`, other: `to`, labels: (row: string) => `${row}.labels`, primary: 'is_primary' },
  {
    self: `to`,
    other: `from`,
    labels: (row: string) => `CASE WHEN ${row}.from_type = ${row}.to_type
      THEN ${row}.inverse_labels ELSE ${row}.labels END`,
    primary: 'is_inverse_primary',
  },
] as const

/**
 * Both ends have it in their logs, each as it sees the other. Nothing of it is a column of either, so
 * that it stands in the details of the event. A label of the record is the one that it last had there.
 */
async function auditAssociations(db: QueryClientContract) {
  const seenBy = ({ other, labels, primary }: (typeof SIDES)[number], row: string) =>
    `jsonb_build_object('resource', ${row}.${other}_type, 'id', ${row}.${other}_id,
      'labels', ${labels(row)}, 'is_primary', ${row}.${primary})`
  const event = (side: (typeof SIDES)[number]) => `
    IF TG_OP <> 'INSERT' THEN was := ${seenBy(side, 'OLD')}; END IF;
    IF TG_OP <> 'DELETE' THEN becomes := ${seenBy(side, 'NEW')}; END IF;
    IF was IS DISTINCT FROM becomes THEN
      PERFORM write_event(pair.organization_id, pair.${side.self}_type || ':' || action,
        pair.${side.self}_type, pair.${side.self}_id,
        (SELECT e.record_label FROM audit_events e
         WHERE e.organization_id = pair.organization_id AND e.record_id = pair.${side.self}_id
           AND e.record_label IS NOT NULL
         ORDER BY e.created_at DESC, e.id DESC LIMIT 1),
        NULL, NULL, 'done', jsonb_build_object('before', was, 'after', becomes));
    END IF;`
  await createSecurityDefiner(
    db,
    'audit_association() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    DECLARE
      pair associations;
      action CONSTANT text := CASE TG_OP WHEN 'DELETE' THEN 'dissociate' ELSE 'associate' END;
      was jsonb;
      becomes jsonb;
    BEGIN
      IF TG_OP = 'DELETE' THEN pair := OLD; ELSE pair := NEW; END IF;
      ${SIDES.map(event).join('\n')}
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER associations_audit AFTER INSERT OR UPDATE OR DELETE ON associations
    FOR EACH ROW EXECUTE FUNCTION audit_association()`)
}

/** An organization's own; those that manifests bring live in code. */
async function makeLabels(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE association_labels (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      from_type text COLLATE "C" NOT NULL CHECK (char_length(from_type) <= 100),
      to_type text COLLATE "C" NOT NULL CHECK (char_length(to_type) <= 100),
      key text COLLATE "C" NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,62}$'),
      title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 100),
      inverse_title text CHECK (char_length(inverse_title) BETWEEN 1 AND 100),
      limit_from integer CHECK (limit_from > 0),
      limit_to integer CHECK (limit_to > 0),
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (organization_id, id)
    )`)
  await db.rawQuery(
    `CREATE UNIQUE INDEX association_labels_key_unique ON association_labels
     (organization_id, least(from_type, to_type), greatest(from_type, to_type), key)`
  )
  await enableRls(db, 'association_labels')
  await auditRecords(db, 'association_labels', {
    resource: 'association-labels',
    label: ['title'],
  })
}
