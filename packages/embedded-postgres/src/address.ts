/** Loopback only: the server is for the processes of this machine. */
export const HOST = '127.0.0.1'
