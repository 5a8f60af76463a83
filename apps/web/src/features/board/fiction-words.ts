/** “Review has a limit of 3, and it was passed 4 times in the last 30 days. …” */
export function fictionWords(
  of: string,
  { max, passedLately }: { max: number; passedLately: number },
): string {
  return `${of} has a limit of ${max}, and it was passed ${passedLately} times in the last 30 days. A limit that is passed again and again limits nothing: raise it, or hold it.`;
}
