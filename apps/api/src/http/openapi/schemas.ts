import type { StandardSchemaConverter } from '@nestjs/swagger';
import { z } from 'zod';

type Json = Record<string, unknown>;

type Draft = 'draft-2020-12' | 'draft-07';

/**
 * JSON Schema 2020-12, as in OpenAPI 3.1, or draft 7, as in AsyncAPI. A schema with an id becomes a component of that name.
 */
export function componentsOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  target: Draft = 'draft-2020-12',
): { schema: Json; components: Record<string, Json> } {
  const {
    $defs,
    definitions,
    $schema: _,
    ...root
  } = z.toJSONSchema(schema, {
    io,
    target,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      if (def.type === 'pipe' && jsonSchema.type === 'string') writeAsNumber(def.out, jsonSchema);
      dropBoundsOfDoubles(jsonSchema);
    },
  }) as Json & Definitions;
  const components = Object.entries($defs ?? definitions ?? {}).map(([name, each]) => [
    name,
    withComponentRefs(each) as Json,
  ]);
  return { schema: withComponentRefs(root) as Json, components: Object.fromEntries(components) };
}

/** A number in a path or a query is digits for the server, and a number for everybody else. */
function writeAsNumber(read: z.core.$ZodType, written: Json): void {
  const { $schema: _, ...number } = z.toJSONSchema(read, { unrepresentable: 'any' }) as Json;
  if (number.type !== 'integer') return;
  delete written.pattern;
  Object.assign(written, number);
}

/** Zod bounds every integer by what a double can represent. */
function dropBoundsOfDoubles(schema: Json): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

type Definitions = { $defs?: Record<string, Json>; definitions?: Record<string, Json> };

/** Marks the schema of a body that can be left out, which JSON Schema can't say. */
export const optionalBody = 'x-optional';

export const convert: StandardSchemaConverter = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const converted = componentsOf(schema, schemaType);
  if (!(schema instanceof z.ZodOptional)) return converted;
  return { ...converted, schema: { ...converted.schema, [optionalBody]: true } };
};

/**
 * Rewrites `#/$defs/Card` (draft 7: `#/definitions/Card`) to the document's components, and removes ids, which are the components' names, and the long patterns
 * that repeat a format.
 */
function withComponentRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withComponentRefs);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(key === 'id' && typeof inner === 'string'))
      .filter(([key]) => !(key === 'pattern' && 'format' in value))
      .map(([key, inner]) =>
        key === '$ref'
          ? [key, String(inner).replace(/^#\/(\$defs|definitions)\//, '#/components/schemas/')]
          : [key, withComponentRefs(inner)],
      ),
  );
}
