import { expect } from '@jest/globals';
import type { Board, CardDetail, CommentList, Import } from '@weir/contract';
import { parse } from 'csv-parse/sync';
import { type Api, currentApi } from '../support/api.js';
import type { Person, Refused } from '../support/person.js';

export const imports = '/v1/workspaces/demo/imports';
export const boards = '/v1/workspaces/demo/boards';

/** Sends a file: a text, bytes, or a value as JSON. */
export function upload<Body = Import & Refused>(by: Person, name: string, content: unknown, query = '') {
  const body =
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
  return by.post<Body>(`${imports}?name=${encodeURIComponent(name)}${query}`, body, {
    'content-type': 'application/octet-stream',
  });
}

/** Uploads a file, as the manager. */
export async function planned(
  name: string,
  content: unknown,
  by = currentApi().people.manager,
): Promise<Import> {
  const { status, body } = await upload(by, name, content);
  if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Changes a part of the plan. */
export async function replanned(given: Import, change: Partial<Import['plan']>): Promise<Import> {
  const { manager } = currentApi().people;
  const { status, body } = await manager.patch<Import>(`${imports}/${given.id}`, {
    ...given.plan,
    ...change,
  });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

/** The change of a plan that gives its new board this key. */
export const underKey = ({ plan }: Import, key: string) => ({
  target: { ...plan.target, key } as typeof plan.target,
});

/** Starts an import and lets it run to its end. */
export async function ran({ id }: Pick<Import, 'id'>, api: Api = currentApi()): Promise<Import> {
  const { manager } = api.people;
  const started = await manager.put<Import>(`${imports}/${id}/run`);
  expect(started).toMatchObject({ status: 200, body: { state: 'running' } });
  await api.service('ImportRunsService').sweep();
  return (await manager.get<Import>(`${imports}/${id}`)).body;
}

/** The imported content of a board, by the titles of its cards. */
export async function contentOf(key: string) {
  const { viewer } = currentApi().people;
  const board = (await viewer.get<Board>(`${boards}/${key}?include=archived,delivered`)).body;
  const column = (id: string) => board.columns.find((each) => each.id === id)?.name;
  const cards = board.cards.map((card) => ({ ...card, column: column(card.columnId) }));
  return { board, cards, byTitle: (title: string) => cards.find((card) => card.title === title) };
}

export async function detailOf(key: string, number: number): Promise<CardDetail> {
  return (await currentApi().people.viewer.get<CardDetail>(`${boards}/${key}/cards/${number}`)).body;
}

export async function commentsOf(key: string, number: number): Promise<CommentList['items']> {
  return (await currentApi().people.viewer.get<CommentList>(`${boards}/${key}/cards/${number}/comments`)).body
    .items;
}

export async function reportOf({ id }: Pick<Import, 'id'>): Promise<string[][]> {
  const { body } = await currentApi().people.manager.get<string>(`${imports}/${id}/report.csv`);
  return parse(body, { bom: true });
}
