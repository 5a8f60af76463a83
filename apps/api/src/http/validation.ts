import type { ArgumentMetadata } from '@nestjs/common';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { faultsOf, type InputFault, pathText } from '@weir/contract';
import type { FaultCode } from '@weir/words';
import { Refused } from '../result.js';

type Issue = Parameters<typeof faultsOf>[0];

/** The most errors that are returned, and the deepest level that is checked. */
const maxErrors = 100;
const maxDepth = 20;

/** Validates body, query and path against the route's schema; all errors at once are 422. */
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({
      exceptionFactory: (issues) =>
        invalidInput((issues as readonly Issue[]).flatMap((issue) => faultsOf(issue))),
    });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.type !== 'custom') refuseAnywhere(value);
    if (metadata.type === 'query') refuseRepeated(value);
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (metadata.type === 'body' && value === undefined)
        throw invalidInput([{ path: '', code: 'bodyMissing' }]);
      throw error;
    }
  }
}

/** A parameter of a query has one value: lists have commas. */
function refuseRepeated(query: unknown): void {
  const repeated = Object.entries(query ?? {}).filter(([, value]) => Array.isArray(value));
  if (repeated.length > 0) throw invalidInput(repeated.map(([path]) => ({ path, code: 'sentTwice' })));
}

export function invalidInput(errors: InputFault<FaultCode>[]): Refused {
  return new Refused({ code: 'invalid-input', facts: { errors: errors.slice(0, maxErrors) } });
}

/** Keys that Nest removes from a body before the schema can refuse them. */
const removedKeys = ['__proto__', 'constructor'];

/** Refuses these keys anywhere in a body, and texts that PostgreSQL can't store: with NUL or half a surrogate pair. */
function refuseAnywhere(value: unknown): void {
  const errors: InputFault<FaultCode>[] = [];
  look(value, []);
  if (errors.length > 0) throw invalidInput(errors);

  function look(part: unknown, path: string[]): void {
    if (typeof part === 'string') {
      if (!part.isWellFormed()) errors.push({ path: pathText(path), code: 'notUnicode' });
      else if (part.includes('\0')) errors.push({ path: pathText(path), code: 'nul' });
    } else if (typeof part === 'object' && part !== null) {
      if (path.length < maxDepth)
        for (const [key, inner] of Object.entries(part)) {
          if (removedKeys.includes(key))
            errors.push({ path: pathText([...path, key]), code: 'unknownField' });
          else look(inner, [...path, key]);
        }
      else errors.push({ path: pathText(path.slice(0, 2)), code: 'tooDeep' });
    }
  }
}
