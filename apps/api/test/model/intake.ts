import type { ClassOfService, NewAnswer } from '@weir/contract';
import { absent, change, no, type Outcome } from './answers.js';
import { create } from './cards.js';
import type { Override } from './rules.js';
import type { Board, World } from './world.js';

export function submit(world: World, at: number, classOfService: ClassOfService): Outcome {
  const { requests, depth } = world.boards[at]!;
  const waiting = requests.filter(({ answered }) => !answered);
  if (waiting.length >= depth) {
    return no(world, 429, 'intake-queue-full', { waiting: waiting.length, depth });
  }
  if (classOfService === 'expedite' && waiting.some((each) => each.classOfService === 'expedite')) {
    return no(world, 409, 'expedite-claim-waiting');
  }
  const number = requests.length + 1;
  const ask = (on: Board) => void on.requests.push({ number, classOfService, answered: false });
  return change(world, at, ask, () => ({ status: 201, request: { number, answer: null, card: null } }));
}

/** Accepting creates a card if there is room. Otherwise the request still waits. */
export function answer(
  world: World,
  at: number,
  number: number,
  given: NewAnswer & { override?: Override | undefined },
): Outcome {
  const request = world.boards[at]!.requests.find((each) => each.number === number);
  if (!request) return absent(world);
  if (request.answered) return no(world, 409, 'already-answered');
  const settle = (on: Board) => {
    for (const each of on.requests) if (each.number === number) each.answered = true;
  };
  const said = (card: number | null) => ({ status: 200, request: { number, answer: given.kind, card } });
  if (given.kind !== 'accept') return change(world, at, settle, () => said(null));
  const card = { title: 'As asked', classOfService: given.classOfService ?? request.classOfService };
  const made = create(world, at, { ...card, columnId: given.columnId, override: given.override });
  if (made.world === world) return made;
  settle(made.world.boards[at]!);
  made.world.boards[at]!.cards.at(-1)!.asked = true;
  return { world: made.world, answer: said(made.world.boards[at]!.cards.length) };
}
