import type { Board, Gate, Request } from '@weir/contract';
import { type Actor, decline, defer, type World } from '../../support/intake-world.js';
import type { Step } from './steps.js';

type Deed = Exclude<Step, { does: 'pass' }>;
type There = { waiting: Request[]; answered: Request[] };
/** The gate where it was set, and the number of a request that came by a ticket. */
type Done = { gate?: Gate; byTicket?: number };

/** Does what a step says, over HTTP; it may well be refused, or have nothing to be about. */
export async function act(
  world: World,
  board: string,
  step: Deed,
  { waiting, answered }: There,
): Promise<Done> {
  const path = ({ number }: Request) => `${board}/requests/${number}`;
  const ownerOf = ({ requester }: Request) =>
    requester.id === world.requester.id ? world.requester : world.otherRequester;
  switch (step.does) {
    case 'submit': {
      const { classOfService, who } = step;
      const day = classOfService === 'fixedDate' ? { neededBy: world.day(30) } : {};
      await world[who].post(`${board}/requests`, { title: 'A thing we need', classOfService, ...day });
      return {};
    }
    case 'setGate':
      return setGate(world, board, step);
    case 'finish':
      return finish(world.manager, board, step.nth);
    case 'askAgain': {
      const request = nthOf(
        answered.filter(({ ticket }) => ticket),
        step.nth,
      );
      if (!request) return {};
      const asked = await ownerOf(request).post<Request>(`${path(request)}/ask-again`);
      return asked.status === 201 ? { byTicket: asked.body.number } : {};
    }
    default: {
      const request = nthOf(waiting, step.nth);
      if (request) await about(world, ownerOf(request), path(request), step);
      return {};
    }
  }
}

/** One request that waits is answered, withdrawn, replied to or asked back about. */
async function about({ manager, day }: World, owner: Actor, path: string, step: Deed): Promise<void> {
  const answers = { accept: { kind: 'accept' }, decline, defer: defer(day(2)) };
  if (step.does === 'answer') await manager.put(`${path}/answer`, answers[step.kind]);
  else if (step.does === 'withdraw') await owner.delete(path);
  else if (step.does === 'reply') await owner.post(`${path}/messages`, { body: 'Like so.' });
  else await manager.post(`${path}/messages`, { body: 'How?', asks: true });
}

async function setGate(
  { manager, clock }: World,
  board: string,
  { state, hours }: Extract<Step, { does: 'setGate' }>,
): Promise<Done> {
  const until = new Date(clock.now().getTime() + (hours ?? 0) * 3_600_000).toISOString();
  const end = hours !== null && state !== 'open' ? { until } : {};
  const set = await manager.put<Gate>(`${board}/intake/gate`, { state, reason: 'By hand', ...end });
  return { gate: set.body };
}

async function finish(manager: Actor, board: string, nth: number): Promise<Done> {
  const { cards, columns } = (await manager.get<Board>(board)).body;
  const columnId = columns.find(({ kind }) => kind === 'done')?.id;
  const card = nthOf(cards, nth);
  if (card) await manager.put(`${board}/cards/${card.number}/position`, { columnId });
  return {};
}

function nthOf<T>(all: readonly T[], nth: number): T | undefined {
  return all[nth % Math.max(1, all.length)];
}
