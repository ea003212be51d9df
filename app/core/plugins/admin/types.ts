import type { Maybe, ResourceName } from '#core/plugins/api'
import type { Context } from '#core/plugins/context'
import type { Json } from '#core/plugins/rights/types'
import type { InputValidator } from '#core/resources/define_resource'

/**
 * What a plugin adds to the superusers' pages of an organization where it is on. Its views are in
 * its folder `views`, by `<id>::<name>`; what they are given is read in the transaction of the
 * page, which cannot write. What fails says so in its place, with the plugin's name, and is logged.
 */
export interface Admin<S = unknown> {
  readonly menu?: readonly MenuEntry[]
  /** By the page where they are shown: `{ 'customers.show': { view: 'loyalty::card' } }`. */
  readonly cards?: { readonly [R in `${ResourceName}.show`]?: AdminCard<S> }
  /**
   * What can be done with a record from its page, by resource and by a name in kebab-case:
   * `{ customers: { 'give-points': { label: 'Give points', route: '/loyalty/points' } } }`.
   */
  readonly actions?: { readonly [R in ResourceName]?: Readonly<Record<string, AdminAction>> }
  /**
   * Pages of its own, by the end of their paths in kebab-case:
   * `/admin/organizations/<organization>/plugins/<id>/pages/<path>`.
   */
  readonly pages?: Readonly<Record<string, AdminPage<S>>>
  /**
   * Lists of records beside another one, by its page: `{ 'deals.show': [{ resource: 'tasks', by:
   * 'deal_id' }] }`. A resource that has a `parent` is listed on the parent's page anyway.
   */
  readonly related?: { readonly [R in `${ResourceName}.show`]?: readonly RelatedList[] }
  /**
   * What can be done from the page of the plugin's settings, by a name in kebab-case, by those who may
   * set plugins up: `{ 'send-test': { label: 'Send a test', handle } }`.
   */
  readonly settingsActions?: Readonly<Record<string, PageForm<S>>>
  /** On the page of the organization. */
  readonly tiles?: readonly AdminTile<S>[]
}

/** An entry of the admin's menu of an organization. */
export interface MenuEntry {
  readonly label: string
  /** Under the organization's pages: `customers?extensions.loyalty.tier=gold`. */
  readonly path: string
}

/** A card on a page of the admin. */
export interface AdminCard<S = unknown> {
  /** The view, in the plugin's folder `views`: `loyalty::card`. It is given `record`. */
  readonly view: string
  /** What the view is given besides the record. In the transaction of the page, which only reads. */
  state?(context: Context<S>, record: Json): Maybe<Json>
}

/** Something that is done with a record by a route of the plugin, which the API has, too. */
export interface AdminAction {
  /** What its button says: `Give points`. */
  readonly label: string
  /**
   * The path of the plugin's route under such a record, which takes no parameters: `/loyalty/points`;
   * of a command a slash and its name: `/send`.
   * Its permission is asked, and what its `body` describes is the form.
   */
  readonly route: string
  /** Of that route; `POST` by default. A `GET` is a link to the page, or to the file, that it answers. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** A sentence to be read before it is done: `The points cannot be taken back.` */
  readonly confirm?: string
  /** What is said when it is done: `Points given.` */
  readonly done?: string
  /** Whether it can be done with many records at once, chosen in their list. */
  readonly bulk?: boolean
  /**
   * Whether the page of a record offers it, by the record as the API answers it; always by default.
   * It keeps no one from doing it: what must not be done the route refuses.
   */
  isShown?(record: Json): boolean
}

/** A page of a plugin. */
export interface AdminPage<S = unknown> {
  readonly title: string
  /** Without it the answer is 403: `loyalty-entries:read`. */
  readonly permission: string
  readonly view: string
  /** What the view is given. @param parameters the query string */
  state?(context: Context<S>, parameters: Json): Maybe<Json>
  /** Whether the organization's menu has it; not by default. */
  readonly menu?: boolean
  /** A form below the view. */
  readonly submit?: PageForm<S>
}

/** What can be done from a page of a plugin, or from that of its settings. */
export interface PageForm<S = unknown> {
  /** What its button says. */
  readonly label: string
  /** Asked besides that of the page; besides `plugins:manage` on the page of the settings. */
  readonly permission?: string
  /** What it takes, from which the inputs are made: `strictObject(vine.object({ … }))`. */
  readonly body?: InputValidator
  readonly confirm?: string
  /** What is said when it is done. */
  readonly done?: string
  /** In one transaction, which what it throws undoes. @param context with what was typed, as `body` reads it */
  handle(context: PageContext<S>): Maybe<void>
}

/** What a form of a page is handled with. */
export interface PageContext<S = unknown> extends Context<S> {
  readonly body: Json
}

/** Records of a resource that belong to the record of a page: the newest ten that the viewer may read. */
export interface RelatedList {
  readonly resource: ResourceName
  /** Their field that holds the id of the record: `deal_id`. */
  readonly by: string
  /** The fields that are shown; those of their list by default. */
  readonly columns?: readonly string[]
  /** The name of the resource by default. */
  readonly title?: string
}

/** A figure, or a view, on the page of an organization. */
export type AdminTile<S = unknown> = FigureTile<S> | ViewTile<S>

export interface FigureTile<S = unknown> {
  readonly title: string
  /** Where its title leads, under the organization's pages: `loyalty-entries`. */
  readonly path?: string
  /** A number, or a short text; null where there is nothing to say. */
  value(context: Context<S>): Maybe<string | number | null>
}

export interface ViewTile<S = unknown> {
  readonly title: string
  readonly path?: string
  readonly view: string
  /** What the view is given. */
  state?(context: Context<S>): Maybe<Json>
}
