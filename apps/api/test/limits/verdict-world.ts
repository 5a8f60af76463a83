import { type Board, type BoardChange, type CardDiff, cardDiffs, type Limit } from '@weir/domain';
import type pg from 'pg';
import { v7 as uuid } from 'uuid';
import { columns, lanes, people, type Verdicts } from './verdict-boards.js';

const [nobody, day] = [uuid(), '2026-01-01T00:00:00Z'];
const ids = (all: { id: string }[]) => all.map(({ id }) => id);
const names = (all: { name: string }[]) => all.map(({ name }) => name);

/** A workspace with the board, inserted in plain SQL and committed before the change under test. */
export type World = { workspace: string; board: string };

/** Inserts the people, once per database. */
export async function insertPeople(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO users (id, email, name, created_at)
     SELECT p.id, p.name || '@weir.test', p.name, now() FROM unnest($1::uuid[], $2::text[]) p (id, name)`,
    [ids(people), names(people)],
  );
}

/** Inserts the limits last, because a new limit accepts any load. */
export async function insertWorld(client: pg.Client, { board, elsewhere }: Verdicts): Promise<World> {
  const world = { workspace: uuid(), board: uuid() };
  const place = [world.workspace, world.board];
  const other = uuid();
  const statements: Statement[] = [
    [
      `INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, 'w' || replace($1::uuid::text, '-', ''), 'Here', now())`,
      [world.workspace],
    ],
    [
      `INSERT INTO memberships (workspace_id, user_id, role, joined_at) SELECT $1, p, 'member', now() FROM unnest($2::uuid[]) p`,
      [world.workspace, ids(people)],
    ],
    ...[world.board, other].flatMap((id, at): Statement[] => [
      [
        `INSERT INTO boards (workspace_id, id, key, name, created_at, created_by) VALUES ($1, $2, $3, 'B', now(), $1)`,
        [world.workspace, id, `B${at}`],
      ],
      ['INSERT INTO board_clock (workspace_id, board_id) VALUES ($1, $2)', [world.workspace, id]],
      [
        `INSERT INTO columns (workspace_id, board_id, id, name, kind, position, split)
         SELECT $1, $2, c.id, c.name, c.kind, c.n, c.split
           FROM unnest($3::uuid[], $4::text[], $5::column_kind[], $6::boolean[]) WITH ORDINALITY c (id, name, kind, split, n)`,
        [
          world.workspace,
          id,
          ids(columns),
          names(columns),
          columns.map(({ kind }) => kind),
          columns.map(({ split }) => split),
        ],
      ],
    ]),
    [
      `INSERT INTO swimlanes (workspace_id, board_id, id, name, position)
       SELECT $1, $2, s.id, s.name, s.n FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY s (id, name, n)`,
      [...place, ids(lanes), names(lanes)],
    ],
    ...cards(place, board.cards),
    ...cards([world.workspace, other], inFlight(elsewhere)),
    ...limits(place, board.limits),
  ];
  await client.query('BEGIN');
  for (const [sql, values] of statements) await client.query(sql, values);
  await client.query('COMMIT');
  return world;
}

type Statement = [sql: string, values: unknown[]];
type CardRow = Pick<
  Board['cards'][number],
  'columnId' | 'swimlaneId' | 'half' | 'classOfService' | 'assignees' | 'archivedAt'
>;

function inFlight(elsewhere: number[]): CardRow[] {
  const { id } = columns.find(({ kind }) => kind === 'active')!;
  const card = {
    columnId: id,
    swimlaneId: null,
    half: null,
    classOfService: 'standard',
    archivedAt: null,
  } as const;
  return elsewhere.flatMap((count, at) =>
    new Array<CardRow>(count).fill({ ...card, assignees: [{ id: people[at]!.id }] }),
  );
}

function cards(place: string[], all: readonly CardRow[]): Statement[] {
  const given = all.flatMap(({ assignees }, at) => assignees.map(({ id }) => ({ number: at + 1, id })));
  return [
    [
      `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, swimlane_id, done, class_of_service, archived_at,
                          rank, created_at, created_by, entered_column_at)
       SELECT $1, $2, c.id, c.n, 'A card', c.column_id, c.swimlane_id, c.done, c.class, c.archived_at, c.n, $3, $4, $3
         FROM unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::boolean[], $9::class_of_service[], $10::timestamptz[])
              WITH ORDINALITY c (id, column_id, swimlane_id, done, class, archived_at, n)`,
      [
        ...place,
        day,
        nobody,
        all.map(() => uuid()),
        all.map((card) => card.columnId),
        all.map((card) => card.swimlaneId),
        all.map((card) => card.half === 'done'),
        all.map((card) => card.classOfService),
        all.map((card) => card.archivedAt),
      ],
    ],
    give(place, given),
  ];
}

function give(place: string[], given: { number: number; id: string }[]): Statement {
  return [
    `INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
     SELECT c.workspace_id, c.board_id, c.id, g.user_id
       FROM unnest($3::integer[], $4::uuid[]) g (number, user_id)
       JOIN cards c ON c.workspace_id = $1 AND c.board_id = $2 AND c.number = g.number
         ON CONFLICT DO NOTHING`,
    [...place, given.map(({ number }) => number), given.map(({ id }) => id)],
  ];
}

function limits(place: string[], all: readonly Limit[]): Statement[] {
  const isAcross = (limit: Limit) => limit.scope === 'person' && limit.across === 'workspace';
  return [
    [
      `INSERT INTO wip_limits (workspace_id, board_id, id, scope, max, mode, column_id, column_ids, swimlane_id, user_id, class_of_service)
       SELECT $1, $2, l.id, l.scope, l.max, l.mode, l."columnId", coalesce(l."columnIds", '{}'), l."swimlaneId", l."userId", l."classOfService"
         FROM jsonb_to_recordset($3) l (id uuid, scope limit_scope, max int, mode limit_mode, "columnId" uuid, "columnIds" uuid[],
                                        "swimlaneId" uuid, "userId" uuid, "classOfService" class_of_service)`,
      [...place, JSON.stringify(all.filter((limit) => !isAcross(limit)))],
    ],
    [
      `INSERT INTO person_limits (workspace_id, id, user_id, max, mode)
       SELECT $1, l.id, l."userId", l.max, l.mode
         FROM jsonb_to_recordset($2) l (id uuid, "userId" uuid, max int, mode limit_mode)`,
      [place[0], JSON.stringify(all.filter(isAcross))],
    ],
  ];
}

/** The statements of a change in plain SQL: the card first, then its assignees. */
export function inSql(world: World, board: Board, change: BoardChange): Statement[] {
  const place = [world.workspace, world.board];
  const update = (set: string, where: string) =>
    `UPDATE cards SET ${set} WHERE workspace_id = $1 AND board_id = $2 AND ${where}`;
  switch (change.kind) {
    case 'create':
      return [
        [
          `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, swimlane_id, class_of_service, rank,
                              created_at, created_by, entered_column_at)
           VALUES ($1, $2, $3, 1000, 'A card', $4, $5, $6, 1, now(), $7, now())`,
          [...place, uuid(), change.columnId, change.swimlaneId, change.classOfService, nobody],
        ],
        ...assigned(place, 1000, change.assigneeIds),
      ];
    case 'edit':
      return [
        ...(change.classOfService
          ? [
              [
                update('class_of_service = $4', 'number = $3'),
                [...place, change.card, change.classOfService],
              ] as Statement,
            ]
          : []),
        ...assigned(place, change.card, change.assigneeIds),
      ];
    case 'trade':
      throw new Error('a trade is a command, compared in same-rules.test.ts');
    case 'restore':
      return [[update('archived_at = NULL', 'number = $3'), [...place, change.card.number]]];
    case 'clearColumn':
      return [
        ['SELECT weir.move_column_cards($1, $2, $3, $4, now())', [...place, change.columnId, change.to]],
      ];
    case 'clearLane':
      return [[update('swimlane_id = $4', 'swimlane_id = $3'), [...place, change.swimlaneId, change.to]]];
    default:
      return [placed(place, cardDiffs(board, change))];
  }
}

function assigned(place: string[], number: number, to: readonly string[] | undefined): Statement[] {
  if (!to) return [];
  return [
    [
      `DELETE FROM card_assignees a USING cards c
        WHERE a.workspace_id = $1 AND a.board_id = $2 AND c.workspace_id = $1 AND c.board_id = $2 AND c.id = a.card_id
          AND c.number = $3 AND a.user_id <> ALL ($4::uuid[])`,
      [...place, number, to],
    ],
    give(
      place,
      to.map((id) => ({ number, id })),
    ),
  ];
}

/** Moves all cards in one UPDATE. */
function placed(place: string[], moved: CardDiff[]): Statement {
  return [
    `UPDATE cards c SET column_id = m.column_id, swimlane_id = m.swimlane_id, done = m.done
       FROM unnest($3::integer[], $4::uuid[], $5::uuid[], $6::boolean[]) m (number, column_id, swimlane_id, done)
      WHERE c.workspace_id = $1 AND c.board_id = $2 AND c.number = m.number`,
    [
      ...place,
      moved.map(({ card }) => card),
      moved.map(({ after }) => after.columnId),
      moved.map(({ after }) => after.swimlaneId),
      moved.map(({ after }) => after.half === 'done'),
    ],
  ];
}
