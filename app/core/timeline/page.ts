import type { Reader } from '#core/plugins/reader'
import type { QueryResultRow } from 'pg'
import type { Read } from '#core/database/read'
import { notFound } from '#core/http/exceptions/problem'
import { PreparedNames } from '#core/database/prepared_names'
import { momentConditionSql } from '#core/resources/query/moment_condition'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'
import { asJson } from '#core/resources/json'
import { type ReadableKind, readableKinds } from '#core/timeline/kinds'
import { type TimelineRequest, cursorAfter } from '#core/timeline/request'
import { type Subject, nearResources, subjectsSql } from '#core/timeline/subjects'
import type { Resource } from '#core/resources/define_resource'
import type { TimelineSource } from '#core/timeline/source'

/** A page as PostgreSQL wrote it. */
export interface TimelinePage {
  /** The items' JSON, separated by commas. */
  readonly results: string
  /** Where the next page begins; null on the last one. */
  readonly cursor: string | null
}

interface PageRow {
  readonly known: number
  readonly found: number
  readonly results: string | null
  readonly last: readonly [at: string, kind: string, id: string] | null
}

/** The timeline of one record for one reader. */
export class Timeline {
  readonly #subject: Subject
  readonly #reader: Reader
  readonly #near: readonly Resource[]
  readonly #kinds: readonly ReadableKind[]

  constructor(subject: Subject, reader: Reader) {
    this.#subject = subject
    this.#reader = reader
    this.#near = nearResources(subject.resource, reader)
    this.#kinds = readableKinds(reader, this.#resources)
  }

  /** The kinds of items that there may be, by their names. */
  get kinds(): readonly string[] {
    return this.#kinds.map(({ kind }) => kind).toSorted()
  }

  /** @throws 404 when the record is not there for the reader */
  page(request: TimelineRequest): Read<TimelinePage> {
    const statement = new Statement()
    const text = this.#pageSql(request, statement)
    const interpret = ([row]: readonly PageRow[]) => this.#interpret(row, request)
    return statement.read<PageRow & QueryResultRow, TimelinePage>(text, interpret, names)
  }

  #interpret(row: PageRow | undefined, { limit }: TimelineRequest): TimelinePage {
    if (!row || row.known === 0) throw notFound(this.#subject.resource.singular)
    const [at, kind, id] = row.last ?? []
    const isMore = row.found > limit && at !== undefined && kind !== undefined && id !== undefined
    return { results: row.results ?? '', cursor: isMore ? cursorAfter({ at, kind, id }) : null }
  }

  /** Those whose records it may show items of, each once. */
  get #resources(): readonly Resource[] {
    const { resource } = this.#subject
    return [resource, ...this.#near.filter(({ name }) => name !== resource.name)]
  }

  #pageSql(request: TimelineRequest, statement: Statement): string {
    const { identity } = this.#reader
    /* The first of the statement's values, always. */
    const organization = `${statement.bind(identity.organizationId)}::uuid`
    const subjects = subjectsSql(this.#subject, this.#near, identity, organization, statement)
    const asked = this.#kinds.filter(({ kind }) => request.kinds?.has(kind) ?? true)
    /* Not bound: the plan must know how few rows are wanted. */
    const size = Math.trunc(request.limit)
    const branches = this.#branches(asked, request, organization, statement)
    const shown = asked.map((kind) => shownSql(kind, organization))
    return `WITH ${subjects},
      page AS MATERIALIZED (
        SELECT picked.*, row_number() OVER (ORDER BY at DESC, kind DESC, id DESC) AS place FROM (
          SELECT DISTINCT ON (at, kind, id) at, kind, id, n
          FROM (${branches.length === 0 ? NO_ITEM : branches.join(' UNION ALL ')}) found
          ORDER BY at DESC, kind DESC, id DESC, n LIMIT ${size + 1}) picked)
      SELECT (SELECT count(*) FROM self)::int AS known, (SELECT count(*) FROM page)::int AS found,
        string_agg(item.body, ',' ORDER BY item.place) AS results,
        (array_agg(item.keys ORDER BY item.place) FILTER (WHERE item.place = ${size}))[1] AS last
      FROM (
        SELECT p.place, ${ITEM}::text AS body,
          json_build_array(p.at::text, p.kind, p.id::text) AS keys
        FROM (
          SELECT page.at, page.kind, page.id, page.place, s.type, s.id AS record_id, s.label, s.n
          FROM page JOIN subjects s ON s.n = page.n WHERE page.place <= ${size}) p
        JOIN LATERAL (${shown.length === 0 ? NOTHING_SHOWN : shown.join(' UNION ALL ')}) shown ON true
        LEFT JOIN users actor ON actor.id = shown.actor_id) item`
  }

  #branches(
    kinds: readonly ReadableKind[],
    request: TimelineRequest,
    organization: string,
    statement: Statement
  ): string[] {
    const { bind } = statement
    const { since, until, after, limit } = request
    const within = [
      ...(since === null ? [] : [momentConditionSql('i.at', 'gte', since, bind)]),
      ...(until === null ? [] : [momentConditionSql('i.at', 'lte', until, bind)]),
    ]
    const place = after && { at: bind(after.at), id: bind(after.id), kind: after.kind }
    return kinds.map(({ kind, source, about }) => {
      const conditions = [
        ...within,
        ...(place ? [behindSql(kind, place)] : []),
        ...(about ? [this.#isReadable(about, statement)] : []),
      ]
      const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
      const of = source.of?.map((name) => `'${name}'`).join()
      return `
        SELECT i.at, '${kind}'::text COLLATE "C" AS kind, i.id, s.n
        FROM subjects s CROSS JOIN LATERAL (
          SELECT i.at, i.id FROM (${source.items(organization)}) i ${where}
          ORDER BY i.at DESC, i.id DESC LIMIT ${Math.trunc(limit) + 1}) i
        ${of === undefined ? '' : `WHERE s.type IN (${of})`}`
    })
  }

  /**
   * What a single read of the record asks. One value, so that it is asked of the items one after the
   * other as the index has them, and not of all records at once.
   */
  #isReadable(about: Resource, statement: Statement): string {
    const { identity } = this.#reader
    const readable = new Scope(about, identity, identity.organizationId).readable(statement)
    return `(SELECT true FROM ${about.table} r WHERE ${readable} AND r.id = i.id)`
  }
}

const NO_ITEM = `SELECT NULL::timestamptz AS at, NULL::text AS kind, NULL::uuid AS id, 0::bigint AS n
  WHERE false`
const NOTHING_SHOWN = `SELECT NULL::text AS about, NULL::text AS key, NULL::uuid AS actor_id,
  NULL::text AS label, NULL::text AS summary, NULL::json AS data`

/** What is behind an item, of those of a kind, as its index has them: kinds of one moment follow each other, too. */
function behindSql(
  kind: string,
  place: { readonly at: string; readonly id: string; readonly kind: string }
): string {
  const at = `${place.at}::timestamptz`
  if (kind === place.kind) return `(i.at, i.id) < (${at}, ${place.id}::uuid)`
  return `i.at ${kind < place.kind ? '<=' : '<'} ${at}`
}

/** What is shown of sources that live as long as the application does, since it is most of the statement. */
const shownParts = new WeakMap<TimelineSource, string>()

function shownSql(kind: ReadableKind, organization: string): string {
  const known = shownParts.get(kind.source)
  if (known !== undefined) return known
  const sql = newShownSql(kind, organization)
  shownParts.set(kind.source, sql)
  return sql
}

function newShownSql({ kind, source, about }: ReadableKind, organization: string): string {
  const name = about === null ? 'NULL::text' : `'${about.name}'::text`
  return `
    SELECT ${name} AS about, (${source.key ?? 'p.id'})::text AS key, shown.*
    FROM (${source.shown(organization)}) shown (actor_id, label, summary, data)
    WHERE p.kind = '${kind}'`
}

const record = (type: string, id: string, label: string) =>
  `json_build_object('type', ${type}, 'id', ${id}, 'label', ${label})`

const ITEM = `json_build_object(
  'id', p.kind || ':' || shown.key,
  'at', ${asJson('timestamp', 'p.at')},
  'kind', p.kind,
  'actor', CASE WHEN shown.actor_id IS NULL THEN NULL
    WHEN actor.id IS NULL THEN former_actor(shown.actor_id)
    ELSE json_build_object('id', actor.id, 'full_name', coalesce(
        nullif(concat_ws(' ', actor.first_name, actor.last_name), ''), actor.username, actor.email),
      'email', actor.email) END,
  'summary', shown.summary,
  'record', CASE WHEN shown.about IS NULL THEN ${record('p.type', 'p.record_id', 'p.label')}
    ELSE ${record('shown.about', 'p.id', 'shown.label')} END,
  'via', CASE WHEN p.n > 0 THEN ${record('p.type', 'p.record_id', 'p.label')} END,
  'data', shown.data)`

/** By resource, kinds that are asked for, rights, and whether it is the first page. */
const names = new PreparedNames('timeline', 100)
