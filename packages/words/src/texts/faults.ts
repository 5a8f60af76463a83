import type { Messages, Translate } from '../messages.js';

export type FaultCode = keyof Messages['faults'];
export type FaultParams = Readonly<Record<string, string | number>>;

/** What is wrong with one value of an input: “Must have at least 10 characters; it has 4.” */
export function faultText(t: Translate, code: FaultCode, params: FaultParams = {}): string {
  // The compiler can't pair a code that is known only at run time with its parameters.
  const word = t as (key: `faults.${FaultCode}`, values: FaultParams) => string;
  return word(`faults.${code}`, { length: -1, ...params });
}
