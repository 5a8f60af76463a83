import type { Board, Card, Request, RequestList } from '@weir/contract';
import type { Api } from '../support/api.js';
import type { Answer } from '../support/person.js';
import { worldOf } from './reading.js';
import { readBoard, type Workspace } from './workspace.js';
import type { World } from './world.js';

/** The world of a workspace as it is now, with archived cards and requests, without the override log. */
export async function worldNow(api: Pick<Api, 'people'>, workspace: Workspace): Promise<World> {
  const read = await Promise.all(
    workspace.keys.map(async (key) => {
      const [board, archived] = [await readBoard(api, workspace, key), await archivedOf(api, workspace, key)];
      const path = `${workspace.path}/${key}/requests?size=100`;
      const requests: Answer<RequestList> = await api.people.manager.get(path);
      return {
        read: { ...board, cards: [...board.cards, ...archived] },
        requests: requests.body.items as Request[],
      };
    }),
  );
  return worldOf(read, workspace.team);
}

/** The archived cards of a board, read page by page. */
export async function archivedOf(
  api: Pick<Api, 'people'>,
  { path }: Pick<Workspace, 'path'>,
  key: string,
): Promise<Card[]> {
  const cards: Card[] = [];
  let cursor: string | null | undefined = '';
  do {
    const next: string = cursor ? `&cursor=${cursor}` : '';
    const page: Answer<Board> = await api.people.manager.get(`${path}/${key}?include=archived${next}`);
    cards.push(...page.body.cards.filter(({ archivedAt }) => archivedAt !== null));
    cursor = page.body.nextCursor;
  } while (cursor);
  return cards;
}
