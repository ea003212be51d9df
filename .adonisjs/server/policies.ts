export const policies = {
  CataloguePolicy: () => import('#policies/catalogue'),
  GrantsPolicy: () => import('#policies/grants'),
  OrganizationPolicy: () => import('#policies/organization_policy'),
  OwnRecordsPolicy: () => import('#policies/own_records'),
  RecordPolicy: () => import('#policies/record_policy'),
  RouteRequirementPolicy: () => import('#policies/route_requirement'),
  SystemRolesPolicy: () => import('#policies/system_roles'),
}

