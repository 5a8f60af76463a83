import type { CodedText } from '@weir/words';

/**
 * A text as code and facts, until the answer is sent: then it is worded in the caller's language
 * (`http/result.interceptor.ts`). To the compiler it is the text that it becomes, so nothing may read it before.
 */
export function codedText<Name extends CodedText['$text']>(
  name: Name,
  facts: Extract<CodedText, { $text: Name }>['facts'],
): string {
  return { $text: name, facts } as unknown as string;
}
