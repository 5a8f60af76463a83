import { Injectable } from '@nestjs/common';
import {
  type CreatedWebhook,
  daysOfReplay,
  type NewWebhook,
  type PageQuery,
  type Webhook,
  type WebhookChange,
  type WebhookList,
  type WebhookReplay,
  type WebhookRotation,
} from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import type { Tx } from '../database/prisma.js';
import type { Access } from '../http/access/caller.js';
import { pageOf, readCursor, uuidShape } from '../http/cursor.js';
import { invalid, invalidAll, refuseStale } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import type { VersionConditions } from '../writes/board-writer.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WorkspaceWriter } from '../writes/workspace-writer.js';
import { WebhookClient } from './sending/webhook-client.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { type StoredWebhook, WebhooksRepository } from './webhooks.repository.js';

/** A caller’s clock may be ahead by this many milliseconds. */
const clockSkew = 5 * 60_000;
const hour = 60 * 60 * 1000;
const usualOverlapHours = 24;

/** What is kept of an answer under an idempotency key: the secret’s text is made again from its id. */
type Kept = Webhook & { secretId: string };

/** The webhooks of a workspace. They belong to it: they stay when the person who made them leaves. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly writer: WorkspaceWriter,
    private readonly repository: WebhooksRepository,
    private readonly client: WebhookClient,
    private readonly secrets: WebhookSecrets,
    private readonly clock: Clock,
  ) {}

  async list({ workspaceId }: Access, { cursor, size = 50 }: PageQuery): Promise<Result<WebhookList>> {
    const page = { now: this.clock.now(), after: readCursor(cursor, uuidShape), size: size + 1 };
    return ok(pageOf(await this.repository.list(workspaceId, page), size, ({ id }) => id));
  }

  async read({ workspaceId }: Access, id: string): Promise<Result<Webhook>> {
    const webhook = await this.repository.find(workspaceId, id, this.clock.now());
    return webhook ? ok(webhook) : refuse('not-found');
  }

  /** The name of the host is resolved before the transaction: it can take seconds. */
  async create(
    access: Access,
    { name, url, types, boards, payload = 'full' }: NewWebhook,
    key: WriteKey | null,
  ): Promise<Result<CreatedWebhook>> {
    const fault = await this.client.refusalOf(url);
    if (fault) return invalid('url', fault);
    const { workspaceId, userId } = access;
    const made = await this.writer.write<Kept>(
      { workspaceId, key, by: userId, lock: true, status: 201 },
      async ({ tx, now }) => {
        const boardIds = await this.boardIds(tx, workspaceId, boards ?? null);
        if (!boardIds.ok) return boardIds;
        const id = uuid();
        const settings = { name, url, types: types ?? [], boardIds: boardIds.value, payload };
        await this.repository.add(tx, { ...settings, workspaceId, id, createdBy: userId, createdAt: now });
        await this.repository.place(tx, workspaceId, id);
        return this.withNewSecret(tx, workspaceId, id, now);
      },
    );
    return this.withText(made);
  }

  async change(
    access: Access,
    id: string,
    { on, ...change }: WebhookChange,
    { version, key }: VersionConditions,
  ): Promise<Result<Webhook>> {
    const fault = change.url === undefined ? null : await this.client.refusalOf(change.url);
    if (fault) return invalid('url', fault);
    const { workspaceId } = access;
    return this.write<Webhook>(access, { key }, async (tx, now) => {
      const stored = await this.repository.lock(tx, workspaceId, id);
      if (!stored) return refuse('not-found');
      const stale = refuseStale(version, stored.version);
      if (stale) return stale;
      const boardIds =
        change.boards === undefined ? null : await this.boardIds(tx, workspaceId, change.boards);
      if (boardIds && !boardIds.ok) return boardIds;
      const settings = changed(stored, change, boardIds?.value ?? stored.boardIds);
      if (settings) await this.repository.change(tx, workspaceId, id, settings);
      if (boardIds) await this.repository.place(tx, workspaceId, id);
      if (on === false && stored.offReason === null) await this.repository.turnOff(tx, workspaceId, id);
      if (on === true && stored.offReason !== null) await this.repository.turnOn(tx, workspaceId, id);
      return ok((await this.repository.find(workspaceId, id, now, tx)) as Webhook);
    });
  }

  remove(access: Access, id: string, { version, key }: VersionConditions): Promise<Result<void>> {
    const { workspaceId } = access;
    return this.write<void>(access, { key, status: 204 }, async (tx, now) => {
      const stored = await this.repository.lock(tx, workspaceId, id);
      if (!stored) return refuse('not-found');
      const stale = refuseStale(version, stored.version);
      if (stale) return stale;
      await this.repository.end(tx, workspaceId, id, now);
      return ok(undefined);
    });
  }

  /** A new secret. Messages are also signed with the one before for the overlap. */
  async rotate(
    access: Access,
    id: string,
    { overlapHours = usualOverlapHours }: WebhookRotation,
    key: WriteKey | null,
  ): Promise<Result<CreatedWebhook>> {
    const { workspaceId } = access;
    const rotated = await this.write<Kept>(access, { key }, async (tx, now) => {
      if (!(await this.repository.lock(tx, workspaceId, id))) return refuse('not-found');
      const until = new Date(now.getTime() + overlapHours * hour);
      await this.repository.retireSecrets(tx, workspaceId, id, { now, until });
      return this.withNewSecret(tx, workspaceId, id, now);
    });
    return this.withText(rotated);
  }

  replay(
    access: Access,
    id: string,
    { since }: WebhookReplay,
    key: WriteKey | null,
  ): Promise<Result<Webhook>> {
    const { workspaceId } = access;
    return this.write<Webhook>(access, { key, status: 202 }, async (tx, now) => {
      if (!(await this.repository.lock(tx, workspaceId, id))) return refuse('not-found');
      const from = new Date(since);
      if (now.getTime() - from.getTime() > daysOfReplay * 24 * hour) return invalid('since', 'replayTooOld');
      if (from.getTime() > now.getTime() + clockSkew) return invalid('since', 'notYet');
      await this.repository.placeAt(tx, workspaceId, id, from);
      return ok((await this.repository.find(workspaceId, id, now, tx)) as Webhook);
    });
  }

  private async boardIds(
    tx: Tx,
    workspaceId: string,
    boards: readonly string[] | null,
  ): Promise<Result<string[]>> {
    const keys = boards ?? [];
    const known = await this.repository.boards(tx, workspaceId, keys);
    const absent = keys.flatMap((each, at) =>
      known.has(each) ? [] : [{ path: `boards.${at}`, code: 'absent' as const }],
    );
    return absent.length > 0 ? invalidAll(absent) : ok([...known.values()]);
  }

  private async withNewSecret(
    tx: Tx,
    workspaceId: string,
    webhookId: string,
    now: Date,
  ): Promise<Result<Kept>> {
    const secretId = uuid();
    await this.repository.addSecret(tx, { workspaceId, webhookId, id: secretId, createdAt: now });
    const webhook = await this.repository.find(workspaceId, webhookId, now, tx);
    return ok({ ...(webhook as Webhook), secretId });
  }

  private withText(made: Result<Kept>): Result<CreatedWebhook> {
    if (!made.ok) return made;
    const { secretId, ...webhook } = made.value;
    return { ...made, value: { ...webhook, secret: this.secrets.textOf(secretId) } };
  }

  private write<T>(
    { workspaceId, userId }: Access,
    options: { key: WriteKey | null; status?: number },
    work: (tx: Tx, now: Date) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.writer.write<T>({ workspaceId, by: userId, lock: true, ...options }, ({ tx, now }) =>
      work(tx, now),
    );
  }
}

/** The settings after a change; null if it changes none. */
function changed(
  { name, url, types, payload, boardIds: before }: StoredWebhook,
  change: Omit<WebhookChange, 'on'>,
  boardIds: string[],
) {
  const settings = {
    name: change.name ?? name,
    url: change.url ?? url,
    types: change.types === undefined ? types : (change.types ?? []),
    payload: change.payload ?? payload,
    boardIds,
  };
  const was = { name, url, types, payload, boardIds: before };
  return JSON.stringify(settings) === JSON.stringify(was) ? null : settings;
}
