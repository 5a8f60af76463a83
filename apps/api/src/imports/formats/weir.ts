import { faultsOf, type InputFault } from '@weir/contract';
import {
  ExportedBoard,
  ExportedCard,
  ExportedLimit,
  ExportedLink,
  ExportedPerson,
  ExportedRequest,
  ExportedTeam,
  ExportedWait,
  ExportedWorkspace,
  exportVersion,
} from '@weir/contract/workspace-exports';
import { columnOrderFaults, findPolicyFaults, findPromiseFaults } from '@weir/domain';
import type { FaultCode } from '@weir/words';
import type { z } from 'zod';
import { FileFault } from '../source/fault.js';
import type { SourceBook } from '../source/source-book.js';
import type { JsonFormat } from './format.js';

/**
 * A workspace of Weir, as it exports one. Each value must be as the contract says, and name a board and a column that came before
 * it: nothing of a file that breaks this is imported. What else it names can be left out.
 */
export const weir: JsonFormat = {
  name: 'weir',
  isFormat: (names) => names.has('format') && names.has('exportedAt') && names.has('boards'),
  paths: [
    '$.version',
    '$.workspace',
    '$.people.*',
    '$.teams.*',
    '$.boards.*',
    '$.limits.*',
    '$.requests.*',
    '$.cards.*',
    '$.links.*',
    '$.waits.*',
  ],
  open: (into) => {
    const reading = new Reading(into);
    return (path, value) => reading.read(path, value);
  },
};

class Reading {
  private readonly columns = new Map<string, Set<string>>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly into: SourceBook) {}

  read(path: string, value: unknown): void {
    switch (path) {
      case 'version':
        if (value !== exportVersion) throw new FileFault('fileVersion', { version: String(value) });
        break;
      case 'workspace':
        this.into.board = this.valid(path, ExportedWorkspace, value).name;
        break;
      case 'people': {
        const { id, name, email } = this.valid(path, ExportedPerson, value);
        this.into.person(id, name, email ?? null);
        break;
      }
      case 'teams': {
        const team = this.valid(path, ExportedTeam, value);
        this.into.exported({ kind: 'exportedTeam', ref: team.id, record: team });
        break;
      }
      case 'boards':
        this.board(this.valid(path, ExportedBoard, value));
        break;
      case 'limits': {
        const limit = this.valid(path, ExportedLimit, value);
        this.into.exported({ kind: 'exportedLimit', ref: limit.userId, record: limit });
        break;
      }
      case 'requests': {
        const request = this.valid(path, ExportedRequest, value);
        if (!this.columns.has(request.boardId)) throw this.fault(path, { path: 'boardId', code: 'absent' });
        this.into.exported({ kind: 'exportedRequest', ref: request.id, record: request });
        break;
      }
      case 'cards': {
        const card = this.valid(path, ExportedCard, value);
        if (!this.columns.get(card.boardId)?.has(card.columnId))
          throw this.fault(path, { path: 'columnId', code: 'absent' });
        this.into.exported({ kind: 'exportedCard', ref: card.id, record: card });
        break;
      }
      case 'links': {
        const link = this.valid(path, ExportedLink, value);
        this.into.exported({ kind: 'exportedLink', ref: link.id, record: link });
        break;
      }
      case 'waits': {
        const wait = this.valid(path, ExportedWait, value);
        this.into.exported({ kind: 'exportedWait', ref: wait.id, record: wait });
        break;
      }
    }
  }

  private board(board: ExportedBoard): void {
    const [fault] = boardFaults(board);
    if (fault) throw this.fault('boards', fault);
    this.columns.set(board.id, new Set(board.columns.map(({ id }) => id)));
    this.into.exported({ kind: 'exportedBoard', ref: board.id, record: board });
  }

  private valid<T>(path: string, schema: z.ZodType<T>, value: unknown): T {
    if (path !== 'workspace') this.counts.set(path, (this.counts.get(path) ?? 0) + 1);
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    const [first] = read.error.issues.flatMap((issue) => faultsOf(issue));
    throw this.fault(path, first ?? { path: '', code: 'notValid' });
  }

  /** Says which value of which list is wrong, counted from 1, and where in it. */
  private fault(list: string, { path, code, params }: InputFault<FaultCode>): FileFault {
    const number = this.counts.get(list) ?? 1;
    return new FileFault('fileValue', { ...params, list, number, path: path || '–', code });
  }
}

/** The rules of a board that its schema can't say. */
function boardFaults({ columns, intake, createdAt }: ExportedBoard): InputFault<FaultCode>[] {
  const ofColumns = columnOrderFaults(columns.map(({ kind }) => kind));
  const ofIntake = [...findPolicyFaults(intake), ...findPromiseFaults(intake, new Date(createdAt))];
  return [
    ...ofColumns.map(({ code, params }) => ({ path: 'columns', code, params })),
    ...ofIntake.map(({ path, code, params }) => ({ path: `intake.${path}`, code, params })),
  ];
}
