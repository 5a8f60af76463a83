/** A workspace of the seed: its place among them by size, from 1, and how many boards it gets. */
export type WorkspaceSize = { place: number; boards: number };

/** One board of the seed. `n` numbers all boards of the seed, from 1. */
export type BoardSize = { n: number; place: number; cards: number };

const boardsOfAWorkspace = 200;

/** Workspaces of 200 boards on average. A few are large: the share of a workspace falls with its place. */
export function workspaceSizes(boards: number): WorkspaceSize[] {
  const count = Math.max(1, Math.round(boards / boardsOfAWorkspace));
  const shares = Array.from({ length: count }, (_, at) => 1 / (at + 1));
  const sum = shares.reduce((one, other) => one + other, 0);
  const sizes = shares.map((share, at) => ({
    place: at + 1,
    boards: Math.max(1, Math.floor((boards * share) / sum)),
  }));
  const given = sizes.reduce((total, each) => total + each.boards, 0);
  sizes[0]!.boards += Math.max(0, boards - given);
  return sizes;
}

/** The sizes of boards: `of` a hundred boards have about `cards` cards. The mean is a hundred cards. */
const kinds = [
  { of: 60, cards: 40 },
  { of: 30, cards: 120 },
  { of: 9, cards: 300 },
  { of: 1, cards: 1300 },
];

/** The boards of all workspaces, in order. Each hundred boards has some of each size. */
export function boardSizes(workspaces: readonly WorkspaceSize[]): BoardSize[] {
  const places = workspaces.flatMap(({ place, boards }) => Array.from({ length: boards }, () => place));
  return places.map((place, at) => ({ n: at + 1, place, cards: cardsOf(at) }));
}

function cardsOf(at: number): number {
  // 37 and 100 have no common factor, so each hundred boards has each of these numbers once.
  let left = (at * 37) % 100;
  const kind = kinds.find(({ of }) => {
    left -= of;
    return left < 0;
  })!;
  // Half to one and a half times the mean.
  return Math.round(kind.cards * (0.5 + ((at * 7919) % 101) / 100));
}

/** Cuts the boards into batches of about this many cards; each batch is one transaction. */
export function* batchesOf(boards: readonly BoardSize[], cards: number): Generator<BoardSize[]> {
  let batch: BoardSize[] = [];
  let sum = 0;
  for (const board of boards) {
    batch.push(board);
    sum += board.cards;
    if (sum >= cards) {
      yield batch;
      batch = [];
      sum = 0;
    }
  }
  if (batch.length > 0) yield batch;
}
