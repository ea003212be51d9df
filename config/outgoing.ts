import env from '#start/env'
import { commaSeparated } from '#core/support/comma_separated'

/**
 * Private networks and addresses that plugins may ask besides the internet: services in the same
 * network, or what runs on the computer of somebody who develops.
 */
export const allowedNetworks = commaSeparated(env.get('PLUGINS_HTTP_ALLOW', ''))
