import type { Facts } from './facts.js';

/** What a drill found wrong with a restored database. */
export type Fault =
  | { code: 'unusable'; detail: string }
  | { code: 'other-migration'; expected: string; found: string }
  | { code: 'table-missing'; table: string }
  | { code: 'rows-differ'; table: string; expected: number; found: number }
  | { code: 'content-differs'; table: string }
  | { code: 'board-missing'; board: string }
  | { code: 'board-differs'; board: string; expected: number; found: number }
  | { code: 'events-missing'; board: string; expected: number; found: number }
  | { code: 'limits-differ'; expected: number; found: number }
  | { code: 'files-missing'; expected: number; found: number }
  | { code: 'files-damaged'; expected: number; found: number };

/**
 * Compares a restored database with the facts that were read when the backup was made.
 *
 * `exact`: the backup and the facts are of the same snapshot, so everything must be the same. Otherwise the backup was made later and
 * also has later work. Then no board may end before its event in the facts, the log of each board must end with the number in its
 * clock, and the log of all boards together must not be shorter.
 */
export function compareFacts(expected: Facts, found: Facts, { exact }: { exact: boolean }): Fault[] {
  return [
    ...compareTables(expected, found, exact),
    ...compareBoards(expected, found, exact),
    ...(exact ? compareLimits(expected, found) : []),
    ...compareFiles(expected, found),
    ...(exact && expected.migration !== found.migration
      ? [
          {
            code: 'other-migration' as const,
            expected: expected.migration ?? 'none',
            found: found.migration ?? 'none',
          },
        ]
      : []),
  ];
}

function compareTables(expected: Facts, found: Facts, exact: boolean): Fault[] {
  return Object.entries(expected.tables).flatMap(([table, then]): Fault[] => {
    const now = found.tables[table];
    if (!now) return [{ code: 'table-missing', table }];
    const differs = exact ? now.rows !== then.rows : table === 'events' && now.rows < then.rows;
    if (differs) return [{ code: 'rows-differ', table, expected: then.rows, found: now.rows }];
    return exact && now.digest !== then.digest ? [{ code: 'content-differs', table }] : [];
  });
}

function compareBoards(expected: Facts, found: Facts, exact: boolean): Fault[] {
  const lost = Object.entries(expected.boards).flatMap(([id, { name, seq }]): Fault[] => {
    const now = found.boards[id];
    if (!now) return [{ code: 'board-missing', board: name }];
    const differs = exact ? now.seq !== seq : now.seq < seq;
    return differs ? [{ code: 'board-differs', board: name, expected: seq, found: now.seq }] : [];
  });
  const cutShort = Object.values(found.boards)
    .filter(({ seq, lastEvent }) => lastEvent !== seq)
    .map(({ name, seq, lastEvent }): Fault => {
      return { code: 'events-missing', board: name, expected: seq, found: lastEvent };
    });
  return [...lost, ...cutShort];
}

function compareLimits({ limits: expected }: Facts, { limits: found }: Facts): Fault[] {
  const [then, now] = [expected?.exceeded ?? 0, found?.exceeded ?? 0];
  return then === now ? [] : [{ code: 'limits-differ', expected: then, found: now }];
}

/** Files that were missing when the backup was made are no fault of the copy. */
function compareFiles({ files: expected }: Facts, { files: found }: Facts): Fault[] {
  if (!expected || !found) return [];
  const faults: Fault[] = [];
  if (found.missing > expected.missing)
    faults.push({ code: 'files-missing', expected: expected.missing, found: found.missing });
  if (found.damaged > expected.damaged)
    faults.push({ code: 'files-damaged', expected: expected.damaged, found: found.damaged });
  return faults;
}

/** A fault as a sentence for a terminal. */
export function sentenceOf(fault: Fault): string {
  switch (fault.code) {
    case 'unusable':
      return fault.detail;
    case 'other-migration':
      return `its newest migration is ${fault.found}, not ${fault.expected}`;
    case 'table-missing':
      return `the table ${fault.table} is missing`;
    case 'rows-differ':
      return `rows of the table ${fault.table}: ${fault.found}, not ${fault.expected}`;
    case 'content-differs':
      return `the rows of the table ${fault.table} differ`;
    case 'board-missing':
      return `the board ${fault.board} is missing`;
    case 'board-differs':
      return `the board ${fault.board} ends with event ${fault.found}, not ${fault.expected}`;
    case 'events-missing':
      return `the event log of the board ${fault.board} ends with ${fault.found}, its clock with ${fault.expected}`;
    case 'limits-differ':
      return `exceeded limits: ${fault.found}, not ${fault.expected}`;
    case 'files-missing':
      return `attachments without a file: ${fault.found}, not ${fault.expected}`;
    case 'files-damaged':
      return `files of another size than their attachment: ${fault.found}, not ${fault.expected}`;
  }
}
