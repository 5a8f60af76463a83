import type { AnswerTemplate } from '@weir/contract';
import { todayIn } from '@weir/domain';
import { restPolicy } from '../../intake/rest/resting-board.js';
import { decline, toRequester } from '../../support/answers.js';
import type { BoardUnderTest } from '../../support/board.js';
import { endInserted, insertedTrial } from '../../trials/inserted-trial.js';
import { api, B, here, type Writes } from './calls.js';

const { manager, requester } = api.people;
const templates = '/intake/templates';
const answer = { name: 'Later', kind: 'decline', reason: 'noCapacity', message: 'Not in this quarter.' };

/** The paths of things that the board gets for one call. */
async function risk(board: BoardUnderTest): Promise<string> {
  return `/fields/${(await board.field('Risk', ['Low'])).id}`;
}
async function lowRisk(board: BoardUnderTest): Promise<string> {
  const { id, options } = await board.field('Risk', ['Low']);
  return `/fields/${id}/options/${options[0]!.id}`;
}
const limitOfDoing = async (board: BoardUnderTest) => `/limits/${(await board.column('Doing')).limit?.id}`;
async function aTrial(board: BoardUnderTest): Promise<string> {
  const { id } = await insertedTrial(board, [{ column: 'Doing', was: 9 }], todayIn(api.clock.now(), 'UTC'));
  return `/limits/trials/${id}`;
}
async function anEndedTrial(board: BoardUnderTest): Promise<string> {
  const path = await aTrial(board);
  await endInserted(board);
  return path;
}
async function template({ path }: BoardUnderTest): Promise<string> {
  const { id } = (await manager.post<AnswerTemplate>(`${path}${templates}`, answer)).body;
  return `${templates}/${id}`;
}

/** The writes that compare the board's seq, and those of its answer templates. */
export const boardWrites: Writes = {
  [`PATCH ${B}`]: here('', { name: 'Renamed' }),
  [`PUT ${B}/public-link`]: here('/public-link', { renew: true }),
  [`DELETE ${B}/public-link`]: async (board) => {
    await manager.put(`${board.path}/public-link`, {});
    return here('/public-link')(board);
  },
  [`PUT ${B}/deletion`]: async (board) => {
    await manager.put(`${board.path}/requests/1/answer`, decline);
    await manager.patch(board.path, { archived: true, toRequester });
    return here('/deletion', { name: 'Platform' })(board);
  },
  [`DELETE ${B}/deletion`]: here('/deletion'),
  [`POST ${B}/columns`]: here('/columns', { name: 'Test', kind: 'active' }),
  [`PATCH ${B}/columns/{column}`]: (board) => here(`/columns/${board.id('Doing')}`, { name: 'Dev' })(board),
  [`DELETE ${B}/columns/{column}`]: (board) => here(`/columns/${board.id('Review')}`)(board),
  [`POST ${B}/swimlanes`]: here('/swimlanes', { name: 'Web' }),
  [`PATCH ${B}/swimlanes/{swimlane}`]: async (board) =>
    here(`/swimlanes/${await board.lane('Lane')}`, { name: 'Web' })(board),
  [`DELETE ${B}/swimlanes/{swimlane}`]: async (board) =>
    here(`/swimlanes/${await board.lane('Lane')}`)(board),
  [`POST ${B}/labels`]: here('/labels', { name: 'Risk', colour: 'red' }),
  [`PATCH ${B}/labels/{label}`]: async (board) =>
    here(`/labels/${await board.label('Bug')}`, { name: 'Fault' })(board),
  [`DELETE ${B}/labels/{label}`]: async (board) => here(`/labels/${await board.label('Bug')}`)(board),
  [`POST ${B}/card-templates`]: here('/card-templates', { name: 'Check', title: 'Check' }),
  [`PATCH ${B}/card-templates/{cardTemplate}`]: async (board) =>
    here(`/card-templates/${await board.cardTemplate('Release')}`, { name: 'Check' })(board),
  [`DELETE ${B}/card-templates/{cardTemplate}`]: async (board) =>
    here(`/card-templates/${await board.cardTemplate('Release')}`)(board),
  [`POST ${B}/recurring-cards`]: here('/recurring-cards', {
    title: 'Check',
    schedule: { unit: 'days', every: 1, at: '09:00', from: '2026-01-01', until: null },
  }),
  [`PATCH ${B}/recurring-cards/{recurringCard}`]: async (board) =>
    here(`/recurring-cards/${await board.recurringCard('Weekly')}`, { title: 'Check' })(board),
  [`DELETE ${B}/recurring-cards/{recurringCard}`]: async (board) =>
    here(`/recurring-cards/${await board.recurringCard('Weekly')}`)(board),
  [`POST ${B}/fields`]: here('/fields', { name: 'Customer', kind: 'text' }),
  [`PATCH ${B}/fields/{field}`]: async (board) => here(await risk(board), { name: 'Danger' })(board),
  [`DELETE ${B}/fields/{field}`]: async (board) => here(await risk(board))(board),
  [`POST ${B}/fields/{field}/options`]: async (board) =>
    here(`${await risk(board)}/options`, { name: 'High', colour: 'red' })(board),
  [`PATCH ${B}/fields/{field}/options/{option}`]: async (board) =>
    here(await lowRisk(board), { name: 'None' })(board),
  [`DELETE ${B}/fields/{field}/options/{option}`]: async (board) => here(await lowRisk(board))(board),
  [`POST ${B}/limits`]: here('/limits', { scope: 'board', max: 9 }),
  [`PATCH ${B}/limits/{limit}`]: async (board) => here(await limitOfDoing(board), { max: 4 })(board),
  [`DELETE ${B}/limits/{limit}`]: async (board) => here(await limitOfDoing(board))(board),
  [`PUT ${B}/limits/trials/{trial}/end`]: async (board) =>
    here(`${await aTrial(board)}/end`, { decision: 'keep', reason: 'It works' })(board),
  [`PUT ${B}/limits/trials/{trial}/decision`]: async (board) =>
    here(`${await anEndedTrial(board)}/decision`, {
      decision: 'keep',
    })(board),
  [`POST ${B}/cards`]: here('/cards', { title: 'A card' }),
  [`POST ${B}/moves`]: (board) =>
    here('/moves', { moves: [{ card: 1, columnId: board.id('Review') }] })(board),
  [`PATCH ${B}/intake`]: here('/intake', { depth: 4 }),
  [`PUT ${B}/intake/rest`]: async (board) => {
    await manager.patch(`${board.path}/intake`, { rest: restPolicy });
    return here('/intake/rest', { state: 'resting' })(board);
  },
  [`PUT ${B}/intake/gate`]: here('/intake/gate', { state: 'shut', reason: 'Holidays' }),
  [`PUT ${B}/intake/form`]: here('/intake/form', { on: true }),
  [`POST ${B}/intake/templates`]: here(templates, answer),
  [`POST ${B}/requests`]: (board) => ({ ...here('/requests', { title: 'More' })(board), by: requester }),
  [`POST ${B}/answers`]: here('/answers', { answers: [{ request: 1, answer: decline }] }),
  // A version of its own.
  [`PATCH ${B}/intake/templates/{template}`]: async (board) =>
    here(await template(board), { name: 'Sooner' })(board),
  [`DELETE ${B}/intake/templates/{template}`]: async (board) => here(await template(board))(board),
};
