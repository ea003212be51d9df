import env from '#start/env'

/** How refresh tokens are exchanged. */
export const refreshTokens = {
  /**
   * Seconds for which a token that was just exchanged answers the same pair again, to
   * a second tab or a repeated request; 0 for not at all.
   */
  graceSeconds: env.get('REFRESH_GRACE_SECONDS', 10),
}
