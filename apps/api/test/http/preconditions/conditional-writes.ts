import { boardWrites } from './board-writes.js';
import type { Writes } from './calls.js';
import { cardWrites } from './card-writes.js';
import { requestWrites } from './request-writes.js';
import { workspaceWrites } from './workspace-writes.js';

/** Every write that compares a version. */
export const conditional: Writes = { ...boardWrites, ...cardWrites, ...requestWrites, ...workspaceWrites };
