import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { BoardKey, Problem, type ProblemCode, WorkspaceSlug } from '@weir/contract';
import { isForReaders, type RouteScope } from '../access/allow.js';
import { type Route, RouteTable } from '../route-table.js';
import { accessText } from './access-text.js';
import { describeProperties } from './describe-properties.js';
import { addDiscriminators } from './discriminators.js';
import { open, openAnswers } from './growth.js';
import { addHeaders, addStateHeaders, answerHeaders } from './headers.js';
import { operationIds } from './operation-ids/operation-ids.js';
import { problemResponses } from './problem-responses.js';
import { componentsOf, convert, optionalBody } from './schemas.js';
import { shareParameters } from './sharing/parameters.js';
import { shareResponses } from './sharing/responses.js';
import { shareSchemas } from './sharing/schemas.js';
import { tagOf, tags } from './tags.js';
import { bodyExamples } from './texts/body-examples.js';
import { operationTexts } from './texts/operations.js';
import { describeParameter } from './texts/parameters.js';
import { webhookOperations } from './webhooks.js';

type Operation = {
  operationId?: string;
  tags?: string[];
  description?: string;
  security?: object[];
  requestBody?: {
    required?: boolean;
    content: Record<string, { schema: Record<string, unknown>; example?: unknown }>;
  };
  parameters?: { name: string; in: string }[];
  responses: Record<string, { content?: object; headers?: Record<string, object> }>;
};

const guestLink = {
  type: 'apiKey',
  in: 'header',
  name: 'Authorization',
  description:
    '`Guest <token>`: the token that a confirmed form answers with, or that follows the `#` in a guest’s link.',
} as const;

const session = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description:
    '`Bearer <accessToken>`: of a sign-in, `POST /v1/sessions`. It allows what the person’s role allows.',
} as const;

const apiToken = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'weir_…',
  description:
    '`Bearer weir_…`: a token of a person or a service account, `POST /v1/workspaces/{workspace}/tokens`. It allows what its member’s role allows, narrowed to its scopes and boards. The scope that a call needs is listed with it; a call without this scheme takes no token.',
} as const;

/** The HTTP API as OpenAPI 3.1, from its routes and the contract's schemas that they name. */
export function documentOf(app: NestFastifyApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Weir')
    .setDescription(
      'A Kanban service in which capacity is real: full columns refuse, and every request gets an answer.',
    )
    .setVersion('1')
    .addServer('/', 'This server')
    .addBearerAuth(session, 'session')
    .addBearerAuth(apiToken, 'token')
    .addApiKey(guestLink, 'guest')
    .build();
  about.tags = tags;
  // The type lacks what OpenAPI 3.1 added.
  about.info.license = { name: 'MIT', identifier: 'MIT' } as typeof about.info.license;
  const document = SwaggerModule.createDocument(app, about, {
    standardSchemaConverter: convert,
    autoTagControllers: false,
  });
  const { schemas, ...components } = document.components ?? {};
  document.components = {
    ...components,
    headers: answerHeaders as never,
    schemas: { ...schemas, ...problemComponents() },
  };
  for (const route of app.get(RouteTable).routes()) {
    const operation = operationOf(document, route);
    if (!operation) continue;
    describe(operation, route);
    addPathParameters(operation, route);
    if (operation.requestBody) {
      allowNoBody(operation.requestBody);
      addExample(operation.requestBody);
    }
    addSharedResponses(operation, route);
    addStateHeaders(operation.responses, route);
    for (const parameter of operation.parameters ?? []) describeParameter(parameter, inDocument(route.path));
  }
  addWebhooks(document);
  openAnswers(document);
  addDiscriminators(document);
  describeProperties(document);
  shareSchemas(document);
  shareParameters(document);
  shareResponses(document);
  return document;
}

function addWebhooks(document: OpenAPIObject): void {
  const { webhooks, schemas } = webhookOperations();
  open(webhooks);
  Object.assign(document, { webhooks });
  document.components = { ...document.components, schemas: { ...schemas, ...document.components?.schemas } };
}

function describe(operation: Operation, route: Route): void {
  const id = operationIds[route.handler];
  if (id) operation.operationId = id;
  operation.tags = [tagOf(route.path)];
  const isForGuests = operation.security?.some((each) => 'guest' in each) ?? false;
  operation.description = [operation.description, operationTexts[id ?? ''], accessText(route, isForGuests)]
    .filter(Boolean)
    .join('\n\n');
}

function problemComponents(): Record<string, object> {
  return componentsOf(Problem, 'output').components;
}

function operationOf(document: OpenAPIObject, { method, path }: Route): Operation | undefined {
  const item = document.paths[inDocument(path)] as Record<string, Operation> | undefined;
  return item?.[method.toLowerCase()];
}

function inDocument(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

/** A handler that reads its board from the caller's access does not declare the parameters of its path. */
function addPathParameters(operation: Operation, { path }: Route): void {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
  const missing = names.filter((name) => !operation.parameters?.some((known) => known.name === name));
  const added = missing.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema:
      name in pathSchemas
        ? componentsOf(pathSchemas[name as keyof typeof pathSchemas], 'input').schema
        : { type: 'string' },
  }));
  operation.parameters = [...added, ...(operation.parameters ?? [])];
}

/** Nest requires every body. */
function allowNoBody(body: NonNullable<Operation['requestBody']>): void {
  for (const { schema } of Object.values(body.content)) {
    if (optionalBody in schema) body.required = false;
    delete schema[optionalBody];
  }
}

function addExample({ content }: NonNullable<Operation['requestBody']>): void {
  for (const media of Object.values(content)) {
    const name =
      String(media.schema.$ref ?? '')
        .split('/')
        .at(-1) ?? '';
    if (Object.hasOwn(bodyExamples, name)) media.example = bodyExamples[name];
  }
}

const pathSchemas = { workspace: WorkspaceSlug, board: BoardKey };

function addSharedResponses(operation: Operation, route: Route): void {
  const { method, path, rule, scope, isForSomeBoards, takes } = route;
  const isPublic = rule.kind === 'public';
  addHeaders(operation, route, method !== 'GET' && path.includes('/:board/') && isForReaders(rule));
  // `malformed` also refuses a token in the address.
  const codes: ProblemCode[] = ['internal', 'overloaded', 'rate-limited', 'malformed', 'headers-too-large'];
  if (!isPublic) codes.push('not-signed-in');
  // Nearly every write can add something that is capped.
  if (method !== 'GET') codes.push('cap-reached');
  if (rule.kind === 'roles' || rule.kind === 'inStatement') codes.push('not-allowed', 'not-found');
  // Every write but a public one may be refused for the header `Weir-Lease`.
  const needsLease = !isPublic && method !== 'GET';
  if (needsLease || operation.requestBody || operation.parameters?.length) codes.push('invalid-input');
  // A write that takes no body reads one too, so it can be refused.
  if (method !== 'GET') codes.push('too-large', 'unsupported-media-type', 'request-timeout');
  if (!isPublic) operation.security = securityOf(scope);
  else operation.security ??= [];
  if (!isPublic && (scope === null || !isForSomeBoards)) codes.push('token-not-accepted');
  if (scope !== null && scope !== 'any') codes.push('scope-missing');
  if (takes.idempotencyKey) codes.push('idempotency-key-reused');
  if (takes.lease) codes.push('lease-lost');
  if (takes.ifMatch) codes.push('precondition-failed');
  for (const { status, ...response } of problemResponses(codes)) {
    operation.responses[status] = joinProblems(operation.responses[status], response);
  }
}

/** From OpenAPI 3.1 on, the roles that a call needs can be listed with any scheme. */
function securityOf(scope: RouteScope): object[] {
  if (scope === null) return [{ session: [] }];
  return [{ session: [] }, { token: scope === 'any' ? [] : [scope] }];
}

type Problems = {
  description?: string;
  content?: { 'application/problem+json'?: { schema?: { $ref?: string; oneOf?: { $ref: string }[] } } };
};

/** Joins two sets of problems under one status. */
function joinProblems(one: Problems | undefined, other: Problems): Problems {
  if (!one?.content) return other;
  const refs = new Set([...refsOf(one), ...refsOf(other)]);
  const all = [...refs].map(($ref) => ({ $ref }));
  return {
    description: [...new Set([one.description, other.description])].join('; '),
    content: {
      ...one.content,
      'application/problem+json': { schema: all.length === 1 ? (all[0] ?? {}) : { oneOf: all } },
    },
  };
}

function refsOf({ content }: Problems): string[] {
  const schema = content?.['application/problem+json']?.schema;
  return schema?.oneOf?.map(({ $ref }) => $ref) ?? (schema?.$ref ? [schema.$ref] : []);
}
