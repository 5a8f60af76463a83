import type { PropertyTexts } from './property-texts.js';

const ofDays = 'How many of the last measured days counted.';
const overloadedDays = 'How many of the last `ofDays` measured days were overloaded.';
const shown = 'The rest that the board takes, or the proposal of one; null: neither.';

const takes =
  'When the board takes a rest after sustained overload; null: never. Sent in a change, it replaces all of it.';

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
  'Pressure.rest': 'The rest that the board takes; null: none. A proposal is not shown.',
  'BoardRest.until': 'When the proposal expires, or the rest ends at the latest.',
  'RestPolicy.overloadedDays': [
    'After so many overloaded days of the last `ofDays` a rest is proposed, or begins.',
    3,
  ],
  'RestPolicy.ofDays': ['How many of the last working days count; not fewer than `overloadedDays`.', 5],
  'RestPolicy.load': [
    'From which percentage of the working time in which the board was saturated on a day is overloaded; null: that does not count.',
    50,
  ],
  'RestPolicy.age': [
    'From which percentage of the cards in flight that are older than their expectation on, or without one than 85% of the cards delivered in 90 days; null: that does not count.',
    30,
  ],
  'RestPolicy.overrides': ['From how many overrides with a reason on; null: they do not count.', 3],
  'RestPolicy.overdue': [
    'From how many answers that are overdue at the end of the day on; null: they do not count.',
    2,
  ],
  'RestPolicy.byItself':
    'Whether the board begins a rest by itself, instead of proposing it to its managers.',
  'RestPolicy.calmDays': ['After so many calm days in a row the rest ends.', 2],
  'RestPolicy.lowMark': [
    'A day is calm if the pressure’s level, in percent, was below this all the working time.',
    70,
  ],
  'RestPolicy.longestDays': ['After so many days the rest ends in any case; not fewer than `calmDays`.', 10],
  'Rest.state': '`proposed` and `resting` are open; `dismissed`, `expired` and `ended` are over.',
  overloadedDays: [overloadedDays, 3],
  ofDays: [ofDays, 5],
  'Rest.at': 'When it was proposed, or began without a proposal.',
  'Rest.until': 'When the proposal expires, or the rest ends at the latest.',
  'Rest.by': 'Who began it; null: its policy did, or it has not begun.',
  'Rest.closedBy': 'Who ended or dismissed it; null: nobody did.',
  'Rest.reason': 'What the person wrote who ended or dismissed it; null: nobody did.',
  beganAt: 'When the rest began; null: it has not.',
  closedAt: 'When it ended, was dismissed or expired; null: it is open.',
  endedFor:
    'Why it ended: `calm` enough days, its `latest` end, `byHand`, `gateOpened` by a person, or its policy was `switchedOff`; null: it has not.',
  'RestStatus.policy': 'When the board takes a rest; null: never.',
  'RestStatus.current': 'The rest that the board takes, or its proposal; null: neither.',
  'RestStatus.last': 'The rest or the proposal before; null: there was none.',
  'RestStatus.overloadedDays': [`${overloadedDays} They count for the next rest.`, 1],
  'RestStatus.ofDays': [`${ofDays} They count for the next rest.`, 4],
  'RestStatus.calmDays': ['How many of the last days in a row were calm since the rest began.', 1],
  earliestEnd: 'When the rest can end if every day from now on is calm; null: the board does not rest.',
  'RestStatus.days': 'The measured days, the newest first, at most 30.',
  saturatedPercent: ['In which percentage of the working time the board was saturated, rounded down.', 62],
  loadedPercent: ['In which percentage of it the level was at or above the low mark, rounded down.', 80],
  'RestDay.day': 'The day in the time zone of the board.',
  'RestDay.inFlight': ['How many cards were in flight at the end of the day.', 7],
  aged: ['How many of those were older than expected.', 2],
  'RestDay.overrides': ['How many overrides with a reason there were.', 1],
  'RestDay.overdue': ['How many answers were overdue at the end of the day.', 0],
  'RestDay.over': 'Which measures reached the thresholds of that day; empty: it was not overloaded.',
  isCalm: 'Whether the level was below the low mark all the working time.',
  'RestSetting.state':
    '`resting` begins a rest or accepts its proposal; `dismissed` is for a proposal, and `ended` for a rest.',
  'RestSetting.reason': 'Why, for the team to read.',
};
