import { expect } from '@jest/globals';
import type { Gate, Request, RequesterBoard } from '@weir/contract';
import { decline, defer } from '../../support/answers.js';
import type { Api } from '../../support/api.js';
import type { BoardUnderTest } from '../../support/board.js';
import { writeSql } from './plain-sql.js';
import type { Step } from './steps.js';

type Action = Exclude<Step, { does: 'pass' }>;
type Known = { waiting: Request[]; answered: Request[] };
/** The gate if it was set, and the number of a request made with a ticket. */
type Result = { gate?: Gate; byTicket?: number };

/** Performs a step over HTTP. The API may refuse it, and a step without a request to act on does nothing. */
export async function perform(
  api: Api,
  board: BoardUnderTest,
  step: Action,
  { waiting, answered }: Known,
): Promise<Result> {
  const { manager, requester, secondRequester } = api.people;
  const ownerOf = (request: Request) => (request.requester.id === requester.id ? requester : secondRequester);
  switch (step.does) {
    case 'submit': {
      const { classOfService, who } = step;
      const day = classOfService === 'fixedDate' ? { neededBy: api.day(30) } : {};
      // The door's answer is by domain's rules, the submission's by those in SQL: both must agree.
      const door = await api.people[who].get<RequesterBoard>(`${board.path}/intake/door`);
      const submitted = await api.people[who].submit(board, { classOfService, ...day });
      expect({ classOfService, isAdmitted: submitted.status === 201 }).toEqual({
        classOfService,
        isAdmitted: door.body.classes.includes(classOfService),
      });
      return {};
    }
    case 'setGate':
      return setGate(api, board, step);
    case 'sql':
      await writeSql(api, board, step);
      return {};
    case 'finish': {
      const card = nthOf((await board.read()).cards, step.nth);
      if (card) await manager.moveCard(board, card.number, { column: 'Done' });
      return {};
    }
    case 'askAgain': {
      const request = nthOf(
        answered.filter(({ ticket }) => ticket),
        step.nth,
      );
      if (!request) return {};
      const asked = await ownerOf(request).askAgain(board, request.number);
      return asked.status === 201 ? { byTicket: asked.body.number } : {};
    }
  }
  const request = nthOf(waiting, step.nth);
  if (!request) return {};
  const { number } = request;
  const answers = { accept: { kind: 'accept' }, decline, defer: defer(api.day(2)) };
  if (step.does === 'answer') await manager.answer(board, number, answers[step.kind]);
  else if (step.does === 'withdraw') await ownerOf(request).withdraw(board, number);
  else if (step.does === 'reply') await ownerOf(request).say(board, number, 'Like so.');
  else await manager.say(board, number, 'How?', { asks: true });
  return {};
}

async function setGate(
  { people, clock }: Api,
  board: BoardUnderTest,
  { state, hours }: Extract<Step, { does: 'setGate' }>,
): Promise<Result> {
  const until = new Date(clock.now().getTime() + (hours ?? 0) * 3_600_000).toISOString();
  const end = hours !== null && state !== 'open' ? { until } : {};
  const set = await people.manager.setGate(board, { state, reason: 'By hand', ...end });
  return { gate: set.body };
}

function nthOf<T>(all: readonly T[], nth: number): T | undefined {
  return all[nth % Math.max(1, all.length)];
}
