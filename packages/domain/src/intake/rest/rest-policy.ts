/** The measures that can make a day overloaded. */
export const overloadMeasures = ['load', 'age', 'overrides', 'overdue'] as const;
export type OverloadMeasure = (typeof overloadMeasures)[number];

/** When a board rests: how many overloaded days begin a rest, and how many calm days end it. */
export type RestPolicy = {
  /** This many overloaded days among the last `ofDays` measured days are sustained overload. */
  overloadedDays: number;
  ofDays: number;
  /** A day is overloaded if the board was saturated for at least this percentage of the working day; null: no threshold. */
  load: number | null;
  /** A day is overloaded if at least this percentage of the cards in flight are older than expected. */
  age: number | null;
  /** A day is overloaded if it has at least this many overrides with a reason. */
  overrides: number | null;
  /** A day is overloaded if at least this many answers are overdue at its end. */
  overdue: number | null;
  /** Whether the board begins a rest by itself, instead of proposing it. */
  byItself: boolean;
  /** This many calm days in a row end the rest: days on which the level stayed below `lowMark` percent during the whole working time. */
  calmDays: number;
  lowMark: number;
  /** A rest ends after this many days at the latest. */
  longestDays: number;
};

/** How many days a proposal waits for a manager. */
export const proposalDays = 7;
