import type { ClassOfService } from '../../vocabulary/vocabulary.js';
import type { Episode } from './history/episodes.js';
import type { PastRequest } from './history/history.js';
import { occupancyOf, type WorkedStay } from './history/occupancy.js';
import type { WorkClock } from './history/work-clock.js';
import { type Capacity, drawCapacity, staffingOf } from './staffing.js';
import { type Completing, completing, type KnownNeeds, needsOf } from './work-sample.js';

/** What a request needs: `work` until its answer, in working days. It expires after `patience` if nobody answers. */
export type RequestNeeds = {
  classOfService: ClassOfService;
  work: number;
  patience: number;
  isAccepted: boolean;
  /** The requester took it back: that is no answer. */
  isWithdrawn: boolean;
};

/** How many requests people answer at the same time, and what requests need. */
export type IntakeDraw = { capacity: number; needs: readonly RequestNeeds[] };

/**
 * The intake is treated as a column: if people answer one request after the other, more of them wait longer, and if they answer each
 * in its own time, more of them do not. Expired and shed requests are known to have needed more time than they had.
 */
export function intakeOf(
  requests: readonly PastRequest[],
  clock: WorkClock,
  { from, to }: { from: number; to: number },
): (random: readonly number[], tail: (at: number) => number) => IntakeDraw {
  const all = requests.map((request) => ({ request, episode: episodeOf(request, clock) }));
  const worked = all.map(({ request, episode }): WorkedStay => {
    const isCutOff = request.kind === 'expired' || request.kind === 'shed';
    const end = Math.min(episode.left, to);
    return {
      episode,
      column: 0,
      from: episode.committed,
      to: end,
      known: end,
      ends: !isCutOff && episode.left <= to,
    };
  });
  const occupancy = occupancyOf(worked, 1);
  const staffing = staffingOf(occupancy, worked, 0);
  const answered = all.filter(({ episode }) => episode.left !== Infinity && episode.left >= from);
  const known = new Map<number, Completing>();
  const needsWith = (capacity: Capacity) => {
    const [of = 1] = capacity.of;
    const episodes = answered.map(({ episode }) => episode);
    const needs = () => needsOf(episodes, { worked, pauses: [] }, occupancy, capacity, from);
    const found =
      known.get(of) ?? completing(needs().map((each, at) => openEnded(each, answered[at]?.request)));
    known.set(of, found);
    return found;
  };
  return (random, tail) => {
    const capacity = drawCapacity({ ...staffing, isSharedOdds: 1 }, random);
    const needs = needsWith(capacity)(tail).map(({ work, classOfService }, at): RequestNeeds => {
      const { kind, submittedAt, expiresAt } = (answered[at] as (typeof answered)[number]).request;
      return {
        classOfService,
        work: work[0] as number,
        patience: Math.max(0.1, clock.at(expiresAt) - clock.at(submittedAt)),
        isAccepted: kind === 'accept' || kind === 'trade',
        isWithdrawn: kind === 'withdrawn',
      };
    });
    return { capacity: capacity.of[0] as number, needs };
  };
}

/** The answer to a request that the system ended would have taken longer. */
function openEnded(needs: KnownNeeds, request: PastRequest | undefined): KnownNeeds {
  const isCutOff = request?.kind === 'expired' || request?.kind === 'shed';
  return isCutOff ? { ...needs, most: Float64Array.of(Infinity) } : needs;
}

function episodeOf({ classOfService, submittedAt, answeredAt }: PastRequest, clock: WorkClock): Episode {
  const committed = clock.at(submittedAt);
  const left = answeredAt === null ? Infinity : clock.at(answeredAt);
  return {
    classOfService,
    isRequested: false,
    isFromBeginning: true,
    isWhole: true,
    isStraight: true,
    isAgain: false,
    committed,
    left,
    committedAt: submittedAt,
    leftAt: answeredAt,
    isDelivered: true,
    stays: [{ column: 0, doing: 'work', from: committed, to: left, next: null }],
  };
}
