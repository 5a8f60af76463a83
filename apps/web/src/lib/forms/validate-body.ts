import { faultsOf } from '@weir/contract';
import { type FieldErrors, type FieldValues, set } from 'react-hook-form';
import type { LazySchema } from './schemas';
import type { FieldFault } from './values';

type Validation<Body> = {
  /** The contract's schema of the body. */
  schema: LazySchema<Body>;
  /** Words a fault of the schema. */
  faultText: (code: string, params: Record<string, string | number> | undefined) => string;
  /** Faults that the schema cannot know. They replace its own at the same path. */
  found: readonly FieldFault[];
};

/**
 * Validates a body once, for react-hook-form: its value, or an error at each faulty path. Without a connection the schema may be
 * missing: then the API alone validates.
 */
export async function validateBody<Body>(body: unknown, { schema, faultText, found }: Validation<Body>) {
  const parsed = await schema().then(
    (loaded) => loaded.safeParseAsync(body),
    () => ({ success: true as const, data: body as Body, error: undefined }),
  );
  if (parsed.success && found.length === 0) return { values: parsed.data, errors: {} };
  const errors: FieldErrors<FieldValues> = {};
  const faults = (parsed.error?.issues ?? []).flatMap((issue) => faultsOf(issue));
  for (const { path, code, params } of faults)
    set(errors, path, { type: code, message: faultText(code, params) });
  for (const { path, ...error } of found) set(errors, path, { type: 'check', ...error });
  return { values: {}, errors };
}
