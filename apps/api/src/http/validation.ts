import type { ArgumentMetadata } from '@nestjs/common';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { z } from 'zod';
import { Refused } from '../result.js';

type Issue = z.core.$ZodIssue;
type InputError = { path: string; message: string };

/** No body says more than this about itself, however wrong it is. */
const mostErrors = 100;
const deepest = 20;

/** Checks body, query and path against the schema that the route names; what is wrong is 422, all of it at once. */
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({
      exceptionFactory: (issues) =>
        invalidInput((issues as readonly Issue[]).flatMap((issue) => errorsOf(issue))),
    });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.type !== 'custom') refuseWhatCannotBeKept(value);
    return super.transform(value, metadata);
  }
}

export function invalidInput(errors: InputError[]): Refused {
  return new Refused({ code: 'invalid-input', facts: { errors: errors.slice(0, mostErrors) } });
}

function errorsOf(issue: Issue, above: readonly PropertyKey[] = []): InputError[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: written([...path, key]), message: 'is not known here' }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, errors) => (errors.length < best.length ? errors : best));
    return nearest.flatMap((inner) => errorsOf(inner, path));
  }
  return [{ path: written(path), message: issue.message }];
}

function written(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

/** PostgreSQL can keep neither NUL nor half a surrogate pair, wherever in a body it stands. */
function refuseWhatCannotBeKept(value: unknown): void {
  const errors: InputError[] = [];
  look(value, []);
  if (errors.length > 0) throw invalidInput(errors);

  function look(part: unknown, path: string[]): void {
    if (typeof part === 'string') {
      if (!part.isWellFormed()) errors.push({ path: written(path), message: 'must be well-formed Unicode' });
      else if (part.includes('\0')) errors.push({ path: written(path), message: 'must not contain NUL' });
    } else if (typeof part === 'object' && part !== null) {
      if (path.length < deepest) for (const [key, inner] of Object.entries(part)) look(inner, [...path, key]);
      else errors.push({ path: written(path.slice(0, 2)), message: 'is nested too deeply' });
    }
  }
}
