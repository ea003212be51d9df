/** For those who run a PostgreSQL of their own. docs/operations.md has the same commands, and why. */
export const externalBackup = `DATABASE_URL names a PostgreSQL of your own, which is backed up with its tools, by a superuser:

  pg_dump --format=custom --file=headless_crm.dump "$SUPERUSER_URL"

docs/operations.md explains it.`

export const externalRestore = `DATABASE_URL names a PostgreSQL of your own, which is restored with its tools, by a superuser,
into an empty database that the login role owns, once the roles are there:

  psql "$SUPERUSER_URL" -c 'CREATE ROLE crm_app NOLOGIN' -c 'CREATE ROLE crm_system NOLOGIN' \\
    -c 'GRANT crm_app, crm_system TO headless_crm'
  pg_restore --exit-on-error --single-transaction --dbname="$SUPERUSER_URL" headless_crm.dump

From PostgreSQL 16 on, GRANT crm_app, crm_system TO headless_crm WITH INHERIT FALSE, SET TRUE.

Then run "node ace doctor". docs/operations.md explains it.`
