import type { FoundedCompany } from '#database/demo/companies'
import { superuser } from '#database/demo/accounts'

/** A file of a data set, and what its lines become: as `POST /api/imports/` takes it. */
export interface DataFile {
  readonly name: string
  readonly resource: string
  /** By which a line is known to be a record that is there. */
  readonly match_by: string
  readonly mapping: Readonly<Record<string, unknown>>
}

/** An organization whose records come from files, in `database/data/<name>`. */
export interface DataSet {
  readonly name: string
  readonly company: FoundedCompany
  /** Each refers only to what those before it have made. */
  readonly files: readonly DataFile[]
}

/**
 * Data sets that `node ace seed --dataset` loads.
 *
 * "CRM sales opportunities" of Maven Analytics, in the public domain, is spelled as it came: a
 * deal without a customer has none in the file, and a lost one needs a reason, which the file lacks.
 */
export const dataSets: readonly DataSet[] = [
  {
    name: 'crm-sales-opportunities',
    company: {
      details: {
        name: 'Maven Computer Hardware',
        industry: 'Technology',
        website: 'https://maven.example.com',
        email: 'info@maven.example.com',
        phone: '+1-555-0300',
      },
      slug: 'maven-computer-hardware',
      owner: superuser,
    },
    files: [
      {
        name: 'products.csv',
        resource: 'products',
        match_by: 'sku',
        mapping: { name: 'product', sku: 'product', category: 'series' },
      },
      {
        name: 'accounts.csv',
        resource: 'customers',
        match_by: 'name',
        mapping: {
          name: 'account',
          customer_type: { value: 'business' },
          industry: { column: 'sector', values: { technolgy: 'technology' } },
          country: 'office_location',
          tags: 'subsidiary_of',
          notes: { template: 'Founded {year_established}, {employees} employees' },
        },
      },
      {
        name: 'sales_teams.csv',
        resource: 'employees',
        match_by: 'full_name',
        mapping: {
          full_name: 'sales_agent',
          department: { template: 'Sales {regional_office}' },
          job_title: { value: 'Sales agent' },
        },
      },
      {
        name: 'sales_pipeline.csv',
        resource: 'deals',
        match_by: 'title',
        mapping: {
          title: { template: '{opportunity_id} {product}' },
          customer_id: { column: 'account', lookup: 'name' },
          assigned_to_id: { column: 'sales_agent', lookup: 'full_name' },
          stage_id: {
            column: 'deal_stage',
            values: { Engaging: 'Qualification', Won: 'Closed Won', Lost: 'Closed Lost' },
            lookup: 'name',
          },
          lost_reason: { column: 'deal_stage', values: { Lost: 'Not recorded' }, otherwise: null },
          actual_close_date: { column: 'close_date', date_format: 'M/D/YYYY' },
          value: 'close_value',
          tags: { column: 'product', values: { GTXPro: 'GTX Pro' } },
          notes: { template: 'Engaged on {engage_date}' },
        },
      },
    ],
  },
]
