import type { Board, Card, Request } from '@weir/contract';
import { as } from './api.ts';

type ColumnWish = { name: string; kind: 'queue' | 'active' | 'done'; max?: number };

export type BoardUnderTest = {
  key: string;
  /** In the API. */
  path: string;
  /** In the web app. */
  page: string;
  read(): Promise<Board>;
  card(title: string, column?: string): Promise<Card>;
  move(card: Card, column: string): Promise<void>;
  ask(title: string): Promise<Request>;
};

export const queue = (name: string, max?: number): ColumnWish => ({ name, kind: 'queue', max });
export const active = (name: string, max?: number): ColumnWish => ({ name, kind: 'active', max });
export const done = (name: string): ColumnWish => ({ name, kind: 'done' });

/** A board that nobody else of the run looks at: `await aBoard('LIVE', [queue('Ready'), active('Doing', 2), done('Done')])`. */
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
    columns: columns.map(({ name, kind, max }) => ({
      name,
      kind,
      limit: max === undefined ? null : { max },
    })),
    intake,
  });
  const read = () => manager.get<Board>(path);
  const made = await read();
  const idOf = (column: string | undefined) => made.columns.find(({ name }) => name === column)?.id;
  return {
    key,
    path,
    page: `/demo/${key}`,
    read,
    card: (title, column) => manager.post<Card>(`${path}/cards`, { title, columnId: idOf(column) }),
    move: async ({ number }, column) => {
      await manager.put(`${path}/cards/${number}/position`, { columnId: idOf(column) });
    },
    ask: async (title) => (await as('requester')).post<Request>(`${path}/requests`, { title }),
  };
}
