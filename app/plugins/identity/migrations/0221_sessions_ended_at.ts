import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * When all sessions of a user were ended last, by the clock of the database: a
 * login that had begun before that, and whose session is not made yet, makes none.
 * Set where a user loses a right or gets another password, however that is done.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery('ALTER TABLE users ADD COLUMN sessions_ended_at timestamptz(3)')
      await db.rawQuery(`
        CREATE FUNCTION note_end_of_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.sessions_ended_at := clock_timestamp();
          RETURN NEW;
        END $$`)
      await db.rawQuery(`
        CREATE TRIGGER users_sessions_end_noted
        BEFORE UPDATE OF is_active, is_superuser, password_changed_at ON users
        FOR EACH ROW WHEN (
          (OLD.is_active AND NOT NEW.is_active)
          OR (OLD.is_superuser AND NOT NEW.is_superuser)
          OR OLD.password_changed_at IS DISTINCT FROM NEW.password_changed_at)
        EXECUTE FUNCTION note_end_of_sessions()`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP TRIGGER users_sessions_end_noted ON users')
      await db.rawQuery('DROP FUNCTION note_end_of_sessions()')
      await db.rawQuery('ALTER TABLE users DROP COLUMN sessions_ended_at')
    })
  }
}
