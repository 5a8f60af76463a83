export { type Connection, connect } from './connect.js';
export { each } from './each.js';
export { type Followed, follow, type Resync } from './follow.js';
export { applyChanges, applyDocuments, type EventDocuments } from './generated/apply-changes.gen.js';
export type { Client } from './generated/client/index.js';
export * from './generated/index.js';
export { orThrow, Refused, Unreachable } from './refusals.js';
