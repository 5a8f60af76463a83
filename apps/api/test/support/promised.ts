import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Response = { content?: Record<string, { schema?: object }> };
type Document = {
  paths: Record<string, Record<string, { responses: Record<string, Response> }>>;
  components: { schemas: Record<string, object> };
};
type Answer = { status: number; type: string; body: unknown };

/**
 * Holds every answer that a test sees to the API's own OpenAPI document: the status is one that the route
 * promises, and the body is of the schema that it promises there.
 */
export class Promised {
  private readonly ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
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
      // What is written out comes before what a parameter stands for, as the router has it.
      .toSorted((one, other) => one.template.split('{').length - other.template.split('{').length);
  }

  check(method: string, path: string, { status, type, body }: Answer): void {
    const route = this.routes.find(
      (each) => each.method === method && each.pattern.test(path.split('?', 1)[0] ?? ''),
    );
    // An address that is none, or can't be read, has no promises but those of every problem.
    if (!route || status === 304 || type === 'text/event-stream') return;
    const where = `${method} ${route.template} ${status}`;
    const response = this.document.paths[route.template]?.[method.toLowerCase()]?.responses[status];
    if (!response)
      throw new Error(`${where}: a status that OpenAPI does not promise, with ${JSON.stringify(body)}`);
    const schema = response.content?.[type]?.schema;
    if (!schema) {
      if (body === '') return;
      throw new Error(`${where}: a body of type ${type} that OpenAPI does not promise`);
    }
    const isRight = this.compile(where, schema);
    if (isRight(body)) return;
    const errors = isRight.errors
      ?.slice(0, 5)
      .map(({ instancePath, message }) => `${instancePath} ${message}`);
    throw new Error(
      `${where}: not what OpenAPI promises: ${errors?.join('; ')}: ${JSON.stringify(body).slice(0, 500)}`,
    );
  }

  private compile(where: string, schema: object): ValidateFunction {
    const known = this.compiled.get(where);
    if (known) return known;
    const compiled = this.ajv.compile(byName(schema));
    this.compiled.set(where, compiled);
    return compiled;
  }
}

/** References as they are once each component is a schema of its own. */
function byName(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"'));
}
