'use client';

import { wantedText } from '@weir/words';
import { useTranslations } from '@/lib/words/use-translations';

/** An error of one field: a zod issue found in the browser, or one of `errors[]` of a refusal. */
export type FieldIssue = { path: string; code?: string | undefined; message?: string | undefined };

/** Gives the function that words a field's error. An empty field says what to enter. */
export function useFieldError(): (issue: FieldIssue | undefined) => string | undefined {
  const t = useTranslations();
  return (issue) =>
    issue?.message && ((isMissing(issue) && wantedText({ t }, issue.path)) || sentence(issue.message));
}

const isMissing = ({ code }: FieldIssue) => code === 'empty' || code === 'required';

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
