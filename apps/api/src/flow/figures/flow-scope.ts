import type { PlainDate } from '@weir/domain';

/** What figures are about, as every answer says it. */
export type FlowScope = {
  boards: string[];
  from: PlainDate;
  to: PlainDate;
  today: PlainDate;
  timeZone: string | null;
  unread: number;
};

/** The boards, the days and the cards of figures, as the functions in prisma/sql/flow take them. */
export type Scoped = {
  workspaceId: string;
  boardIds: string[];
  /** The only board, where there is one. */
  boardId: string | null;
  filter: Record<string, unknown>;
  scope: FlowScope;
};

/** The first parameters of those functions. */
export function valuesOf({ workspaceId, boardIds, scope: { from, to }, filter }: Scoped): unknown[] {
  return [workspaceId, boardIds, from, to, JSON.stringify(filter)];
}
