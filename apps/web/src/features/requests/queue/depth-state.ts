import type { GateState } from '@weir/contract';

/** What the number of waiting requests means for the next one. */
export type DepthState = { code: 'closed' | 'lowered' | 'full' | 'last' | 'free'; count: number };

/**
 * `count`: for `lowered` how many must be answered first, for `free` how many places are left. Null behind a gate that
 * is not open: there the gate decides.
 */
export function depthState(waiting: number, depth: number, gate: GateState): DepthState | null {
  if (depth === 0) return { code: 'closed', count: 0 };
  if (gate !== 'open') return null;
  if (waiting > depth) return { code: 'lowered', count: waiting - depth + 1 };
  if (waiting === depth) return { code: 'full', count: 1 };
  if (waiting === depth - 1) return { code: 'last', count: 1 };
  return { code: 'free', count: depth - waiting };
}
