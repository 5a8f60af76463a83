/** Why a limit is called fiction: its figures. */
export function oftenExceededWords(
  of: string,
  { max, passedLately }: { max: number; passedLately: number },
): string {
  return `The limit of ${of} is fiction: ${max}, and passed ${passedLately} times in 30 days.`;
}

export const oftenExceededAdvice = 'A limit passed again and again limits nothing: hold it, or raise it.';
