import type { Answer } from './person.js';

/** The status and code of a refusal, and those of its facts that are named. */
export function refusalOf({ status, body }: Answer, ...facts: string[]): Record<string, unknown> {
  const problem = body as Record<string, unknown>;
  return { status, code: problem.code, ...Object.fromEntries(facts.map((fact) => [fact, problem[fact]])) };
}

/** The seconds to wait that a refusal gives. */
export function retryAfterOf({ body }: Answer): number {
  return (body as { retryAfterSeconds: number }).retryAfterSeconds;
}
