export * from './dates.js';
export * from './languages.js';
export type * from './messages.js';
