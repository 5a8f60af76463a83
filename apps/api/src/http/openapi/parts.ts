import type { OpenAPIObject } from '@nestjs/swagger';

type Operations = Record<string, { tags?: string[] }>;
type Components = Record<string, Record<string, object>>;

/** The path of the document of one group of calls. */
export function pathOfPart(tag: string): string {
  return `/v1/openapi/${tag.toLowerCase().replaceAll(' ', '-')}.json`;
}

/** The calls of one group, with the components that they need: as much as an agent can read. */
export function partOf(document: OpenAPIObject, tag: string): OpenAPIObject {
  const { webhooks = {} } = document as { webhooks?: Record<string, Operations> };
  const ofTag = (items: object) =>
    Object.fromEntries(
      Object.entries(items as Record<string, Operations>).flatMap(([path, operations]) => {
        const own = Object.entries(operations).filter(([, { tags }]) => tags?.includes(tag));
        return own.length > 0 ? [[path, Object.fromEntries(own)]] : [];
      }),
    );
  const calls = { paths: ofTag(document.paths), webhooks: ofTag(webhooks) };
  const { securitySchemes, ...components } = document.components as unknown as Components;
  return {
    ...document,
    ...calls,
    tags: document.tags?.filter(({ name }) => name === tag) ?? [],
    components: { securitySchemes, ...neededBy(calls, components) },
  } as OpenAPIObject;
}

/** The components that a value refers to, directly or through others. */
function neededBy(value: object, components: Components): Components {
  const needed: Components = {};
  const follow = (part: object): void => {
    for (const [, kind, name] of JSON.stringify(part).matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
      const component = components[kind as string]?.[name as string];
      if (!component || needed[kind as string]?.[name as string]) continue;
      needed[kind as string] = { ...needed[kind as string], [name as string]: component };
      follow(component);
    }
  };
  follow(value);
  return needed;
}
