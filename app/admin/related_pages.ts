import type { ListRequest } from '#core/resources/query/list_request'
import type { Page, RecordQuery } from '#core/resources/query/record_query'
import { Statement } from '#core/resources/query/statement'
import { UnitOfWork } from '#core/database/unit_of_work'

/** A page of a list that stands on another page. */
export interface AskedPage {
  readonly query: RecordQuery
  readonly list: ListRequest
}

interface PageJson {
  readonly count: number | null
  readonly found: number
  readonly results: string | null
}

/** The pages of several lists, of any resources, in their order: one statement, however many they are. */
export async function pagesOf(asked: readonly AskedPage[]): Promise<readonly Page[]> {
  if (asked.length === 0) return []
  const statement = new Statement()
  const columns = asked.map(({ query, list }, index) => {
    const page = query.pageSql(list, statement)
    return `(SELECT row_to_json(page) FROM (${page}) page) AS p${index}`
  })
  const { rows } = await UnitOfWork.get().query<Record<string, PageJson | null>>(
    `SELECT ${columns.join(', ')}`,
    statement.values
  )
  return asked.map(({ list }, index) => {
    const page = rows[0]?.[`p${index}`]
    return {
      results: page?.results ?? '',
      count: page?.count ?? null,
      cursor: null,
      more: (page?.found ?? 0) > list.pageSize,
    }
  })
}
