import type { ArgumentMetadata } from '@nestjs/common';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { faultsOf, type InputFault, pathText } from '@weir/contract';
import type { FaultCode } from '@weir/words';
import { Refused } from '../result.js';

type Issue = Parameters<typeof faultsOf>[0];

/** A problem names at most this many faults, however many there are. */
const mostErrors = 100;
const deepest = 20;

/** Checks body, query and path against the schema that the route names; one 422 names everything that is wrong. */
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({
      exceptionFactory: (issues) =>
        invalidInput((issues as readonly Issue[]).flatMap((issue) => faultsOf(issue))),
    });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.type !== 'custom') refuseWhatCannotBeStored(value);
    return super.transform(value, metadata);
  }
}

export function invalidInput(errors: InputFault<FaultCode>[]): Refused {
  return new Refused({ code: 'invalid-input', facts: { errors: errors.slice(0, mostErrors) } });
}

/** PostgreSQL can store neither NUL nor half a surrogate pair, wherever in a body it is. */
function refuseWhatCannotBeStored(value: unknown): void {
  const errors: InputFault<FaultCode>[] = [];
  look(value, []);
  if (errors.length > 0) throw invalidInput(errors);

  function look(part: unknown, path: string[]): void {
    if (typeof part === 'string') {
      if (!part.isWellFormed()) errors.push({ path: pathText(path), code: 'notUnicode' });
      else if (part.includes('\0')) errors.push({ path: pathText(path), code: 'nul' });
    } else if (typeof part === 'object' && part !== null) {
      if (path.length < deepest) for (const [key, inner] of Object.entries(part)) look(inner, [...path, key]);
      else errors.push({ path: pathText(path.slice(0, 2)), code: 'tooDeep' });
    }
  }
}
