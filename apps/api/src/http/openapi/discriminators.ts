import type { OpenAPIObject } from '@nestjs/swagger';

type Schema = { $ref?: string; properties?: Record<string, { enum?: unknown[]; const?: unknown }> };

const toSchemas = '#/components/schemas/';

/**
 * Names the property that distinguishes the members of a union, where each is a component with another value of it. Refusals of one
 * call don't need it: their `code` is in the schema of each.
 */
export function addDiscriminators(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema & { oneOf?: Schema[] }>;
  for (const schema of Object.values(schemas)) {
    const names = schema.oneOf?.map(({ $ref }) => $ref?.slice(toSchemas.length));
    if (!names?.every((name) => name !== undefined)) continue;
    const members = names.map((name) => schemas[name]);
    // The code identifies a problem. Its type has the same code, as a path.
    const propertyName = ['code', ...Object.keys(members[0]?.properties ?? {})].find(
      (property) =>
        new Set(members.map((member) => onlyValue(member, property))).size === members.length &&
        members.every((member) => onlyValue(member, property) !== undefined),
    );
    if (!propertyName) continue;
    const mapping = names.map((name, at) => [onlyValue(members[at], propertyName), toSchemas + name]);
    Object.assign(schema, { discriminator: { propertyName, mapping: Object.fromEntries(mapping) } });
  }
}

/** The only value of a property, if it has just one. */
function onlyValue(schema: Schema | undefined, property: string): string | undefined {
  const { enum: values, const: only } = schema?.properties?.[property] ?? {};
  const value = only ?? (values?.length === 1 ? values[0] : undefined);
  return typeof value === 'string' ? value : undefined;
}
