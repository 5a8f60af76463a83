import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type Attachment, type AttachmentList, can } from '@weir/contract';
import { fileName } from '../../files/file-name.js';
import { FileStore, type ReceivedFile } from '../../files/file-store.js';
import { newFileId, Receiving } from '../../files/receiving.js';
import { Thumbnails, thumbnailSide, thumbnailType } from '../../files/thumbnails.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { FairShares } from '../../http/load/fair-shares.js';
import { networkOf } from '../../http/network.js';
import { refuseStale } from '../../http/problems/refusals.js';
import { ok, type Result, refuse, retryAfter } from '../../result.js';
import { BoardWriter, type VersionConditions } from '../../writes/board-writer.js';
import { CardsRepository } from '../cards.repository.js';
import { type AttachmentRow, AttachmentsRepository } from './attachments.repository.js';
import { contentTypeOf, isShown } from './content-type.js';

/** A picture with no more bytes, and no larger than a thumbnail, needs none. */
const smallBytes = 100 * 1024;

/** How many uploads this instance accepts at once: in all, and per person. */
const most = { arriving: 64, ofPerson: 4 };

/** A file on its way: its bytes, how many its sender announced (0: not known), and where it comes from. */
export type NewFile = { name: string; body: Readable; announced: number; ip: string };

/** A file of an imported card. */
export type ImportedFile = Pick<AttachmentRow, 'id' | 'name' | 'by' | 'at'> & { cardId: string };

/** A file as it is sent. */
export type Download = Pick<AttachmentRow, 'name' | 'type' | 'bytes'> & {
  isShown: boolean;
  content: Readable;
};

@Injectable()
export class AttachmentsService {
  private readonly arriving = new FairShares(most.arriving, most.ofPerson);

  constructor(
    private readonly cards: CardsRepository,
    private readonly repository: AttachmentsRepository,
    private readonly receiving: Receiving,
    private readonly store: FileStore,
    private readonly thumbnails: Thumbnails,
    private readonly writer: BoardWriter,
  ) {}

  /** Oldest first. */
  async list(access: BoardAccess, number: number): Promise<Result<AttachmentList>> {
    const card = await this.repository.list(access, number);
    return card ? ok({ items: card.attachments, maxBytes: this.receiving.maxBytes }) : refuse('not-found');
  }

  /** `isHead`: without the content, which is not read from the store either. */
  async read(access: BoardAccess, number: number, id: string, isHead: boolean): Promise<Result<Download>> {
    const row = await this.repository.read(access, number, id);
    const key = { workspaceId: access.workspaceId, id };
    const content = row && (isHead ? Readable.from([]) : await this.store.read(key));
    if (!content) return refuse('not-found');
    const { name, type, bytes } = row;
    return ok({ name, type, bytes, isShown: isShown(row), content });
  }

  /** The thumbnail of a picture, or the file itself where that is small already or has none. */
  async readThumbnail(
    access: BoardAccess,
    number: number,
    id: string,
    isHead: boolean,
  ): Promise<Result<Download>> {
    const row = await this.repository.read(access, number, id);
    if (!row || !isShown(row)) return refuse('not-found');
    const key = { workspaceId: access.workspaceId, id };
    const thumbnail = needsThumbnail(row) ? await this.thumbnails.of(key) : null;
    if (!thumbnail) return this.read(access, number, id, isHead);
    const content = Readable.from([thumbnail]);
    return ok({ name: row.name, type: thumbnailType, bytes: thumbnail.length, isShown: true, content });
  }

  /** Refuses what it can before it reads the file. It reads the file of a retry too: the writer compares it with the first one. */
  async add(
    access: BoardAccess,
    number: number,
    file: NewFile,
    conditions: VersionConditions,
  ): Promise<Result<Attachment>> {
    const card = await this.repository.list(access, number);
    const refused = card ? refuseStale(conditions.version, card.version) : refuse('not-found');
    if (refused && !(await this.repository.isKept(access, conditions.key))) return refused;
    const taker = { caller: access.userId, network: networkOf(file.ip) };
    const full = this.arriving.refusal(taker);
    if (full) return refuse(full === 'full' ? 'overloaded' : 'rate-limited', retryAfter.full);
    const giveBack = this.arriving.take(taker);
    try {
      return await this.receiving.receive(file.body, file.announced, (received) =>
        this.attach(access, number, { name: fileName(file.name), received }, conditions),
      );
    } finally {
      giveBack();
    }
  }

  /** Stores the file before it commits the row. If the row is not committed, the file is deleted here or by the sweep. */
  private async attach(
    access: BoardAccess,
    number: number,
    { name, received }: { name: string; received: ReceivedFile },
    { version, key }: VersionConditions,
  ): Promise<Result<Attachment>> {
    const { bytes } = received;
    const values = { name, bytes, ...(await contentTypeOf(received.start)) };
    const id = newFileId();
    const kept = { workspaceId: access.workspaceId, id };
    await this.store.keep(kept, received);
    const keyOfFile = key && { ...key, bodyHash: hashOf(name, received) };
    const result = await this.writer.write<Attachment>(
      access,
      { key: keyOfFile, status: 201 },
      async ({ tx, now, record }) => {
        const card = await this.cards.find(tx, access, number);
        if (!card) return refuse('not-found');
        const stale = refuseStale(version, card.version);
        if (stale) return stale;
        await this.repository.add(tx, access, card.id, { id, ...values, by: access.userId, at: now });
        const at = now.toISOString();
        record('attachment.added', [
          { card: number, attachment: id, to: { ...values, by: access.userId, at } },
        ]);
        return ok({ id, ...values, by: { id: access.userId, name: access.userName }, at });
      },
    );
    if (!result.ok || result.replayed) await this.store.remove(kept).catch(() => {});
    // It need not be there yet when the first reader asks for it.
    else if (needsThumbnail(values)) void this.thumbnails.of(kept);
    return result;
  }

  /** Adds the file of an imported card, with the date and the person that it has in the source, also on an archived board. */
  async import(
    access: BoardAccess,
    { id, cardId, name, by, at }: ImportedFile,
    received: ReceivedFile,
  ): Promise<Result<void>> {
    const values = { name, bytes: received.bytes, ...(await contentTypeOf(received.start)) };
    const kept = { workspaceId: access.workspaceId, id };
    await this.store.keep(kept, received);
    const result = await this.writer.write<void>(
      access,
      { key: null, archived: true },
      async ({ tx, record }) => {
        const number = await this.repository.numberOf(tx, access, cardId);
        if (number === null) return refuse('not-found');
        await this.repository.add(tx, access, cardId, { id, ...values, by, at });
        record('attachment.added', [
          { card: number, attachment: id, to: { ...values, by, at: at.toISOString() } },
        ]);
        return ok(undefined);
      },
    );
    if (!result.ok) await this.store.remove(kept).catch(() => {});
    return result;
  }

  /** Only the person who added it or a manager can delete an attachment. The sweep deletes its file. */
  remove(
    access: BoardAccess,
    number: number,
    id: string,
    { version, key }: VersionConditions,
  ): Promise<Result<void>> {
    return this.writer.write<void>(access, { key, status: 204 }, async ({ tx, role, record }) => {
      const card = await this.cards.find(tx, access, number);
      const found = card && (await this.repository.find(tx, access, card.id, id));
      if (!found) return refuse('not-found');
      const stale = refuseStale(version, card.version);
      if (stale) return stale;
      const isAllowed = found.by === access.userId || (role !== null && can(role, 'deleteAttachments'));
      if (!isAllowed) return refuse('not-allowed');
      await this.repository.remove(tx, access, card.id, id);
      const { id: _, at, ...values } = found;
      record('attachment.removed', [
        { card: number, attachment: id, from: { ...values, at: at.toISOString() }, to: null },
      ]);
      return ok(undefined);
    });
  }
}

/** Whether a file is a picture that is larger than its thumbnail would be. */
function needsThumbnail({
  width,
  height,
  bytes,
}: Pick<AttachmentRow, 'width' | 'height' | 'bytes'>): boolean {
  return width !== null && height !== null && (Math.max(width, height) > thumbnailSide || bytes > smallBytes);
}

/** Two uploads under one key are the same if their names and bytes are. */
function hashOf(name: string, { sha256 }: ReceivedFile): Buffer {
  return createHash('sha256').update(sha256).update(name).digest();
}
