import type { Workspace } from '@weir/contract';
import type { Env } from '../env.js';
import { demoSeededAtOf } from './demo/demo-seeded-at.js';

/** The columns of `workspaceDocument`. */
export const ofWorkspace = {
  slug: true,
  name: true,
  demoSeededAt: true,
  creditRule: { select: { endedAt: true } },
} as const;

type WorkspaceRow = {
  slug: string;
  name: string;
  demoSeededAt: Date | null;
  creditRule: { endedAt: Date | null } | null;
};

/** A workspace as a member sees it. */
export function workspaceDocument(
  env: Env,
  role: Workspace['role'],
  { slug, name, demoSeededAt, creditRule }: WorkspaceRow,
): Workspace {
  const isPriced = creditRule !== null && creditRule.endedAt === null;
  return { slug, name, role, ...demoSeededAtOf(env, demoSeededAt), ...(isPriced && { pricedIntake: true }) };
}
