import type { MemberAssignments } from '@weir/contract';

type LetGo = Pick<MemberAssignments, 'cards' | 'limits'> & Partial<Pick<MemberAssignments, 'requests'>>;

/** What goes with somebody, a line each; `name` null speaks to the reader. Nothing where they hold nothing. */
export function letGoInWords({ cards, limits, requests = 0 }: LetGo, name: string | null): string[] {
  return [
    ...(cards > 0 ? [`${count(cards, 'card')} ${cards === 1 ? 'lets' : 'let'} go of ${name ?? 'you'}`] : []),
    ...limits.map(
      ({ max, board }) =>
        `${name ? 'Their' : 'Your'} limit of ${max} ${board ? `on ${board.name}` : 'over all boards'} goes`,
    ),
    ...(requests > 0
      ? [`${count(requests, 'waiting request')} ${requests === 1 ? 'ends' : 'end'} as withdrawn`]
      : []),
  ];
}

function count(many: number, thing: string): string {
  return many === 1 ? `One ${thing}` : `${many} ${thing}s`;
}
