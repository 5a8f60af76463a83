import type { Request, SimilarRequest } from '@weir/contract';

/** A request that another may repeat. */
export type Original = Pick<SimilarRequest, 'number' | 'ref' | 'answer'> & {
  title: string;
  requester: string | null;
  isAlike: boolean;
};

const mostOffered = 6;

/** What a request may be a duplicate of: those that are alike first, then what else waits, oldest first. */
export function originals(
  request: Pick<Request, 'number'>,
  similar: readonly SimilarRequest[],
  waiting: readonly Request[],
): Original[] {
  const nameOf = (number: number) => waiting.find((each) => each.number === number)?.requester.name ?? null;
  const alike = similar.map(({ number, ref, answer, title }) => {
    return { number, ref, answer, title: title ?? '', requester: nameOf(number), isAlike: true };
  });
  const others = waiting
    .filter(({ number }) => !alike.some((each) => each.number === number))
    .toSorted((one, other) => one.number - other.number)
    .map(({ number, ref, title, requester }) => {
      return { number, ref, answer: null, title, requester: requester.name, isAlike: false };
    });
  return [...alike, ...others].filter(({ number }) => number !== request.number).slice(0, mostOffered);
}

/** The number in “79”, “R79” or “PLAT-R79”; null where there is none of this board. */
export function numberIn(text: string, key: string): number | null {
  const found = /^(?:(?:([a-z][a-z0-9]*)-)?r)?0*([1-9]\d{0,8})$/i.exec(text.trim());
  if (!found || (found[1] && found[1].toUpperCase() !== key)) return null;
  return Number(found[2]);
}
