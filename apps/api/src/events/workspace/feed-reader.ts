import { auditTypesOf, can, type FeedQuery, type Role, workspaceEventsForReaders } from '@weir/contract';
import { boardsOf, type TokenBearer } from '../../http/access/caller.js';
import { type Positions, sourceName, workspaceLog } from './positions.js';
import type { Range, Source, Types } from './workspace-events.repository.js';

/** What one reader may and wants to read of a workspace’s events. */
export class FeedReader {
  private readonly types: readonly string[] | null;
  private readonly boards: ReadonlySet<string> | null;

  constructor(
    private readonly bearer: TokenBearer,
    { type, board }: Pick<FeedQuery, 'type' | 'board'>,
  ) {
    this.types = type ? type.flatMap(auditTypesOf) : null;
    this.boards = board ? new Set(board) : null;
  }

  /** A token for some boards reads only these, and nothing of the workspace itself. */
  reads({ id, key }: Source): boolean {
    const own = boardsOf(this.bearer);
    if (id === workspaceLog) return own === null && this.boards === null;
    return (own?.includes(id) ?? true) && (this.boards?.has(key as string) ?? true);
  }

  typesFor(role: Role): Types {
    const { token } = this.bearer;
    const readsAll = can(role, 'readAuditLog') && (token?.scopes.includes('manage') ?? true);
    const allowed = readsAll ? null : workspaceEventsForReaders;
    const ofLog = this.types && allowed ? allowed.filter((type) => this.types?.includes(type)) : this.types;
    return { ofBoards: this.types, ofLog: ofLog ?? allowed };
  }
}

/** What is new in these sources since `positions`, up to `most` seqs of all sources together. */
export function rangesAfter(positions: Positions, sources: readonly Source[], most: number): Range[] {
  let left = most;
  return sources.flatMap(({ workspaceId, id, seq }) => {
    const after = positions.get(sourceName(id)) ?? 0;
    const until = Math.min(seq, after + left);
    if (until <= after) return [];
    left -= until - after;
    return [{ workspaceId, id, after, until }];
  });
}
