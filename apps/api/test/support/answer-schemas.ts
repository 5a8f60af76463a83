import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Response = { content?: Record<string, { schema?: object }> };
type Shared = { $ref: string };
type Document = {
  paths: Record<string, Record<string, { responses: Record<string, Response | Shared> }>>;
  components: { schemas: Record<string, object>; responses: Record<string, Response> };
};
type Answer = { status: number; type: string; body: unknown };

/**
 * Checks every answer that a test sees against the API's own OpenAPI document: the route documents the status,
 * and the body matches the schema documented for it.
 */
export class AnswerSchemas {
  // It stops at the first error: to find all of them in every branch of a union took most of the time of a large answer.
  private readonly ajv = addFormats.default(new Ajv2020({ strict: false }));
  private readonly routes: { method: string; pattern: RegExp; template: string }[];
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly document: Document;

  constructor(document: Document) {
    this.document = document;
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      this.ajv.addSchema({ $id: name, ...byName(schema) });
    }
    this.routes = Object.entries(document.paths)
      .flatMap(([template, item]) =>
        Object.keys(item).map((method) => ({ method: method.toUpperCase(), template })),
      )
      .map((route) => ({ ...route, pattern: new RegExp(`^${route.template.replace(/\{\w+\}/g, '[^/]+')}$`) }))
      // Literal segments win over parameters, as in the router.
      .toSorted((one, other) => one.template.split('{').length - other.template.split('{').length);
  }

  check(method: string, path: string, { status, type, body }: Answer): void {
    const route = this.routes.find(
      (each) => each.method === method && each.pattern.test(path.split('?', 1)[0] ?? ''),
    );
    // An unknown or unreadable address has no operation in the document.
    if (!route || status === 304 || type === 'text/event-stream') return;
    const where = `${method} ${route.template} ${status}`;
    const response = this.responseOf(
      this.document.paths[route.template]?.[method.toLowerCase()]?.responses[status],
    );
    if (!response) throw new Error(`${where}: an undocumented status, with ${JSON.stringify(body)}`);
    const schema = response.content?.[type]?.schema;
    if (!schema) {
      if (body === '') return;
      throw new Error(`${where}: an undocumented body of type ${type}`);
    }
    const isValid = this.compile(where, schema);
    if (isValid(body)) return;
    const errors = isValid.errors
      ?.slice(0, 5)
      .map(({ instancePath, message }) => `${instancePath} ${message}`);
    throw new Error(
      `${where}: not the documented body: ${errors?.join('; ')}: ${JSON.stringify(body).slice(0, 500)}`,
    );
  }

  private responseOf(documented: Response | Shared | undefined): Response | undefined {
    if (!documented || !('$ref' in documented)) return documented;
    return this.document.components.responses[documented.$ref.replace('#/components/responses/', '')];
  }

  private compile(where: string, schema: object): ValidateFunction {
    const known = this.compiled.get(where);
    if (known) return known;
    const compiled = this.ajv.compile(byName(schema));
    this.compiled.set(where, compiled);
    return compiled;
  }
}

/**
 * Rewrites references to components into references to the schemas added by name. The document lets answers have more properties,
 * for later versions; this version must send those that it documents and no others.
 */
function byName(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"'), (_, value: unknown) =>
    isObjectSchema(value) && !('additionalProperties' in value)
      ? { ...value, additionalProperties: false }
      : value,
  );
}

function isObjectSchema(value: unknown): value is { type: 'object'; properties: object } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'object' &&
    'properties' in value
  );
}
