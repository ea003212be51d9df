import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import {
  auditRecords,
  codeRecords,
  countRecords,
  createSecurityDefiner,
  dropSecurityDefiners,
  enableRls,
  searchNewest,
  searchRecords,
} from '#database/helpers/v1'

/**
 * The people of an organization to whom records are assigned.
 *
 * Baseline: what the migrations of 0.1 came to.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE employees (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          id uuid NOT NULL,
          code text NOT NULL CHECK (char_length(code) <= 50),
          user_id uuid,
          user_profile_id uuid,
          first_name text NOT NULL CHECK (char_length(first_name) BETWEEN 1 AND 100),
          last_name text NOT NULL CHECK (char_length(last_name) BETWEEN 1 AND 100),
          email text CHECK (char_length(email) <= 255),
          phone text CHECK (char_length(phone) <= 20),
          phone_normalized text,
          mobile text CHECK (char_length(mobile) <= 20),
          mobile_normalized text,
          profile_image text CHECK (char_length(profile_image) <= 255),
          department text CHECK (char_length(department) <= 100),
          job_title text CHECK (char_length(job_title) <= 100),
          role_id uuid,
          employment_type text NOT NULL DEFAULT 'full_time'
            CHECK (employment_type IN ('full_time', 'part_time', 'contract', 'intern')),
          hire_date date,
          termination_date date,
          status text NOT NULL DEFAULT 'active'
            CHECK (status IN ('active', 'inactive', 'on_leave', 'terminated')),
          emergency_contact text CHECK (char_length(emergency_contact) <= 255),
          salary numeric(12, 2) CHECK (salary >= 0),
          commission_rate numeric(5, 2) CHECK (commission_rate BETWEEN 0 AND 100),
          manager_id uuid,
          address text CHECK (char_length(address) <= 1000),
          city text CHECK (char_length(city) <= 100),
          state text CHECK (char_length(state) <= 100),
          country text CHECK (char_length(country) <= 100),
          postal_code text CHECK (char_length(postal_code) <= 20),
          extensions jsonb NOT NULL DEFAULT '{}',
          created_by_id uuid REFERENCES users ON DELETE SET NULL,
          version integer NOT NULL DEFAULT 1,
          created_at timestamptz(3) NOT NULL DEFAULT now(),
          updated_at timestamptz(3) NOT NULL DEFAULT now(),
          deleted_at timestamptz(3),
          PRIMARY KEY (organization_id, id),
          CONSTRAINT employees_termination_date_check
            CHECK ((status = 'terminated') = (termination_date IS NOT NULL)),
          CONSTRAINT employees_termination_date_check2 CHECK (termination_date >= hire_date),
          CONSTRAINT employees_code_unique UNIQUE (organization_id, code),
          CONSTRAINT employees_manager_known FOREIGN KEY (organization_id, manager_id)
            REFERENCES employees (organization_id, id) ON DELETE SET NULL (manager_id),
          CONSTRAINT employees_role_known FOREIGN KEY (organization_id, role_id)
            REFERENCES roles (organization_id, id) ON DELETE SET NULL (role_id),
          CONSTRAINT employees_user_known FOREIGN KEY (organization_id, user_id)
            REFERENCES user_organizations (organization_id, user_id) ON DELETE SET NULL (user_id),
          CONSTRAINT employees_user_profile_known FOREIGN KEY (organization_id, user_profile_id)
            REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (user_profile_id)
        )`)
      await db.rawQuery(
        `CREATE UNIQUE INDEX employees_user_unique ON employees (organization_id, user_id)
         WHERE deleted_at IS NULL`
      )
      await db.rawQuery(
        `CREATE INDEX employees_list ON employees (organization_id, created_at DESC, id DESC)
         WHERE deleted_at IS NULL`
      )
      await db.rawQuery(
        `CREATE INDEX employees_facets
         ON employees (organization_id, status, department, created_at DESC, id DESC)
         WHERE deleted_at IS NULL`
      )
      await db.rawQuery(
        `CREATE INDEX employees_department ON employees (organization_id, department)
         WHERE deleted_at IS NULL`
      )
      for (const column of ['manager_id', 'role_id', 'user_profile_id']) {
        await db.rawQuery(
          `CREATE INDEX employees_${column} ON employees (organization_id, ${column})
           WHERE ${column} IS NOT NULL`
        )
      }
      await db.rawQuery('CREATE INDEX employees_created_by ON employees (created_by_id)')
      /* The unique index leaves deleted records out, and a leaving member has to find those too. */
      await db.rawQuery(`CREATE INDEX employees_member ON employees (organization_id, user_id)
        WHERE user_id IS NOT NULL`)
      await db.rawQuery(`CREATE INDEX employees_deleted ON employees (organization_id, created_at DESC, id DESC)
        WHERE deleted_at IS NOT NULL`)
      await enableRls(db, 'employees')
      await codeRecords(db, 'employees', 'EMP')
      await countRecords(db, 'employees', ['status', 'employment_type'])
      await searchRecords(db, 'employees', ["first_name || ' ' || last_name", 'email'])
      await searchNewest(db, 'employees')
      await auditRecords(db, 'employees', {
        resource: 'employees',
        label: ['first_name', 'last_name'],
      })
      await keepManagersAbove(db)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TABLE employees')
      await dropSecurityDefiners(
        db,
        'search_employees(text, integer)',
        'search_employees(text)',
        'employees_counted()',
        'employees_managed()'
      )
    })
  }
}

/**
 * Nobody is above themselves, over however many others. Whoever gives somebody a
 * manager waits for those who are doing so in their organization, and then sees
 * what they left: two halves of a circle cannot be written at once.
 */
async function keepManagersAbove(db: QueryClientContract) {
  await createSecurityDefiner(
    db,
    'employees_managed() RETURNS trigger',
    `LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('employees/managers/' || NEW.organization_id, 0));
      PERFORM 1 FROM (
        WITH RECURSIVE above (id) AS (
          SELECT NEW.manager_id
          UNION
          SELECT employee.manager_id FROM above
          JOIN employees employee
            ON employee.organization_id = NEW.organization_id AND employee.id = above.id
          WHERE employee.manager_id IS NOT NULL
        )
        SELECT above.id FROM above WHERE above.id = NEW.id
      ) himself;
      IF FOUND THEN
        RAISE EXCEPTION 'an employee is not above himself' USING
          ERRCODE = 'check_violation', CONSTRAINT = 'employees_manager_above';
      END IF;
      RETURN NULL;
    END $$`,
    ['SESSION_USER']
  )
  await db.rawQuery(`
    CREATE CONSTRAINT TRIGGER employees_manager_above AFTER INSERT OR UPDATE OF manager_id ON employees
    FOR EACH ROW WHEN (NEW.manager_id IS NOT NULL) EXECUTE FUNCTION employees_managed()`)
}
