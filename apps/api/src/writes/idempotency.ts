import { Prisma } from '@weir/prisma';

/** Names a write and its retries: same caller, route and key. Another body under them is another call. */
export type WriteKey = { callerId: string; route: string; key: string; bodyHash: Buffer };

/** Keeps the keys of writes that belong to no workspace. */
export const noWorkspace = '00000000-0000-0000-0000-000000000000';

/** The key as the functions of the write protocol take it (prisma/sql/commands/write.sql). */
export function sqlKey(key: WriteKey | null): Prisma.Sql {
  if (!key) return Prisma.sql`NULL::weir.write_key`;
  const { callerId, route, key: name, bodyHash } = key;
  return Prisma.sql`
    ROW (${callerId}::uuid, ${route}::text, ${name}::text, ${new Uint8Array(bodyHash)}::bytea)::weir.write_key`;
}
