import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** Every object of the schema by its name, with all that makes it what it is. */
export type Catalogue = ReadonlyMap<string, string>

export const OBJECTS = `
  WITH tables AS (
    SELECT oid, relname, relkind, relacl, relrowsecurity, relforcerowsecurity FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'S')
  )
  SELECT 'relation ' || relname AS name,
         concat_ws(' ', relkind, relrowsecurity, relforcerowsecurity,
                   (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(relacl) a)) AS made
  FROM tables
  UNION ALL
  SELECT 'column ' || t.relname || '.' || a.attname,
         concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated,
                   pg_get_expr(d.adbin, d.adrelid))
  FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
  UNION ALL
  SELECT 'constraint ' || t.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
  FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid
  UNION ALL
  SELECT 'index ' || i.relname, pg_get_indexdef(i.oid)
  FROM tables t JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid
  UNION ALL
  SELECT 'trigger ' || t.relname || '.' || g.tgname, pg_get_triggerdef(g.oid)
  FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
  UNION ALL
  SELECT 'policy ' || t.relname || '.' || p.polname,
         concat_ws(' ', p.polcmd, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid),
                   pg_get_expr(p.polwithcheck, p.polrelid))
  FROM tables t JOIN pg_policy p ON p.polrelid = t.oid
  UNION ALL
  SELECT 'function ' || f.oid::regprocedure,
         concat_ws(' ', pg_get_functiondef(f.oid), f.proowner::regrole, f.proacl)
  FROM pg_proc f
  WHERE f.pronamespace = 'public'::regnamespace AND f.prokind = 'f'
    AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.objid = f.oid AND e.deptype = 'e')`

/** The schema as it is for this client, which may be in the middle of changing it. */
export async function catalogueOf(db: QueryClientContract): Promise<Catalogue> {
  const { rows } = await db.rawQuery<{ rows: { name: string; made: string }[] }>(OBJECTS)
  return new Map(rows.map(({ name, made }) => [name, made]))
}

/** What one has and the other has not, by name. */
export function missingIn(one: Catalogue, other: Catalogue): string[] {
  return [...other.keys()].filter((name) => !one.has(name)).sort()
}
