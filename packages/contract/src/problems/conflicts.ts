import type { ProblemCode } from './problem-codes.js';

/**
 * The conflicts of a value with the current state, each with the code of its problem (409). The value itself is valid:
 * another state would take it. A value that can never be valid, or names what isn't there, is `invalid-input` (422).
 */
export const conflicts = {
  columnNameTaken: 'name-taken',
  swimlaneNameTaken: 'name-taken',
  labelNameTaken: 'name-taken',
  fieldNameTaken: 'name-taken',
  optionNameTaken: 'name-taken',
  templateNameTaken: 'name-taken',
  viewNameTaken: 'name-taken',
  teamNameTaken: 'name-taken',
  boardKeyTaken: 'key-taken',
  externalIdTaken: 'key-taken',
  slugTaken: 'key-taken',
  emailTaken: 'email-taken',
  alreadyMember: 'already-member',
  tooManyTemplates: 'too-many-templates',
  tooManyPasskeys: 'too-many-passkeys',
  lastOfKind: 'last-column-of-kind',
  hasLimit: 'limit-exists',
  sameLimit: 'limit-exists',
  delivered: 'card-delivered',
  staysThere: 'trade-not-needed',
  stillWaits: 'request-not-answered',
  askedAgainByThis: 'request-not-original',
  askedAgainAs: 'request-not-original',
  duplicateOf: 'request-not-original',
  redirectedAs: 'request-not-original',
  withdrawn: 'request-not-original',
  noLongerWaits: 'work-over',
  requestEnded: 'work-over',
} as const satisfies Record<string, ProblemCode>;

export type ConflictCode = keyof typeof conflicts;
