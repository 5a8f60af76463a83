'use client';

/** An error of one field: a zod issue found in the browser, or one of `errors[]` of a refusal. */
export type FieldIssue = { code?: string | undefined; message?: string | undefined };

/** Gives the function that words a field's error. The only place that does. */
export function useFieldError(): (issue: FieldIssue | undefined) => string | undefined {
  return (issue) => issue?.message && sentence(issue.message);
}

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
