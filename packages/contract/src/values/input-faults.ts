import type { z } from 'zod';

/** What the schemas find wrong with a value, as codes. `@weir/words` has a text for each code in every language. */
export const schemaFaults = [
  'aboveCredits',
  'aboveMaxPrice',
  'afterTo',
  'beforeAndAfter',
  'beforeFrom',
  'boardItems',
  'boardKey',
  'boardKeyTwice',
  'boardNumber',
  'cardTwice',
  'claimWait',
  'columnNameTaken',
  'columnOrder',
  'columnTwice',
  'controlCharacters',
  'cursor',
  'date',
  'days',
  'dayTwice',
  'decimals',
  'email',
  'empty',
  'fieldTwice',
  'fieldValue',
  'fixedDateNeedsDay',
  'idempotencyKey',
  'include',
  'instant',
  'items',
  'itemsOrDay',
  'invitationToken',
  'avatarHash',
  'labelTwice',
  'leaseNotHere',
  'leaseToken',
  'limitTwice',
  'minAboveMax',
  'missingKind',
  'notAfterFrom',
  'quietHoursEmpty',
  'notInList',
  'notOneLine',
  'notOneOf',
  'notUnicode',
  'notValid',
  'nothingVisible',
  'onlyActiveSplits',
  'onlyChoices',
  'openGateHasNoEnd',
  'belowOverloadedDays',
  'belowCalmDays',
  'noThreshold',
  'oneOfRequestAndAsk',
  'oneOfCardAndRequest',
  'optionTwice',
  'pageSize',
  'personTwice',
  'scopeTwice',
  'typeTwice',
  'webhookUrl',
  'whatIfLimits',
  'whatIfMix',
  'whatIfNothing',
  'wholeNumber',
  'windowDays',
  'week',
  'boardTwice',
  'requestTwice',
  'required',
  'seq',
  'slug',
  'slugReserved',
  'swapHasNoPlace',
  'swimlaneOrNone',
  'writeToRequester',
  'templateVariables',
  'timeOfDay',
  'timeZone',
  'tooBig',
  'tooFew',
  'tooLong',
  'tooMany',
  'tooManyKeys',
  'tooShort',
  'tooSmall',
  'unknownField',
  'uuid',
  'viewQuery',
  'wrongType',
  'year',
] as const;
export type SchemaFault = (typeof schemaFaults)[number];

export type FaultParams = Record<string, string | number>;

/** One fault of an input: the value's path, the code and its parameters. */
export type InputFault<Code extends string = SchemaFault> = {
  path: string;
  code: Code;
  params?: FaultParams | undefined;
};

type Issue = z.core.$ZodIssue;

/** The faults in an issue of zod. Our own schemas use the code as the issue's message. */
export function faultsOf(issue: Issue, above: readonly PropertyKey[] = []): InputFault[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathText([...path, key]), code: 'unknownField' }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0 && !isSchemaFault(issue.message)) {
    const nearest = issue.errors.reduce((best, errors) => (errors.length < best.length ? errors : best));
    return nearest.flatMap((inner) => faultsOf(inner, path));
  }
  return [{ path: pathText(path), ...faultOf(issue) }];
}

export function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

function faultOf(issue: Issue): Omit<InputFault, 'path'> {
  if (isSchemaFault(issue.message)) {
    const params = issue.code === 'custom' ? (issue.params as FaultParams | undefined) : undefined;
    return { code: issue.message, ...(params && { params }) };
  }
  switch (issue.code) {
    case 'invalid_type':
      // zod reports a missing value only in the text of its message.
      return issue.message.endsWith('received undefined')
        ? { code: 'required' }
        : { code: 'wrongType', params: { expected: issue.expected } };
    case 'too_small':
      return belowMinimum(issue.origin, Number(issue.minimum));
    case 'too_big':
      return aboveMaximum(issue.origin, Number(issue.maximum));
    case 'invalid_value':
      return notOneOf(issue.values);
    case 'invalid_key':
      return issue.issues[0] ? faultOf(issue.issues[0]) : { code: 'notValid' };
    case 'invalid_union':
      // A union by a discriminator names no option's faults where none has the value, but all the values.
      return 'options' in issue && issue.options ? notOneOf(issue.options) : { code: 'notValid' };
    default:
      return { code: 'notValid' };
  }
}

function notOneOf(values: readonly unknown[]): Omit<InputFault, 'path'> {
  return { code: 'notOneOf', params: { values: values.map(String).join(', ') } };
}

function belowMinimum(origin: string, min: number): Omit<InputFault, 'path'> {
  if (origin === 'string') return min === 1 ? { code: 'empty' } : { code: 'tooShort', params: { min } };
  return { code: origin === 'array' ? 'tooFew' : 'tooSmall', params: { min } };
}

function aboveMaximum(origin: string, max: number): Omit<InputFault, 'path'> {
  if (origin === 'string') return { code: 'tooLong', params: { max } };
  return { code: origin === 'array' ? 'tooMany' : 'tooBig', params: { max } };
}

function isSchemaFault(message: string): message is SchemaFault {
  return schemaFaults.some((code) => code === message);
}
