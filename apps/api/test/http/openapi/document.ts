type Parameter = { name: string; in: string; description?: string };
export type Schema = { $ref?: string; description?: string; properties?: Record<string, Schema> };
type Response = { $ref?: string; content?: Record<string, { schema?: Schema }>; headers?: object };
export type Property = { $ref?: string; description?: string; example?: unknown };
export type Operation = {
  operationId?: string;
  tags?: string[];
  description?: string;
  summary?: string;
  parameters?: (Parameter | { $ref: string })[];
  responses: Record<string, Response>;
  security?: object[];
};
/** The OpenAPI document, as far as tests read it. */
export type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    responses: Record<string, Response>;
    securitySchemes: Record<string, object>;
  };
};

/** Every call, named by its method and path. */
export const operationsOf = (document: Document) =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );

/** The parameters of a call, with those that calls share. */
export const parametersOf = (document: Document, { parameters = [] }: Operation) =>
  parameters.map((each) =>
    '$ref' in each ? document.components.parameters[each.$ref.split('/').at(-1) as string] : each,
  );

/** An answer, also if calls share it. */
export const responseOf = (document: Document, response: Response | undefined) =>
  response?.$ref ? document.components.responses[response.$ref.split('/').at(-1) as string] : response;

/** Whether a call can send this header or parameter. */
export const sends = (document: Document, operation: Operation, name: string) =>
  parametersOf(document, operation).some((parameter) => parameter?.name === name);
