import { BaseSchema } from '@adonisjs/lucid/schema'
import { enableRls } from '#database/helpers/v4'

/**
 * What was forecast on each day, as sums of the deals that were open then. A day has one snapshot,
 * whose row is written before its sums, by the same statement: who comes second writes none.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE TABLE forecast_snapshots (
          organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
          day date NOT NULL,
          taken_at timestamptz(3) NOT NULL DEFAULT now(),
          PRIMARY KEY (organization_id, day)
        )`)
      await enableRls(db, 'forecast_snapshots')
      await db.rawQuery(`
        CREATE TABLE forecast_snapshot_sums (
          organization_id uuid NOT NULL,
          day date NOT NULL,
          number integer NOT NULL,
          owner_id uuid,
          pipeline_id uuid,
          currency text NOT NULL,
          category text NOT NULL CHECK (category IN ('commit', 'best_case', 'pipeline')),
          due_month date CHECK (due_month = date_trunc('month', due_month)),
          is_overdue boolean NOT NULL,
          deals integer NOT NULL CHECK (deals > 0),
          value numeric NOT NULL,
          revenue numeric NOT NULL,
          PRIMARY KEY (organization_id, day, number),
          CONSTRAINT forecast_snapshot_sums_day_known FOREIGN KEY (organization_id, day)
            REFERENCES forecast_snapshots ON DELETE CASCADE,
          CONSTRAINT forecast_snapshot_sums_owner_known FOREIGN KEY (organization_id, owner_id)
            REFERENCES employees (organization_id, id) ON DELETE SET NULL (owner_id),
          CONSTRAINT forecast_snapshot_sums_pipeline_known FOREIGN KEY (organization_id, pipeline_id)
            REFERENCES pipelines (organization_id, id) ON DELETE SET NULL (pipeline_id)
        )`)
      for (const column of ['owner_id', 'pipeline_id']) {
        await db.rawQuery(`CREATE INDEX ON forecast_snapshot_sums (organization_id, ${column})`)
      }
      await enableRls(db, 'forecast_snapshot_sums')
    })
  }

  override async down() {
    this.defer(async (db) => db.rawQuery('DROP TABLE forecast_snapshot_sums, forecast_snapshots'))
  }
}
