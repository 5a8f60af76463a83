import { type Problem, problem } from '@weir/contract';

export type PolicyFault = { path: string; message: string };

/** The same refusal that the API would give, where there is anything to refuse. */
export function fault(errors: PolicyFault[]): Problem | null {
  return errors.length > 0 ? problem('invalid-input', 'Nothing was saved yet.', { errors }) : null;
}
