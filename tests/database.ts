export { migrate as migrateTestDatabase } from '#support/migrations'
