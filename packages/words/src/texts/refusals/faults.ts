import type { Messages } from '../../messages.js';
import type { Speech } from './refusals.js';

export type FaultCode = keyof Messages['faults'];
export type FaultParams = Readonly<Record<string, string | number>>;

/** What is wrong with one value of an input: “Must have at least 10 characters; it has 4.” */
export function faultText(speech: Speech, code: FaultCode, params: FaultParams = {}): string {
  const { t, dates } = speech;
  // The compiler can't pair a code that is known only at run time with its parameters.
  const word = t as (key: `faults.${FaultCode}`, values: FaultParams) => string;
  const shown = Object.entries(params).map(([name, value]) => [
    name,
    isDate(value) ? dates.day(value, { long: true }) : value,
  ]);
  // A value in a file has a fault of its own, which the sentence ends with.
  const why = code === 'fileValue' && { why: faultText(speech, params.code as FaultCode, params) };
  return word(`faults.${code}`, { length: -1, ...Object.fromEntries(shown), ...why });
}

function isDate(value: string | number): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
}
