import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  codeRecords,
  countRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
  enableRlsWith,
  searchRecords,
} from '#database/helpers/v3'

/** The people whom an organization deals with, and by what each can be reached. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await makePeople(db)
      await keepContacts(db)
      await keepReportsBelow(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE person_contacts')
      await db.rawQuery('DROP TABLE people')
      await dropSecurityDefiners(
        db,
        'search_people(text, integer)',
        'people_counted()',
        'people_contacted()',
        'people_reporting()'
      )
      await db.rawQuery('DROP FUNCTION primary_contact(jsonb)')
    })
  }
}

async function makePeople(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE FUNCTION primary_contact(contacts jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT entry ->> 'value' FROM jsonb_array_elements(contacts) entry
            WHERE (entry ->> 'is_primary')::boolean)`)
  await db.rawQuery(`
    CREATE TABLE people (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      id uuid NOT NULL,
      code text NOT NULL CHECK (char_length(code) <= 50),
      name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
      first_name text CHECK (char_length(first_name) <= 255),
      last_name text CHECK (char_length(last_name) <= 255),
      job_title text CHECK (char_length(job_title) <= 255),
      department text CHECK (char_length(department) <= 100),
      status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive')),
      reports_to_id uuid,
      emails jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(emails) = 'array'),
      phones jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(phones) = 'array'),
      email text CHECK (char_length(email) <= 255),
      email_key text GENERATED ALWAYS AS (name_key(email)) STORED,
      phone text CHECK (char_length(phone) <= 40),
      phone_normalized text,
      country text CHECK (char_length(country) <= 100),
      time_zone text CHECK (char_length(time_zone) <= 64),
      preferred_language text CHECK (char_length(preferred_language) <= 35),
      birthday date,
      consent jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(consent) = 'object'),
      linkedin_url text CHECK (char_length(linkedin_url) <= 255),
      assigned_to_id uuid,
      tags text[] NOT NULL DEFAULT '{}',
      notes text CHECK (char_length(notes) <= 10000),
      extensions jsonb NOT NULL DEFAULT '{}',
      created_by_id uuid REFERENCES users ON DELETE SET NULL,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      deleted_at timestamptz(3),
      PRIMARY KEY (organization_id, id),
      CONSTRAINT people_primary_email_check CHECK (email IS NOT DISTINCT FROM primary_contact(emails)),
      CONSTRAINT people_primary_phone_check CHECK (phone IS NOT DISTINCT FROM primary_contact(phones)),
      CONSTRAINT people_code_unique UNIQUE (organization_id, code),
      CONSTRAINT people_reports_to_known FOREIGN KEY (organization_id, reports_to_id)
        REFERENCES people (organization_id, id) ON DELETE SET NULL (reports_to_id),
      CONSTRAINT people_assigned_to_known FOREIGN KEY (organization_id, assigned_to_id)
        REFERENCES employees (organization_id, id) ON DELETE SET NULL (assigned_to_id)
    )`)
  await db.rawQuery(
    `CREATE INDEX people_list ON people (organization_id, created_at DESC, id DESC)
     WHERE deleted_at IS NULL`
  )
  await db.rawQuery(
    `CREATE INDEX people_deleted ON people (organization_id, created_at DESC, id DESC)
     WHERE deleted_at IS NOT NULL`
  )
  await db.rawQuery(
    `CREATE INDEX people_by_name ON people (organization_id, name COLLATE alphabetical, id)
     WHERE deleted_at IS NULL`
  )
  await db.rawQuery(
    `CREATE INDEX people_assigned
     ON people (organization_id, assigned_to_id, created_at DESC, id DESC)`
  )
  await db.rawQuery(
    `CREATE INDEX people_reports_to_id ON people (organization_id, reports_to_id)
     WHERE reports_to_id IS NOT NULL`
  )
  await db.rawQuery('CREATE INDEX people_created_by ON people (created_by_id)')
  await enableRls(db, 'people')
  await codeRecords(db, 'people', 'PE')
  await countRecords(db, 'people', ['status'])
  await searchRecords(db, 'people', {
    columns: ['name', 'email', 'job_title'],
    phones: ['phone', 'phone_normalized'],
  })
  await auditRecords(db, 'people', {
    resource: 'people',
    label: ['name'],
    omit: ['phone_normalized', 'email', 'phone'],
  })
}

/** By what people can be reached, one row for each address and number, as the person says it. */
async function keepContacts(db: QueryClientContract) {
  await db.rawQuery(`
    CREATE TABLE person_contacts (
      organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
      person_id uuid NOT NULL,
      channel text NOT NULL CHECK (channel IN ('email', 'phone')),
      value text NOT NULL,
      normalised text NOT NULL,
      kind text NOT NULL,
      is_primary boolean NOT NULL,
      state text NOT NULL CHECK (state IN ('ok', 'bounced', 'opted_out')),
      PRIMARY KEY (organization_id, person_id, channel, normalised),
      CONSTRAINT person_contacts_person_known FOREIGN KEY (organization_id, person_id)
        REFERENCES people (organization_id, id) ON DELETE CASCADE
    )`)
  await db.rawQuery(
    `CREATE UNIQUE INDEX person_contacts_primary_unique
     ON person_contacts (organization_id, person_id, channel) WHERE is_primary`
  )
  await db.rawQuery(
    `CREATE INDEX person_contacts_normalised
     ON person_contacts (organization_id, channel, normalised)`
  )
  await enableRlsWith(db, 'person_contacts', 'organization_id = app_organization()')
  await db.rawQuery('GRANT SELECT ON person_contacts TO crm_app')
  const rows = (channel: string, column: string) => `
    INSERT INTO person_contacts
      (organization_id, person_id, channel, value, normalised, kind, is_primary, state)
    SELECT NEW.organization_id, NEW.id, '${channel}', entry ->> 'value', entry ->> 'normalised',
      entry ->> 'kind', (entry ->> 'is_primary')::boolean, entry ->> 'state'
    FROM jsonb_array_elements(NEW.${column}) entry;`
  await createSecurityDefiner(
    db,
    'people_contacted() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM person_contacts
      WHERE organization_id = NEW.organization_id AND person_id = NEW.id;
      ${rows('email', 'emails')}
      ${rows('phone', 'phones')}
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE TRIGGER people_contacts AFTER INSERT OR UPDATE OF emails, phones ON people
    FOR EACH ROW EXECUTE FUNCTION people_contacted()`)
}

/** No one reports to themselves, over however many others: as employees have it. */
async function keepReportsBelow(db: QueryClientContract) {
  await createSecurityDefiner(
    db,
    'people_reporting() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('people/reports/' || NEW.organization_id, 0));
      PERFORM 1 FROM (
        WITH RECURSIVE above (id) AS (
          SELECT NEW.reports_to_id
          UNION
          SELECT person.reports_to_id FROM above
          JOIN people person
            ON person.organization_id = NEW.organization_id AND person.id = above.id
          WHERE person.reports_to_id IS NOT NULL
        )
        SELECT above.id FROM above WHERE above.id = NEW.id
      ) themselves;
      IF FOUND THEN
        RAISE EXCEPTION 'a person does not report to themselves' USING
          ERRCODE = 'check_violation', CONSTRAINT = 'people_reports_to_above';
      END IF;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE CONSTRAINT TRIGGER people_reports_to_above AFTER INSERT OR UPDATE OF reports_to_id ON people
    FOR EACH ROW WHEN (NEW.reports_to_id IS NOT NULL) EXECUTE FUNCTION people_reporting()`)
}
