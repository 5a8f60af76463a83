import type { Board, Card, FirstColumn, Limit, LimitMode, NewCard, Request, Swimlane } from '@weir/contract';
import { as } from './api.ts';

type ColumnWish = FirstColumn;
type More = Pick<ColumnWish, 'split' | 'policy'> & { mode?: LimitMode };
/** The subject of a limit, by the names on the screen. */
type LimitWish = { max: number; min?: number; mode?: LimitMode } & (
  | { columns: string[] }
  | { lane: string; column?: string }
  | { person: string }
);

export type BoardUnderTest = {
  key: string;
  /** Its path in the API. */
  path: string;
  /** Its path in the web app. */
  page: string;
  read(): Promise<Board>;
  /** Creates a swimlane. */
  lane(name: string): Promise<void>;
  limit(wish: LimitWish): Promise<Limit>;
  card(title: string, column?: string, more?: CardWish): Promise<Card>;
  move(card: Pick<Card, 'number'>, column: string): Promise<void>;
  ask(title: string): Promise<Request>;
};

type CardWish = Pick<NewCard, 'classOfService' | 'assigneeIds'> & { lane?: string };

const limitOf = (max?: number, mode: LimitMode = 'block') => (max === undefined ? null : { max, mode });

export const queue = (name: string, max?: number): ColumnWish => ({
  name,
  kind: 'queue',
  limit: limitOf(max),
});
export const active = (name: string, max?: number, { mode, ...more }: More = {}): ColumnWish => ({
  name,
  kind: 'active',
  limit: limitOf(max, mode),
  ...more,
});
export const done = (name: string): ColumnWish => ({ name, kind: 'done' });

/** Every hour counts, so that a test means the same on each day of the week. */
const plainHours = { workingHours: null, answerWithinHours: 72, graceHours: 72 };

/** The boards that this file has created. */
const paths: string[] = [];

/**
 * Archives the boards of a file, or the pages that list boards would grow with the run. A board stays if its requests wait
 * or its cards were requested: archiving it would notify the requester, whose notices another test may read.
 */
export async function archiveBoards(): Promise<void> {
  const manager = await as('manager');
  for (const path of paths) await manager.ask('PATCH', path, { archived: true });
}

/** Creates a board for one test: `await aBoard('LIVE', [queue('Ready'), active('Doing', 2), done('Done')])`. */
export async function aBoard(
  key: string,
  columns: ColumnWish[],
  intake: object = {},
): Promise<BoardUnderTest> {
  const manager = await as('manager');
  const path = `/v1/workspaces/demo/boards/${key}`;
  await manager.post('/v1/workspaces/demo/boards', {
    key,
    name: `Team ${key}`,
    columns,
    intake: { ...plainHours, ...intake },
  });
  paths.push(path);
  const read = () => manager.get<Board>(path);
  const made = await read();
  const idOf = (column: string | undefined) => made.columns.find(({ name }) => name === column)?.id;
  const lanes = new Map<string, string>();
  const subjectOf = (wish: LimitWish) => {
    if ('columns' in wish) return { scope: 'columns', columnIds: wish.columns.map(idOf) };
    if ('person' in wish) return { scope: 'person', userId: wish.person, across: 'board' };
    return {
      scope: 'swimlane',
      swimlaneId: lanes.get(wish.lane),
      ...(wish.column && { columnId: idOf(wish.column) }),
    };
  };
  return {
    key,
    path,
    page: `/demo/${key}`,
    read,
    lane: async (name) => {
      lanes.set(name, (await manager.post<Swimlane>(`${path}/swimlanes`, { name })).id);
    },
    limit: (wish) => {
      const { max, min, mode } = wish;
      return manager.post<Limit>(`${path}/limits`, { ...subjectOf(wish), max, min, mode });
    },
    card: (title, column, { lane, ...more } = {}) =>
      manager.post<Card>(`${path}/cards`, {
        title,
        columnId: idOf(column),
        ...(lane && { swimlaneId: lanes.get(lane) }),
        ...more,
      }),
    move: async ({ number }, column) => {
      await manager.put(`${path}/cards/${number}/position`, { columnId: idOf(column) });
    },
    ask: async (title) => (await as('requester')).post<Request>(`${path}/requests`, { title }),
  };
}
