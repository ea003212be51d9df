export const policies = {
  AccessExplanationPolicy: () => import('#policies/access_explanation'),
  AccessMatrixPolicy: () => import('#policies/access_matrix'),
  CataloguePolicy: () => import('#policies/catalogue'),
  GrantingPolicy: () => import('#policies/granting'),
  GrantsPolicy: () => import('#policies/grants'),
  ImportingPolicy: () => import('#policies/importing'),
  KeyGrantsPolicy: () => import('#policies/key_grants'),
  KnownPermissionsPolicy: () => import('#policies/known_permissions'),
  MembershipPolicy: () => import('#policies/membership_policy'),
  MovingDealsPolicy: () => import('#policies/moving_deals'),
  OwnRecordsPolicy: () => import('#policies/own_records'),
  RecordPolicy: () => import('#policies/record_policy'),
  RequirementPolicy: () => import('#policies/requirement'),
  RouteRequirementPolicy: () => import('#policies/route_requirement'),
  SystemRolesPolicy: () => import('#policies/system_roles'),
  VerifiedPolicy: () => import('#policies/verified'),
}

