import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import type { Event, Request, RequestList } from '@weir/contract';
import {
  type Acknowledged,
  answerFaults,
  effectsWithoutCause,
  type Fault,
  firstBroken,
  type JudgedBoard,
  limitFaults,
  lostWrites,
  orderFaults,
  presenceFaults,
  type RecordedEvent,
  timesOf,
  type Verdict,
  verdict,
} from '@weir/history';
import { current } from '../events/rebuilding/current-view.js';
import { RebuiltBoard } from '../events/rebuilding/rebuilt-board.js';
import { rebuilt } from '../events/rebuilding/rebuilt-view.js';
import { readBoard } from '../model/workspace.js';
import { decide } from './client.js';
import type { Plan } from './plan.js';
import { untilRead } from './reading.js';
import { recordOf } from './record.js';
import { type Answered, play, type Run } from './run.js';
import type { Stack } from './stack.js';

/** Milliseconds in which streams must catch up after the last fault. */
const catchUp = 20_000;
/** The number of writes that are repeated after a run, to check that they get their first answers. */
const repeated = 12;

/** Plays a plan and judges the run. `broken`: the first broken rule with the history around it, or null if the run kept every rule. */
export async function judged(stack: Stack, plan: Plan) {
  const begun = performance.now();
  const run = await play(stack, plan);
  try {
    const broken = await brokenRule(stack, run);
    return { run, broken, milliseconds: performance.now() - begun };
  } finally {
    await Promise.all(run.streams.map((stream) => stream.stop()));
  }
}

async function brokenRule(stack: Stack, run: Run): Promise<string | null> {
  const ofRetries = await retryFaults(stack, run);
  const boards = await recordOf(stack, run);
  const writes = acknowledged(stack, run, boards);
  const { lost, twice } = presenceFaults(writtenTexts(run), textsOf(boards));
  const verdicts: Verdict[] = [
    verdict('Every write gets a final answer, and no client gets a server error', [
      ...run.troubles,
      ...stack.deaths,
    ]),
    verdict(
      'The events of a board have no gap, and its time does not run backwards',
      boards.flatMap(orderFaults),
    ),
    verdict('No event exceeds a limit', limitFaults(boards)),
    verdict('No queue is longer than its depth at any event', boards.flatMap(queueFaults)),
    verdict('No acknowledged write is lost', [...lost, ...lostWrites(boards, writes)]),
    verdict('A write takes effect once per key', [
      ...twice,
      ...effectsWithoutCause(
        boards,
        writes,
        (board, event) => isSideEffect(event) || event.seq <= run.begun.get(board)!,
      ),
    ]),
    verdict('A retry gets the first answer', ofRetries),
    verdict('A read shows all writes that were acknowledged before it', run.staleReads),
    verdict('Each request has one answer, with a reason', await requestFaults(stack, run, boards)),
    verdict('A board rebuilt from its events is the same as the board', await rebuildingFaults(stack, run)),
    verdict('Streams have no gap and no duplicate', await streamFaults(run, boards)),
  ];
  return firstBroken(verdicts, boards, writes);
}

function acknowledged(stack: Stack, { answered, workspace }: Run, boards: JudgedBoard[]): Acknowledged[] {
  return answered
    .filter(({ decided }) => decided.status < 300)
    .map(({ name, sent, decided: { body, seq } }) => {
      const board = workspace.keys[sent.at]!;
      const events = boards.find(({ key }) => key === board)!.events;
      const { items, card } = body as { items?: unknown[]; card?: unknown };
      return {
        ...{ name, board, actor: stack.people[sent.who].id },
        seq: seq ?? seqOf(sent, body, events),
        cards: [body, card, ...(items ?? [])].filter(isCard),
        ...('answer' in body && { request: body as unknown as NonNullable<Acknowledged['request']> }),
      };
    });
}

/** Finds the event of a requester's write by its request, because requesters don't get the board's seq. */
function seqOf(
  { method }: Answered['sent'],
  { number }: Answered['decided']['body'],
  events: readonly RecordedEvent[],
): number | null {
  const types = method === 'DELETE' ? ['request.withdrawn'] : ['request.submitted', 'request.askedAgain'];
  return (
    events.find(
      ({ type, changes }) => types.includes(type) && changes.some(({ request }) => request === number),
    )?.seq ?? null
  );
}

/** Whether an event of a caller comes from their write to another board. */
function isSideEffect({ type }: RecordedEvent): boolean {
  return type === 'request.redirectedHere' || type === 'card.blockersChanged';
}

function writtenTexts({ answered, workspace }: Run) {
  return answered.flatMap(({ sent, decided: { status } }) =>
    sent.text ? [{ board: workspace.keys[sent.at]!, text: sent.text, acknowledged: status < 300 }] : [],
  );
}

/** How often the events of a board have each text of `writtenTexts`. */
function textsOf(boards: JudgedBoard[]): (board: string) => Map<string, number> {
  const created = ['card.created', 'request.submitted'];
  return (board) =>
    timesOf(
      boards
        .find(({ key }) => key === board)!
        .events.flatMap(({ type, changes }) =>
          changes.flatMap(({ to, from }) => {
            const { title, text } = (to ?? {}) as { title?: string; text?: string };
            return created.includes(type)
              ? (title ?? [])
              : type === 'card.commented' && !from
                ? (text ?? [])
                : [];
          }),
        ),
    );
}

function isCard(value: unknown): value is Acknowledged['cards'][number] {
  return typeof value === 'object' && value !== null && 'version' in value && 'columnId' in value;
}

function queueFaults({ key, events }: JudgedBoard): Fault[] {
  const board = new RebuiltBoard();
  const waiting = () => [...board.requests.values()].filter(({ answer }) => answer === null).length;
  return events.flatMap((event) => {
    const before = waiting();
    board.apply(event as unknown as Event);
    const after = waiting();
    const depth = board.intake.depth as number;
    if (after <= before || after <= depth) return [];
    return [
      {
        text: `${key}: event ${event.seq} (${event.type}) makes ${after} requests wait in a queue of ${depth}`,
        board: key,
        seq: event.seq,
      },
    ];
  });
}

async function requestFaults(stack: Stack, { workspace }: Run, boards: JudgedBoard[]): Promise<Fault[]> {
  const people = Object.values(stack.people);
  const faults: Fault[] = [];
  for (const board of boards) {
    const path = `${workspace.path}/${board.key}/requests`;
    const { items } = await untilRead(
      async () => (await stack.people.manager.get<RequestList>(`${path}?size=100`)).body,
    );
    const read = await Promise.all(
      items.map(({ number, requester }) => {
        const reader = people.find(({ id }) => id === requester.id)!;
        return untilRead(async () => (await reader.get<Request>(`${path}/${number}`)).body);
      }),
    );
    faults.push(...answerFaults(board, read));
  }
  return faults;
}

async function rebuildingFaults(stack: Stack, { workspace }: Run): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const key of workspace.keys) {
    const [read, made] = await untilRead(async () => {
      const { seq } = await readBoard(stack, workspace, key);
      const both = [await current(stack, workspace, key), await rebuilt(stack, workspace, key)];
      if ((await readBoard(stack, workspace, key)).seq !== seq)
        throw new Error('a job changed the board while it was read');
      return both;
    });
    try {
      expect(made).toEqual(read);
    } catch (error) {
      faults.push({ text: `${key}: ${(error as Error).message}`, board: key });
    }
  }
  return faults;
}

async function streamFaults({ streams }: Run, boards: JudgedBoard[]): Promise<Fault[]> {
  const clockOf = (board: string) => boards.find(({ key }) => key === board)!.clock;
  const end = Date.now() + catchUp;
  while (Date.now() < end && streams.some(({ received }) => received.seq < clockOf(received.board)))
    await pause(20);
  // A job may have changed the board since.
  return streams.flatMap(({ received }) =>
    received.faultsAt(Math.max(received.seq, clockOf(received.board))),
  );
}

/** The part of an answer that a retry must repeat. A retry gets the current document of a request, so only its number is compared. */
function answerTo({ status, body }: Answered['decided']) {
  return { status, body: 'requester' in body ? body.number : body };
}

/** Sends writes again with their keys, first those with the most lost answers. */
async function retryFaults(stack: Stack, { answered, workspace }: Run): Promise<Fault[]> {
  const done = answered.filter(({ decided }) => decided.status < 300);
  const chosen = done.toSorted((one, other) => other.decided.lost - one.decided.lost).slice(0, repeated);
  const faults = await Promise.all(
    chosen.map(async ({ name, key, token, sent, decided }): Promise<Fault[]> => {
      const path = `${workspace.path}/${workspace.keys[sent.at]}${sent.path}`;
      const again = await decide(stack, path, sent, { token, key, first: 0, cut: null });
      const [first, second] = [decided, again].map(answerTo);
      if (again.isReplayed && isDeepStrictEqual(first, second)) return [];
      return [
        {
          text: `${name}, sent again, is answered ${JSON.stringify(second)} instead of ${JSON.stringify(first)}`,
          board: workspace.keys[sent.at]!,
        },
      ];
    }),
  );
  return faults.flat();
}
