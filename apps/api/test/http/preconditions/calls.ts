import { thePublicForm } from '../../requests/guests/public-form.js';
import type { BoardUnderTest } from '../../support/board.js';
import type { Caller, HeaderValues } from '../../support/person.js';

export const forms = thePublicForm();
export const { api } = forms;

/** A call on a thing that exists, and who makes it. */
export type Call = { path: string; body?: unknown; by?: Caller; headers?: HeaderValues };
/** By write: a call that succeeds on a board that has a card and a request. */
export type Writes = Record<string, (board: BoardUnderTest) => Call | Promise<Call>>;

export const W = '/v1/workspaces/{workspace}';
export const B = `${W}/boards/{board}`;

export const here = (path: string, body?: unknown) => (board: BoardUnderTest) => ({
  path: `${board.path}${path}`,
  body,
});
