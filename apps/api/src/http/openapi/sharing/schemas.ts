import type { OpenAPIObject } from '@nestjs/swagger';
import { capitalised, toSchemas } from './names.js';

type Schema = { [key: string]: unknown; $ref?: string; properties?: Record<string, Schema> };
/** Where a schema is: the names of its component and of the properties around it, from the outside in. */
type Place = readonly string[];
type Form = { uses: number; place: Place };

/** About how long a reference to a component is. */
const refLength = 50;
/** How many characters a component saves at least: fewer are not worth a name. */
const leastSaving = 100;
/** Words that say nothing on their own. */
const vague = new Set([
  'from',
  'to',
  'change',
  'changes',
  'data',
  'item',
  'items',
  'last',
  'id',
  'by',
  'open',
]);

/**
 * Moves schemas that the document repeats to its components. Events repeat the fields of cards and requests, which is most of the
 * document. A component is named after the property that has it first: `ColumnId`, or `CardChangeFrom`, after what is around it.
 */
export function shareSchemas(document: OpenAPIObject): void {
  const components = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const { webhooks = {} } = document as { webhooks?: object };
  const bodies = [...bodiesOf(document.paths), ...bodiesOf(webhooks)];
  shareDescriptions(components, [...Object.values(components), ...bodies.map(({ schema }) => schema)]);
  const forms = new Map<string, Form>();
  for (const [name, schema] of Object.entries(components)) countInside(schema, [name], forms);
  for (const { schema, name } of bodies) countInside(schema, [name], forms);

  const names = namesOf(forms, components);
  const added: Record<string, Schema> = {};
  const share = (schema: Schema): Schema => {
    const name = names.get(JSON.stringify(schema));
    if (name === undefined) return mapInside(schema, share);
    if (!(name in components)) added[name] ??= mapInside(schema, share);
    return { $ref: toSchemas + name };
  };
  for (const [name, schema] of Object.entries(components)) components[name] = mapInside(schema, share);
  for (const body of bodies) body.media.schema = mapInside(body.schema, share);
  document.components = { ...document.components, schemas: { ...components, ...added } as never };
}

/** Counts the schemas inside one. What is in a repeated schema counts once. */
function countInside(schema: Schema, place: Place, forms: Map<string, Form>): void {
  mapInside(schema, (inner, name) => {
    const text = JSON.stringify(inner);
    const innerPlace = [...place, ...(name === undefined ? nameOfMember(inner) : [name])];
    const known = forms.get(text);
    if (known) known.uses++;
    else {
      forms.set(text, { uses: 1, place: innerPlace });
      countInside(inner, innerPlace, forms);
    }
    return inner;
  });
}

/** A member of a list or a union has no name of its own. An event is named after its type, a change after what changed. */
function nameOfMember({ properties = {} }: Schema): string[] {
  const { enum: types } = (properties.type ?? {}) as { enum?: string[] };
  if (types?.length === 1)
    return [String(types[0]).replace(/\.(.)/g, (_, letter: string) => letter.toUpperCase())];
  const keys = Object.keys(properties);
  const changed = keys.filter((key) => key !== 'from' && key !== 'to').at(0);
  return changed && keys.length > 1 && ('to' in properties || 'from' in properties)
    ? [`${changed}Change`]
    : [];
}

/** The names of the schemas to share, by their text. */
function namesOf(forms: Map<string, Form>, components: Record<string, Schema>): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, schema] of Object.entries(components)) {
    const text = JSON.stringify(schema);
    if (text.length > refLength && !names.has(text)) names.set(text, name);
  }
  const taken = new Set(Object.keys(components));
  for (const [text, { uses, place }] of forms) {
    const saving = (uses - 1) * text.length - uses * refLength;
    if (names.has(text) || saving < leastSaving || text.startsWith('{"$ref"')) continue;
    const name = candidates(place).find((each) => !taken.has(each) && !(each in globalThis));
    if (name === undefined) continue;
    taken.add(name);
    names.set(text, name);
  }
  return names;
}

/** “Lease”, “CardChangeLease”, “CardClaimedEventCardChangeLease”. */
function candidates(place: Place): string[] {
  const last = place.at(-1) as string;
  const around = place.slice(0, -1).filter((part) => part !== 'from' && part !== 'to');
  const parts = [...around, last].map(capitalised);
  const shortest = vague.has(last) ? 2 : 1;
  return Array.from({ length: parts.length }, (_, at) => parts.slice(-(shortest + at)).join(''));
}

/** A component has the words itself with which most properties describe it. */
function shareDescriptions(components: Record<string, Schema>, schemas: readonly Schema[]): void {
  const uses = new Map<string, Schema[]>();
  const collect = (schema: Schema): Schema => {
    if (schema.$ref) uses.set(schema.$ref, [...(uses.get(schema.$ref) ?? []), schema]);
    return mapInside(schema, collect);
  };
  for (const schema of schemas) collect(schema);
  for (const [ref, sites] of uses) {
    const component = components[ref.slice(toSchemas.length)];
    const [[usual, same] = ['', []]] = [
      ...Map.groupBy(
        sites.filter(({ description }) => description),
        ({ description }) => String(description),
      ),
    ].toSorted(([, one], [, other]) => other.length - one.length);
    if (!component || component.description || same.length * 2 <= sites.length) continue;
    component.description = usual;
    for (const site of same) delete site.description;
  }
}

type Body = { media: { schema: Schema }; schema: Schema; name: string };

/** What calls and webhooks send and answer. */
function bodiesOf(items: object): Body[] {
  return Object.values(items)
    .flatMap((item) => Object.values(item as object))
    .flatMap(({ operationId = '', requestBody, responses }) =>
      [requestBody, ...Object.values(responses)].flatMap(({ content = {} } = {}) =>
        Object.values(content as Record<string, { schema?: Schema }>).flatMap((media) =>
          media.schema
            ? [{ media: media as { schema: Schema }, schema: media.schema, name: operationId }]
            : [],
        ),
      ),
    );
}

/** The same schema with others directly inside it. A property has a name; a member of a list or a union has none. */
function mapInside(schema: Schema, map: (inner: Schema, name?: string) => Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'properties')
        return [
          key,
          Object.fromEntries(
            Object.entries(value as Record<string, Schema>).map(([name, inner]) => [name, map(inner, name)]),
          ),
        ];
      if (unions.includes(key)) return [key, (value as Schema[]).map((inner) => map(inner))];
      if (inners.includes(key) && typeof value === 'object' && value !== null)
        return [key, map(value as Schema)];
      return [key, value];
    }),
  );
}

const unions = ['anyOf', 'oneOf', 'allOf'];
const inners = ['items', 'additionalProperties', 'propertyNames'];
