import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import {
  type CreditAccounts,
  type CreditAdjustment,
  type CreditEntries,
  type CreditEntriesFilter,
  type CreditEntriesQuery,
  type CreditEntry,
  can,
  type PageQuery,
} from '@weir/contract';
import { Clock } from '../../clock.js';
import type { Access } from '../../http/access/caller.js';
import { csvInBatches } from '../../http/csv.js';
import { pageOf, readCursor, uuidShape } from '../../http/cursor.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { CreditAccountsRepository, type Whose } from './accounts.repository.js';

const rowsAtOnce = 500;
const columns = [
  'at',
  'user',
  'kind',
  'reason',
  'request',
  'price',
  'amount',
  'balance',
  'from',
  'by',
  'note',
] as const;

/** The credits of requesters, and their ledger. */
@Injectable()
export class CreditAccountsService {
  constructor(
    private readonly repository: CreditAccountsRepository,
    private readonly writer: WorkspaceWriter,
    private readonly clock: Clock,
  ) {}

  async list({ workspaceId }: Access, { cursor, size = 50 }: PageQuery): Promise<Result<CreditAccounts>> {
    const after = readCursor(cursor, uuidShape);
    const rows = await this.repository.accounts(workspaceId, this.clock.now(), { after, size: size + 1 });
    return ok(pageOf(rows, size, ({ user }) => user.id));
  }

  async entries(access: Access, query: CreditEntriesQuery): Promise<Result<CreditEntries>> {
    const { cursor, size = 50, board, request } = query;
    const whose = whoseOf(access, query);
    if (!whose.ok) return whose;
    if ((board === undefined) !== (request === undefined)) {
      return invalid(board === undefined ? 'board' : 'request', 'required');
    }
    const of = board !== undefined && request !== undefined ? { board, number: request } : null;
    const after = readCursor(cursor, uuidShape);
    const { workspaceId } = access;
    const rows = await this.repository.entries(workspaceId, whose.value, of, { after, size: size + 1 });
    return ok(pageOf(rows, size, ({ id }) => id));
  }

  async file(access: Access, query: CreditEntriesFilter): Promise<Result<Readable>> {
    const whose = whoseOf(access, query);
    if (!whose.ok) return whose;
    const csv = await csvInBatches<CreditEntry>({
      columns,
      read: (last) => this.entriesAfter(access, whose.value, last?.id ?? null),
      size: rowsAtOnce,
      toRows: (rows) => rows.map(toRow),
    });
    return ok(csv);
  }

  /**
   * Adjusts the credits of the current period. 409 if the balance is too low. The database logs the adjustment without its note.
   */
  adjust(
    { workspaceId, userId }: Access,
    adjustment: CreditAdjustment,
    key: WriteKey | null,
  ): Promise<Result<CreditEntry>> {
    const options = { workspaceId, key, by: userId, lock: true, status: 201 };
    return this.writer.write<CreditEntry>(options, async ({ tx, now }) => {
      if (!(await this.repository.canAsk(tx, workspaceId, adjustment.user)))
        return invalid('user', 'doesNotAsk');
      const id = await this.repository.adjust(tx, workspaceId, { ...adjustment, by: userId, at: now });
      if (!id) return refuse('credits-off');
      return ok(await this.repository.entryIn(tx, workspaceId, id));
    });
  }

  private entriesAfter({ workspaceId }: Access, whose: Whose, after: string | null): Promise<CreditEntry[]> {
    return this.repository.entries(workspaceId, whose, null, { after, size: rowsAtOnce });
  }
}

/** The person whose entries the caller reads. Only people who answer requests can read the entries of others. */
function whoseOf({ role, userId }: Access, { user }: CreditEntriesFilter): Result<Whose> {
  if (user === undefined || user === userId) return ok(userId);
  if (!can(role, 'answerRequests')) return refuse('not-allowed');
  return ok(user === 'all' ? null : user);
}

function toRow({ user, by, request, ...entry }: CreditEntry) {
  return { ...entry, user: user.name, by: by?.name ?? '', request: request?.ref ?? '' };
}
