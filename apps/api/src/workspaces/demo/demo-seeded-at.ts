import type { Workspace } from '@weir/contract';
import type { Env } from '../../env.js';

/** When the demo was seeded, as a field of its workspace; none where this server can't start it afresh. */
export function demoSeededAtOf(env: Env, at: Date | null): Pick<Workspace, 'demoSeededAt'> {
  return at && env.WEIR_DEMO_DATABASE_URL ? { demoSeededAt: at.toISOString() } : {};
}
