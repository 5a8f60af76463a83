import { faultsOf } from '@weir/contract';
import { faultText, type Words } from '@weir/words';
import type { z } from 'zod';

type Standard = z.ZodObject['~standard'];
type Validated = Awaited<ReturnType<Standard['validate']>>;

/**
 * The schema of a tool's input, with the messages that a call over HTTP gets. The schemas of the contract have only codes, and
 * the SDK shows an agent what the schema says.
 */
export function wordedInput(input: z.ZodObject, words: Words): { '~standard': Standard } {
  const standard = input['~standard'];
  return {
    '~standard': {
      ...standard,
      validate: async (value) => worded(await standard.validate(value), words),
    },
  };
}

function worded(result: Validated, words: Words): Validated {
  if (!result.issues) return result;
  const faults = (result.issues as z.core.$ZodIssue[]).flatMap((issue) => faultsOf(issue));
  return {
    issues: faults.map(({ path, code, params }) => ({
      path: [path],
      message: faultText(words, code, params),
    })),
  };
}
