import { type IntakePolicy, type Problem, problem } from '@weir/contract';

export type PolicyFault = { path: string; message: string };

/** The same refusal that the API would give, where there is anything to refuse. */
export function fault(errors: PolicyFault[]): Problem | null {
  return errors.length > 0 ? problem('invalid-input', 'Nothing was saved yet.', { errors }) : null;
}

/** Both marks or neither, and the low one below the high one. */
export function watermarkFaults({ highWatermark: high, lowWatermark: low }: IntakePolicy): PolicyFault[] {
  if (high === null && low === null) return [];
  if (high === null)
    return [{ path: 'highWatermark', message: 'Say from how many on, or leave both empty.' }];
  if (low === null) return [{ path: 'lowWatermark', message: 'Say down to how many, or leave both empty.' }];
  return low < high ? [] : [{ path: 'lowWatermark', message: `Below ${high}, where shedding begins.` }];
}
