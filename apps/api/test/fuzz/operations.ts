import type { TokenScope } from '@weir/contract';

/** A JSON schema, as far as the document uses it. */
export type Schema = {
  $ref?: string;
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'array' | 'object';
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  propertyNames?: Schema;
  additionalProperties?: boolean | Schema;
};

export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema };
type Content = Record<string, { schema: Schema; example?: unknown }>;
type Documented = {
  operationId: string;
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { content: Content };
  security?: Record<string, TokenScope[]>[];
};
type Components = { schemas: Record<string, Schema>; parameters: Record<string, Parameter> };
export type Document = { paths: Record<string, Record<string, Documented>>; components: Components };

type Body = { type: string; schema: Schema; example: unknown };
export type Operation = {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body: Body | null;
  /** Who may call: everybody, those signed in, guests with their link. */
  access: 'everybody' | 'signedIn' | 'guest';
  /** The scope that a token needs, `any`, or null where no token is accepted. */
  scope: TokenScope | 'any' | null;
};

/** Every call that the document describes. */
export function operationsOf({ paths, components }: Document): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId, parameters = [], requestBody, security = [] }]) => {
      const [[type, content] = []] = Object.entries(requestBody?.content ?? {});
      const scopes = security.find((each) => each.token)?.token;
      return {
        ...{ id: operationId, method: method.toUpperCase(), path },
        parameters: parameters.map((each) =>
          '$ref' in each ? (components.parameters[lastOf(each.$ref)] as Parameter) : each,
        ),
        body: type && content ? { type, schema: content.schema, example: content.example } : null,
        access:
          security.length === 0 ? 'everybody' : security.some((each) => each.guest) ? 'guest' : 'signedIn',
        scope: scopes ? (scopes[0] ?? 'any') : null,
      };
    }),
  );
}

export function resolved(schema: Schema, { components }: Document): Schema {
  return schema.$ref ? (components.schemas[lastOf(schema.$ref)] as Schema) : schema;
}

function lastOf(ref: string): string {
  return ref.split('/').at(-1) as string;
}
