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
import { play, type Run, type Told } from './run.js';
import type { Stack } from './stack.js';

/** Milliseconds that streams may take to catch up after the last fault. */
const late = 20_000;
/** Writes that are repeated after a run, to see that their first answers are kept. */
const repeated = 12;

/** Plays a plan and judges the run. `broken`: null if it kept every rule, else the first broken one with the history around it. */
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
    verdict('Every write is decided, and nobody gets a server error', [...run.troubles, ...stack.deaths]),
    verdict(
      'The events of a board have no gap, and its time does not run backwards',
      boards.flatMap(orderFaults),
    ),
    verdict('Limits hold at every event', limitFaults(boards)),
    verdict('No queue is longer than its depth at any event', boards.flatMap(queueFaults)),
    verdict('Every acknowledged write is there', [...lost, ...lostWrites(boards, writes)]),
    verdict('A write takes effect once per key', [
      ...twice,
      ...effectsWithoutCause(
        boards,
        writes,
        (board, event) => isSideEffect(event) || event.seq <= run.begun.get(board)!,
      ),
    ]),
    verdict('A retry gets the first answer', ofRetries),
    verdict('A read shows what was acknowledged before it', run.staleReads),
    verdict('Each request has one answer, with a reason to read', await requestFaults(stack, run, boards)),
    verdict('A board rebuilt from its events is the board', await rebuildingFaults(stack, run)),
    verdict('Streams have no gap and no double, over all cuts', await streamFaults(run, boards)),
  ];
  const told = writes.map(({ name, board, seq }) => ({ name, board, seq }));
  return firstBroken(verdicts, boards, told);
}

function acknowledged(stack: Stack, { told, workspace }: Run, boards: JudgedBoard[]): Acknowledged[] {
  return told
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

/** Requesters don't get the board's seq. Their writes are found by the request. */
function seqOf(
  { method }: Told['sent'],
  { number }: Told['decided']['body'],
  events: readonly RecordedEvent[],
): number | null {
  const types = method === 'DELETE' ? ['request.withdrawn'] : ['request.submitted', 'request.askedAgain'];
  return (
    events.find(
      ({ type, changes }) => types.includes(type) && changes.some(({ request }) => request === number),
    )?.seq ?? null
  );
}

/** Events of a caller that come from their write to another board. */
function isSideEffect({ type }: RecordedEvent): boolean {
  return type === 'request.redirectedHere' || type === 'card.blockersChanged';
}

function writtenTexts({ told, workspace }: Run) {
  return told.flatMap(({ sent, decided: { status } }) =>
    sent.text ? [{ board: workspace.keys[sent.at]!, text: sent.text, acknowledged: status < 300 }] : [],
  );
}

/** The texts that `writtenTexts` has, as the events say them. */
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
  const end = Date.now() + late;
  while (Date.now() < end && streams.some(({ received }) => received.seq < clockOf(received.board)))
    await pause(20);
  // A job may have changed the board since.
  return streams.flatMap(({ received }) =>
    received.faultsAt(Math.max(received.seq, clockOf(received.board))),
  );
}

/** What a retry is answered too. The document of a request is that of now. */
function answerTo({ status, body }: Told['decided']) {
  return { status, body: 'requester' in body ? body.number : body };
}

/** Writes whose answers got lost first, then others, once more under their keys. */
async function retryFaults(stack: Stack, { told, workspace }: Run): Promise<Fault[]> {
  const done = told.filter(({ decided }) => decided.status < 300);
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
