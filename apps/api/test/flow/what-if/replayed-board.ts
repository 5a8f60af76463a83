import type { Request } from '@weir/contract';
import type { BoardHistory, PastCard, PastRequest, PastStay } from '@weir/domain';
import { todayIn } from '@weir/domain';
import { currentApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { MovableClock } from '../../support/clock.js';

const timeZone = 'Europe/Berlin';
const days = 48;

/** A board that was worked on for some weeks over HTTP, and its history as the test saw it. */
export type ReplayedBoard = { board: BoardUnderTest; history: BoardHistory };

/**
 * A card is created, pulled and finished each day; every fifth waits in the done half for a day, and every fifth is blocked. Requests come each day
 * and are answered after three days, so that some find the queue full.
 */
export async function aReplayedBoard(): Promise<ReplayedBoard> {
  const { clock, people } = currentApi();
  const { member, requester, manager } = people;
  clock.stop();
  // A day of work must be over by midnight, whenever the test starts.
  toNextMorning(clock);
  const board = await aBoard()
    .column('Ready', { kind: 'queue' })
    .column('Doing', { limit: 4 })
    .column('Review', { limit: 2, split: true })
    .intake({ timeZone, depth: 3, openPerRequester: 500, workingHours: null, answerWithinHours: 400 })
    .make();
  const [stays, cards, requests, refused]: [
    PastStay[],
    PastCard[],
    PastRequest[],
    { at: number; times: number }[],
  ] = [[], [], [], []];
  const now = () => clock.now().getTime();
  const enter = (
    card: number,
    stay: (Pick<PastStay, 'stage' | 'column'> & { doing?: PastStay['doing'] }) | 'delivered',
  ) => {
    const open = stays.find((each) => each.card === card && each.until === null);
    const stage = stay === 'delivered' ? stay : stay.stage;
    if (open) Object.assign(open, { until: now(), leftFor: stage });
    if (stay === 'delivered') return;
    const place = { doing: 'work' as const, ...stay };
    stays.push({ card, ...place, since: now(), until: null, cameFrom: open?.stage ?? null, leftFor: null });
  };
  const move = async (card: number, column: string, half?: 'doing' | 'done') => {
    const answer = await member.put(`${board.path}/cards/${card}/position`, {
      columnId: board.id(column),
      ...(half && { half }),
    });
    if (answer.status !== 200)
      throw new Error(`card ${card} was not moved to ${column}: ${JSON.stringify(answer.body)}`);
  };
  const waiting: { number: number; day: number; request: PastRequest }[] = [];

  for (let day = 0; day < days; day += 1) {
    const [number] = await board.cards('Ready', 1);
    cards.push({ card: number, classOfService: 'standard', isRequested: false, isFaulty: false });
    enter(number, { stage: 'queued', column: null });
    clock.pass({ hours: 2 });
    await move(number, 'Doing');
    enter(number, { stage: 'inFlight', column: 0 });
    clock.pass({ hours: 1 });
    const inReview = number - 2;
    if (inReview >= 1) {
      if (inReview % 5 !== 0) {
        await move(inReview, 'Review', 'done');
        enter(inReview, { stage: 'inFlight', column: 1, doing: inReview % 5 === 1 ? 'blocked' : 'waiting' });
      }
      await move(inReview, 'Done');
      enter(inReview, 'delivered');
    }
    clock.pass({ hours: 1 });
    const worked = number - 1;
    // The last step of that card and the request come at the same instant.
    let step: Promise<unknown> = Promise.resolve();
    if (worked >= 1) {
      step = move(worked, 'Review');
      enter(worked, { stage: 'inFlight', column: 1 });
      if (worked % 5 <= 1) {
        await step;
        clock.pass({ hours: 1 });
        const isDone = worked % 5 === 0;
        step = isDone
          ? move(worked, 'Review', 'done')
          : member.put(`${board.path}/cards/${worked}/block`, { reason: 'The supplier is late' });
        enter(worked, { stage: 'inFlight', column: 1, doing: isDone ? 'waiting' : 'blocked' });
      }
    }
    const asking = requester.post<Request>(`${board.path}/requests`, {
      title: 'Please',
      classOfService: 'standard',
    });
    const [asked] = await Promise.all([asking, step]);
    if (asked.status === 201) {
      const request: PastRequest = {
        classOfService: 'standard',
        submittedAt: now(),
        answeredAt: null,
        expiresAt: Date.parse(asked.body.expiresAt as string),
        kind: null,
      };
      requests.push(request);
      waiting.push({ number: asked.body.number, day, request });
    } else refused.push({ at: Math.floor(now() / 3_600_000) * 3_600_000, times: 1 });
    clock.pass({ minutes: 1 });
    for (const { number: answered, request } of waiting.filter((each) => each.day <= day - 3)) {
      waiting.shift();
      const answer = { kind: 'decline', reason: 'noCapacity', message: 'There is no room for it.' };
      await manager.put(`${board.path}/requests/${answered}/answer`, answer);
      Object.assign(request, { answeredAt: now(), kind: 'decline' });
    }
    toNextMorning(clock);
  }
  const today = todayIn(clock.now(), timeZone);
  const from = todayIn(new Date(stays[0]?.since ?? 0), timeZone);
  stays.sort((one, other) => one.card - other.card);
  return {
    board,
    history: {
      from,
      today,
      calendar: { timeZone, workingHours: null },
      columns: [{ split: false }, { split: true }],
      rules: { limits: [], queueMax: null, depth: 3, highWatermark: null, staffing: 1, mix: null },
      stays,
      cards,
      requests,
      refused,
      people: 0,
    },
  };
}

/** Moves the clock to 8:00 UTC on the next day. */
function toNextMorning(clock: MovableClock): void {
  const now = clock.now().getTime();
  const midnight = (Math.floor(now / 86_400_000) + 1) * 86_400_000;
  clock.pass({ minutes: (midnight - now) / 60_000, hours: 8 });
}
