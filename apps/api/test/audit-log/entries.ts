import type { AuditEntry, AuditLog, WorkspaceEvent } from '@weir/contract';
import type { Caller } from '../support/person.js';

/** All entries of a workspace's audit log, newest first, read page by page. `filters` as `&type=card`. */
export async function entriesOf(by: Caller, path: string, filters = '', size = 50): Promise<AuditEntry[]> {
  const items: AuditEntry[] = [];
  let next: string | null = '';
  while (next !== null) {
    const { status, body }: { status: number; body: AuditLog } = await by.get<AuditLog>(
      `${path}/audit?size=${size}${filters}${next && `&cursor=${next}`}`,
    );
    expect(status).toBe(200);
    items.push(...body.items);
    next = body.nextCursor;
  }
  return items;
}

/** The entries of the workspace itself: type, actor, person and change. */
export async function eventsOf(by: Caller, path: string, filters = '') {
  const items = (await entriesOf(by, path, filters)).filter(({ board }) => board === null);
  return items.map(({ event }) => {
    const { type, actor, person, change } = event as WorkspaceEvent;
    return [type, actor, person, change] as const;
  });
}
