import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { capitalised, toSchemas } from './names.js';

type Schema = { $ref?: string; oneOf?: Schema[] };
type Response = { headers?: Record<string, object>; content?: Record<string, { schema?: Schema }> };
type Operation = { operationId?: string; responses?: Record<string, object> };
type Use = { status: string; operationId: string; at: Record<string, object>; response: Response };

/** The names of more problems would be too long to read. */
const mostProblems = 3;

/**
 * Moves the answers that several calls have in common to the document's components. They are named after their problems, or after
 * their schema and the headers that differ. A long list of problems is named after the first call that has it.
 */
export function shareResponses(document: OpenAPIObject): void {
  const { webhooks = {} } = document as { webhooks?: object };
  const forms = Map.groupBy([...usesIn(document.paths), ...usesIn(webhooks)], ({ response }) =>
    JSON.stringify(response),
  );
  const repeated = [...forms.values()].filter((uses) => uses.length > 1);
  const shared: Record<string, Response> = {};
  for (const sameBase of Map.groupBy(repeated, ([use]) => baseOf(use as Use)).values())
    for (const uses of sameBase) {
      const first = uses[0] as Use;
      // Only what has to be told apart says more than its base.
      const wanted = baseOf(first) + (sameBase.length > 1 ? headersOf(first.response) : '');
      const name = wanted in shared ? capitalised(first.operationId) + wanted : wanted;
      shared[name] = first.response;
      for (const { at, status } of uses) at[status] = { $ref: `#/components/responses/${name}` };
    }
  document.components = { ...document.components, responses: shared as never };
}

function usesIn(items: object): Use[] {
  return Object.values(items)
    .flatMap((item) => Object.values(item as Record<string, Operation>))
    .flatMap(({ operationId = '', responses = {} }) =>
      Object.entries(responses).map(([status, response]) => ({
        ...{ status, operationId, at: responses },
        response: response as Response,
      })),
    );
}

/** “NotAllowedOrScopeMissing”, “MoveCardConflict”, “Card”, “CardCreated”, “NoContent”. */
function baseOf({ status, operationId, response: { content = {} } }: Use): string {
  const [[type, media] = []] = Object.entries(content);
  const names = namesOf(media?.schema);
  if (type === 'application/problem+json')
    return names.length > mostProblems
      ? capitalised(operationId) + nameOf(status)
      : names.map((name) => name.replace(/Problem$/, '')).join('Or');
  if (names.length === 0) return nameOf(status);
  return names.join('Or') + (status === '200' ? '' : nameOf(status));
}

function namesOf(schema: Schema | undefined): string[] {
  const members = schema?.oneOf ?? (schema ? [schema] : []);
  return members.flatMap(({ $ref }) => $ref?.slice(toSchemas.length) ?? []);
}

/** “NoContent”; “2XX” and “default” are of webhooks. */
function nameOf(status: string): string {
  const byWebhooks: Record<string, string> = { '2XX': 'MessageTaken', default: 'MessageRefused' };
  return byWebhooks[status] ?? (STATUS_CODES[status] ?? status).replace(/[^A-Za-z]/g, '');
}

/** What the headers of an answer say about its call. */
function headersOf({ headers = {} }: Response): string {
  return [
    'RateLimit' in headers ? '' : 'Uncounted',
    'ETag' in headers ? 'Versioned' : '',
    'Idempotent-Replayed' in headers ? 'Once' : '',
    'Location' in headers ? 'Located' : '',
    'Board-Seq' in headers ? 'ToBoard' : '',
    'Weir-Pressure' in headers ? 'OnBoard' : '',
  ].join('');
}
