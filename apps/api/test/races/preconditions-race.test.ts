import { expect, test } from '@jest/globals';
import type { AnswerTemplate, Card, Member, Role } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import type { Answer } from '../support/person.js';

const api = theApi();
const { owner, manager, member, viewer } = api.people;

/** Sends 32 writes at once that all saw the same version. Returns the one that took effect. */
async function onlyOne<T>(send: (n: number) => Promise<Answer<T>>): Promise<T> {
  const answers = await Promise.all(Array.from({ length: 32 }, (_, n) => send(n)));
  const done = answers.filter(({ status }) => status === 200);
  expect([done.length, answers.filter(({ status }) => status === 412).length]).toEqual([1, 31]);
  return done[0]!.body;
}
const seen = { 'if-match': '"1"' };

test('of 32 edits of a card that saw the same version one takes effect', async () => {
  const board = await aBoard().make();
  const [number] = await board.cards('Ready', 1);
  const path = `${board.path}/cards/${number}`;
  const won = await onlyOne((n) => member.patch<Card>(path, { title: `Edit ${n}` }, seen));
  expect((await member.get<Card>(path)).body).toMatchObject({ version: 2, title: won.title });
});

test('of 32 changes of a template that saw the same version one takes effect', async () => {
  const board = await aBoard().make();
  const templates = `${board.path}/intake/templates`;
  const message = 'Not in this quarter, sorry.';
  const template = { name: 'Later', kind: 'decline', reason: 'noCapacity', message };
  const { id } = (await manager.post<AnswerTemplate>(templates, template)).body;
  const won = await onlyOne((n) =>
    manager.patch<AnswerTemplate>(`${templates}/${id}`, { name: `Template ${n}` }, seen),
  );
  const { items } = (await manager.get<{ items: AnswerTemplate[] }>(templates)).body;
  expect(items).toEqual([won]);
});

test('of 32 changes of a member’s role that saw the same version one takes effect', async () => {
  const roles: Role[] = ['requester', 'member', 'manager'];
  const path = '/v1/workspaces/demo/members';
  const won = await onlyOne((n) =>
    owner.patch<Member>(`${path}/${viewer.id}`, { role: roles[n % roles.length] }, seen),
  );
  const { items } = (await owner.get<{ items: Member[] }>(path)).body;
  expect(items.find(({ id }) => id === viewer.id)).toEqual(won);
  expect(won.version).toBe(2);
});

test('of 32 changes of an account that saw the same version one takes effect', async () => {
  await onlyOne((n) => member.patch('/v1/me', { name: `Bao ${n}` }, seen));
});
