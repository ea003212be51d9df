import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'liveness': { paramsTuple?: []; params?: {} }
    'readiness': { paramsTuple?: []; params?: {} }
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
    'customers.export': { paramsTuple?: []; params?: {} }
    'customers.export_csv': { paramsTuple?: []; params?: {} }
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
    'v1.customers.export': { paramsTuple?: []; params?: {} }
    'v1.customers.export_csv': { paramsTuple?: []; params?: {} }
  }
  GET: {
    'liveness': { paramsTuple?: []; params?: {} }
    'readiness': { paramsTuple?: []; params?: {} }
    'customer_statistics.show': { paramsTuple?: []; params?: {} }
    'customers.index': { paramsTuple?: []; params?: {} }
    'customers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.export': { paramsTuple?: []; params?: {} }
    'customers.export_csv': { paramsTuple?: []; params?: {} }
    'v1.customer_statistics.show': { paramsTuple?: []; params?: {} }
    'v1.customers.index': { paramsTuple?: []; params?: {} }
    'v1.customers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.export': { paramsTuple?: []; params?: {} }
    'v1.customers.export_csv': { paramsTuple?: []; params?: {} }
  }
  HEAD: {
    'liveness': { paramsTuple?: []; params?: {} }
    'readiness': { paramsTuple?: []; params?: {} }
    'customer_statistics.show': { paramsTuple?: []; params?: {} }
    'customers.index': { paramsTuple?: []; params?: {} }
    'customers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.export': { paramsTuple?: []; params?: {} }
    'customers.export_csv': { paramsTuple?: []; params?: {} }
    'v1.customer_statistics.show': { paramsTuple?: []; params?: {} }
    'v1.customers.index': { paramsTuple?: []; params?: {} }
    'v1.customers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.export': { paramsTuple?: []; params?: {} }
    'v1.customers.export_csv': { paramsTuple?: []; params?: {} }
  }
  POST: {
    'customer_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customer_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.store': { paramsTuple?: []; params?: {} }
    'customers.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'customers.bulk_delete': { paramsTuple?: []; params?: {} }
    'customers.bulk_update': { paramsTuple?: []; params?: {} }
    'v1.customer_activations.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customer_activations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.store': { paramsTuple?: []; params?: {} }
    'v1.customers.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.bulk_delete': { paramsTuple?: []; params?: {} }
    'v1.customers.bulk_update': { paramsTuple?: []; params?: {} }
  }
  PUT: {
    'customers.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  PATCH: {
    'customers.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  DELETE: {
    'customers.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'v1.customers.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}