import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'liveness': { paramsTuple?: []; params?: {} }
    'readiness': { paramsTuple?: []; params?: {} }
    'first_pages.show': { paramsTuple?: []; params?: {} }
    'api_references.show': { paramsTuple?: []; params?: {} }
    'reference_assets.show': { paramsTuple: [ParamValue]; params: {'name': ParamValue} }
    'admin.assets.show': { paramsTuple: [ParamValue]; params: {'name': ParamValue} }
    'admin.imports.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.record_attachments.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_pictures.store': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'picture': ParamValue} }
    'admin.email_settings_tests.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.sessions.create': { paramsTuple?: []; params?: {} }
    'admin.sessions.store': { paramsTuple?: []; params?: {} }
    'admin.challenged_sessions.store': { paramsTuple?: []; params?: {} }
    'admin.themes.update': { paramsTuple?: []; params?: {} }
    'admin.sessions.destroy': { paramsTuple?: []; params?: {} }
    'admin.dashboards.show': { paramsTuple?: []; params?: {} }
    'admin.health_reports.show': { paramsTuple?: []; params?: {} }
    'admin.jobs.index': { paramsTuple?: []; params?: {} }
    'admin.job_retries.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.processes.index': { paramsTuple?: []; params?: {} }
    'admin.processes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.process_retries.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.users.index': { paramsTuple?: []; params?: {} }
    'admin.users.store': { paramsTuple?: []; params?: {} }
    'admin.users.create': { paramsTuple?: []; params?: {} }
    'admin.users.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.users.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.users.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.password_resets.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.user_suspensions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.user_suspensions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.impersonations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.user_sessions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.all_imports.index': { paramsTuple?: []; params?: {} }
    'admin.memberships.store': { paramsTuple?: []; params?: {} }
    'admin.organizations.index': { paramsTuple?: []; params?: {} }
    'admin.organizations.store': { paramsTuple?: []; params?: {} }
    'admin.organizations.create': { paramsTuple?: []; params?: {} }
    'admin.organizations.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.organizations.update': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.organizations.edit': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.imports.create': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.memberships.edit': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.memberships.update': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.memberships.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.organization_suspensions.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.organization_suspensions.destroy': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.permission_matrices.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.roles.create': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.roles.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.roles.edit': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.roles.update': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.role_deletions.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.plugins.index': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.plugins.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue} }
    'admin.plugins.update': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue} }
    'admin.plugin_activations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue} }
    'admin.plugin_activations.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue} }
    'admin.listener_resumptions.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue} }
    'admin.impersonations.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.impersonations.destroy': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.relation_candidates.index': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'table': ParamValue} }
    'admin.event_streams.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.notifications.index': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.notifications.update': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.agendas.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.boards.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.board_moves.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.lead_funnels.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.employee_terminations.create': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.employee_terminations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.imports.index': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.import_templates.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.imports.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.import_errors.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.import_files.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.import_cancellations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.import_reversions.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.settings_actions.create': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.settings_actions.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.plugin_pages.show': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue,'page': ParamValue} }
    'admin.plugin_pages.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue,'page': ParamValue} }
    'admin.attachments.content': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.records.index': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.records.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.records.create': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.records.export': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_confirmations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_confirmations.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.undos.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_deletions.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_restorations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_updates.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_record_actions.create': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.bulk_record_actions.store': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.records.show': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.records.update': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.records.edit': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_emails.create': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_emails.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_pictures.show': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'picture': ParamValue} }
    'admin.record_pictures.destroy': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'picture': ParamValue} }
    'admin.record_activities.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_deletions.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_restorations.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_actions.create': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.record_actions.store': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.unknown_pages.show': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'index': { paramsTuple?: []; params?: {} }
    'api_descriptions.show': { paramsTuple?: []; params?: {} }
    'my_api_descriptions.show': { paramsTuple?: []; params?: {} }
    'choices.index': { paramsTuple?: []; params?: {} }
    'auth.login': { paramsTuple?: []; params?: {} }
    'auth.challenged_login': { paramsTuple?: []; params?: {} }
    'auth.logout': { paramsTuple?: []; params?: {} }
    'auth.refresh': { paramsTuple?: []; params?: {} }
    'auth.refresh_tokens.store': { paramsTuple?: []; params?: {} }
    'auth.refresh_tokens.index': { paramsTuple?: []; params?: {} }
    'auth.refresh_tokens.revoke': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'auth.refresh_tokens.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'auth.change_password': { paramsTuple?: []; params?: {} }
    'auth.password_reset': { paramsTuple?: []; params?: {} }
    'auth.password_reset.confirm': { paramsTuple?: []; params?: {} }
    'auth.verify_email': { paramsTuple?: []; params?: {} }
    'auth.verify_email.resend': { paramsTuple?: []; params?: {} }
    'auth.two_factor.show': { paramsTuple?: []; params?: {} }
    'auth.two_factor.store': { paramsTuple?: []; params?: {} }
    'auth.two_factor.destroy': { paramsTuple?: []; params?: {} }
    'auth.two_factor.confirm': { paramsTuple?: []; params?: {} }
    'auth.two_factor.recovery_codes': { paramsTuple?: []; params?: {} }
    'me.show': { paramsTuple?: []; params?: {} }
    'me.update': { paramsTuple?: []; params?: {} }
    'my_avatar.show': { paramsTuple?: []; params?: {} }
    'my_avatar.update': { paramsTuple?: []; params?: {} }
    'my_avatar.destroy': { paramsTuple?: []; params?: {} }
    'registrations.store': { paramsTuple?: []; params?: {} }
    'email_changes.store': { paramsTuple?: []; params?: {} }
    'email_changes.update': { paramsTuple?: []; params?: {} }
    'organizations.index': { paramsTuple?: []; params?: {} }
    'organizations.mine': { paramsTuple?: []; params?: {} }
    'organizations.store': { paramsTuple?: []; params?: {} }
    'organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.members': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'access_explanations.show': { paramsTuple?: []; params?: {} }
    'audit_logs.index': { paramsTuple?: []; params?: {} }
    'audit_logs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'audit_logs.query': { paramsTuple?: []; params?: {} }
    'audit_logs.aggregate': { paramsTuple?: []; params?: {} }
    'audit_logs.export': { paramsTuple?: []; params?: {} }
    'audit_logs.export_csv': { paramsTuple?: []; params?: {} }
    'impersonations.index': { paramsTuple?: []; params?: {} }
    'impersonations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'impersonations.query': { paramsTuple?: []; params?: {} }
    'impersonations.aggregate': { paramsTuple?: []; params?: {} }
    'impersonations.export': { paramsTuple?: []; params?: {} }
    'impersonations.export_csv': { paramsTuple?: []; params?: {} }
    'membership_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'membership_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.index': { paramsTuple?: []; params?: {} }
    'user_organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.query': { paramsTuple?: []; params?: {} }
    'user_organizations.aggregate': { paramsTuple?: []; params?: {} }
    'user_organizations.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'my_profiles.index': { paramsTuple?: []; params?: {} }
    'user_profile_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profile_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profile_suspensions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profiles.index': { paramsTuple?: []; params?: {} }
    'user_profiles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profiles.store': { paramsTuple?: []; params?: {} }
    'user_profiles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profiles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profiles.query': { paramsTuple?: []; params?: {} }
    'user_profiles.aggregate': { paramsTuple?: []; params?: {} }
    'role_grants.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'role_grants.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'roles.index': { paramsTuple?: []; params?: {} }
    'roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'roles.store': { paramsTuple?: []; params?: {} }
    'roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'roles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'roles.query': { paramsTuple?: []; params?: {} }
    'roles.aggregate': { paramsTuple?: []; params?: {} }
    'permission_groups.index': { paramsTuple?: []; params?: {} }
    'permissions.index': { paramsTuple?: []; params?: {} }
    'permissions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'permissions.store': { paramsTuple?: []; params?: {} }
    'permissions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'permissions.query': { paramsTuple?: []; params?: {} }
    'permissions.aggregate': { paramsTuple?: []; params?: {} }
    'my_roles.index': { paramsTuple?: []; params?: {} }
    'user_roles.index': { paramsTuple?: []; params?: {} }
    'user_roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_roles.store': { paramsTuple?: []; params?: {} }
    'user_roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_roles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_roles.query': { paramsTuple?: []; params?: {} }
    'user_roles.aggregate': { paramsTuple?: []; params?: {} }
    'invitation_previews.store': { paramsTuple?: []; params?: {} }
    'invitation_acceptances.store': { paramsTuple?: []; params?: {} }
    'invitation_deliveries.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitation_revocations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.index': { paramsTuple?: []; params?: {} }
    'invitations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.store': { paramsTuple?: []; params?: {} }
    'invitations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.query': { paramsTuple?: []; params?: {} }
    'invitations.aggregate': { paramsTuple?: []; params?: {} }
    'my_api_keys.show': { paramsTuple?: []; params?: {} }
    'api_key_rotations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api_key_revocations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api_keys.index': { paramsTuple?: []; params?: {} }
    'api_keys.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api_keys.store': { paramsTuple?: []; params?: {} }
    'api_keys.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api_keys.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api_keys.query': { paramsTuple?: []; params?: {} }
    'api_keys.aggregate': { paramsTuple?: []; params?: {} }
    'association_batches.store': { paramsTuple?: []; params?: {} }
    'association_labels.index': { paramsTuple?: []; params?: {} }
    'association_labels.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'association_labels.store': { paramsTuple?: []; params?: {} }
    'association_labels.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'association_labels.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'association_labels.query': { paramsTuple?: []; params?: {} }
    'association_labels.aggregate': { paramsTuple?: []; params?: {} }
    'plugins.index': { paramsTuple?: []; params?: {} }
    'plugins.show': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'plugins.update': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'events.index': { paramsTuple?: []; params?: {} }
    'event_streams.show': { paramsTuple?: []; params?: {} }
    'departments.index': { paramsTuple?: []; params?: {} }
    'employee_terminations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.index': { paramsTuple?: []; params?: {} }
    'employees.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.store': { paramsTuple?: []; params?: {} }
    'employees.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.bulk_delete': { paramsTuple?: []; params?: {} }
    'employees.bulk_update': { paramsTuple?: []; params?: {} }
    'employees.query': { paramsTuple?: []; params?: {} }
    'employees.aggregate': { paramsTuple?: []; params?: {} }
    'employees.export': { paramsTuple?: []; params?: {} }
    'employees.export_csv': { paramsTuple?: []; params?: {} }
    'employees.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendor_types.index': { paramsTuple?: []; params?: {} }
    'vendors.index': { paramsTuple?: []; params?: {} }
    'vendors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.store': { paramsTuple?: []; params?: {} }
    'vendors.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.bulk_delete': { paramsTuple?: []; params?: {} }
    'vendors.bulk_update': { paramsTuple?: []; params?: {} }
    'vendors.query': { paramsTuple?: []; params?: {} }
    'vendors.aggregate': { paramsTuple?: []; params?: {} }
    'vendors.export': { paramsTuple?: []; params?: {} }
    'vendors.export_csv': { paramsTuple?: []; params?: {} }
    'vendors.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'vendors.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'vendors.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'vendors.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'vendors.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_statistics.show': { paramsTuple?: []; params?: {} }
    'hot_leads.index': { paramsTuple?: []; params?: {} }
    'lead_qualifications.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_qualifications.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_assignments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_scores.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_scores.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_scores.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_conversions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_conversion_previews.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_conversions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.index': { paramsTuple?: []; params?: {} }
    'leads.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.store': { paramsTuple?: []; params?: {} }
    'leads.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.bulk_delete': { paramsTuple?: []; params?: {} }
    'leads.bulk_update': { paramsTuple?: []; params?: {} }
    'leads.query': { paramsTuple?: []; params?: {} }
    'leads.aggregate': { paramsTuple?: []; params?: {} }
    'leads.export': { paramsTuple?: []; params?: {} }
    'leads.export_csv': { paramsTuple?: []; params?: {} }
    'leads.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'leads.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'leads.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'leads.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'leads.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customer_statistics.show': { paramsTuple?: []; params?: {} }
    'customer_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customer_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.index': { paramsTuple?: []; params?: {} }
    'customers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.store': { paramsTuple?: []; params?: {} }
    'customers.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.bulk_delete': { paramsTuple?: []; params?: {} }
    'customers.bulk_update': { paramsTuple?: []; params?: {} }
    'customers.query': { paramsTuple?: []; params?: {} }
    'customers.aggregate': { paramsTuple?: []; params?: {} }
    'customers.export': { paramsTuple?: []; params?: {} }
    'customers.export_csv': { paramsTuple?: []; params?: {} }
    'customers.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'customers.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'customers.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'customers.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'customers.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.index': { paramsTuple?: []; params?: {} }
    'people.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.store': { paramsTuple?: []; params?: {} }
    'people.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.bulk_delete': { paramsTuple?: []; params?: {} }
    'people.bulk_update': { paramsTuple?: []; params?: {} }
    'people.query': { paramsTuple?: []; params?: {} }
    'people.aggregate': { paramsTuple?: []; params?: {} }
    'people.export': { paramsTuple?: []; params?: {} }
    'people.export_csv': { paramsTuple?: []; params?: {} }
    'people.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'people.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'people.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'people.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'people.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'exchange_rates.index': { paramsTuple?: []; params?: {} }
    'exchange_rates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'exchange_rates.store': { paramsTuple?: []; params?: {} }
    'exchange_rates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'exchange_rates.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'exchange_rates.bulk_delete': { paramsTuple?: []; params?: {} }
    'exchange_rates.bulk_update': { paramsTuple?: []; params?: {} }
    'exchange_rates.query': { paramsTuple?: []; params?: {} }
    'exchange_rates.aggregate': { paramsTuple?: []; params?: {} }
    'exchange_rates.export': { paramsTuple?: []; params?: {} }
    'exchange_rates.export_csv': { paramsTuple?: []; params?: {} }
    'custom_field_purges.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'custom_fields.index': { paramsTuple?: []; params?: {} }
    'custom_fields.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'custom_fields.store': { paramsTuple?: []; params?: {} }
    'custom_fields.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'custom_fields.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'custom_fields.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'custom_fields.query': { paramsTuple?: []; params?: {} }
    'custom_fields.aggregate': { paramsTuple?: []; params?: {} }
    'task_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'task_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.index': { paramsTuple?: []; params?: {} }
    'tasks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.store': { paramsTuple?: []; params?: {} }
    'tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.bulk_delete': { paramsTuple?: []; params?: {} }
    'tasks.bulk_update': { paramsTuple?: []; params?: {} }
    'tasks.query': { paramsTuple?: []; params?: {} }
    'tasks.aggregate': { paramsTuple?: []; params?: {} }
    'tasks.export': { paramsTuple?: []; params?: {} }
    'tasks.export_csv': { paramsTuple?: []; params?: {} }
    'tasks.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'tasks.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'tasks.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'tasks.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'meeting_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meeting_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.index': { paramsTuple?: []; params?: {} }
    'meetings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.store': { paramsTuple?: []; params?: {} }
    'meetings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.bulk_delete': { paramsTuple?: []; params?: {} }
    'meetings.bulk_update': { paramsTuple?: []; params?: {} }
    'meetings.query': { paramsTuple?: []; params?: {} }
    'meetings.aggregate': { paramsTuple?: []; params?: {} }
    'meetings.export': { paramsTuple?: []; params?: {} }
    'meetings.export_csv': { paramsTuple?: []; params?: {} }
    'meetings.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'meetings.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'meetings.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'meetings.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'call_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'call_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.index': { paramsTuple?: []; params?: {} }
    'calls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.store': { paramsTuple?: []; params?: {} }
    'calls.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.bulk_delete': { paramsTuple?: []; params?: {} }
    'calls.bulk_update': { paramsTuple?: []; params?: {} }
    'calls.query': { paramsTuple?: []; params?: {} }
    'calls.aggregate': { paramsTuple?: []; params?: {} }
    'calls.export': { paramsTuple?: []; params?: {} }
    'calls.export_csv': { paramsTuple?: []; params?: {} }
    'calls.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'calls.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'calls.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'calls.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'note_versions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.index': { paramsTuple?: []; params?: {} }
    'notes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.store': { paramsTuple?: []; params?: {} }
    'notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.bulk_delete': { paramsTuple?: []; params?: {} }
    'notes.bulk_update': { paramsTuple?: []; params?: {} }
    'notes.query': { paramsTuple?: []; params?: {} }
    'notes.aggregate': { paramsTuple?: []; params?: {} }
    'notes.export': { paramsTuple?: []; params?: {} }
    'notes.export_csv': { paramsTuple?: []; params?: {} }
    'notes.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'notes.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'notes.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'notes.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'messages.index': { paramsTuple?: []; params?: {} }
    'messages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages.store': { paramsTuple?: []; params?: {} }
    'messages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages.bulk_delete': { paramsTuple?: []; params?: {} }
    'messages.bulk_update': { paramsTuple?: []; params?: {} }
    'messages.query': { paramsTuple?: []; params?: {} }
    'messages.aggregate': { paramsTuple?: []; params?: {} }
    'messages.export': { paramsTuple?: []; params?: {} }
    'messages.export_csv': { paramsTuple?: []; params?: {} }
    'messages.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'messages.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'messages.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'messages.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'agendas.show': { paramsTuple?: []; params?: {} }
    'calendar_feed_rotations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calendar_feeds.index': { paramsTuple?: []; params?: {} }
    'calendar_feeds.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calendar_feeds.store': { paramsTuple?: []; params?: {} }
    'calendar_feeds.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calendar_feeds.query': { paramsTuple?: []; params?: {} }
    'calendar_feeds.aggregate': { paramsTuple?: []; params?: {} }
    'calendars.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'default_pipelines.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'stage_orders.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'stage_orders.nested': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines.index': { paramsTuple?: []; params?: {} }
    'pipelines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines.store': { paramsTuple?: []; params?: {} }
    'pipelines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines.query': { paramsTuple?: []; params?: {} }
    'pipelines.aggregate': { paramsTuple?: []; params?: {} }
    'stage_places.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.index': { paramsTuple?: []; params?: {} }
    'pipeline_stages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.store': { paramsTuple?: []; params?: {} }
    'pipeline_stages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.query': { paramsTuple?: []; params?: {} }
    'pipeline_stages.aggregate': { paramsTuple?: []; params?: {} }
    'lost_reasons.index': { paramsTuple?: []; params?: {} }
    'lost_reasons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons.store': { paramsTuple?: []; params?: {} }
    'lost_reasons.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons.query': { paramsTuple?: []; params?: {} }
    'lost_reasons.aggregate': { paramsTuple?: []; params?: {} }
    'deal_statistics.show': { paramsTuple?: []; params?: {} }
    'deal_boards.show': { paramsTuple?: []; params?: {} }
    'deal_forecasts.show': { paramsTuple?: []; params?: {} }
    'stale_deals.index': { paramsTuple?: []; params?: {} }
    'deal_histories.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_moves.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_wins.win': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_wins.mark_won': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_losses.lose': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_losses.mark_lost': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_reopenings.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.index': { paramsTuple?: []; params?: {} }
    'deals.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.store': { paramsTuple?: []; params?: {} }
    'deals.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.bulk_delete': { paramsTuple?: []; params?: {} }
    'deals.bulk_update': { paramsTuple?: []; params?: {} }
    'deals.query': { paramsTuple?: []; params?: {} }
    'deals.aggregate': { paramsTuple?: []; params?: {} }
    'deals.export': { paramsTuple?: []; params?: {} }
    'deals.export_csv': { paramsTuple?: []; params?: {} }
    'deals.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'deals.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'deals.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'deals.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'deals.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'analytics.dashboard': { paramsTuple?: []; params?: {} }
    'analytics.sales_funnel': { paramsTuple?: []; params?: {} }
    'analytics.revenue_by_period': { paramsTuple?: []; params?: {} }
    'analytics.forecast': { paramsTuple?: []; params?: {} }
    'analytics.employee_performance': { paramsTuple?: []; params?: {} }
    'analytics.velocity': { paramsTuple?: []; params?: {} }
    'import_errors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'import_files.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'import_cancellations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'import_reversions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'imports.index': { paramsTuple?: []; params?: {} }
    'imports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'imports.store': { paramsTuple?: []; params?: {} }
    'imports.query': { paramsTuple?: []; params?: {} }
    'imports.aggregate': { paramsTuple?: []; params?: {} }
    'import_templates.show': { paramsTuple: [ParamValue]; params: {'resource': ParamValue} }
    'unread_counts.show': { paramsTuple?: []; params?: {} }
    'all_readings.store': { paramsTuple?: []; params?: {} }
    'notification_readings.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notification_readings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notifications.index': { paramsTuple?: []; params?: {} }
    'notifications.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notifications.query': { paramsTuple?: []; params?: {} }
    'notifications.aggregate': { paramsTuple?: []; params?: {} }
    'notification_preferences.show': { paramsTuple?: []; params?: {} }
    'notification_preferences.update': { paramsTuple?: []; params?: {} }
    'attachment_contents.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'attachment_links.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'attachments.index': { paramsTuple?: []; params?: {} }
    'attachments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'attachments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'attachments.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'attachments.query': { paramsTuple?: []; params?: {} }
    'attachments.aggregate': { paramsTuple?: []; params?: {} }
    'linked_contents.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'attachment_uploads.store': { paramsTuple?: []; params?: {} }
    'attachment_uploads.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'uploaded_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'upload_links.update': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'association_labels_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'association_labels_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_previews.store': { paramsTuple?: []; params?: {} }
    'emails.index': { paramsTuple?: []; params?: {} }
    'emails.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'emails.store': { paramsTuple?: []; params?: {} }
    'emails.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'emails.query': { paramsTuple?: []; params?: {} }
    'emails.aggregate': { paramsTuple?: []; params?: {} }
    'emails.export': { paramsTuple?: []; params?: {} }
    'emails.export_csv': { paramsTuple?: []; params?: {} }
    'email_templates.index': { paramsTuple?: []; params?: {} }
    'email_templates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_templates.store': { paramsTuple?: []; params?: {} }
    'email_templates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_templates.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_templates.bulk_delete': { paramsTuple?: []; params?: {} }
    'email_templates.bulk_update': { paramsTuple?: []; params?: {} }
    'email_templates.query': { paramsTuple?: []; params?: {} }
    'email_templates.aggregate': { paramsTuple?: []; params?: {} }
    'email_templates.export': { paramsTuple?: []; params?: {} }
    'email_templates.export_csv': { paramsTuple?: []; params?: {} }
    'email_suppressions.index': { paramsTuple?: []; params?: {} }
    'email_suppressions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_suppressions.store': { paramsTuple?: []; params?: {} }
    'email_suppressions.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_suppressions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_suppressions.bulk_delete': { paramsTuple?: []; params?: {} }
    'email_suppressions.bulk_update': { paramsTuple?: []; params?: {} }
    'email_suppressions.query': { paramsTuple?: []; params?: {} }
    'email_suppressions.aggregate': { paramsTuple?: []; params?: {} }
    'email_suppressions.export': { paramsTuple?: []; params?: {} }
    'email_suppressions.export_csv': { paramsTuple?: []; params?: {} }
    'email_settings_tests.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_events_urls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_events_urls.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_settings.index': { paramsTuple?: []; params?: {} }
    'email_settings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_settings.store': { paramsTuple?: []; params?: {} }
    'email_settings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_settings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_settings.query': { paramsTuple?: []; params?: {} }
    'email_settings.aggregate': { paramsTuple?: []; params?: {} }
    'email_unsubscribes.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'email_unsubscribes.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'email_events.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'loyalty_entries.index': { paramsTuple?: []; params?: {} }
    'loyalty_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty_entries.store': { paramsTuple?: []; params?: {} }
    'loyalty_entries.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty_entries.query': { paramsTuple?: []; params?: {} }
    'loyalty_entries.aggregate': { paramsTuple?: []; params?: {} }
    'loyalty_entries.export': { paramsTuple?: []; params?: {} }
    'loyalty_entries.export_csv': { paramsTuple?: []; params?: {} }
    'loyalty_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'loyalty_entries.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty_entries.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'loyalty.post_customers_loyalty_points': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty.post_customers_loyalty_recount': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty.get_customers_id_balance': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.index': { paramsTuple?: []; params?: {} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.store': { paramsTuple?: []; params?: {} }
    'products.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.bulk_delete': { paramsTuple?: []; params?: {} }
    'products.bulk_update': { paramsTuple?: []; params?: {} }
    'products.query': { paramsTuple?: []; params?: {} }
    'products.aggregate': { paramsTuple?: []; params?: {} }
    'products.export': { paramsTuple?: []; params?: {} }
    'products.export_csv': { paramsTuple?: []; params?: {} }
    'products.show_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.update_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.destroy_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books.index': { paramsTuple?: []; params?: {} }
    'price_books.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books.store': { paramsTuple?: []; params?: {} }
    'price_books.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books.bulk_delete': { paramsTuple?: []; params?: {} }
    'price_books.bulk_update': { paramsTuple?: []; params?: {} }
    'price_books.query': { paramsTuple?: []; params?: {} }
    'price_books.aggregate': { paramsTuple?: []; params?: {} }
    'price_books.export': { paramsTuple?: []; params?: {} }
    'price_books.export_csv': { paramsTuple?: []; params?: {} }
    'price_book_entries.index': { paramsTuple?: []; params?: {} }
    'price_book_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.store': { paramsTuple?: []; params?: {} }
    'price_book_entries.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.bulk_delete': { paramsTuple?: []; params?: {} }
    'price_book_entries.bulk_update': { paramsTuple?: []; params?: {} }
    'price_book_entries.query': { paramsTuple?: []; params?: {} }
    'price_book_entries.aggregate': { paramsTuple?: []; params?: {} }
    'price_book_entries.export': { paramsTuple?: []; params?: {} }
    'price_book_entries.export_csv': { paramsTuple?: []; params?: {} }
    'price_book_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'price_book_entries.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'price_book_entries.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'price_book_entries.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'price_book_entries.relate_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'price_book_entries.destroy_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.index': { paramsTuple?: []; params?: {} }
    'deal_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.store': { paramsTuple?: []; params?: {} }
    'deal_lines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.bulk_delete': { paramsTuple?: []; params?: {} }
    'deal_lines.bulk_update': { paramsTuple?: []; params?: {} }
    'deal_lines.query': { paramsTuple?: []; params?: {} }
    'deal_lines.aggregate': { paramsTuple?: []; params?: {} }
    'deal_lines.export': { paramsTuple?: []; params?: {} }
    'deal_lines.export_csv': { paramsTuple?: []; params?: {} }
    'deal_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.relate_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.destroy_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'quotes.index': { paramsTuple?: []; params?: {} }
    'quotes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.store': { paramsTuple?: []; params?: {} }
    'quotes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.query': { paramsTuple?: []; params?: {} }
    'quotes.aggregate': { paramsTuple?: []; params?: {} }
    'quotes.export': { paramsTuple?: []; params?: {} }
    'quotes.export_csv': { paramsTuple?: []; params?: {} }
    'quotes.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'quotes.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'quotes.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'quote_lines.index': { paramsTuple?: []; params?: {} }
    'quote_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quote_lines.query': { paramsTuple?: []; params?: {} }
    'quote_lines.aggregate': { paramsTuple?: []; params?: {} }
    'quote_lines.export': { paramsTuple?: []; params?: {} }
    'quote_lines.export_csv': { paramsTuple?: []; params?: {} }
    'quote_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quote_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'products.post_quotes_refresh': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.post_quotes_send': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.post_quotes_accept': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.post_quotes_decline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.get_quotes_page': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.get_quotes_pdf': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.get_statistics': { paramsTuple?: []; params?: {} }
    'webhooks.index': { paramsTuple?: []; params?: {} }
    'webhooks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.store': { paramsTuple?: []; params?: {} }
    'webhooks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.query': { paramsTuple?: []; params?: {} }
    'webhooks.aggregate': { paramsTuple?: []; params?: {} }
    'webhook_deliveries.index': { paramsTuple?: []; params?: {} }
    'webhook_deliveries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhook_deliveries.query': { paramsTuple?: []; params?: {} }
    'webhook_deliveries.aggregate': { paramsTuple?: []; params?: {} }
    'webhook_deliveries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhook_deliveries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'webhooks.post_webhooks_pause': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.post_webhooks_resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.post_webhooks_rotate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.post_webhooks_test': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.post_webhooks_replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.post_webhooks_deliveries_delivery_replay': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'delivery': ParamValue} }
    'webhooks.post_webhook_deliveries_replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.index': { paramsTuple?: []; params?: {} }
    'v1.api_descriptions.show': { paramsTuple?: []; params?: {} }
    'v1.my_api_descriptions.show': { paramsTuple?: []; params?: {} }
    'v1.choices.index': { paramsTuple?: []; params?: {} }
    'v1.auth.login': { paramsTuple?: []; params?: {} }
    'v1.auth.challenged_login': { paramsTuple?: []; params?: {} }
    'v1.auth.logout': { paramsTuple?: []; params?: {} }
    'v1.auth.refresh': { paramsTuple?: []; params?: {} }
    'v1.auth.refresh_tokens.store': { paramsTuple?: []; params?: {} }
    'v1.auth.refresh_tokens.index': { paramsTuple?: []; params?: {} }
    'v1.auth.refresh_tokens.revoke': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.auth.refresh_tokens.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.auth.change_password': { paramsTuple?: []; params?: {} }
    'v1.auth.password_reset': { paramsTuple?: []; params?: {} }
    'v1.auth.password_reset.confirm': { paramsTuple?: []; params?: {} }
    'v1.auth.verify_email': { paramsTuple?: []; params?: {} }
    'v1.auth.verify_email.resend': { paramsTuple?: []; params?: {} }
    'v1.auth.two_factor.show': { paramsTuple?: []; params?: {} }
    'v1.auth.two_factor.store': { paramsTuple?: []; params?: {} }
    'v1.auth.two_factor.destroy': { paramsTuple?: []; params?: {} }
    'v1.auth.two_factor.confirm': { paramsTuple?: []; params?: {} }
    'v1.auth.two_factor.recovery_codes': { paramsTuple?: []; params?: {} }
    'v1.me.show': { paramsTuple?: []; params?: {} }
    'v1.me.update': { paramsTuple?: []; params?: {} }
    'v1.my_avatar.show': { paramsTuple?: []; params?: {} }
    'v1.my_avatar.update': { paramsTuple?: []; params?: {} }
    'v1.my_avatar.destroy': { paramsTuple?: []; params?: {} }
    'v1.registrations.store': { paramsTuple?: []; params?: {} }
    'v1.email_changes.store': { paramsTuple?: []; params?: {} }
    'v1.email_changes.update': { paramsTuple?: []; params?: {} }
    'v1.organizations.index': { paramsTuple?: []; params?: {} }
    'v1.organizations.mine': { paramsTuple?: []; params?: {} }
    'v1.organizations.store': { paramsTuple?: []; params?: {} }
    'v1.organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.members': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.access_explanations.show': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.index': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.audit_logs.query': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.aggregate': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.export': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.export_csv': { paramsTuple?: []; params?: {} }
    'v1.impersonations.index': { paramsTuple?: []; params?: {} }
    'v1.impersonations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.impersonations.query': { paramsTuple?: []; params?: {} }
    'v1.impersonations.aggregate': { paramsTuple?: []; params?: {} }
    'v1.impersonations.export': { paramsTuple?: []; params?: {} }
    'v1.impersonations.export_csv': { paramsTuple?: []; params?: {} }
    'v1.membership_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.membership_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.index': { paramsTuple?: []; params?: {} }
    'v1.user_organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.query': { paramsTuple?: []; params?: {} }
    'v1.user_organizations.aggregate': { paramsTuple?: []; params?: {} }
    'v1.user_organizations.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.my_profiles.index': { paramsTuple?: []; params?: {} }
    'v1.user_profile_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profile_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profile_suspensions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profiles.index': { paramsTuple?: []; params?: {} }
    'v1.user_profiles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profiles.store': { paramsTuple?: []; params?: {} }
    'v1.user_profiles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profiles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profiles.query': { paramsTuple?: []; params?: {} }
    'v1.user_profiles.aggregate': { paramsTuple?: []; params?: {} }
    'v1.role_grants.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.role_grants.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.roles.index': { paramsTuple?: []; params?: {} }
    'v1.roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.roles.store': { paramsTuple?: []; params?: {} }
    'v1.roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.roles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.roles.query': { paramsTuple?: []; params?: {} }
    'v1.roles.aggregate': { paramsTuple?: []; params?: {} }
    'v1.permission_groups.index': { paramsTuple?: []; params?: {} }
    'v1.permissions.index': { paramsTuple?: []; params?: {} }
    'v1.permissions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.permissions.store': { paramsTuple?: []; params?: {} }
    'v1.permissions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.permissions.query': { paramsTuple?: []; params?: {} }
    'v1.permissions.aggregate': { paramsTuple?: []; params?: {} }
    'v1.my_roles.index': { paramsTuple?: []; params?: {} }
    'v1.user_roles.index': { paramsTuple?: []; params?: {} }
    'v1.user_roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_roles.store': { paramsTuple?: []; params?: {} }
    'v1.user_roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_roles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_roles.query': { paramsTuple?: []; params?: {} }
    'v1.user_roles.aggregate': { paramsTuple?: []; params?: {} }
    'v1.invitation_previews.store': { paramsTuple?: []; params?: {} }
    'v1.invitation_acceptances.store': { paramsTuple?: []; params?: {} }
    'v1.invitation_deliveries.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.invitation_revocations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.invitations.index': { paramsTuple?: []; params?: {} }
    'v1.invitations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.invitations.store': { paramsTuple?: []; params?: {} }
    'v1.invitations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.invitations.query': { paramsTuple?: []; params?: {} }
    'v1.invitations.aggregate': { paramsTuple?: []; params?: {} }
    'v1.my_api_keys.show': { paramsTuple?: []; params?: {} }
    'v1.api_key_rotations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.api_key_revocations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.api_keys.index': { paramsTuple?: []; params?: {} }
    'v1.api_keys.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.api_keys.store': { paramsTuple?: []; params?: {} }
    'v1.api_keys.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.api_keys.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.api_keys.query': { paramsTuple?: []; params?: {} }
    'v1.api_keys.aggregate': { paramsTuple?: []; params?: {} }
    'v1.association_batches.store': { paramsTuple?: []; params?: {} }
    'v1.association_labels.index': { paramsTuple?: []; params?: {} }
    'v1.association_labels.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.association_labels.store': { paramsTuple?: []; params?: {} }
    'v1.association_labels.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.association_labels.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.association_labels.query': { paramsTuple?: []; params?: {} }
    'v1.association_labels.aggregate': { paramsTuple?: []; params?: {} }
    'v1.plugins.index': { paramsTuple?: []; params?: {} }
    'v1.plugins.show': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'v1.plugins.update': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'v1.events.index': { paramsTuple?: []; params?: {} }
    'v1.event_streams.show': { paramsTuple?: []; params?: {} }
    'v1.departments.index': { paramsTuple?: []; params?: {} }
    'v1.employee_terminations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.index': { paramsTuple?: []; params?: {} }
    'v1.employees.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.store': { paramsTuple?: []; params?: {} }
    'v1.employees.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.employees.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.employees.query': { paramsTuple?: []; params?: {} }
    'v1.employees.aggregate': { paramsTuple?: []; params?: {} }
    'v1.employees.export': { paramsTuple?: []; params?: {} }
    'v1.employees.export_csv': { paramsTuple?: []; params?: {} }
    'v1.employees.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendor_types.index': { paramsTuple?: []; params?: {} }
    'v1.vendors.index': { paramsTuple?: []; params?: {} }
    'v1.vendors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.store': { paramsTuple?: []; params?: {} }
    'v1.vendors.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.vendors.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.vendors.query': { paramsTuple?: []; params?: {} }
    'v1.vendors.aggregate': { paramsTuple?: []; params?: {} }
    'v1.vendors.export': { paramsTuple?: []; params?: {} }
    'v1.vendors.export_csv': { paramsTuple?: []; params?: {} }
    'v1.vendors.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.vendors.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.vendors.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.vendors.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.vendors.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_statistics.show': { paramsTuple?: []; params?: {} }
    'v1.hot_leads.index': { paramsTuple?: []; params?: {} }
    'v1.lead_qualifications.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_qualifications.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_assignments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_scores.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_scores.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_scores.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_conversions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_conversion_previews.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_conversions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.index': { paramsTuple?: []; params?: {} }
    'v1.leads.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.store': { paramsTuple?: []; params?: {} }
    'v1.leads.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.leads.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.leads.query': { paramsTuple?: []; params?: {} }
    'v1.leads.aggregate': { paramsTuple?: []; params?: {} }
    'v1.leads.export': { paramsTuple?: []; params?: {} }
    'v1.leads.export_csv': { paramsTuple?: []; params?: {} }
    'v1.leads.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.leads.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.leads.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.leads.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.leads.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customer_statistics.show': { paramsTuple?: []; params?: {} }
    'v1.customer_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customer_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.index': { paramsTuple?: []; params?: {} }
    'v1.customers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.store': { paramsTuple?: []; params?: {} }
    'v1.customers.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.customers.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.customers.query': { paramsTuple?: []; params?: {} }
    'v1.customers.aggregate': { paramsTuple?: []; params?: {} }
    'v1.customers.export': { paramsTuple?: []; params?: {} }
    'v1.customers.export_csv': { paramsTuple?: []; params?: {} }
    'v1.customers.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.customers.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.customers.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.customers.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.customers.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.index': { paramsTuple?: []; params?: {} }
    'v1.people.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.store': { paramsTuple?: []; params?: {} }
    'v1.people.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.people.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.people.query': { paramsTuple?: []; params?: {} }
    'v1.people.aggregate': { paramsTuple?: []; params?: {} }
    'v1.people.export': { paramsTuple?: []; params?: {} }
    'v1.people.export_csv': { paramsTuple?: []; params?: {} }
    'v1.people.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.people.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.people.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.people.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.people.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.exchange_rates.index': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.exchange_rates.store': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.exchange_rates.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.exchange_rates.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.query': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.aggregate': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.export': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.export_csv': { paramsTuple?: []; params?: {} }
    'v1.custom_field_purges.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.custom_fields.index': { paramsTuple?: []; params?: {} }
    'v1.custom_fields.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.custom_fields.store': { paramsTuple?: []; params?: {} }
    'v1.custom_fields.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.custom_fields.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.custom_fields.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.custom_fields.query': { paramsTuple?: []; params?: {} }
    'v1.custom_fields.aggregate': { paramsTuple?: []; params?: {} }
    'v1.task_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.task_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.index': { paramsTuple?: []; params?: {} }
    'v1.tasks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.store': { paramsTuple?: []; params?: {} }
    'v1.tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.tasks.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.tasks.query': { paramsTuple?: []; params?: {} }
    'v1.tasks.aggregate': { paramsTuple?: []; params?: {} }
    'v1.tasks.export': { paramsTuple?: []; params?: {} }
    'v1.tasks.export_csv': { paramsTuple?: []; params?: {} }
    'v1.tasks.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.tasks.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.tasks.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.tasks.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.meeting_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meeting_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.index': { paramsTuple?: []; params?: {} }
    'v1.meetings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.store': { paramsTuple?: []; params?: {} }
    'v1.meetings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.meetings.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.meetings.query': { paramsTuple?: []; params?: {} }
    'v1.meetings.aggregate': { paramsTuple?: []; params?: {} }
    'v1.meetings.export': { paramsTuple?: []; params?: {} }
    'v1.meetings.export_csv': { paramsTuple?: []; params?: {} }
    'v1.meetings.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.meetings.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.meetings.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.meetings.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.call_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.call_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.index': { paramsTuple?: []; params?: {} }
    'v1.calls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.store': { paramsTuple?: []; params?: {} }
    'v1.calls.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.calls.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.calls.query': { paramsTuple?: []; params?: {} }
    'v1.calls.aggregate': { paramsTuple?: []; params?: {} }
    'v1.calls.export': { paramsTuple?: []; params?: {} }
    'v1.calls.export_csv': { paramsTuple?: []; params?: {} }
    'v1.calls.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.calls.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.calls.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.calls.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.note_versions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.index': { paramsTuple?: []; params?: {} }
    'v1.notes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.store': { paramsTuple?: []; params?: {} }
    'v1.notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.notes.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.notes.query': { paramsTuple?: []; params?: {} }
    'v1.notes.aggregate': { paramsTuple?: []; params?: {} }
    'v1.notes.export': { paramsTuple?: []; params?: {} }
    'v1.notes.export_csv': { paramsTuple?: []; params?: {} }
    'v1.notes.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.notes.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.notes.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.notes.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.messages.index': { paramsTuple?: []; params?: {} }
    'v1.messages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages.store': { paramsTuple?: []; params?: {} }
    'v1.messages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.messages.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.messages.query': { paramsTuple?: []; params?: {} }
    'v1.messages.aggregate': { paramsTuple?: []; params?: {} }
    'v1.messages.export': { paramsTuple?: []; params?: {} }
    'v1.messages.export_csv': { paramsTuple?: []; params?: {} }
    'v1.messages.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.messages.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.messages.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.messages.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.agendas.show': { paramsTuple?: []; params?: {} }
    'v1.calendar_feed_rotations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calendar_feeds.index': { paramsTuple?: []; params?: {} }
    'v1.calendar_feeds.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calendar_feeds.store': { paramsTuple?: []; params?: {} }
    'v1.calendar_feeds.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calendar_feeds.query': { paramsTuple?: []; params?: {} }
    'v1.calendar_feeds.aggregate': { paramsTuple?: []; params?: {} }
    'v1.calendars.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.default_pipelines.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.stage_orders.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.stage_orders.nested': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines.index': { paramsTuple?: []; params?: {} }
    'v1.pipelines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines.store': { paramsTuple?: []; params?: {} }
    'v1.pipelines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines.query': { paramsTuple?: []; params?: {} }
    'v1.pipelines.aggregate': { paramsTuple?: []; params?: {} }
    'v1.stage_places.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.index': { paramsTuple?: []; params?: {} }
    'v1.pipeline_stages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.store': { paramsTuple?: []; params?: {} }
    'v1.pipeline_stages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.query': { paramsTuple?: []; params?: {} }
    'v1.pipeline_stages.aggregate': { paramsTuple?: []; params?: {} }
    'v1.lost_reasons.index': { paramsTuple?: []; params?: {} }
    'v1.lost_reasons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons.store': { paramsTuple?: []; params?: {} }
    'v1.lost_reasons.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons.query': { paramsTuple?: []; params?: {} }
    'v1.lost_reasons.aggregate': { paramsTuple?: []; params?: {} }
    'v1.deal_statistics.show': { paramsTuple?: []; params?: {} }
    'v1.deal_boards.show': { paramsTuple?: []; params?: {} }
    'v1.deal_forecasts.show': { paramsTuple?: []; params?: {} }
    'v1.stale_deals.index': { paramsTuple?: []; params?: {} }
    'v1.deal_histories.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_moves.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_wins.win': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_wins.mark_won': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_losses.lose': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_losses.mark_lost': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_reopenings.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.index': { paramsTuple?: []; params?: {} }
    'v1.deals.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.store': { paramsTuple?: []; params?: {} }
    'v1.deals.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.deals.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.deals.query': { paramsTuple?: []; params?: {} }
    'v1.deals.aggregate': { paramsTuple?: []; params?: {} }
    'v1.deals.export': { paramsTuple?: []; params?: {} }
    'v1.deals.export_csv': { paramsTuple?: []; params?: {} }
    'v1.deals.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.deals.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.deals.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.deals.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.deals.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.analytics.dashboard': { paramsTuple?: []; params?: {} }
    'v1.analytics.sales_funnel': { paramsTuple?: []; params?: {} }
    'v1.analytics.revenue_by_period': { paramsTuple?: []; params?: {} }
    'v1.analytics.forecast': { paramsTuple?: []; params?: {} }
    'v1.analytics.employee_performance': { paramsTuple?: []; params?: {} }
    'v1.analytics.velocity': { paramsTuple?: []; params?: {} }
    'v1.import_errors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.import_files.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.import_cancellations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.import_reversions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.imports.index': { paramsTuple?: []; params?: {} }
    'v1.imports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.imports.store': { paramsTuple?: []; params?: {} }
    'v1.imports.query': { paramsTuple?: []; params?: {} }
    'v1.imports.aggregate': { paramsTuple?: []; params?: {} }
    'v1.import_templates.show': { paramsTuple: [ParamValue]; params: {'resource': ParamValue} }
    'v1.unread_counts.show': { paramsTuple?: []; params?: {} }
    'v1.all_readings.store': { paramsTuple?: []; params?: {} }
    'v1.notification_readings.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notification_readings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notifications.index': { paramsTuple?: []; params?: {} }
    'v1.notifications.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notifications.query': { paramsTuple?: []; params?: {} }
    'v1.notifications.aggregate': { paramsTuple?: []; params?: {} }
    'v1.notification_preferences.show': { paramsTuple?: []; params?: {} }
    'v1.notification_preferences.update': { paramsTuple?: []; params?: {} }
    'v1.attachment_contents.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.attachment_links.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.attachments.index': { paramsTuple?: []; params?: {} }
    'v1.attachments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.attachments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.attachments.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.attachments.query': { paramsTuple?: []; params?: {} }
    'v1.attachments.aggregate': { paramsTuple?: []; params?: {} }
    'v1.linked_contents.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.attachment_uploads.store': { paramsTuple?: []; params?: {} }
    'v1.attachment_uploads.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.uploaded_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.upload_links.update': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.association_labels_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.association_labels_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_previews.store': { paramsTuple?: []; params?: {} }
    'v1.emails.index': { paramsTuple?: []; params?: {} }
    'v1.emails.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.emails.store': { paramsTuple?: []; params?: {} }
    'v1.emails.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.emails.query': { paramsTuple?: []; params?: {} }
    'v1.emails.aggregate': { paramsTuple?: []; params?: {} }
    'v1.emails.export': { paramsTuple?: []; params?: {} }
    'v1.emails.export_csv': { paramsTuple?: []; params?: {} }
    'v1.email_templates.index': { paramsTuple?: []; params?: {} }
    'v1.email_templates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_templates.store': { paramsTuple?: []; params?: {} }
    'v1.email_templates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_templates.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_templates.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.email_templates.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.email_templates.query': { paramsTuple?: []; params?: {} }
    'v1.email_templates.aggregate': { paramsTuple?: []; params?: {} }
    'v1.email_templates.export': { paramsTuple?: []; params?: {} }
    'v1.email_templates.export_csv': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.index': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_suppressions.store': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_suppressions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_suppressions.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.query': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.aggregate': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.export': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.export_csv': { paramsTuple?: []; params?: {} }
    'v1.email_settings_tests.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_events_urls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_events_urls.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_settings.index': { paramsTuple?: []; params?: {} }
    'v1.email_settings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_settings.store': { paramsTuple?: []; params?: {} }
    'v1.email_settings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_settings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_settings.query': { paramsTuple?: []; params?: {} }
    'v1.email_settings.aggregate': { paramsTuple?: []; params?: {} }
    'v1.email_unsubscribes.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.email_unsubscribes.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.email_events.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.loyalty_entries.index': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty_entries.store': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty_entries.query': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.aggregate': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.export': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.export_csv': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.loyalty_entries.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty_entries.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.loyalty.post_customers_loyalty_points': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty.post_customers_loyalty_recount': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty.get_customers_id_balance': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.index': { paramsTuple?: []; params?: {} }
    'v1.products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.store': { paramsTuple?: []; params?: {} }
    'v1.products.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.products.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.products.query': { paramsTuple?: []; params?: {} }
    'v1.products.aggregate': { paramsTuple?: []; params?: {} }
    'v1.products.export': { paramsTuple?: []; params?: {} }
    'v1.products.export_csv': { paramsTuple?: []; params?: {} }
    'v1.products.show_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.update_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.destroy_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books.index': { paramsTuple?: []; params?: {} }
    'v1.price_books.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books.store': { paramsTuple?: []; params?: {} }
    'v1.price_books.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.price_books.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.price_books.query': { paramsTuple?: []; params?: {} }
    'v1.price_books.aggregate': { paramsTuple?: []; params?: {} }
    'v1.price_books.export': { paramsTuple?: []; params?: {} }
    'v1.price_books.export_csv': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.index': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.store': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.query': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.aggregate': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.export': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.export_csv': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.price_book_entries.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.price_book_entries.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.price_book_entries.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.price_book_entries.relate_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.price_book_entries.destroy_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.index': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.store': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.query': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.aggregate': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.export': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.export_csv': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.relate_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.destroy_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.quotes.index': { paramsTuple?: []; params?: {} }
    'v1.quotes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.store': { paramsTuple?: []; params?: {} }
    'v1.quotes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.query': { paramsTuple?: []; params?: {} }
    'v1.quotes.aggregate': { paramsTuple?: []; params?: {} }
    'v1.quotes.export': { paramsTuple?: []; params?: {} }
    'v1.quotes.export_csv': { paramsTuple?: []; params?: {} }
    'v1.quotes.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.quotes.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.quotes.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.quote_lines.index': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quote_lines.query': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.aggregate': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.export': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.export_csv': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quote_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.products.post_quotes_refresh': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.post_quotes_send': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.post_quotes_accept': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.post_quotes_decline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.get_quotes_page': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.get_quotes_pdf': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.get_statistics': { paramsTuple?: []; params?: {} }
    'v1.webhooks.index': { paramsTuple?: []; params?: {} }
    'v1.webhooks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.store': { paramsTuple?: []; params?: {} }
    'v1.webhooks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.query': { paramsTuple?: []; params?: {} }
    'v1.webhooks.aggregate': { paramsTuple?: []; params?: {} }
    'v1.webhook_deliveries.index': { paramsTuple?: []; params?: {} }
    'v1.webhook_deliveries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhook_deliveries.query': { paramsTuple?: []; params?: {} }
    'v1.webhook_deliveries.aggregate': { paramsTuple?: []; params?: {} }
    'v1.webhook_deliveries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhook_deliveries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.webhooks.post_webhooks_pause': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.post_webhooks_resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.post_webhooks_rotate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.post_webhooks_test': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.post_webhooks_replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.post_webhooks_deliveries_delivery_replay': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'delivery': ParamValue} }
    'v1.webhooks.post_webhook_deliveries_replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  GET: {
    'liveness': { paramsTuple?: []; params?: {} }
    'readiness': { paramsTuple?: []; params?: {} }
    'first_pages.show': { paramsTuple?: []; params?: {} }
    'api_references.show': { paramsTuple?: []; params?: {} }
    'reference_assets.show': { paramsTuple: [ParamValue]; params: {'name': ParamValue} }
    'admin.assets.show': { paramsTuple: [ParamValue]; params: {'name': ParamValue} }
    'admin.sessions.create': { paramsTuple?: []; params?: {} }
    'admin.dashboards.show': { paramsTuple?: []; params?: {} }
    'admin.health_reports.show': { paramsTuple?: []; params?: {} }
    'admin.jobs.index': { paramsTuple?: []; params?: {} }
    'admin.processes.index': { paramsTuple?: []; params?: {} }
    'admin.processes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.users.index': { paramsTuple?: []; params?: {} }
    'admin.users.create': { paramsTuple?: []; params?: {} }
    'admin.users.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.users.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.all_imports.index': { paramsTuple?: []; params?: {} }
    'admin.organizations.index': { paramsTuple?: []; params?: {} }
    'admin.organizations.create': { paramsTuple?: []; params?: {} }
    'admin.organizations.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.organizations.edit': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.imports.create': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.memberships.edit': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.permission_matrices.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.roles.create': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.roles.edit': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.plugins.index': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.plugins.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue} }
    'admin.impersonations.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.relation_candidates.index': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'table': ParamValue} }
    'admin.event_streams.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.notifications.index': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.agendas.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.boards.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.lead_funnels.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.employee_terminations.create': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.imports.index': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.import_templates.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.imports.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.import_errors.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.import_files.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.settings_actions.create': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.plugin_pages.show': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue,'page': ParamValue} }
    'admin.attachments.content': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.records.index': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.records.create': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.records.export': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_confirmations.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_record_actions.create': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.records.show': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.records.edit': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_emails.create': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_pictures.show': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'picture': ParamValue} }
    'admin.record_actions.create': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.unknown_pages.show': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'index': { paramsTuple?: []; params?: {} }
    'api_descriptions.show': { paramsTuple?: []; params?: {} }
    'my_api_descriptions.show': { paramsTuple?: []; params?: {} }
    'choices.index': { paramsTuple?: []; params?: {} }
    'auth.refresh_tokens.index': { paramsTuple?: []; params?: {} }
    'auth.two_factor.show': { paramsTuple?: []; params?: {} }
    'me.show': { paramsTuple?: []; params?: {} }
    'my_avatar.show': { paramsTuple?: []; params?: {} }
    'organizations.index': { paramsTuple?: []; params?: {} }
    'organizations.mine': { paramsTuple?: []; params?: {} }
    'organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.members': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'access_explanations.show': { paramsTuple?: []; params?: {} }
    'audit_logs.index': { paramsTuple?: []; params?: {} }
    'audit_logs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'audit_logs.export': { paramsTuple?: []; params?: {} }
    'audit_logs.export_csv': { paramsTuple?: []; params?: {} }
    'impersonations.index': { paramsTuple?: []; params?: {} }
    'impersonations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'impersonations.export': { paramsTuple?: []; params?: {} }
    'impersonations.export_csv': { paramsTuple?: []; params?: {} }
    'user_organizations.index': { paramsTuple?: []; params?: {} }
    'user_organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'my_profiles.index': { paramsTuple?: []; params?: {} }
    'user_profiles.index': { paramsTuple?: []; params?: {} }
    'user_profiles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'roles.index': { paramsTuple?: []; params?: {} }
    'roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'permission_groups.index': { paramsTuple?: []; params?: {} }
    'permissions.index': { paramsTuple?: []; params?: {} }
    'permissions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'my_roles.index': { paramsTuple?: []; params?: {} }
    'user_roles.index': { paramsTuple?: []; params?: {} }
    'user_roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.index': { paramsTuple?: []; params?: {} }
    'invitations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'my_api_keys.show': { paramsTuple?: []; params?: {} }
    'api_keys.index': { paramsTuple?: []; params?: {} }
    'api_keys.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'association_labels.index': { paramsTuple?: []; params?: {} }
    'association_labels.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'plugins.index': { paramsTuple?: []; params?: {} }
    'plugins.show': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'events.index': { paramsTuple?: []; params?: {} }
    'event_streams.show': { paramsTuple?: []; params?: {} }
    'departments.index': { paramsTuple?: []; params?: {} }
    'employees.index': { paramsTuple?: []; params?: {} }
    'employees.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.export': { paramsTuple?: []; params?: {} }
    'employees.export_csv': { paramsTuple?: []; params?: {} }
    'employees.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendor_types.index': { paramsTuple?: []; params?: {} }
    'vendors.index': { paramsTuple?: []; params?: {} }
    'vendors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.export': { paramsTuple?: []; params?: {} }
    'vendors.export_csv': { paramsTuple?: []; params?: {} }
    'vendors.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'vendors.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'vendors.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_statistics.show': { paramsTuple?: []; params?: {} }
    'hot_leads.index': { paramsTuple?: []; params?: {} }
    'lead_scores.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.index': { paramsTuple?: []; params?: {} }
    'leads.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.export': { paramsTuple?: []; params?: {} }
    'leads.export_csv': { paramsTuple?: []; params?: {} }
    'leads.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'leads.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'leads.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customer_statistics.show': { paramsTuple?: []; params?: {} }
    'customers.index': { paramsTuple?: []; params?: {} }
    'customers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.export': { paramsTuple?: []; params?: {} }
    'customers.export_csv': { paramsTuple?: []; params?: {} }
    'customers.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'customers.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'customers.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.index': { paramsTuple?: []; params?: {} }
    'people.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.export': { paramsTuple?: []; params?: {} }
    'people.export_csv': { paramsTuple?: []; params?: {} }
    'people.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'people.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'people.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'exchange_rates.index': { paramsTuple?: []; params?: {} }
    'exchange_rates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'exchange_rates.export': { paramsTuple?: []; params?: {} }
    'exchange_rates.export_csv': { paramsTuple?: []; params?: {} }
    'custom_fields.index': { paramsTuple?: []; params?: {} }
    'custom_fields.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.index': { paramsTuple?: []; params?: {} }
    'tasks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.export': { paramsTuple?: []; params?: {} }
    'tasks.export_csv': { paramsTuple?: []; params?: {} }
    'tasks.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'tasks.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'meetings.index': { paramsTuple?: []; params?: {} }
    'meetings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.export': { paramsTuple?: []; params?: {} }
    'meetings.export_csv': { paramsTuple?: []; params?: {} }
    'meetings.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'meetings.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'calls.index': { paramsTuple?: []; params?: {} }
    'calls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.export': { paramsTuple?: []; params?: {} }
    'calls.export_csv': { paramsTuple?: []; params?: {} }
    'calls.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'calls.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'note_versions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.index': { paramsTuple?: []; params?: {} }
    'notes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.export': { paramsTuple?: []; params?: {} }
    'notes.export_csv': { paramsTuple?: []; params?: {} }
    'notes.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'notes.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'messages.index': { paramsTuple?: []; params?: {} }
    'messages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages.export': { paramsTuple?: []; params?: {} }
    'messages.export_csv': { paramsTuple?: []; params?: {} }
    'messages.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'messages.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'agendas.show': { paramsTuple?: []; params?: {} }
    'calendar_feeds.index': { paramsTuple?: []; params?: {} }
    'calendar_feeds.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calendars.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines.index': { paramsTuple?: []; params?: {} }
    'pipelines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.index': { paramsTuple?: []; params?: {} }
    'pipeline_stages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons.index': { paramsTuple?: []; params?: {} }
    'lost_reasons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_statistics.show': { paramsTuple?: []; params?: {} }
    'deal_boards.show': { paramsTuple?: []; params?: {} }
    'deal_forecasts.show': { paramsTuple?: []; params?: {} }
    'stale_deals.index': { paramsTuple?: []; params?: {} }
    'deal_histories.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.index': { paramsTuple?: []; params?: {} }
    'deals.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.export': { paramsTuple?: []; params?: {} }
    'deals.export_csv': { paramsTuple?: []; params?: {} }
    'deals.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'deals.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'deals.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'analytics.dashboard': { paramsTuple?: []; params?: {} }
    'analytics.sales_funnel': { paramsTuple?: []; params?: {} }
    'analytics.revenue_by_period': { paramsTuple?: []; params?: {} }
    'analytics.forecast': { paramsTuple?: []; params?: {} }
    'analytics.employee_performance': { paramsTuple?: []; params?: {} }
    'analytics.velocity': { paramsTuple?: []; params?: {} }
    'import_errors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'import_files.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'imports.index': { paramsTuple?: []; params?: {} }
    'imports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'import_templates.show': { paramsTuple: [ParamValue]; params: {'resource': ParamValue} }
    'unread_counts.show': { paramsTuple?: []; params?: {} }
    'notifications.index': { paramsTuple?: []; params?: {} }
    'notifications.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notification_preferences.show': { paramsTuple?: []; params?: {} }
    'attachment_contents.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'attachments.index': { paramsTuple?: []; params?: {} }
    'attachments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'linked_contents.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'association_labels_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'emails.index': { paramsTuple?: []; params?: {} }
    'emails.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'emails.export': { paramsTuple?: []; params?: {} }
    'emails.export_csv': { paramsTuple?: []; params?: {} }
    'email_templates.index': { paramsTuple?: []; params?: {} }
    'email_templates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_templates.export': { paramsTuple?: []; params?: {} }
    'email_templates.export_csv': { paramsTuple?: []; params?: {} }
    'email_suppressions.index': { paramsTuple?: []; params?: {} }
    'email_suppressions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_suppressions.export': { paramsTuple?: []; params?: {} }
    'email_suppressions.export_csv': { paramsTuple?: []; params?: {} }
    'email_events_urls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_settings.index': { paramsTuple?: []; params?: {} }
    'email_settings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_unsubscribes.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'loyalty_entries.index': { paramsTuple?: []; params?: {} }
    'loyalty_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty_entries.export': { paramsTuple?: []; params?: {} }
    'loyalty_entries.export_csv': { paramsTuple?: []; params?: {} }
    'loyalty_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'loyalty.get_customers_id_balance': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.index': { paramsTuple?: []; params?: {} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.export': { paramsTuple?: []; params?: {} }
    'products.export_csv': { paramsTuple?: []; params?: {} }
    'products.show_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books.index': { paramsTuple?: []; params?: {} }
    'price_books.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books.export': { paramsTuple?: []; params?: {} }
    'price_books.export_csv': { paramsTuple?: []; params?: {} }
    'price_book_entries.index': { paramsTuple?: []; params?: {} }
    'price_book_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.export': { paramsTuple?: []; params?: {} }
    'price_book_entries.export_csv': { paramsTuple?: []; params?: {} }
    'price_book_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'price_book_entries.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.index': { paramsTuple?: []; params?: {} }
    'deal_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.export': { paramsTuple?: []; params?: {} }
    'deal_lines.export_csv': { paramsTuple?: []; params?: {} }
    'deal_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'quotes.index': { paramsTuple?: []; params?: {} }
    'quotes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.export': { paramsTuple?: []; params?: {} }
    'quotes.export_csv': { paramsTuple?: []; params?: {} }
    'quotes.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'quote_lines.index': { paramsTuple?: []; params?: {} }
    'quote_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quote_lines.export': { paramsTuple?: []; params?: {} }
    'quote_lines.export_csv': { paramsTuple?: []; params?: {} }
    'quote_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quote_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'products.get_quotes_page': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.get_quotes_pdf': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.get_statistics': { paramsTuple?: []; params?: {} }
    'webhooks.index': { paramsTuple?: []; params?: {} }
    'webhooks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhook_deliveries.index': { paramsTuple?: []; params?: {} }
    'webhook_deliveries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhook_deliveries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhook_deliveries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.index': { paramsTuple?: []; params?: {} }
    'v1.api_descriptions.show': { paramsTuple?: []; params?: {} }
    'v1.my_api_descriptions.show': { paramsTuple?: []; params?: {} }
    'v1.choices.index': { paramsTuple?: []; params?: {} }
    'v1.auth.refresh_tokens.index': { paramsTuple?: []; params?: {} }
    'v1.auth.two_factor.show': { paramsTuple?: []; params?: {} }
    'v1.me.show': { paramsTuple?: []; params?: {} }
    'v1.my_avatar.show': { paramsTuple?: []; params?: {} }
    'v1.organizations.index': { paramsTuple?: []; params?: {} }
    'v1.organizations.mine': { paramsTuple?: []; params?: {} }
    'v1.organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.members': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.access_explanations.show': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.index': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.audit_logs.export': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.export_csv': { paramsTuple?: []; params?: {} }
    'v1.impersonations.index': { paramsTuple?: []; params?: {} }
    'v1.impersonations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.impersonations.export': { paramsTuple?: []; params?: {} }
    'v1.impersonations.export_csv': { paramsTuple?: []; params?: {} }
    'v1.user_organizations.index': { paramsTuple?: []; params?: {} }
    'v1.user_organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.my_profiles.index': { paramsTuple?: []; params?: {} }
    'v1.user_profiles.index': { paramsTuple?: []; params?: {} }
    'v1.user_profiles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.roles.index': { paramsTuple?: []; params?: {} }
    'v1.roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.permission_groups.index': { paramsTuple?: []; params?: {} }
    'v1.permissions.index': { paramsTuple?: []; params?: {} }
    'v1.permissions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.my_roles.index': { paramsTuple?: []; params?: {} }
    'v1.user_roles.index': { paramsTuple?: []; params?: {} }
    'v1.user_roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.invitations.index': { paramsTuple?: []; params?: {} }
    'v1.invitations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.my_api_keys.show': { paramsTuple?: []; params?: {} }
    'v1.api_keys.index': { paramsTuple?: []; params?: {} }
    'v1.api_keys.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.association_labels.index': { paramsTuple?: []; params?: {} }
    'v1.association_labels.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.plugins.index': { paramsTuple?: []; params?: {} }
    'v1.plugins.show': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'v1.events.index': { paramsTuple?: []; params?: {} }
    'v1.event_streams.show': { paramsTuple?: []; params?: {} }
    'v1.departments.index': { paramsTuple?: []; params?: {} }
    'v1.employees.index': { paramsTuple?: []; params?: {} }
    'v1.employees.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.export': { paramsTuple?: []; params?: {} }
    'v1.employees.export_csv': { paramsTuple?: []; params?: {} }
    'v1.employees.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendor_types.index': { paramsTuple?: []; params?: {} }
    'v1.vendors.index': { paramsTuple?: []; params?: {} }
    'v1.vendors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.export': { paramsTuple?: []; params?: {} }
    'v1.vendors.export_csv': { paramsTuple?: []; params?: {} }
    'v1.vendors.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.vendors.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.vendors.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_statistics.show': { paramsTuple?: []; params?: {} }
    'v1.hot_leads.index': { paramsTuple?: []; params?: {} }
    'v1.lead_scores.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.index': { paramsTuple?: []; params?: {} }
    'v1.leads.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.export': { paramsTuple?: []; params?: {} }
    'v1.leads.export_csv': { paramsTuple?: []; params?: {} }
    'v1.leads.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.leads.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.leads.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customer_statistics.show': { paramsTuple?: []; params?: {} }
    'v1.customers.index': { paramsTuple?: []; params?: {} }
    'v1.customers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.export': { paramsTuple?: []; params?: {} }
    'v1.customers.export_csv': { paramsTuple?: []; params?: {} }
    'v1.customers.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.customers.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.customers.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.index': { paramsTuple?: []; params?: {} }
    'v1.people.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.export': { paramsTuple?: []; params?: {} }
    'v1.people.export_csv': { paramsTuple?: []; params?: {} }
    'v1.people.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.people.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.people.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.exchange_rates.index': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.exchange_rates.export': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.export_csv': { paramsTuple?: []; params?: {} }
    'v1.custom_fields.index': { paramsTuple?: []; params?: {} }
    'v1.custom_fields.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.index': { paramsTuple?: []; params?: {} }
    'v1.tasks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.export': { paramsTuple?: []; params?: {} }
    'v1.tasks.export_csv': { paramsTuple?: []; params?: {} }
    'v1.tasks.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.tasks.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.meetings.index': { paramsTuple?: []; params?: {} }
    'v1.meetings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.export': { paramsTuple?: []; params?: {} }
    'v1.meetings.export_csv': { paramsTuple?: []; params?: {} }
    'v1.meetings.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.meetings.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.calls.index': { paramsTuple?: []; params?: {} }
    'v1.calls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.export': { paramsTuple?: []; params?: {} }
    'v1.calls.export_csv': { paramsTuple?: []; params?: {} }
    'v1.calls.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.calls.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.note_versions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.index': { paramsTuple?: []; params?: {} }
    'v1.notes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.export': { paramsTuple?: []; params?: {} }
    'v1.notes.export_csv': { paramsTuple?: []; params?: {} }
    'v1.notes.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.notes.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.messages.index': { paramsTuple?: []; params?: {} }
    'v1.messages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages.export': { paramsTuple?: []; params?: {} }
    'v1.messages.export_csv': { paramsTuple?: []; params?: {} }
    'v1.messages.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.messages.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.agendas.show': { paramsTuple?: []; params?: {} }
    'v1.calendar_feeds.index': { paramsTuple?: []; params?: {} }
    'v1.calendar_feeds.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calendars.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines.index': { paramsTuple?: []; params?: {} }
    'v1.pipelines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.index': { paramsTuple?: []; params?: {} }
    'v1.pipeline_stages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons.index': { paramsTuple?: []; params?: {} }
    'v1.lost_reasons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_statistics.show': { paramsTuple?: []; params?: {} }
    'v1.deal_boards.show': { paramsTuple?: []; params?: {} }
    'v1.deal_forecasts.show': { paramsTuple?: []; params?: {} }
    'v1.stale_deals.index': { paramsTuple?: []; params?: {} }
    'v1.deal_histories.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.index': { paramsTuple?: []; params?: {} }
    'v1.deals.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.export': { paramsTuple?: []; params?: {} }
    'v1.deals.export_csv': { paramsTuple?: []; params?: {} }
    'v1.deals.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.deals.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.deals.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.analytics.dashboard': { paramsTuple?: []; params?: {} }
    'v1.analytics.sales_funnel': { paramsTuple?: []; params?: {} }
    'v1.analytics.revenue_by_period': { paramsTuple?: []; params?: {} }
    'v1.analytics.forecast': { paramsTuple?: []; params?: {} }
    'v1.analytics.employee_performance': { paramsTuple?: []; params?: {} }
    'v1.analytics.velocity': { paramsTuple?: []; params?: {} }
    'v1.import_errors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.import_files.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.imports.index': { paramsTuple?: []; params?: {} }
    'v1.imports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.import_templates.show': { paramsTuple: [ParamValue]; params: {'resource': ParamValue} }
    'v1.unread_counts.show': { paramsTuple?: []; params?: {} }
    'v1.notifications.index': { paramsTuple?: []; params?: {} }
    'v1.notifications.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notification_preferences.show': { paramsTuple?: []; params?: {} }
    'v1.attachment_contents.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.attachments.index': { paramsTuple?: []; params?: {} }
    'v1.attachments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.linked_contents.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.association_labels_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.emails.index': { paramsTuple?: []; params?: {} }
    'v1.emails.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.emails.export': { paramsTuple?: []; params?: {} }
    'v1.emails.export_csv': { paramsTuple?: []; params?: {} }
    'v1.email_templates.index': { paramsTuple?: []; params?: {} }
    'v1.email_templates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_templates.export': { paramsTuple?: []; params?: {} }
    'v1.email_templates.export_csv': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.index': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_suppressions.export': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.export_csv': { paramsTuple?: []; params?: {} }
    'v1.email_events_urls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_settings.index': { paramsTuple?: []; params?: {} }
    'v1.email_settings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_unsubscribes.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.loyalty_entries.index': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty_entries.export': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.export_csv': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.loyalty.get_customers_id_balance': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.index': { paramsTuple?: []; params?: {} }
    'v1.products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.export': { paramsTuple?: []; params?: {} }
    'v1.products.export_csv': { paramsTuple?: []; params?: {} }
    'v1.products.show_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books.index': { paramsTuple?: []; params?: {} }
    'v1.price_books.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books.export': { paramsTuple?: []; params?: {} }
    'v1.price_books.export_csv': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.index': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.export': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.export_csv': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.price_book_entries.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.index': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.export': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.export_csv': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.quotes.index': { paramsTuple?: []; params?: {} }
    'v1.quotes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.export': { paramsTuple?: []; params?: {} }
    'v1.quotes.export_csv': { paramsTuple?: []; params?: {} }
    'v1.quotes.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.quote_lines.index': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quote_lines.export': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.export_csv': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quote_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.products.get_quotes_page': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.get_quotes_pdf': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.get_statistics': { paramsTuple?: []; params?: {} }
    'v1.webhooks.index': { paramsTuple?: []; params?: {} }
    'v1.webhooks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhook_deliveries.index': { paramsTuple?: []; params?: {} }
    'v1.webhook_deliveries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhook_deliveries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhook_deliveries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
  }
  HEAD: {
    'liveness': { paramsTuple?: []; params?: {} }
    'readiness': { paramsTuple?: []; params?: {} }
    'first_pages.show': { paramsTuple?: []; params?: {} }
    'api_references.show': { paramsTuple?: []; params?: {} }
    'reference_assets.show': { paramsTuple: [ParamValue]; params: {'name': ParamValue} }
    'admin.assets.show': { paramsTuple: [ParamValue]; params: {'name': ParamValue} }
    'admin.sessions.create': { paramsTuple?: []; params?: {} }
    'admin.dashboards.show': { paramsTuple?: []; params?: {} }
    'admin.health_reports.show': { paramsTuple?: []; params?: {} }
    'admin.jobs.index': { paramsTuple?: []; params?: {} }
    'admin.processes.index': { paramsTuple?: []; params?: {} }
    'admin.processes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.users.index': { paramsTuple?: []; params?: {} }
    'admin.users.create': { paramsTuple?: []; params?: {} }
    'admin.users.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.users.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.all_imports.index': { paramsTuple?: []; params?: {} }
    'admin.organizations.index': { paramsTuple?: []; params?: {} }
    'admin.organizations.create': { paramsTuple?: []; params?: {} }
    'admin.organizations.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.organizations.edit': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.imports.create': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.memberships.edit': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.permission_matrices.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.roles.create': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.roles.edit': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.plugins.index': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.plugins.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue} }
    'admin.impersonations.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.relation_candidates.index': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'table': ParamValue} }
    'admin.notifications.index': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.agendas.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.boards.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.lead_funnels.show': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.employee_terminations.create': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.imports.index': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.import_templates.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.imports.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.import_errors.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.import_files.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.settings_actions.create': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.plugin_pages.show': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue,'page': ParamValue} }
    'admin.attachments.content': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.records.index': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.records.create': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.records.export': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_confirmations.show': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_record_actions.create': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.records.show': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.records.edit': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_emails.create': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_pictures.show': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'picture': ParamValue} }
    'admin.record_actions.create': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.unknown_pages.show': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'index': { paramsTuple?: []; params?: {} }
    'api_descriptions.show': { paramsTuple?: []; params?: {} }
    'my_api_descriptions.show': { paramsTuple?: []; params?: {} }
    'choices.index': { paramsTuple?: []; params?: {} }
    'auth.refresh_tokens.index': { paramsTuple?: []; params?: {} }
    'auth.two_factor.show': { paramsTuple?: []; params?: {} }
    'me.show': { paramsTuple?: []; params?: {} }
    'my_avatar.show': { paramsTuple?: []; params?: {} }
    'organizations.index': { paramsTuple?: []; params?: {} }
    'organizations.mine': { paramsTuple?: []; params?: {} }
    'organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.members': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'access_explanations.show': { paramsTuple?: []; params?: {} }
    'audit_logs.index': { paramsTuple?: []; params?: {} }
    'audit_logs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'audit_logs.export': { paramsTuple?: []; params?: {} }
    'audit_logs.export_csv': { paramsTuple?: []; params?: {} }
    'impersonations.index': { paramsTuple?: []; params?: {} }
    'impersonations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'impersonations.export': { paramsTuple?: []; params?: {} }
    'impersonations.export_csv': { paramsTuple?: []; params?: {} }
    'user_organizations.index': { paramsTuple?: []; params?: {} }
    'user_organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'my_profiles.index': { paramsTuple?: []; params?: {} }
    'user_profiles.index': { paramsTuple?: []; params?: {} }
    'user_profiles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'roles.index': { paramsTuple?: []; params?: {} }
    'roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'permission_groups.index': { paramsTuple?: []; params?: {} }
    'permissions.index': { paramsTuple?: []; params?: {} }
    'permissions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'my_roles.index': { paramsTuple?: []; params?: {} }
    'user_roles.index': { paramsTuple?: []; params?: {} }
    'user_roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.index': { paramsTuple?: []; params?: {} }
    'invitations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'my_api_keys.show': { paramsTuple?: []; params?: {} }
    'api_keys.index': { paramsTuple?: []; params?: {} }
    'api_keys.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'association_labels.index': { paramsTuple?: []; params?: {} }
    'association_labels.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'plugins.index': { paramsTuple?: []; params?: {} }
    'plugins.show': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'events.index': { paramsTuple?: []; params?: {} }
    'departments.index': { paramsTuple?: []; params?: {} }
    'employees.index': { paramsTuple?: []; params?: {} }
    'employees.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.export': { paramsTuple?: []; params?: {} }
    'employees.export_csv': { paramsTuple?: []; params?: {} }
    'employees.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendor_types.index': { paramsTuple?: []; params?: {} }
    'vendors.index': { paramsTuple?: []; params?: {} }
    'vendors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.export': { paramsTuple?: []; params?: {} }
    'vendors.export_csv': { paramsTuple?: []; params?: {} }
    'vendors.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'vendors.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'vendors.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_statistics.show': { paramsTuple?: []; params?: {} }
    'hot_leads.index': { paramsTuple?: []; params?: {} }
    'lead_scores.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.index': { paramsTuple?: []; params?: {} }
    'leads.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.export': { paramsTuple?: []; params?: {} }
    'leads.export_csv': { paramsTuple?: []; params?: {} }
    'leads.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'leads.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'leads.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customer_statistics.show': { paramsTuple?: []; params?: {} }
    'customers.index': { paramsTuple?: []; params?: {} }
    'customers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.export': { paramsTuple?: []; params?: {} }
    'customers.export_csv': { paramsTuple?: []; params?: {} }
    'customers.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'customers.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'customers.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.index': { paramsTuple?: []; params?: {} }
    'people.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.export': { paramsTuple?: []; params?: {} }
    'people.export_csv': { paramsTuple?: []; params?: {} }
    'people.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'people.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'people.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'exchange_rates.index': { paramsTuple?: []; params?: {} }
    'exchange_rates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'exchange_rates.export': { paramsTuple?: []; params?: {} }
    'exchange_rates.export_csv': { paramsTuple?: []; params?: {} }
    'custom_fields.index': { paramsTuple?: []; params?: {} }
    'custom_fields.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.index': { paramsTuple?: []; params?: {} }
    'tasks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.export': { paramsTuple?: []; params?: {} }
    'tasks.export_csv': { paramsTuple?: []; params?: {} }
    'tasks.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'tasks.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'meetings.index': { paramsTuple?: []; params?: {} }
    'meetings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.export': { paramsTuple?: []; params?: {} }
    'meetings.export_csv': { paramsTuple?: []; params?: {} }
    'meetings.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'meetings.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'calls.index': { paramsTuple?: []; params?: {} }
    'calls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.export': { paramsTuple?: []; params?: {} }
    'calls.export_csv': { paramsTuple?: []; params?: {} }
    'calls.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'calls.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'note_versions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.index': { paramsTuple?: []; params?: {} }
    'notes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.export': { paramsTuple?: []; params?: {} }
    'notes.export_csv': { paramsTuple?: []; params?: {} }
    'notes.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'notes.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'messages.index': { paramsTuple?: []; params?: {} }
    'messages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages.export': { paramsTuple?: []; params?: {} }
    'messages.export_csv': { paramsTuple?: []; params?: {} }
    'messages.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'messages.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'agendas.show': { paramsTuple?: []; params?: {} }
    'calendar_feeds.index': { paramsTuple?: []; params?: {} }
    'calendar_feeds.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calendars.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines.index': { paramsTuple?: []; params?: {} }
    'pipelines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.index': { paramsTuple?: []; params?: {} }
    'pipeline_stages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons.index': { paramsTuple?: []; params?: {} }
    'lost_reasons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_statistics.show': { paramsTuple?: []; params?: {} }
    'deal_boards.show': { paramsTuple?: []; params?: {} }
    'deal_forecasts.show': { paramsTuple?: []; params?: {} }
    'stale_deals.index': { paramsTuple?: []; params?: {} }
    'deal_histories.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.index': { paramsTuple?: []; params?: {} }
    'deals.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.export': { paramsTuple?: []; params?: {} }
    'deals.export_csv': { paramsTuple?: []; params?: {} }
    'deals.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'deals.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'deals.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'analytics.dashboard': { paramsTuple?: []; params?: {} }
    'analytics.sales_funnel': { paramsTuple?: []; params?: {} }
    'analytics.revenue_by_period': { paramsTuple?: []; params?: {} }
    'analytics.forecast': { paramsTuple?: []; params?: {} }
    'analytics.employee_performance': { paramsTuple?: []; params?: {} }
    'analytics.velocity': { paramsTuple?: []; params?: {} }
    'import_errors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'import_files.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'imports.index': { paramsTuple?: []; params?: {} }
    'imports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'import_templates.show': { paramsTuple: [ParamValue]; params: {'resource': ParamValue} }
    'unread_counts.show': { paramsTuple?: []; params?: {} }
    'notifications.index': { paramsTuple?: []; params?: {} }
    'notifications.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notification_preferences.show': { paramsTuple?: []; params?: {} }
    'attachment_contents.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'attachments.index': { paramsTuple?: []; params?: {} }
    'attachments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'linked_contents.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'association_labels_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'emails.index': { paramsTuple?: []; params?: {} }
    'emails.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'emails.export': { paramsTuple?: []; params?: {} }
    'emails.export_csv': { paramsTuple?: []; params?: {} }
    'email_templates.index': { paramsTuple?: []; params?: {} }
    'email_templates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_templates.export': { paramsTuple?: []; params?: {} }
    'email_templates.export_csv': { paramsTuple?: []; params?: {} }
    'email_suppressions.index': { paramsTuple?: []; params?: {} }
    'email_suppressions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_suppressions.export': { paramsTuple?: []; params?: {} }
    'email_suppressions.export_csv': { paramsTuple?: []; params?: {} }
    'email_events_urls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_settings.index': { paramsTuple?: []; params?: {} }
    'email_settings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_unsubscribes.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'loyalty_entries.index': { paramsTuple?: []; params?: {} }
    'loyalty_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty_entries.export': { paramsTuple?: []; params?: {} }
    'loyalty_entries.export_csv': { paramsTuple?: []; params?: {} }
    'loyalty_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'products.index': { paramsTuple?: []; params?: {} }
    'products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.export': { paramsTuple?: []; params?: {} }
    'products.export_csv': { paramsTuple?: []; params?: {} }
    'products.show_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books.index': { paramsTuple?: []; params?: {} }
    'price_books.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books.export': { paramsTuple?: []; params?: {} }
    'price_books.export_csv': { paramsTuple?: []; params?: {} }
    'price_book_entries.index': { paramsTuple?: []; params?: {} }
    'price_book_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.export': { paramsTuple?: []; params?: {} }
    'price_book_entries.export_csv': { paramsTuple?: []; params?: {} }
    'price_book_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'price_book_entries.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.index': { paramsTuple?: []; params?: {} }
    'deal_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.export': { paramsTuple?: []; params?: {} }
    'deal_lines.export_csv': { paramsTuple?: []; params?: {} }
    'deal_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'quotes.index': { paramsTuple?: []; params?: {} }
    'quotes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.export': { paramsTuple?: []; params?: {} }
    'quotes.export_csv': { paramsTuple?: []; params?: {} }
    'quotes.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'quote_lines.index': { paramsTuple?: []; params?: {} }
    'quote_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quote_lines.export': { paramsTuple?: []; params?: {} }
    'quote_lines.export_csv': { paramsTuple?: []; params?: {} }
    'quote_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quote_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'webhooks.index': { paramsTuple?: []; params?: {} }
    'webhooks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhook_deliveries.index': { paramsTuple?: []; params?: {} }
    'webhook_deliveries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhook_deliveries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhook_deliveries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.index': { paramsTuple?: []; params?: {} }
    'v1.api_descriptions.show': { paramsTuple?: []; params?: {} }
    'v1.my_api_descriptions.show': { paramsTuple?: []; params?: {} }
    'v1.choices.index': { paramsTuple?: []; params?: {} }
    'v1.auth.refresh_tokens.index': { paramsTuple?: []; params?: {} }
    'v1.auth.two_factor.show': { paramsTuple?: []; params?: {} }
    'v1.me.show': { paramsTuple?: []; params?: {} }
    'v1.my_avatar.show': { paramsTuple?: []; params?: {} }
    'v1.organizations.index': { paramsTuple?: []; params?: {} }
    'v1.organizations.mine': { paramsTuple?: []; params?: {} }
    'v1.organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.members': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.access_explanations.show': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.index': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.audit_logs.export': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.export_csv': { paramsTuple?: []; params?: {} }
    'v1.impersonations.index': { paramsTuple?: []; params?: {} }
    'v1.impersonations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.impersonations.export': { paramsTuple?: []; params?: {} }
    'v1.impersonations.export_csv': { paramsTuple?: []; params?: {} }
    'v1.user_organizations.index': { paramsTuple?: []; params?: {} }
    'v1.user_organizations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.my_profiles.index': { paramsTuple?: []; params?: {} }
    'v1.user_profiles.index': { paramsTuple?: []; params?: {} }
    'v1.user_profiles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.roles.index': { paramsTuple?: []; params?: {} }
    'v1.roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.permission_groups.index': { paramsTuple?: []; params?: {} }
    'v1.permissions.index': { paramsTuple?: []; params?: {} }
    'v1.permissions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.my_roles.index': { paramsTuple?: []; params?: {} }
    'v1.user_roles.index': { paramsTuple?: []; params?: {} }
    'v1.user_roles.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.invitations.index': { paramsTuple?: []; params?: {} }
    'v1.invitations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.my_api_keys.show': { paramsTuple?: []; params?: {} }
    'v1.api_keys.index': { paramsTuple?: []; params?: {} }
    'v1.api_keys.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.association_labels.index': { paramsTuple?: []; params?: {} }
    'v1.association_labels.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.plugins.index': { paramsTuple?: []; params?: {} }
    'v1.plugins.show': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'v1.events.index': { paramsTuple?: []; params?: {} }
    'v1.departments.index': { paramsTuple?: []; params?: {} }
    'v1.employees.index': { paramsTuple?: []; params?: {} }
    'v1.employees.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.export': { paramsTuple?: []; params?: {} }
    'v1.employees.export_csv': { paramsTuple?: []; params?: {} }
    'v1.employees.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendor_types.index': { paramsTuple?: []; params?: {} }
    'v1.vendors.index': { paramsTuple?: []; params?: {} }
    'v1.vendors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.export': { paramsTuple?: []; params?: {} }
    'v1.vendors.export_csv': { paramsTuple?: []; params?: {} }
    'v1.vendors.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.vendors.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.vendors.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_statistics.show': { paramsTuple?: []; params?: {} }
    'v1.hot_leads.index': { paramsTuple?: []; params?: {} }
    'v1.lead_scores.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.index': { paramsTuple?: []; params?: {} }
    'v1.leads.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.export': { paramsTuple?: []; params?: {} }
    'v1.leads.export_csv': { paramsTuple?: []; params?: {} }
    'v1.leads.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.leads.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.leads.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customer_statistics.show': { paramsTuple?: []; params?: {} }
    'v1.customers.index': { paramsTuple?: []; params?: {} }
    'v1.customers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.export': { paramsTuple?: []; params?: {} }
    'v1.customers.export_csv': { paramsTuple?: []; params?: {} }
    'v1.customers.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.customers.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.customers.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.show_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.index': { paramsTuple?: []; params?: {} }
    'v1.people.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.export': { paramsTuple?: []; params?: {} }
    'v1.people.export_csv': { paramsTuple?: []; params?: {} }
    'v1.people.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.people.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.people.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.show_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.exchange_rates.index': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.exchange_rates.export': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.export_csv': { paramsTuple?: []; params?: {} }
    'v1.custom_fields.index': { paramsTuple?: []; params?: {} }
    'v1.custom_fields.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.index': { paramsTuple?: []; params?: {} }
    'v1.tasks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.export': { paramsTuple?: []; params?: {} }
    'v1.tasks.export_csv': { paramsTuple?: []; params?: {} }
    'v1.tasks.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.tasks.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.meetings.index': { paramsTuple?: []; params?: {} }
    'v1.meetings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.export': { paramsTuple?: []; params?: {} }
    'v1.meetings.export_csv': { paramsTuple?: []; params?: {} }
    'v1.meetings.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.meetings.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.calls.index': { paramsTuple?: []; params?: {} }
    'v1.calls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.export': { paramsTuple?: []; params?: {} }
    'v1.calls.export_csv': { paramsTuple?: []; params?: {} }
    'v1.calls.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.calls.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.note_versions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.index': { paramsTuple?: []; params?: {} }
    'v1.notes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.export': { paramsTuple?: []; params?: {} }
    'v1.notes.export_csv': { paramsTuple?: []; params?: {} }
    'v1.notes.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.notes.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.messages.index': { paramsTuple?: []; params?: {} }
    'v1.messages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages.export': { paramsTuple?: []; params?: {} }
    'v1.messages.export_csv': { paramsTuple?: []; params?: {} }
    'v1.messages.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.messages.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.agendas.show': { paramsTuple?: []; params?: {} }
    'v1.calendar_feeds.index': { paramsTuple?: []; params?: {} }
    'v1.calendar_feeds.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calendars.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines.index': { paramsTuple?: []; params?: {} }
    'v1.pipelines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.index': { paramsTuple?: []; params?: {} }
    'v1.pipeline_stages.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons.index': { paramsTuple?: []; params?: {} }
    'v1.lost_reasons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_statistics.show': { paramsTuple?: []; params?: {} }
    'v1.deal_boards.show': { paramsTuple?: []; params?: {} }
    'v1.deal_forecasts.show': { paramsTuple?: []; params?: {} }
    'v1.stale_deals.index': { paramsTuple?: []; params?: {} }
    'v1.deal_histories.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.index': { paramsTuple?: []; params?: {} }
    'v1.deals.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.export': { paramsTuple?: []; params?: {} }
    'v1.deals.export_csv': { paramsTuple?: []; params?: {} }
    'v1.deals.associations': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue} }
    'v1.deals.association': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.deals.timeline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.analytics.dashboard': { paramsTuple?: []; params?: {} }
    'v1.analytics.sales_funnel': { paramsTuple?: []; params?: {} }
    'v1.analytics.revenue_by_period': { paramsTuple?: []; params?: {} }
    'v1.analytics.forecast': { paramsTuple?: []; params?: {} }
    'v1.analytics.employee_performance': { paramsTuple?: []; params?: {} }
    'v1.analytics.velocity': { paramsTuple?: []; params?: {} }
    'v1.import_errors.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.import_files.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.imports.index': { paramsTuple?: []; params?: {} }
    'v1.imports.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.import_templates.show': { paramsTuple: [ParamValue]; params: {'resource': ParamValue} }
    'v1.unread_counts.show': { paramsTuple?: []; params?: {} }
    'v1.notifications.index': { paramsTuple?: []; params?: {} }
    'v1.notifications.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notification_preferences.show': { paramsTuple?: []; params?: {} }
    'v1.attachment_contents.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.attachments.index': { paramsTuple?: []; params?: {} }
    'v1.attachments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.linked_contents.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.association_labels_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes_attachments.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.emails.index': { paramsTuple?: []; params?: {} }
    'v1.emails.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.emails.export': { paramsTuple?: []; params?: {} }
    'v1.emails.export_csv': { paramsTuple?: []; params?: {} }
    'v1.email_templates.index': { paramsTuple?: []; params?: {} }
    'v1.email_templates.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_templates.export': { paramsTuple?: []; params?: {} }
    'v1.email_templates.export_csv': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.index': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_suppressions.export': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.export_csv': { paramsTuple?: []; params?: {} }
    'v1.email_events_urls.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_settings.index': { paramsTuple?: []; params?: {} }
    'v1.email_settings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_unsubscribes.show': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.loyalty_entries.index': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty_entries.export': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.export_csv': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.products.index': { paramsTuple?: []; params?: {} }
    'v1.products.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.export': { paramsTuple?: []; params?: {} }
    'v1.products.export_csv': { paramsTuple?: []; params?: {} }
    'v1.products.show_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books.index': { paramsTuple?: []; params?: {} }
    'v1.price_books.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books.export': { paramsTuple?: []; params?: {} }
    'v1.price_books.export_csv': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.index': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.export': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.export_csv': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.price_book_entries.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.index': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.export': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.export_csv': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.related_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.show_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.quotes.index': { paramsTuple?: []; params?: {} }
    'v1.quotes.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.export': { paramsTuple?: []; params?: {} }
    'v1.quotes.export_csv': { paramsTuple?: []; params?: {} }
    'v1.quotes.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.quote_lines.index': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quote_lines.export': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.export_csv': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quote_lines.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.webhooks.index': { paramsTuple?: []; params?: {} }
    'v1.webhooks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhook_deliveries.index': { paramsTuple?: []; params?: {} }
    'v1.webhook_deliveries.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhook_deliveries.related': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhook_deliveries.show_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
  }
  POST: {
    'admin.imports.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.record_attachments.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_pictures.store': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'picture': ParamValue} }
    'admin.email_settings_tests.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.sessions.store': { paramsTuple?: []; params?: {} }
    'admin.challenged_sessions.store': { paramsTuple?: []; params?: {} }
    'admin.themes.update': { paramsTuple?: []; params?: {} }
    'admin.sessions.destroy': { paramsTuple?: []; params?: {} }
    'admin.job_retries.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.process_retries.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.users.store': { paramsTuple?: []; params?: {} }
    'admin.users.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.password_resets.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.user_suspensions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.user_suspensions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.impersonations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.user_sessions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.memberships.store': { paramsTuple?: []; params?: {} }
    'admin.organizations.store': { paramsTuple?: []; params?: {} }
    'admin.organizations.update': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.memberships.update': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.memberships.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.organization_suspensions.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.organization_suspensions.destroy': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.roles.store': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.roles.update': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.role_deletions.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.plugins.update': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue} }
    'admin.plugin_activations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue} }
    'admin.plugin_activations.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue} }
    'admin.listener_resumptions.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue} }
    'admin.impersonations.destroy': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.notifications.update': { paramsTuple: [ParamValue]; params: {'slug': ParamValue} }
    'admin.board_moves.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.employee_terminations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.import_cancellations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.import_reversions.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'id': ParamValue} }
    'admin.settings_actions.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.plugin_pages.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'plugin': ParamValue,'page': ParamValue} }
    'admin.records.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_confirmations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.undos.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_deletions.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_restorations.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_updates.store': { paramsTuple: [ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue} }
    'admin.bulk_record_actions.store': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'admin.records.update': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_emails.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_pictures.destroy': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'picture': ParamValue} }
    'admin.record_activities.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_deletions.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_restorations.store': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue} }
    'admin.record_actions.store': { paramsTuple: [ParamValue,ParamValue,ParamValue,ParamValue,ParamValue]; params: {'slug': ParamValue,'resource': ParamValue,'id': ParamValue,'plugin': ParamValue,'action': ParamValue} }
    'auth.login': { paramsTuple?: []; params?: {} }
    'auth.challenged_login': { paramsTuple?: []; params?: {} }
    'auth.logout': { paramsTuple?: []; params?: {} }
    'auth.refresh': { paramsTuple?: []; params?: {} }
    'auth.refresh_tokens.store': { paramsTuple?: []; params?: {} }
    'auth.refresh_tokens.revoke': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'auth.change_password': { paramsTuple?: []; params?: {} }
    'auth.password_reset': { paramsTuple?: []; params?: {} }
    'auth.password_reset.confirm': { paramsTuple?: []; params?: {} }
    'auth.verify_email': { paramsTuple?: []; params?: {} }
    'auth.verify_email.resend': { paramsTuple?: []; params?: {} }
    'auth.two_factor.store': { paramsTuple?: []; params?: {} }
    'auth.two_factor.confirm': { paramsTuple?: []; params?: {} }
    'auth.two_factor.recovery_codes': { paramsTuple?: []; params?: {} }
    'registrations.store': { paramsTuple?: []; params?: {} }
    'email_changes.store': { paramsTuple?: []; params?: {} }
    'email_changes.update': { paramsTuple?: []; params?: {} }
    'organizations.store': { paramsTuple?: []; params?: {} }
    'audit_logs.query': { paramsTuple?: []; params?: {} }
    'audit_logs.aggregate': { paramsTuple?: []; params?: {} }
    'impersonations.query': { paramsTuple?: []; params?: {} }
    'impersonations.aggregate': { paramsTuple?: []; params?: {} }
    'membership_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'membership_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.query': { paramsTuple?: []; params?: {} }
    'user_organizations.aggregate': { paramsTuple?: []; params?: {} }
    'user_profile_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profile_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profile_suspensions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profiles.store': { paramsTuple?: []; params?: {} }
    'user_profiles.query': { paramsTuple?: []; params?: {} }
    'user_profiles.aggregate': { paramsTuple?: []; params?: {} }
    'role_grants.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'role_grants.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'roles.store': { paramsTuple?: []; params?: {} }
    'roles.query': { paramsTuple?: []; params?: {} }
    'roles.aggregate': { paramsTuple?: []; params?: {} }
    'permissions.store': { paramsTuple?: []; params?: {} }
    'permissions.query': { paramsTuple?: []; params?: {} }
    'permissions.aggregate': { paramsTuple?: []; params?: {} }
    'user_roles.store': { paramsTuple?: []; params?: {} }
    'user_roles.query': { paramsTuple?: []; params?: {} }
    'user_roles.aggregate': { paramsTuple?: []; params?: {} }
    'invitation_previews.store': { paramsTuple?: []; params?: {} }
    'invitation_acceptances.store': { paramsTuple?: []; params?: {} }
    'invitation_deliveries.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitation_revocations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.store': { paramsTuple?: []; params?: {} }
    'invitations.query': { paramsTuple?: []; params?: {} }
    'invitations.aggregate': { paramsTuple?: []; params?: {} }
    'api_key_rotations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api_key_revocations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api_keys.store': { paramsTuple?: []; params?: {} }
    'api_keys.query': { paramsTuple?: []; params?: {} }
    'api_keys.aggregate': { paramsTuple?: []; params?: {} }
    'association_batches.store': { paramsTuple?: []; params?: {} }
    'association_labels.store': { paramsTuple?: []; params?: {} }
    'association_labels.query': { paramsTuple?: []; params?: {} }
    'association_labels.aggregate': { paramsTuple?: []; params?: {} }
    'employee_terminations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.store': { paramsTuple?: []; params?: {} }
    'employees.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.bulk_delete': { paramsTuple?: []; params?: {} }
    'employees.bulk_update': { paramsTuple?: []; params?: {} }
    'employees.query': { paramsTuple?: []; params?: {} }
    'employees.aggregate': { paramsTuple?: []; params?: {} }
    'vendors.store': { paramsTuple?: []; params?: {} }
    'vendors.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.bulk_delete': { paramsTuple?: []; params?: {} }
    'vendors.bulk_update': { paramsTuple?: []; params?: {} }
    'vendors.query': { paramsTuple?: []; params?: {} }
    'vendors.aggregate': { paramsTuple?: []; params?: {} }
    'lead_qualifications.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_qualifications.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_assignments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_conversions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_conversion_previews.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_conversions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.store': { paramsTuple?: []; params?: {} }
    'leads.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.bulk_delete': { paramsTuple?: []; params?: {} }
    'leads.bulk_update': { paramsTuple?: []; params?: {} }
    'leads.query': { paramsTuple?: []; params?: {} }
    'leads.aggregate': { paramsTuple?: []; params?: {} }
    'customer_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customer_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.store': { paramsTuple?: []; params?: {} }
    'customers.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.bulk_delete': { paramsTuple?: []; params?: {} }
    'customers.bulk_update': { paramsTuple?: []; params?: {} }
    'customers.query': { paramsTuple?: []; params?: {} }
    'customers.aggregate': { paramsTuple?: []; params?: {} }
    'people.store': { paramsTuple?: []; params?: {} }
    'people.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.bulk_delete': { paramsTuple?: []; params?: {} }
    'people.bulk_update': { paramsTuple?: []; params?: {} }
    'people.query': { paramsTuple?: []; params?: {} }
    'people.aggregate': { paramsTuple?: []; params?: {} }
    'exchange_rates.store': { paramsTuple?: []; params?: {} }
    'exchange_rates.bulk_delete': { paramsTuple?: []; params?: {} }
    'exchange_rates.bulk_update': { paramsTuple?: []; params?: {} }
    'exchange_rates.query': { paramsTuple?: []; params?: {} }
    'exchange_rates.aggregate': { paramsTuple?: []; params?: {} }
    'custom_field_purges.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'custom_fields.store': { paramsTuple?: []; params?: {} }
    'custom_fields.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'custom_fields.query': { paramsTuple?: []; params?: {} }
    'custom_fields.aggregate': { paramsTuple?: []; params?: {} }
    'task_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'task_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.store': { paramsTuple?: []; params?: {} }
    'tasks.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.bulk_delete': { paramsTuple?: []; params?: {} }
    'tasks.bulk_update': { paramsTuple?: []; params?: {} }
    'tasks.query': { paramsTuple?: []; params?: {} }
    'tasks.aggregate': { paramsTuple?: []; params?: {} }
    'meeting_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meeting_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.store': { paramsTuple?: []; params?: {} }
    'meetings.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.bulk_delete': { paramsTuple?: []; params?: {} }
    'meetings.bulk_update': { paramsTuple?: []; params?: {} }
    'meetings.query': { paramsTuple?: []; params?: {} }
    'meetings.aggregate': { paramsTuple?: []; params?: {} }
    'call_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'call_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.store': { paramsTuple?: []; params?: {} }
    'calls.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.bulk_delete': { paramsTuple?: []; params?: {} }
    'calls.bulk_update': { paramsTuple?: []; params?: {} }
    'calls.query': { paramsTuple?: []; params?: {} }
    'calls.aggregate': { paramsTuple?: []; params?: {} }
    'notes.store': { paramsTuple?: []; params?: {} }
    'notes.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.bulk_delete': { paramsTuple?: []; params?: {} }
    'notes.bulk_update': { paramsTuple?: []; params?: {} }
    'notes.query': { paramsTuple?: []; params?: {} }
    'notes.aggregate': { paramsTuple?: []; params?: {} }
    'messages.store': { paramsTuple?: []; params?: {} }
    'messages.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages.bulk_delete': { paramsTuple?: []; params?: {} }
    'messages.bulk_update': { paramsTuple?: []; params?: {} }
    'messages.query': { paramsTuple?: []; params?: {} }
    'messages.aggregate': { paramsTuple?: []; params?: {} }
    'calendar_feed_rotations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calendar_feeds.store': { paramsTuple?: []; params?: {} }
    'calendar_feeds.query': { paramsTuple?: []; params?: {} }
    'calendar_feeds.aggregate': { paramsTuple?: []; params?: {} }
    'default_pipelines.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'stage_orders.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'stage_orders.nested': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines.store': { paramsTuple?: []; params?: {} }
    'pipelines.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines.query': { paramsTuple?: []; params?: {} }
    'pipelines.aggregate': { paramsTuple?: []; params?: {} }
    'stage_places.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.store': { paramsTuple?: []; params?: {} }
    'pipeline_stages.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.query': { paramsTuple?: []; params?: {} }
    'pipeline_stages.aggregate': { paramsTuple?: []; params?: {} }
    'lost_reasons.store': { paramsTuple?: []; params?: {} }
    'lost_reasons.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons.query': { paramsTuple?: []; params?: {} }
    'lost_reasons.aggregate': { paramsTuple?: []; params?: {} }
    'deal_moves.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_wins.win': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_wins.mark_won': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_losses.lose': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_losses.mark_lost': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_reopenings.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.store': { paramsTuple?: []; params?: {} }
    'deals.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.bulk_delete': { paramsTuple?: []; params?: {} }
    'deals.bulk_update': { paramsTuple?: []; params?: {} }
    'deals.query': { paramsTuple?: []; params?: {} }
    'deals.aggregate': { paramsTuple?: []; params?: {} }
    'import_cancellations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'import_reversions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'imports.store': { paramsTuple?: []; params?: {} }
    'imports.query': { paramsTuple?: []; params?: {} }
    'imports.aggregate': { paramsTuple?: []; params?: {} }
    'all_readings.store': { paramsTuple?: []; params?: {} }
    'notification_readings.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notification_readings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notifications.query': { paramsTuple?: []; params?: {} }
    'notifications.aggregate': { paramsTuple?: []; params?: {} }
    'attachment_links.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'attachments.query': { paramsTuple?: []; params?: {} }
    'attachments.aggregate': { paramsTuple?: []; params?: {} }
    'attachment_uploads.store': { paramsTuple?: []; params?: {} }
    'uploaded_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'association_labels_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_previews.store': { paramsTuple?: []; params?: {} }
    'emails.store': { paramsTuple?: []; params?: {} }
    'emails.query': { paramsTuple?: []; params?: {} }
    'emails.aggregate': { paramsTuple?: []; params?: {} }
    'email_templates.store': { paramsTuple?: []; params?: {} }
    'email_templates.bulk_delete': { paramsTuple?: []; params?: {} }
    'email_templates.bulk_update': { paramsTuple?: []; params?: {} }
    'email_templates.query': { paramsTuple?: []; params?: {} }
    'email_templates.aggregate': { paramsTuple?: []; params?: {} }
    'email_suppressions.store': { paramsTuple?: []; params?: {} }
    'email_suppressions.bulk_delete': { paramsTuple?: []; params?: {} }
    'email_suppressions.bulk_update': { paramsTuple?: []; params?: {} }
    'email_suppressions.query': { paramsTuple?: []; params?: {} }
    'email_suppressions.aggregate': { paramsTuple?: []; params?: {} }
    'email_settings_tests.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_events_urls.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_settings.store': { paramsTuple?: []; params?: {} }
    'email_settings.query': { paramsTuple?: []; params?: {} }
    'email_settings.aggregate': { paramsTuple?: []; params?: {} }
    'email_unsubscribes.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'email_events.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'loyalty_entries.store': { paramsTuple?: []; params?: {} }
    'loyalty_entries.query': { paramsTuple?: []; params?: {} }
    'loyalty_entries.aggregate': { paramsTuple?: []; params?: {} }
    'loyalty_entries.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty.post_customers_loyalty_points': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty.post_customers_loyalty_recount': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.store': { paramsTuple?: []; params?: {} }
    'products.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.bulk_delete': { paramsTuple?: []; params?: {} }
    'products.bulk_update': { paramsTuple?: []; params?: {} }
    'products.query': { paramsTuple?: []; params?: {} }
    'products.aggregate': { paramsTuple?: []; params?: {} }
    'price_books.store': { paramsTuple?: []; params?: {} }
    'price_books.bulk_delete': { paramsTuple?: []; params?: {} }
    'price_books.bulk_update': { paramsTuple?: []; params?: {} }
    'price_books.query': { paramsTuple?: []; params?: {} }
    'price_books.aggregate': { paramsTuple?: []; params?: {} }
    'price_book_entries.store': { paramsTuple?: []; params?: {} }
    'price_book_entries.bulk_delete': { paramsTuple?: []; params?: {} }
    'price_book_entries.bulk_update': { paramsTuple?: []; params?: {} }
    'price_book_entries.query': { paramsTuple?: []; params?: {} }
    'price_book_entries.aggregate': { paramsTuple?: []; params?: {} }
    'price_book_entries.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.relate_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.store': { paramsTuple?: []; params?: {} }
    'deal_lines.bulk_delete': { paramsTuple?: []; params?: {} }
    'deal_lines.bulk_update': { paramsTuple?: []; params?: {} }
    'deal_lines.query': { paramsTuple?: []; params?: {} }
    'deal_lines.aggregate': { paramsTuple?: []; params?: {} }
    'deal_lines.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.relate_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.store': { paramsTuple?: []; params?: {} }
    'quotes.query': { paramsTuple?: []; params?: {} }
    'quotes.aggregate': { paramsTuple?: []; params?: {} }
    'quotes.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quote_lines.query': { paramsTuple?: []; params?: {} }
    'quote_lines.aggregate': { paramsTuple?: []; params?: {} }
    'products.post_quotes_refresh': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.post_quotes_send': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.post_quotes_accept': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.post_quotes_decline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.store': { paramsTuple?: []; params?: {} }
    'webhooks.query': { paramsTuple?: []; params?: {} }
    'webhooks.aggregate': { paramsTuple?: []; params?: {} }
    'webhook_deliveries.query': { paramsTuple?: []; params?: {} }
    'webhook_deliveries.aggregate': { paramsTuple?: []; params?: {} }
    'webhooks.post_webhooks_pause': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.post_webhooks_resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.post_webhooks_rotate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.post_webhooks_test': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.post_webhooks_replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.post_webhooks_deliveries_delivery_replay': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'delivery': ParamValue} }
    'webhooks.post_webhook_deliveries_replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.auth.login': { paramsTuple?: []; params?: {} }
    'v1.auth.challenged_login': { paramsTuple?: []; params?: {} }
    'v1.auth.logout': { paramsTuple?: []; params?: {} }
    'v1.auth.refresh': { paramsTuple?: []; params?: {} }
    'v1.auth.refresh_tokens.store': { paramsTuple?: []; params?: {} }
    'v1.auth.refresh_tokens.revoke': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.auth.change_password': { paramsTuple?: []; params?: {} }
    'v1.auth.password_reset': { paramsTuple?: []; params?: {} }
    'v1.auth.password_reset.confirm': { paramsTuple?: []; params?: {} }
    'v1.auth.verify_email': { paramsTuple?: []; params?: {} }
    'v1.auth.verify_email.resend': { paramsTuple?: []; params?: {} }
    'v1.auth.two_factor.store': { paramsTuple?: []; params?: {} }
    'v1.auth.two_factor.confirm': { paramsTuple?: []; params?: {} }
    'v1.auth.two_factor.recovery_codes': { paramsTuple?: []; params?: {} }
    'v1.registrations.store': { paramsTuple?: []; params?: {} }
    'v1.email_changes.store': { paramsTuple?: []; params?: {} }
    'v1.email_changes.update': { paramsTuple?: []; params?: {} }
    'v1.organizations.store': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.query': { paramsTuple?: []; params?: {} }
    'v1.audit_logs.aggregate': { paramsTuple?: []; params?: {} }
    'v1.impersonations.query': { paramsTuple?: []; params?: {} }
    'v1.impersonations.aggregate': { paramsTuple?: []; params?: {} }
    'v1.membership_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.membership_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.query': { paramsTuple?: []; params?: {} }
    'v1.user_organizations.aggregate': { paramsTuple?: []; params?: {} }
    'v1.user_profile_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profile_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profile_suspensions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profiles.store': { paramsTuple?: []; params?: {} }
    'v1.user_profiles.query': { paramsTuple?: []; params?: {} }
    'v1.user_profiles.aggregate': { paramsTuple?: []; params?: {} }
    'v1.role_grants.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.role_grants.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.roles.store': { paramsTuple?: []; params?: {} }
    'v1.roles.query': { paramsTuple?: []; params?: {} }
    'v1.roles.aggregate': { paramsTuple?: []; params?: {} }
    'v1.permissions.store': { paramsTuple?: []; params?: {} }
    'v1.permissions.query': { paramsTuple?: []; params?: {} }
    'v1.permissions.aggregate': { paramsTuple?: []; params?: {} }
    'v1.user_roles.store': { paramsTuple?: []; params?: {} }
    'v1.user_roles.query': { paramsTuple?: []; params?: {} }
    'v1.user_roles.aggregate': { paramsTuple?: []; params?: {} }
    'v1.invitation_previews.store': { paramsTuple?: []; params?: {} }
    'v1.invitation_acceptances.store': { paramsTuple?: []; params?: {} }
    'v1.invitation_deliveries.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.invitation_revocations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.invitations.store': { paramsTuple?: []; params?: {} }
    'v1.invitations.query': { paramsTuple?: []; params?: {} }
    'v1.invitations.aggregate': { paramsTuple?: []; params?: {} }
    'v1.api_key_rotations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.api_key_revocations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.api_keys.store': { paramsTuple?: []; params?: {} }
    'v1.api_keys.query': { paramsTuple?: []; params?: {} }
    'v1.api_keys.aggregate': { paramsTuple?: []; params?: {} }
    'v1.association_batches.store': { paramsTuple?: []; params?: {} }
    'v1.association_labels.store': { paramsTuple?: []; params?: {} }
    'v1.association_labels.query': { paramsTuple?: []; params?: {} }
    'v1.association_labels.aggregate': { paramsTuple?: []; params?: {} }
    'v1.employee_terminations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.store': { paramsTuple?: []; params?: {} }
    'v1.employees.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.employees.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.employees.query': { paramsTuple?: []; params?: {} }
    'v1.employees.aggregate': { paramsTuple?: []; params?: {} }
    'v1.vendors.store': { paramsTuple?: []; params?: {} }
    'v1.vendors.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.vendors.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.vendors.query': { paramsTuple?: []; params?: {} }
    'v1.vendors.aggregate': { paramsTuple?: []; params?: {} }
    'v1.lead_qualifications.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_qualifications.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_assignments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_conversions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_conversion_previews.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_conversions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.store': { paramsTuple?: []; params?: {} }
    'v1.leads.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.leads.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.leads.query': { paramsTuple?: []; params?: {} }
    'v1.leads.aggregate': { paramsTuple?: []; params?: {} }
    'v1.customer_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customer_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.store': { paramsTuple?: []; params?: {} }
    'v1.customers.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.customers.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.customers.query': { paramsTuple?: []; params?: {} }
    'v1.customers.aggregate': { paramsTuple?: []; params?: {} }
    'v1.people.store': { paramsTuple?: []; params?: {} }
    'v1.people.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.people.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.people.query': { paramsTuple?: []; params?: {} }
    'v1.people.aggregate': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.store': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.query': { paramsTuple?: []; params?: {} }
    'v1.exchange_rates.aggregate': { paramsTuple?: []; params?: {} }
    'v1.custom_field_purges.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.custom_fields.store': { paramsTuple?: []; params?: {} }
    'v1.custom_fields.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.custom_fields.query': { paramsTuple?: []; params?: {} }
    'v1.custom_fields.aggregate': { paramsTuple?: []; params?: {} }
    'v1.task_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.task_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.store': { paramsTuple?: []; params?: {} }
    'v1.tasks.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.tasks.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.tasks.query': { paramsTuple?: []; params?: {} }
    'v1.tasks.aggregate': { paramsTuple?: []; params?: {} }
    'v1.meeting_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meeting_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.store': { paramsTuple?: []; params?: {} }
    'v1.meetings.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.meetings.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.meetings.query': { paramsTuple?: []; params?: {} }
    'v1.meetings.aggregate': { paramsTuple?: []; params?: {} }
    'v1.call_completions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.call_completions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.store': { paramsTuple?: []; params?: {} }
    'v1.calls.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.calls.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.calls.query': { paramsTuple?: []; params?: {} }
    'v1.calls.aggregate': { paramsTuple?: []; params?: {} }
    'v1.notes.store': { paramsTuple?: []; params?: {} }
    'v1.notes.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.notes.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.notes.query': { paramsTuple?: []; params?: {} }
    'v1.notes.aggregate': { paramsTuple?: []; params?: {} }
    'v1.messages.store': { paramsTuple?: []; params?: {} }
    'v1.messages.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.messages.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.messages.query': { paramsTuple?: []; params?: {} }
    'v1.messages.aggregate': { paramsTuple?: []; params?: {} }
    'v1.calendar_feed_rotations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calendar_feeds.store': { paramsTuple?: []; params?: {} }
    'v1.calendar_feeds.query': { paramsTuple?: []; params?: {} }
    'v1.calendar_feeds.aggregate': { paramsTuple?: []; params?: {} }
    'v1.default_pipelines.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.stage_orders.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.stage_orders.nested': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines.store': { paramsTuple?: []; params?: {} }
    'v1.pipelines.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines.query': { paramsTuple?: []; params?: {} }
    'v1.pipelines.aggregate': { paramsTuple?: []; params?: {} }
    'v1.stage_places.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.store': { paramsTuple?: []; params?: {} }
    'v1.pipeline_stages.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.query': { paramsTuple?: []; params?: {} }
    'v1.pipeline_stages.aggregate': { paramsTuple?: []; params?: {} }
    'v1.lost_reasons.store': { paramsTuple?: []; params?: {} }
    'v1.lost_reasons.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons.query': { paramsTuple?: []; params?: {} }
    'v1.lost_reasons.aggregate': { paramsTuple?: []; params?: {} }
    'v1.deal_moves.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_wins.win': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_wins.mark_won': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_losses.lose': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_losses.mark_lost': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_reopenings.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.store': { paramsTuple?: []; params?: {} }
    'v1.deals.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.deals.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.deals.query': { paramsTuple?: []; params?: {} }
    'v1.deals.aggregate': { paramsTuple?: []; params?: {} }
    'v1.import_cancellations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.import_reversions.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.imports.store': { paramsTuple?: []; params?: {} }
    'v1.imports.query': { paramsTuple?: []; params?: {} }
    'v1.imports.aggregate': { paramsTuple?: []; params?: {} }
    'v1.all_readings.store': { paramsTuple?: []; params?: {} }
    'v1.notification_readings.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notification_readings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notifications.query': { paramsTuple?: []; params?: {} }
    'v1.notifications.aggregate': { paramsTuple?: []; params?: {} }
    'v1.attachment_links.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.attachments.query': { paramsTuple?: []; params?: {} }
    'v1.attachments.aggregate': { paramsTuple?: []; params?: {} }
    'v1.attachment_uploads.store': { paramsTuple?: []; params?: {} }
    'v1.uploaded_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.association_labels_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes_attachments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_previews.store': { paramsTuple?: []; params?: {} }
    'v1.emails.store': { paramsTuple?: []; params?: {} }
    'v1.emails.query': { paramsTuple?: []; params?: {} }
    'v1.emails.aggregate': { paramsTuple?: []; params?: {} }
    'v1.email_templates.store': { paramsTuple?: []; params?: {} }
    'v1.email_templates.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.email_templates.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.email_templates.query': { paramsTuple?: []; params?: {} }
    'v1.email_templates.aggregate': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.store': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.query': { paramsTuple?: []; params?: {} }
    'v1.email_suppressions.aggregate': { paramsTuple?: []; params?: {} }
    'v1.email_settings_tests.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_events_urls.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_settings.store': { paramsTuple?: []; params?: {} }
    'v1.email_settings.query': { paramsTuple?: []; params?: {} }
    'v1.email_settings.aggregate': { paramsTuple?: []; params?: {} }
    'v1.email_unsubscribes.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.email_events.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.loyalty_entries.store': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.query': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.aggregate': { paramsTuple?: []; params?: {} }
    'v1.loyalty_entries.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty.post_customers_loyalty_points': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty.post_customers_loyalty_recount': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.store': { paramsTuple?: []; params?: {} }
    'v1.products.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.products.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.products.query': { paramsTuple?: []; params?: {} }
    'v1.products.aggregate': { paramsTuple?: []; params?: {} }
    'v1.price_books.store': { paramsTuple?: []; params?: {} }
    'v1.price_books.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.price_books.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.price_books.query': { paramsTuple?: []; params?: {} }
    'v1.price_books.aggregate': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.store': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.query': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.aggregate': { paramsTuple?: []; params?: {} }
    'v1.price_book_entries.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.relate_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.store': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.query': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.aggregate': { paramsTuple?: []; params?: {} }
    'v1.deal_lines.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.relate_of_products': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.store': { paramsTuple?: []; params?: {} }
    'v1.quotes.query': { paramsTuple?: []; params?: {} }
    'v1.quotes.aggregate': { paramsTuple?: []; params?: {} }
    'v1.quotes.relate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quote_lines.query': { paramsTuple?: []; params?: {} }
    'v1.quote_lines.aggregate': { paramsTuple?: []; params?: {} }
    'v1.products.post_quotes_refresh': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.post_quotes_send': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.post_quotes_accept': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.post_quotes_decline': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.store': { paramsTuple?: []; params?: {} }
    'v1.webhooks.query': { paramsTuple?: []; params?: {} }
    'v1.webhooks.aggregate': { paramsTuple?: []; params?: {} }
    'v1.webhook_deliveries.query': { paramsTuple?: []; params?: {} }
    'v1.webhook_deliveries.aggregate': { paramsTuple?: []; params?: {} }
    'v1.webhooks.post_webhooks_pause': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.post_webhooks_resume': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.post_webhooks_rotate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.post_webhooks_test': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.post_webhooks_replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.webhooks.post_webhooks_deliveries_delivery_replay': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'delivery': ParamValue} }
    'v1.webhooks.post_webhook_deliveries_replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  DELETE: {
    'auth.refresh_tokens.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'auth.two_factor.destroy': { paramsTuple?: []; params?: {} }
    'my_avatar.destroy': { paramsTuple?: []; params?: {} }
    'organizations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profiles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'roles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'permissions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_roles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api_keys.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'association_labels.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'vendors.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_scores.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'customers.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'customers.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'people.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'exchange_rates.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'custom_fields.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'meetings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'calls.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'notes.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'messages.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'calendar_feeds.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'attachments.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'attachment_uploads.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'emails.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_templates.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_suppressions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_settings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty_entries.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'loyalty_entries.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'products.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.destroy_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'price_book_entries.destroy_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.destroy_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'quotes.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'webhooks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.auth.refresh_tokens.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.auth.two_factor.destroy': { paramsTuple?: []; params?: {} }
    'v1.my_avatar.destroy': { paramsTuple?: []; params?: {} }
    'v1.organizations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profiles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.roles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.permissions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_roles.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.invitations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.api_keys.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.association_labels.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.vendors.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_scores.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.customers.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.customers.destroy_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.people.destroy_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.exchange_rates.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.custom_fields.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.meetings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.calls.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.notes.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.messages.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.calendar_feeds.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.dissociate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.attachments.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.attachment_uploads.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.emails.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_templates.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_suppressions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_settings.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty_entries.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.loyalty_entries.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.products.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.destroy_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.price_book_entries.destroy_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.destroy_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.quotes.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.destroy_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.webhooks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  PUT: {
    'me.update': { paramsTuple?: []; params?: {} }
    'my_avatar.update': { paramsTuple?: []; params?: {} }
    'organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organizations.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profiles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api_keys.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'association_labels.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'plugins.update': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'employees.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'employees.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'vendors.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lead_scores.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'customers.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'customers.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'people.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'exchange_rates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'custom_fields.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'meetings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'calls.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'messages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'pipelines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'attachments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'upload_links.update': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'email_templates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_suppressions.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_settings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.update_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'price_book_entries.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'quotes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'webhooks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.me.update': { paramsTuple?: []; params?: {} }
    'v1.my_avatar.update': { paramsTuple?: []; params?: {} }
    'v1.organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.organizations.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profiles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.api_keys.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.association_labels.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.plugins.update': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'v1.employees.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.employees.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.vendors.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lead_scores.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.customers.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.customers.update_logo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.people.update_avatar': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.exchange_rates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.custom_fields.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.meetings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.calls.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.messages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.pipelines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.associate': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'id': ParamValue,'other': ParamValue,'other_id': ParamValue} }
    'v1.attachments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.upload_links.update': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'v1.email_templates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_suppressions.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_settings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.update_photo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.price_book_entries.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.quotes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.webhooks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  PATCH: {
    'me.update': { paramsTuple?: []; params?: {} }
    'organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_profiles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api_keys.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'association_labels.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'plugins.update': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'employees.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'vendors.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'leads.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'people.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'exchange_rates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'custom_fields.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'meetings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'calls.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'messages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipelines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pipeline_stages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'lost_reasons.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deals.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'notification_preferences.update': { paramsTuple?: []; params?: {} }
    'attachments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_templates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_suppressions.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'email_settings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'products.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_books.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'price_book_entries.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'price_book_entries.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deal_lines.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'deal_lines.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'quotes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'quotes.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'webhooks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.me.update': { paramsTuple?: []; params?: {} }
    'v1.organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_organizations.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_profiles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.user_roles.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.api_keys.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.association_labels.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.plugins.update': { paramsTuple: [ParamValue]; params: {'plugin': ParamValue} }
    'v1.employees.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.vendors.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.leads.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.people.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.exchange_rates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.custom_fields.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.meetings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.calls.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.messages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipelines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.pipeline_stages.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.lost_reasons.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deals.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.notification_preferences.update': { paramsTuple?: []; params?: {} }
    'v1.attachments.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_templates.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_suppressions.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.email_settings.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.products.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_books.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.price_book_entries.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.price_book_entries.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.deal_lines.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.deal_lines.update_related_of_products': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.quotes.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.quotes.update_related': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'related_id': ParamValue} }
    'v1.webhooks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}