import type { PropertyTexts } from './property-texts.js';

const ofDays = 'How many of the last measured days count.';
const overloadedDays = 'How many of the last `ofDays` measured days were overloaded.';
const shown = 'The current rest of the board, or the proposal of one; null if there is neither.';

const takes =
  'When the board rests after sustained overload; null: never. A change replaces the whole policy.';

/** Rests of boards: see docs/intake.md. */
export const restTexts: PropertyTexts = {
  'IntakePolicy.rest': takes,
  'IntakePolicyChange.rest': takes,
  'Intake.rest': takes,
  'NewBoard.rest': takes,
  'IntakeChangedEvent.rest': takes,
  'BoardChangedEvent.rest': takes,
  'BoardCreatedEvent.rest': takes,
  'intake.rest': takes,
  'changes.rest': 'The id of the rest.',
  'Board.rest': shown,
  'BoardChanges.rest': shown,
  'Pressure.rest': 'The current rest of the board; null if it does not rest. A proposal is not shown.',
  'BoardRest.until': 'When the proposal expires, or the latest end of the rest.',
  'RestPolicy.overloadedDays': [
    'If at least this many of the last `ofDays` days are overloaded, a rest is proposed, or begins.',
    3,
  ],
  'RestPolicy.ofDays': ['How many of the last working days count; not fewer than `overloadedDays`.', 5],
  'RestPolicy.load': [
    'A day is overloaded if the board is saturated for at least this percentage of its working time; null: no threshold.',
    50,
  ],
  'RestPolicy.age': [
    'A day is overloaded if at least this percentage of the cards in flight are too old: older than the expectation of their class, or without one, older than 85% of the cards delivered in 90 days. Null: no threshold.',
    30,
  ],
  'RestPolicy.overrides': [
    'A day is overloaded if it has at least this many overrides with a reason; null: no threshold.',
    3,
  ],
  'RestPolicy.overdue': [
    'A day is overloaded if at least this many answers are overdue at its end; null: no threshold.',
    2,
  ],
  'RestPolicy.byItself':
    'Whether the board begins a rest by itself, instead of proposing it to its managers.',
  'RestPolicy.calmDays': ['The rest ends after this many calm days in a row.', 2],
  'RestPolicy.lowMark': [
    'A day is calm if the level of the pressure, in percent, stays below this during the whole working time.',
    70,
  ],
  'RestPolicy.longestDays': [
    'The rest ends after this many days in any case; not fewer than `calmDays`.',
    10,
  ],
  'Rest.state': '`proposed` and `resting` are open; `dismissed`, `expired` and `ended` are over.',
  overloadedDays: [overloadedDays, 3],
  ofDays: [ofDays, 5],
  'Rest.at': 'When it was proposed, or began without a proposal.',
  'Rest.until': 'When the proposal expires, or the latest end of the rest.',
  'Rest.by': 'Who began it; null if its policy did, or if it has not begun.',
  'Rest.closedBy': 'Who ended or dismissed it; null if nobody did.',
  'Rest.reason': 'The reason that this person gave; null if nobody ended or dismissed it.',
  beganAt: 'When the rest began; null if it has not begun.',
  closedAt: 'When it ended, was dismissed or expired; null while it is open.',
  endedFor:
    'Why the rest ended. `calm`: enough days were calm. `latest`: it reached its latest end. `byHand`: a manager ended it. `gateOpened`: a person opened the gate. `switchedOff`: its policy was switched off. Null: it has not ended.',
  'RestStatus.policy': 'When the board rests; null: never.',
  'RestStatus.current': 'The current rest of the board, or its proposal; null if there is neither.',
  'RestStatus.last': 'The previous rest or proposal; null if there was none.',
  'RestStatus.overloadedDays': [`${overloadedDays} They count for the next rest.`, 1],
  'RestStatus.ofDays': [`${ofDays} They count for the next rest.`, 4],
  'RestStatus.calmDays': ['How many of the last days in a row were calm since the rest began.', 1],
  earliestEnd: 'When the rest can end if every day from now on is calm; null if the board does not rest.',
  'RestStatus.days': 'The measured days, the newest first, at most 30.',
  saturatedPercent: [
    'The percentage of the working time in which the board was saturated, rounded down.',
    62,
  ],
  loadedPercent: [
    'The percentage of the working time in which the level was at or above the low mark, rounded down.',
    80,
  ],
  'RestDay.day': 'The day in the time zone of the board.',
  'RestDay.inFlight': ['How many cards were in flight at the end of the day.', 7],
  aged: ['How many of those were older than expected.', 2],
  'RestDay.overrides': ['How many overrides with a reason there were.', 1],
  'RestDay.overdue': ['How many answers were overdue at the end of the day.', 0],
  'RestDay.over': 'The measures that reached their thresholds; empty if the day was not overloaded.',
  isCalm: 'Whether the level stayed below the low mark during the whole working time.',
  'RestSetting.state':
    '`resting` begins a rest or accepts its proposal; `dismissed` dismisses a proposal; `ended` ends a rest.',
  'RestSetting.reason': 'The reason, which the team can read.',
};
