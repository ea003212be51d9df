import { allowedHosts, allowedOrigins, appKey } from '#config/app'
import { throttling } from '#config/throttle'
import env from '#start/env'
import type { ProductionSettings } from '#core/health/production_check'

/** The settings of this process, for the checks that judge them. */
export const settings: ProductionSettings = {
  appKey: appKey.release(),
  debug: env.get('DEBUG', false),
  throttled: throttling.isOn,
  appUrl: env.get('APP_URL'),
  smtpHost: env.get('SMTP_HOST'),
  smtpTls: env.get('SMTP_TLS'),
  allowedHosts,
  allowedOrigins,
}
