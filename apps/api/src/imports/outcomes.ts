import type { ImportNote, ImportProblem } from '@weir/contract';

/** How a run of an import ends: done, to be continued by the next run, or stopped with the reason. */
export type RunEnd = 'done' | 'later' | ImportProblem;

const problems: readonly string[] = [
  'not-allowed',
  'board-archived',
  'not-found',
  'cap-reached',
] satisfies ImportProblem[];

/** How a refused write ends the run. */
export function endOf(code: string): RunEnd {
  if (code === 'overloaded') return 'later';
  return problems.includes(code) ? (code as ImportProblem) : 'failed';
}

/** The result for one card or request, as the report shows it. */
export type Outcome = {
  place: number;
  /** Of a row of a table: its id there, empty without one. */
  sourceId?: string;
  result: 'created' | 'exists' | 'leftOut' | 'refused';
  title: string;
  number?: number | null;
  columnId?: string | null;
  /** The planned column, if a limit refused the card there. */
  wantedId?: string | null;
  code?: string | null;
  /** Of the code `cap-reached`. */
  cap?: string | null;
  max?: number | null;
  notes?: ImportNote[] | null;
  /** Of an export: the key of the board, and whether it was a request. */
  board?: string | null;
  isRequest?: boolean | null;
};

/** The result of weir.import_cards for one card, or of weir.import_requests for one request. */
export type Imported =
  | { result: 'created'; number: number; columnId?: string; refusedBy?: object }
  | { result: 'exists'; number: number }
  | { result: 'refused'; code: string; cap?: string; max?: number };

/** `wantedId`: the column where the card should go; null for a request. */
export function outcomeOf(imported: Imported, wantedId: string | null): Omit<Outcome, 'place' | 'title'> {
  switch (imported.result) {
    case 'created': {
      const { number, columnId = null, refusedBy } = imported;
      return { result: 'created', number, columnId, ...(refusedBy && { wantedId }) };
    }
    case 'exists':
      return { result: 'exists', number: imported.number };
    case 'refused': {
      const { code, cap = null, max = null } = imported;
      return { result: 'refused', code, cap, max, wantedId };
    }
  }
}
