import type { FaultParams } from '@weir/contract';
import type { InvalidCode } from '../../http/problems/refusals.js';

/** What is wrong with a file, and where. Nothing of it is imported. */
export class FileFault extends Error {
  constructor(
    readonly code: InvalidCode,
    readonly params?: FaultParams,
  ) {
    super(code);
  }
}
