import type { ImportNote } from '@weir/contract';
import type { ColumnKind } from '@weir/domain';
import type { SourceCard } from '../source/source-card.js';

export type CardDates = {
  createdAt: string;
  enteredColumnAt: string;
  committedAt: string | null;
  deliveredAt: string | null;
  /** Those of the dates that are guesses. */
  estimated: ('committedAt' | 'deliveredAt')[];
  notes: ImportNote[];
};

/**
 * When a card was created, started and delivered, from its moves and its own dates in the source. The dates are never in the future.
 * They are in this order, except for a card that was delivered before it was started: it keeps both dates, and flow figures report it
 * as faulty. A card in progress without a start date counts from the import. A delivered card without a delivery date counts from its
 * last change. Such estimates are in `estimated` and in `notes`.
 * `kind`: the kind of the column that it enters. `kindOf`: the kind of a column of the source.
 */
export function datesOf(
  card: Pick<SourceCard, 'createdAt' | 'startedAt' | 'deliveredAt' | 'updatedAt' | 'moves' | 'comments'>,
  kind: ColumnKind,
  kindOf: (column: string) => ColumnKind | null,
  now: string,
): CardDates {
  const notes: ImportNote[] = [];
  const past = (instant: string | null) => (instant !== null && instant <= now ? instant : null);
  const moves = card.moves.filter(({ at }) => at <= now).toSorted((one, other) => compare(one.at, other.at));
  const flow = flowOf(moves, kindOf);
  const all = [
    card.createdAt,
    card.startedAt,
    ...moves.map(({ at }) => at),
    ...card.comments.map(({ at }) => at),
  ].flatMap((instant) => past(instant) ?? []);
  const earliest = all.toSorted(compare)[0] ?? null;
  if (kind === 'queue') {
    const createdAt = earliest ?? past(card.updatedAt) ?? now;
    return {
      createdAt,
      enteredColumnAt: moves.at(-1)?.at ?? createdAt,
      committedAt: null,
      deliveredAt: null,
      estimated: [],
      notes,
    };
  }
  const started =
    [flow.started, past(card.startedAt)].flatMap((each) => each ?? []).toSorted(compare)[0] ?? null;
  if (kind === 'active') {
    if (started === null) notes.push('startEstimated');
    const committedAt = started ?? now;
    const enteredColumnAt = later(moves.at(-1)?.at ?? committedAt, committedAt);
    const estimated: CardDates['estimated'] = started === null ? ['committedAt'] : [];
    return {
      createdAt: earliest ?? committedAt,
      enteredColumnAt,
      committedAt,
      deliveredAt: null,
      estimated,
      notes,
    };
  }
  const delivered = past(card.deliveredAt) ?? flow.delivered;
  if (delivered === null) notes.push(past(card.updatedAt) === null ? 'deliveryUnknown' : 'deliveryEstimated');
  const lastKnown = later(past(card.updatedAt) ?? earliest ?? now, earliest ?? '');
  const deliveredAt = delivered ?? (past(card.updatedAt) === null ? now : lastKnown);
  const createdAt = earliest !== null && earliest <= deliveredAt ? earliest : deliveredAt;
  if (started === null) notes.push('startEstimated');
  const isReversed = started !== null && delivered !== null && started > delivered;
  if (isReversed) notes.push('datesReversed');
  const known = started !== null && (isReversed || started <= deliveredAt) ? started : null;
  const estimated: CardDates['estimated'] = [
    ...(known === null ? (['committedAt'] as const) : []),
    ...(delivered === null ? (['deliveredAt'] as const) : []),
  ];
  const committedAt = known ?? createdAt;
  return { createdAt, enteredColumnAt: deliveredAt, committedAt, deliveredAt, estimated, notes };
}

/** The same rules as on a board of Weir: a move to a queue column undoes the start, and a move out of a done column the delivery. */
function flowOf(moves: readonly { at: string; to: string }[], kindOf: (column: string) => ColumnKind | null) {
  let started: string | null = null;
  let delivered: string | null = null;
  for (const { at, to } of moves) {
    const kind = kindOf(to);
    if (kind === null) continue;
    started = kind === 'queue' ? null : (started ?? at);
    delivered = kind === 'done' ? (delivered ?? at) : null;
  }
  return { started, delivered };
}

/** Instants are compared as texts, which have the same order. */
export function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
