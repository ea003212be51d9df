import type { TimelineKind } from '#core/timeline/source'

/** By which column a lead names the records that it was converted into. */
const RESULTS = {
  customers: 'converted_customer_id',
  people: 'converted_person_id',
  deals: 'converted_deal_id',
}

const result = (type: string, row: string, name: string) => `CASE WHEN ${row}.id IS NOT NULL
  THEN json_build_object('type', '${type}', 'id', ${row}.id, 'label', ${row}.${name}) END`

/** That a lead was converted, in its own timeline and in those of what came of it. */
export const conversionKind: TimelineKind = {
  title: 'Conversion',
  source: {
    of: ['leads', 'customers', 'people', 'deals'],
    about: 'leads',
    items: (organization) =>
      [['leads', 'id'] as const, ...Object.entries(RESULTS)]
        .map(
          ([type, column]) => `
      SELECT e.converted_at AS at, e.id FROM leads e
      WHERE s.type = '${type}' AND e.organization_id = ${organization} AND e.${column} = s.id
        AND e.converted_at IS NOT NULL`
        )
        .join(' UNION ALL '),
    shown: (organization) => `
      SELECT e.converted_by_id, e.name,
        concat('Converted', ' into ' || nullif(concat_ws(' and ',
          nullif(concat_ws(CASE WHEN deal.id IS NULL THEN ' and ' ELSE ', ' END,
            'the customer ' || customer.name, 'the person ' || person.name), ''),
          'the deal ' || deal.title), '')),
        json_build_object('customer', ${result('customers', 'customer', 'name')},
          'person', ${result('people', 'person', 'name')},
          'deal', ${result('deals', 'deal', 'title')})
      FROM leads e
      LEFT JOIN customers customer ON customer.organization_id = e.organization_id
        AND customer.id = e.converted_customer_id AND customer.deleted_at IS NULL
      LEFT JOIN people person ON person.organization_id = e.organization_id
        AND person.id = e.converted_person_id AND person.deleted_at IS NULL
      LEFT JOIN deals deal ON deal.organization_id = e.organization_id
        AND deal.id = e.converted_deal_id AND deal.deleted_at IS NULL
      WHERE e.organization_id = ${organization} AND e.id = p.id`,
  },
}
