import type { Resource } from '#core/resources/define_resource'

const declared = new Map<string, Resource>()

/** Every resource there is, by its name. Filled once, at start-up, by the modules in config/plugins.ts. */
export const resources: ReadonlyMap<string, Resource> = declared

/** Makes a resource known. What is not known has neither routes nor permissions. */
export function declareResource(resource: Resource): void {
  declared.set(resource.name, resource)
}

/** Takes back what a module declared that cannot run after all. */
export function withdrawResource({ name }: Resource): void {
  declared.delete(name)
}
