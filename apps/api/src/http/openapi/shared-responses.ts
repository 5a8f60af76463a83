import type { OpenAPIObject } from '@nestjs/swagger';

type Response = { headers?: object; content?: { 'application/problem+json'?: { schema?: Schema } } };
type Schema = { $ref?: string; oneOf?: { $ref: string }[] };

const toSchemas = '#/components/schemas/';
/** A response with more problems stays where it is: its name would be too long to read. */
const mostProblems = 3;

/**
 * Moves the refusals that several calls have in common to the document's components, named after their problems. They are most
 * of its size.
 */
export function shareResponses(document: OpenAPIObject): void {
  const shared: Record<string, object> = {};
  for (const item of Object.values(document.paths))
    for (const { responses } of Object.values(item as Record<string, { responses?: Record<string, object> }>))
      for (const [status, response] of Object.entries(responses ?? {})) {
        const name = nameOf(response as Response);
        if (!responses || !name) continue;
        shared[name] ??= response;
        // A call can add something of its own, such as a header.
        if (JSON.stringify(shared[name]) === JSON.stringify(response))
          responses[status] = { $ref: `#/components/responses/${name}` };
      }
  document.components = { ...document.components, responses: shared as never };
}

/** “NotAllowedOrScopeMissing”, from the names of the problems' schemas; “CapReachedOnBoard” where it has the board's pressure. */
function nameOf({ headers = {}, content }: Response): string | undefined {
  const schema = content?.['application/problem+json']?.schema;
  const refs = schema?.oneOf?.map(({ $ref }) => $ref) ?? (schema?.$ref ? [schema.$ref] : []);
  if (refs.length === 0 || refs.length > mostProblems) return undefined;
  const place = 'Weir-Pressure' in headers ? 'OnBoard' : 'RateLimit' in headers ? '' : 'Uncounted';
  return refs.map((ref) => ref.slice(toSchemas.length).replace(/Problem$/, '')).join('Or') + place;
}
