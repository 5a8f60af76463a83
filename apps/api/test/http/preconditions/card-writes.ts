import type { Comment } from '@weir/contract';
import type { BoardUnderTest } from '../../support/board.js';
import { api, B, here, type Writes } from './calls.js';

const { owner, member } = api.people;

const card = (path: string, body?: unknown) => (board: BoardUnderTest) => ({
  path: `${board.path}/cards/1${path}`,
  body,
});

/** The path of a comment of the caller's own. */
async function aComment({ path }: BoardUnderTest): Promise<string> {
  const comments = `${path}/cards/1/comments`;
  return `${comments}/${(await member.post<Comment>(comments, { text: 'Nearly there.' })).body.id}`;
}

/** The writes that compare a card's version. */
export const cardWrites: Writes = {
  [`PATCH ${B}/cards/{number}`]: card('', { title: 'Other' }),
  [`PUT ${B}/cards-by-external-id/{externalId}`]: async (board) => {
    await member.patchCard(board, 1, { externalId: 'mine' });
    return here('/cards-by-external-id/mine', { title: 'Other' })(board);
  },
  [`DELETE ${B}/cards/{number}`]: async (board) => {
    await member.archive(board, 1);
    return card('')(board);
  },
  [`DELETE ${B}/cards/{number}/creation`]: async (board) => ({
    path: `${board.path}/cards/${(await owner.createCard(board)).body.number}/creation`,
    by: owner,
  }),
  [`PUT ${B}/cards/{number}/position`]: (board) => card('/position', { columnId: board.id('Review') })(board),
  [`PUT ${B}/cards/{number}/back`]: card('/back', { reason: 'The vendor is closed' }),
  [`PUT ${B}/cards/{number}/block`]: card('/block', { reason: 'Waits for a key' }),
  [`DELETE ${B}/cards/{number}/block`]: async (board) => {
    await member.put(`${board.path}/cards/1/block`, { reason: 'Waits for a key' });
    return card('/block')(board);
  },
  [`PUT ${B}/cards/{number}/archive`]: card('/archive'),
  [`DELETE ${B}/cards/{number}/archive`]: async (board) => {
    await member.archive(board, 1);
    return card('/archive')(board);
  },
  [`POST ${B}/cards/{number}/attachments`]: (board) => ({
    ...card('/attachments', 'A file')(board),
    headers: { 'content-type': 'application/octet-stream' },
  }),
  [`DELETE ${B}/cards/{number}/attachments/{attachment}`]: async (board) =>
    card(`/attachments/${(await owner.attach(board, 'plan.txt', 'Measure')).body.id}`)(board),
  [`POST ${B}/cards/{number}/links`]: async (board) => {
    await board.cards('Ready', 1);
    return card('/links', { kind: 'relatesTo', card: 2 })(board);
  },
  [`DELETE ${B}/cards/{number}/links/{link}`]: async (board) => {
    await board.cards('Ready', 1);
    const body = { kind: 'relatesTo', card: 2 };
    const link = await owner.post<{ id: string }>(`${board.path}/cards/1/links`, body);
    return card(`/links/${link.body.id}`)(board);
  },
  [`POST ${B}/cards/{number}/waits`]: async (board) => {
    const { number } = await board.ask();
    return card('/waits', { board: board.key, request: number })(board);
  },
  [`DELETE ${B}/cards/{number}/waits/{requestWait}`]: async (board) => {
    const body = { board: board.key, request: (await board.ask()).number };
    const wait = await owner.post<{ id: string }>(`${board.path}/cards/1/waits`, body);
    return card(`/waits/${wait.body.id}`)(board);
  },
  [`POST ${B}/cards/{number}/checklist`]: card('/checklist', { items: [{ text: 'Measure' }] }),
  [`PATCH ${B}/cards/{number}/checklist/{item}`]: async (board) =>
    card(`/checklist/${await board.item(1, 'Measure')}`, { done: true })(board),
  [`PUT ${B}/cards/{number}/checklist/{item}/card`]: async (board) =>
    card(`/checklist/${await board.item(1, 'Measure')}/card`, {})(board),
  [`DELETE ${B}/cards/{number}/checklist/{item}`]: async (board) =>
    card(`/checklist/${await board.item(1, 'Measure')}`)(board),
  [`POST ${B}/cards/{number}/comments`]: card('/comments', { text: 'Nearly there.' }),
  [`PATCH ${B}/cards/{number}/comments/{comment}`]: async (board) => ({
    path: await aComment(board),
    body: { text: 'Not yet.' },
    by: member,
  }),
  [`DELETE ${B}/cards/{number}/comments/{comment}`]: async (board) => ({ path: await aComment(board) }),
};
