import type { FaultParams } from '@weir/contract';
import type { InvalidCode } from '../../http/problems/refusals.js';

/** A fault of a file and its place. Nothing of the file is imported. */
export class FileFault extends Error {
  constructor(
    readonly code: InvalidCode,
    readonly params?: FaultParams,
  ) {
    super(code);
  }
}
