export const policies = {
  CoreAccessRecordPolicy: () => import('#app/core/access/record_policy'),
  PluginsDealsDealMovePolicy: () => import('#app/plugins/deals/policies/deal_move_policy'),
  PluginsIdentityMembershipPolicy: () => import('#app/plugins/identity/policies/membership_policy'),
  PluginsImportPolicy: () => import('#app/plugins/imports/policies/import_policy'),
}

