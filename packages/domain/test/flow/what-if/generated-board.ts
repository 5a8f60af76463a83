import type {
  BoardHistory,
  BoardRules,
  FlightLimit,
  PastCard,
  PastRequest,
  PastStay,
} from '../../../src/index.js';
import { addDays, daysBetween } from '../../../src/index.js';
import { randomOf } from '../synthetic-board.js';

/**
 * A board of which the truth is known. It is played in small steps of time, on purpose not as the simulator does it. Times are days of 24
 * hours, every day is worked.
 */
export type Truth = {
  /** Cards that arrive in the queue a day. */
  arrivals: number;
  /** The mean work in each active column, in days of one person. */
  work: readonly number[];
  limits: readonly (number | null)[];
  split?: boolean;
  /** Cards that people work on at once, in all columns; or by column, each card by itself from its start to its end. */
  people: number | { byColumn: readonly number[] };
  /** `even`: all cards need the same; otherwise the times are exponential. */
  even?: boolean;
  /** One of `of` cards is intangible and needs `times` the work of a standard card. */
  long?: { of: number; times: number };
  /** Requests a day, and how long the answer takes in days; one after another. */
  intake?: { requests: number; answer: number; depth: number };
};

export const today = '2026-06-01';
const start = addDays(today, -210);
const zero = Date.parse(start);
const aDay = 86_400_000;
const step = 0.04;

type Card = {
  number: number;
  column: number;
  work: number;
  isDone: boolean;
  committed: number;
  since: number;
};

export function rulesOf({ limits, intake }: Truth): BoardRules {
  return {
    limits: limits.flatMap((max, column): FlightLimit[] =>
      max === null ? [] : [{ id: `${column}`, columns: [column], max, of: null, exemptsExpedite: true }],
    ),
    queueMax: null,
    depth: intake?.depth ?? 8,
    highWatermark: null,
    staffing: 1,
    mix: null,
  };
}

/**
 * The history of such a board in the last `days` of seven months, and its content. With a `trial`, the board continues under other limits,
 * and the history is that of these days.
 */
export function aBoard(
  truth: Truth,
  seed: number,
  days = 119,
  trial: { limits: Truth['limits']; days: number } | null = null,
): BoardHistory & { cycles: number[]; delivered: number; inFlight: number } {
  const random = randomOf(seed * 2 + 1);
  const wait = (rate: number) => -Math.log(1 - random()) / rate;
  const exponential = (mean: number) => (truth.even ? mean : -mean * Math.log(1 - random()));
  const isLong = (number: number) => truth.long !== undefined && number % truth.long.of === 0;
  const workOf = (number: number, column: number) =>
    exponential((truth.work[column] as number) * (isLong(number) ? (truth.long?.times ?? 1) : 1));
  const { columns, stays, queue, flight } = {
    columns: truth.work.length,
    stays: [] as PastStay[],
    queue: [] as Card[],
    flight: [] as Card[],
  };
  const open = new Map<number, PastStay>();
  const cards: PastCard[] = [];
  const [cycles, from] = [[] as number[], daysBetween(start, today) - days];
  const requests: PastRequest[] = [];
  const waiting: { request: PastRequest; work: number }[] = [];
  const refused: { at: number; times: number }[] = [];
  let [delivered, inFlight] = [0, 0];
  const enter = (
    card: Card,
    stage: 'queued' | 'inFlight' | 'delivered',
    doing: PastStay['doing'],
    now: number,
  ) => {
    const at = zero + Math.round(now * aDay);
    const before = open.get(card.number);
    if (before) Object.assign(before, { until: at, leftFor: stage });
    open.delete(card.number);
    if (stage === 'delivered') return;
    const stay: PastStay = {
      card: card.number,
      stage,
      column: stage === 'queued' ? null : card.column,
      doing,
      since: at,
      until: null,
      cameFrom: before?.stage ?? null,
      leftFor: null,
    };
    open.set(card.number, stay);
    stays.push(stay);
  };
  const loadOf = (column: number) => flight.filter((card) => card.column === column).length;
  const isTried = (now: number) => trial !== null && now >= daysBetween(start, today);
  const hasRoom = (column: number, now: number) => {
    const max = (isTried(now) ? trial?.limits : truth.limits)?.[column];
    return max == null || loadOf(column) < max;
  };
  const pullAll = (now: number) => {
    for (let column = columns - 1; column >= 0; column -= 1) {
      for (const card of flight
        .filter((each) => each.isDone && each.column === column)
        .sort((a, b) => a.since - b.since)) {
        if (column + 1 < columns && !hasRoom(column + 1, now)) continue;
        card.column += 1;
        card.isDone = false;
        if (card.column === columns) {
          flight.splice(flight.indexOf(card), 1);
          enter(card, 'delivered', 'work', now);
          if (now >= from) {
            delivered += 1;
            cycles.push(Math.floor(now) - Math.floor(card.committed) + 1);
          }
          continue;
        }
        card.work = workOf(card.number, card.column);
        enter(card, 'inFlight', 'work', now);
      }
    }
    while (queue.length > 0 && hasRoom(0, now)) {
      const card = queue.shift() as Card;
      Object.assign(card, {
        column: 0,
        work: workOf(card.number, 0),
        committed: now,
        since: now,
      });
      flight.push(card);
      enter(card, 'inFlight', 'work', now);
    }
  };
  const newCard = (now: number, isRequested: boolean) => {
    const card: Card = {
      number: cards.length + 1,
      column: 0,
      work: 0,
      isDone: false,
      committed: 0,
      since: now,
    };
    const classOfService = isLong(card.number) ? 'intangible' : 'standard';
    cards.push({ card: card.number, classOfService, isRequested, isFaulty: false });
    queue.push(card);
    enter(card, 'queued', 'work', now);
  };
  const end = daysBetween(start, today) + (trial?.days ?? 0);
  let [arrives, asks] = [
    exponential(1 / truth.arrivals),
    truth.intake ? wait(truth.intake.requests) : Infinity,
  ];
  for (let now = 0; now < end; now += step) {
    for (; arrives < now; arrives += wait(truth.arrivals)) newCard(now, false);
    for (; asks < now; asks += wait(truth.intake?.requests ?? 1)) {
      if (waiting.length >= (truth.intake?.depth ?? 0)) refused.push({ at: zero + now * aDay, times: 1 });
      else {
        const request: PastRequest = {
          classOfService: 'standard',
          submittedAt: zero + Math.round(now * aDay),
          answeredAt: null,
          expiresAt: zero + Math.round((now + 90) * aDay),
          kind: null,
        };
        requests.push(request);
        waiting.push({ request, work: exponential(truth.intake?.answer ?? 1) });
      }
    }
    const [first] = waiting;
    if (first) {
      first.work -= step;
      if (first.work <= 0) {
        waiting.shift();
        Object.assign(first.request, { answeredAt: zero + Math.round(now * aDay), kind: 'decline' });
      }
    }
    const busy = flight.filter(({ isDone }) => !isDone);
    for (const card of busy) card.work -= step * paceOf(card, busy, truth.people);
    for (const card of busy) {
      if (card.work > 0) continue;
      Object.assign(card, { isDone: true, since: now });
      if (truth.split && card.column + 1 < columns && !hasRoom(card.column + 1, now))
        enter(card, 'inFlight', 'waiting', now);
    }
    pullAll(now);
    if (now >= from) inFlight += (flight.length * step) / days;
  }
  stays.sort((one, other) => one.card - other.card || one.since - other.since);
  const rules = rulesOf(truth);
  const calendar = { timeZone: 'UTC', workingHours: null };
  const columnsOf = truth.work.map(() => ({ split: truth.split ?? false }));
  const history = {
    from: trial ? today : addDays(today, -days),
    today: addDays(today, trial?.days ?? 0),
    calendar,
    columns: columnsOf,
    rules,
    stays,
    cards,
    requests,
    refused,
    people: 0,
  };
  return { ...history, cycles: cycles.sort((one, other) => one - other), delivered, inFlight };
}

function paceOf(card: Card, busy: readonly Card[], people: Truth['people']): number {
  if (typeof people === 'number') return Math.min(1, people / busy.length);
  const own = busy.filter(({ column }) => column === card.column);
  // First come, first served: the others wait.
  return own.toSorted((one, other) => one.since - other.since).indexOf(card) <
    (people.byColumn[card.column] as number)
    ? 1
    : 0;
}

export function percentileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1] as number;
}

/** The result of all steps at once. */
export function finish<Result>(steps: Generator<void, Result>): Result {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
