/** What can make a day an overloaded one. */
export const overloadMeasures = ['load', 'age', 'overrides', 'overdue'] as const;
export type OverloadMeasure = (typeof overloadMeasures)[number];

/** When a board rests: after how many overloaded days, and until how many calm ones. */
export type RestPolicy = {
  /** So many overloaded days of the last `ofDays` measured days are sustained overload. */
  overloadedDays: number;
  ofDays: number;
  /** From which percentage of the working day in which the board was saturated on it was overloaded. Null: no threshold. */
  load: number | null;
  /** From which percentage of the cards in flight that are older than expected on. */
  age: number | null;
  /** From how many overrides with a reason on. */
  overrides: number | null;
  /** From how many overdue answers at the end of the day on. */
  overdue: number | null;
  /** Whether the board begins a rest by itself, instead of proposing it. */
  byItself: boolean;
  /** So many calm days in a row end the rest: days on which the level was below `lowMark` percent throughout the working time. */
  calmDays: number;
  lowMark: number;
  /** A rest ends at the latest after so many days. */
  longestDays: number;
};

/** How many days a proposal waits for a manager. */
export const proposalDays = 7;
