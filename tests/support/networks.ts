import { http } from '#config/app'

/** Believes what each request says of its client's address. @returns what ends that */
export function believeClients(): () => void {
  const { trustProxy } = http
  http.trustProxy = () => true
  return () => {
    http.trustProxy = trustProxy
  }
}
