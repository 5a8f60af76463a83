import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { type AvatarList, avatarLimits, can, type Me, type OwnData } from '@weir/contract';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { FileStore } from '../../files/file-store.js';
import { newFileId, Receiving } from '../../files/receiving.js';
import type { Access } from '../../http/access/caller.js';
import { invalid, refuseStale } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import { noWorkspace } from '../../writes/idempotency.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { UsersRepository } from '../users.repository.js';
import { type AvatarPicture, makeAvatar, pictureType } from './avatar-picture.js';
import { AvatarsRepository } from './avatars.repository.js';

const anHour = 60 * 60;
const perHour = 30;

/** A picture on its way: its bytes, and how many its sender announced (0: not known). */
export type NewAvatar = { body: Readable; announced: number };

/** The pictures of people, which members of their workspaces see in place of initials. */
@Injectable()
export class AvatarsService {
  private readonly uploads;

  constructor(
    private readonly repository: AvatarsRepository,
    private readonly users: UsersRepository,
    private readonly receiving: Receiving,
    private readonly store: FileStore,
    private readonly writer: WorkspaceWriter,
    pool: Pool,
  ) {
    this.uploads = rateLimit(pool, 'avatar', perHour, anHour);
  }

  async list({ workspaceId }: Access): Promise<Result<AvatarList>> {
    return ok({ items: await this.repository.list(workspaceId) });
  }

  /** Everyone sees their own picture, and those who see the members also theirs. `isHead`: without the content. */
  async read(access: Access, userId: string, hash: string, isHead: boolean): Promise<Result<Readable>> {
    if (userId !== access.userId && !can(access.role, 'readMembers')) return refuse('not-allowed');
    const row = await this.repository.ofMember(access.workspaceId, userId, hash);
    const content = row && (isHead ? Readable.from([]) : await this.store.read(keyOf(row.fileId)));
    return content ? ok(content) : refuse('not-found');
  }

  /** For the person's own data. */
  async ofPerson(userId: string): Promise<OwnData['avatar']> {
    const row = await this.repository.of(userId);
    const content = row && (await this.store.read(keyOf(row.fileId)));
    if (!content) return null;
    const bytes = await buffer(content);
    return { type: pictureType, at: row.at.toISOString(), content: bytes.toString('base64') };
  }

  /** Refuses what it can before it reads the file. It reads the file of a retry too: the writer compares it with the first one. */
  async set(
    userId: string,
    { body, announced }: NewAvatar,
    conditions: VersionConditions,
  ): Promise<Result<Me>> {
    const stale = refuseStale(conditions.version, await this.repository.versionOf(userId));
    if (stale && !(await this.repository.isKept(conditions.key))) return stale;
    const counted = await consume([[this.uploads, userId]], 'avatarUploads');
    if (!counted.ok) return counted;
    return this.receiving.receive(
      body,
      announced,
      async (received) => {
        const { key } = conditions;
        const keyOfFile = key && { ...key, bodyHash: received.sha256 };
        const picture = await makeAvatar(received);
        if (!picture) return invalid('file', 'notPicture');
        return this.keep(userId, picture, { ...conditions, key: keyOfFile });
      },
      avatarLimits.bytes,
    );
  }

  /** Stores the file before it commits the row. If the row is not committed, the file is deleted here or by the sweep. */
  private async keep(
    userId: string,
    picture: AvatarPicture,
    conditions: VersionConditions,
  ): Promise<Result<Me>> {
    const fileId = newFileId();
    await this.store.keep(keyOf(fileId), picture);
    const result = await this.change(userId, { fileId, hash: picture.hash }, conditions);
    if (!result.ok || result.replayed) await this.store.remove(keyOf(fileId)).catch(() => {});
    return result;
  }

  remove(userId: string, conditions: VersionConditions): Promise<Result<Me>> {
    return this.change(userId, null, conditions);
  }

  /** The file of the picture until now is deleted here or by the sweep. */
  private async change(
    userId: string,
    picture: { fileId: string; hash: string } | null,
    { version, key }: VersionConditions,
  ): Promise<Result<Me>> {
    let before: string | null = null;
    const result = await this.writer.write<Me>({ workspaceId: null, key }, async ({ tx, now }) => {
      const stale = refuseStale(version, await this.users.lock(tx, userId));
      if (stale) return stale;
      before = await this.repository.replace(tx, userId, picture && { ...picture, at: now });
      return ok(await this.users.me(userId, tx));
    });
    if (result.ok && before) await this.store.remove(keyOf(before)).catch(() => {});
    return result;
  }
}

/** A person belongs to no workspace. */
function keyOf(id: string) {
  return { workspaceId: noWorkspace, id };
}
