export * from './dates.js';
export * from './languages.js';
export type * from './messages.js';
export * from './texts/faults.js';
export * from './texts/limits.js';
export * from './texts/problems.js';
export * from './texts/refusals.js';
export type * from './words.js';
