import type { OpenAPIObject } from '@nestjs/swagger';

const toComponents = '#/components/schemas/';

/**
 * Lets answers have more properties than the document names, because later versions add some. What a caller sends stays
 * closed: the API refuses properties that it does not know.
 */
export function openAnswers(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, unknown>;
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item as object));
  const sent = new Set<string>();
  for (const { requestBody, parameters } of operations)
    collectComponents([requestBody, parameters], schemas, sent);
  for (const { responses } of operations) open(responses);
  for (const [name, schema] of Object.entries(schemas)) if (!sent.has(name)) open(schema);
}

/** The names of all components that a value needs, directly or through others. */
function collectComponents(value: unknown, schemas: Record<string, unknown>, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== '$ref' || typeof inner !== 'string') {
      collectComponents(inner, schemas, found);
      continue;
    }
    const name = inner.slice(toComponents.length);
    if (found.has(name)) continue;
    found.add(name);
    collectComponents(schemas[name], schemas, found);
  }
}

/** Lets all objects in a schema have more properties. */
export function open(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if ('additionalProperties' in value && value.additionalProperties === false)
    delete value.additionalProperties;
  for (const inner of Object.values(value)) open(inner);
}
