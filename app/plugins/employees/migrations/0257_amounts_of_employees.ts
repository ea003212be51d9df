import { BaseSchema } from '@adonisjs/lucid/schema'

/** The salary of an employee has the decimals of the organization's currency; it had two. */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        ALTER TABLE employees
          ALTER COLUMN salary TYPE numeric,
          ADD CONSTRAINT employees_salary_limit CHECK (salary < 10000000000)`)
      /* What has more decimals than the currency keeps them until somebody writes it again. */
      await db.rawQuery('SET LOCAL ROLE crm_system')
      await db.rawQuery(`
        UPDATE employees SET salary = round(salary, currency_decimals(o.currency)) FROM organizations o
        WHERE o.id = organization_id AND currency_decimals(o.currency) <> 2
          AND salary = round(salary, currency_decimals(o.currency))`)
      await db.rawQuery('RESET ROLE')
      await db.rawQuery(`
        CREATE FUNCTION employees_amounts() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.salary := round(NEW.salary, currency_decimals(
            (SELECT o.currency FROM organizations o WHERE o.id = NEW.organization_id)));
          RETURN NEW;
        END $$`)
      await db.rawQuery(`
        CREATE TRIGGER employees_amounts BEFORE INSERT OR UPDATE OF salary ON employees
        FOR EACH ROW WHEN (NEW.salary IS NOT NULL) EXECUTE FUNCTION employees_amounts()`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER employees_amounts ON employees')
      await db.rawQuery('DROP FUNCTION employees_amounts()')
      await db.rawQuery(`
        ALTER TABLE employees
          DROP CONSTRAINT employees_salary_limit,
          ALTER COLUMN salary TYPE numeric(12, 2)`)
    })
  }
}
