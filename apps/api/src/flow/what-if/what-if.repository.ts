import { Injectable } from '@nestjs/common';
import type {
  AnswerKind,
  ClassOfService,
  LimitScopeName,
  PastCard,
  PastRequest,
  PastStay,
  PlainDate,
  WorkingHours,
} from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

export type ReplayedLimit = {
  id: string;
  scope: LimitScopeName;
  columnId: string | null;
  columnIds: string[];
  classOfService: ClassOfService | null;
  max: number;
};

/** The rules of a board: see weir.what_if_rules. */
export type ReplayedRules = {
  timeZone: string;
  workingHours: WorkingHours | null;
  depth: number;
  highWatermark: number | null;
  queueMax: number | null;
  /** The active ones, in their order. */
  columns: { id: string; name: string; split: boolean }[];
  limits: ReplayedLimit[];
};

/** The history of a board, and its current rules: see weir.what_if_history. */
export type Replayed = ReplayedRules & {
  today: PlainDate;
  from: PlainDate;
  limitsChangedOn: PlainDate | null;
  people: number;
  stays: PastStay[];
  cards: PastCard[];
  requests: PastRequest[];
  refused: { at: number; times: number }[];
};

type Stage = PastStay['cameFrom'];
type Packed = Omit<Replayed, 'stays' | 'cards' | 'requests' | 'refused'> & {
  stays: [number, PastStay['stage'], number | null, PastStay['doing'], number, number | null, Stage, Stage][];
  cards: [number, ClassOfService, boolean, boolean][];
  requests: [ClassOfService, number, number | null, number, AnswerKind | null][];
  refused: [number, number][];
};

@Injectable()
export class WhatIfRepository {
  constructor(private readonly pool: Pool) {}

  /** The current rules of a board. */
  async rules(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<ReplayedRules> {
    const [row] = await tx.$queryRaw<
      { rules: ReplayedRules }[]
    >`SELECT weir.what_if_rules(${workspaceId}::uuid, ${boardId}::uuid) AS rules`;
    return rulesOf((row as { rules: ReplayedRules }).rules);
  }

  /**
   * The window begins on `from`. It begins later if it would have more than `most` deliveries, or after a change of the limits `least` or more
   * days ago. Null: without this bound.
   */
  async history(
    { workspaceId, boardId }: BoardIds,
    { from, now, most, least }: { from: PlainDate; now: Date; most: number | null; least: number | null },
  ): Promise<Replayed> {
    const { rows } = await this.pool.query<{ history: Packed }>({
      name: 'what-if-history',
      text: 'SELECT weir.what_if_history($1, $2, $3, $4, $5, $6) AS history',
      values: [workspaceId, boardId, from, now, most, least],
    });
    return unpacked((rows[0] as { history: Packed }).history);
  }
}

/** Only the rules, always in the same order. */
export function rulesOf({
  timeZone,
  workingHours,
  depth,
  highWatermark,
  queueMax,
  columns,
  limits,
}: ReplayedRules): ReplayedRules {
  return { timeZone, workingHours, depth, highWatermark, queueMax, columns, limits };
}

function unpacked({ stays, cards, requests, refused, ...rest }: Packed): Replayed {
  return {
    ...rest,
    stays: stays.map(([card, stage, column, doing, since, until, cameFrom, leftFor]) => ({
      card,
      stage,
      column,
      doing,
      since,
      until,
      cameFrom,
      leftFor,
    })),
    cards: cards.map(([card, classOfService, isRequested, isFaulty]) => ({
      card,
      classOfService,
      isRequested,
      isFaulty,
    })),
    requests: requests.map(([classOfService, submittedAt, answeredAt, expiresAt, kind]) => ({
      classOfService,
      submittedAt,
      answeredAt,
      expiresAt,
      kind,
    })),
    refused: refused.map(([at, times]) => ({ at, times })),
  };
}
