import type { RecordedBoard, RecordedEvent } from './recorded-board.js';
import type { Fault } from './verdict.js';

type Values = Record<string, unknown>;

/**
 * A write that the API acknowledged. `seq`: the board's seq after it, null for callers who don't get it. `cards`: the documents of cards
 * in the answer.
 */
export type Acknowledged = {
  /** Its description for a reader: `#12 Bao Brandt: PUT MAIN/cards/3/position`. */
  name: string;
  board: string;
  /** The id of the caller. */
  actor: string;
  seq: number | null;
  cards: readonly ({ number: number; version: number } & Values)[];
  request?: { number: number; version: number; answer: { kind: string } | null };
};

/** The fields of a card in answers and in events. Its half is left out: splitting a column changes it without a new version. */
const compared = ['columnId', 'swimlaneId', 'classOfService', 'title', 'archivedAt'];

/** Finds acknowledged writes that the events lack. A card must have the values of the answer at the version of the answer. */
export function lostWrites(boards: readonly RecordedBoard[], writes: readonly Acknowledged[]): Fault[] {
  const versions = new Map(boards.map((board) => [board.key, cardsByVersion(board)]));
  const answers = new Map(boards.map((board) => [board.key, answersOf(board)]));
  return writes.flatMap(({ name, board, seq, cards, request }): Fault[] => {
    const clock = boards.find(({ key }) => key === board)?.clock ?? 0;
    if (seq !== null && seq > clock)
      return [{ text: `${name} was acknowledged at seq ${seq}, and ${board} is at ${clock}`, board, seq }];
    for (const card of cards) {
      const recorded = versions.get(board)?.get(`${card.number} ${card.version}`);
      const wrong = compared.filter(
        (field) => recorded?.[field] !== undefined && field in card && !isSame(recorded[field], card[field]),
      );
      if (!recorded)
        return [
          {
            text: `${name}: no event gave card ${card.number} version ${card.version}`,
            board,
            seq: seq ?? 1,
          },
        ];
      if (wrong.length > 0)
        return [
          {
            text: `${name}: version ${card.version} of card ${card.number} has another ${wrong.join(', ')}`,
            board,
            seq: recorded.seq as number,
          },
        ];
    }
    if (request?.answer) {
      const given = answers.get(board)?.get(request.number) ?? [];
      if (!given.some(({ kind }) => kind === request.answer!.kind))
        return [
          {
            text: `${name}: no event answers request ${request.number} with ${request.answer.kind}`,
            board,
            seq: seq ?? 1,
          },
        ];
    }
    return [];
  });
}

/**
 * Finds events of callers that come from no acknowledged write, as when a retry with the same key takes effect again. Only for runs in
 * which every write was repeated until it was decided. `isCaused`: whether an event has another cause.
 */
export function effectsWithoutCause(
  boards: readonly RecordedBoard[],
  writes: readonly Acknowledged[],
  isCaused: (board: string, event: RecordedEvent) => boolean,
): Fault[] {
  return boards.flatMap(({ key, events }) => {
    const own = writes.filter(({ board }) => board === key);
    return events.flatMap((event): Fault[] => {
      if (event.actor === null || isCaused(key, event)) return [];
      const causes = own.filter(({ seq, actor }) => seq === event.seq && actor === event.actor);
      if (causes.length > 0) return [];
      return [
        {
          text: `${key}: no acknowledged write made event ${event.seq} (${event.type}): a write took effect twice, or one that was refused took effect`,
          board: key,
          seq: event.seq,
        },
      ];
    });
  });
}

/** The known values of each card at each of its versions, by `number version`. */
function cardsByVersion({ events }: RecordedBoard): Map<string, Values> {
  const now = new Map<number, Values>();
  const all = new Map<string, Values>();
  for (const { seq, changes, type } of events) {
    for (const { card, to } of changes) {
      if (!card || !to || (!('version' in to) && !now.has(card) && !('columnId' in to))) continue;
      const { version = now.has(card) ? undefined : 1, ...values } = to as Values;
      const known: Values = { ...now.get(card), ...values, ...(version !== undefined && { version }), seq };
      if (type === 'card.restored') known.archivedAt = null;
      now.set(card, known);
      all.set(`${card} ${known.version}`, known);
    }
  }
  return all;
}

type RecordedAnswer = { kind: string; seq: number; reason: unknown; message: unknown };

/** The answers to each request in the events, by its number. */
export function answersOf({ events }: RecordedBoard): Map<number, RecordedAnswer[]> {
  const all = new Map<number, RecordedAnswer[]>();
  for (const { seq, changes, type } of events) {
    for (const change of changes) {
      const { request } = change;
      if (request === undefined || change.wait !== undefined) continue;
      const values = (change.to ?? {}) as Values;
      const answer = (values.answer ?? (typeof values.kind === 'string' ? values : null)) as Values | null;
      const kind = type === 'request.withdrawn' ? 'withdrawn' : (answer?.kind as string | undefined);
      if (kind === undefined) continue;
      all.set(request, [
        ...(all.get(request) ?? []),
        { kind, seq, reason: answer?.reason ?? null, message: answer?.message ?? null },
      ]);
    }
  }
  return all;
}

/** Compares instants by their time, whatever their notation, and all other values by `===`. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string' && /^\d{4}-\d\d-\d\dT/.test(one))
    return new Date(one).getTime() === new Date(other).getTime();
  return one === other;
}
