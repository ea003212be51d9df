/** Closes something that was opened. */
export type Close = () => Promise<void>

/**
 * What is to be closed before the database is. A command that never opened
 * anything loads none of the code that could: the one that makes the tables of
 * new models has no class for them yet.
 */
export const shutdownHooks = new Set<Close>()
