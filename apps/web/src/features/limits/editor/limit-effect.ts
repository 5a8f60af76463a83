import type { Board, Limit, LimitMode } from '@weir/contract';
import {
  columnOf,
  isCounted,
  isSameLimitSubject,
  type LimitCapacity,
  type LimitState,
  limitSubjectName,
} from '@weir/domain';
import { inWord } from '@/features/requests/words';
import type { LimitSubject } from '@/lib/board/limit-subjects';

/** What a limit would mean with the room that it leaves today; `who` is the person whose limit it is. */
export function limitEffect(
  subject: LimitSubject,
  mode: LimitMode,
  { state, load, max, min, over, free }: LimitCapacity,
  who = 'They',
): { state: LimitState; text: string } {
  const stand = standing(subject, load, who);
  const until = (leave: number) => gate(subject, mode, leave);
  switch (state) {
    case 'closed':
      return { state, text: closing(subject, mode, who) };
    case 'over':
      return max === 0
        ? { state, text: `${closing(subject, mode, who)} ${stand}, and may leave.` }
        : { state, text: `${stand}: ${over} over. Nothing is thrown out; ${until(over + 1)}.` };
    case 'full':
      return { state, text: `${stand}: ${full(subject)}. ${sentence(until(1))}.` };
    case 'starving':
      return {
        state,
        text: `${stand}, fewer than ${inWord(min)}: the board says that it starves, and refuses nothing for it.`,
      };
    default:
      return { state, text: `${stand}: room for ${inWord(free)} more.` };
  }
}

function full({ scope }: LimitSubject): string {
  return scope === 'person' ? 'that is all they may have' : 'it is full';
}

/** “This closes it: nothing enters.”, “Bao takes no cards then.” */
function closing({ scope }: LimitSubject, mode: LimitMode, who: string): string {
  if (scope !== 'person') return `This closes it: ${closed[mode]}.`;
  const takes = who === 'They' ? 'They take' : `${who} takes`;
  return `${takes} no cards then${closedTo[mode]}.`;
}

const closedTo: Record<LimitMode, string> = {
  block: '',
  reason: '; nothing is added without a reason',
  warn: '; what is added is written down',
};

const closed: Record<LimitMode, string> = {
  block: 'nothing enters',
  reason: 'nothing enters without a reason',
  warn: 'what enters is written down',
};

/** “6 cards are here now”, “One card is in flight now”, “Bao has 4 cards in flight now”. */
export function standing(subject: LimitSubject, load: number, who = 'They'): string {
  const cards = load === 0 ? 'no card' : load === 1 ? 'one card' : `${load} cards`;
  if (subject.scope === 'person') return `${who} ${who === 'They' ? 'have' : 'has'} ${cards} in flight now`;
  const isPlace = subject.scope === 'column' || subject.scope === 'columns' || 'columnId' in subject;
  return `${sentence(cards)} ${load > 1 ? 'are' : 'is'} ${isPlace ? 'here' : 'in flight'} now`;
}

function gate(subject: LimitSubject, mode: LimitMode, leave: number): string {
  const until = `until ${inWord(leave)} ${leave === 1 ? 'has' : 'have'} left`;
  const isPerson = subject.scope === 'person';
  switch (mode) {
    case 'block':
      return isPerson ? `nothing is added ${until}` : `nothing enters ${until}`;
    case 'reason':
      return `${isPerson ? 'nothing is added' : 'nothing enters'} without a reason ${until}`;
    case 'warn':
      return `what ${isPerson ? 'is added' : 'enters'} is written down ${until}`;
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/**
 * The limit that lets in less than the one in question, in a sentence; null where that one alone decides.
 * `free` is the room that the one in question leaves.
 */
export function tighterLimit(board: Board, subject: LimitSubject, free: number): string | null {
  const [tightest] = board.limits
    .filter((limit) => holdsToo(board, limit, subject) && leftBy(limit) < free)
    .toSorted((one, other) => leftBy(one) - leftBy(other));
  if (!tightest) return null;
  const { load, max } = tightest;
  const left = leftBy(tightest);
  const where =
    tightest.scope === 'person' ? reachSaid[tightest.across] : `in ${limitSubjectName(board, tightest)}`;
  return left === 0
    ? `But ${where} it is full: ${load} of ${max}.`
    : `But ${where} it is ${load} of ${max}: room for ${inWord(left)} there.`;
}

const reachSaid = { board: 'on this board', workspace: 'over all boards' };

function leftBy({ max, load }: Limit): number {
  return Math.max(0, max - load);
}

/** Whether what enters under `subject` counts against this limit as well. */
function holdsToo(board: Board, limit: Limit, subject: LimitSubject): boolean {
  if (isSameLimitSubject(limit, subject)) return false;
  if (subject.scope === 'person') return limit.scope === 'person' && limit.userId === subject.userId;
  if (!('columnId' in subject) || subject.columnId === undefined)
    return limit.scope === 'board' && (subject.scope === 'swimlane' || subject.scope === 'classOfService');
  const card = {
    columnId: subject.columnId,
    swimlaneId: subject.scope === 'swimlane' ? subject.swimlaneId : null,
    classOfService: 'standard' as const,
    assignees: [],
    archivedAt: null,
  };
  return isCounted(limit, card, columnOf(board, subject.columnId));
}
