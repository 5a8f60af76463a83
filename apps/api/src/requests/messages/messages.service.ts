import { Injectable } from '@nestjs/common';
import { can, type Message, type MessageList, type NewMessage } from '@weir/contract';
import { resumeDeadlines } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { refuseStale } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import { BoardWriter, type VersionConditions, type Write } from '../../writes/board-writer.js';
import { canRead, isRequester, type RequestActor, withCurrentRole } from '../request-access.js';
import { type StoredRequest, toAnswer } from '../request-document.js';
import { RequestsRepository } from '../requests.repository.js';
import { MessagesRepository } from './messages.repository.js';

/** What a message did to the deadlines of its request, as its event says it. */
type DeadlinesMoved = { pausedAt?: string | null; answerBy?: string; expiresAt?: string };

/** The conversation on a request. A question to its requester pauses the deadlines of a waiting request. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly repository: MessagesRepository,
    private readonly requests: RequestsRepository,
    private readonly writer: BoardWriter,
  ) {}

  async list(actor: RequestActor, number: number): Promise<Result<MessageList>> {
    const request = await this.requests.find(actor, number);
    if (!request || !canRead(actor, request)) return refuse('not-found');
    return ok({ items: await this.repository.list(actor, request.id) });
  }

  /** Of requests that their reader may read, by the id of the request. */
  listAll(
    workspaceId: string,
    requests: readonly { boardId: string; id: string }[],
  ): Promise<Map<string, Message[]>> {
    return this.repository.listAll(workspaceId, requests);
  }

  /**
   * A message of the requester resumes the deadlines. Only a manager may ask, and only the requester of a waiting
   * request without an open question; else 403 or 409. `version` is the request's.
   */
  add(
    caller: RequestActor,
    number: number,
    { body, asks = false }: NewMessage,
    { version, key }: VersionConditions,
  ): Promise<Result<Message>> {
    const options = { key, lock: { requests: [number] }, status: 201 };
    return this.writer.write<Message>(caller, options, async (write) => {
      const actor = withCurrentRole(caller, write.role);
      const request = await this.requests.findIn(write.tx, actor, number);
      if (!request || !canRead(actor, request)) return refuse('not-found');
      const stale = refuseStale(version, request.facts.version);
      if (stale) return stale;
      const done = asks
        ? await this.pauseDeadlines(write, actor, request)
        : await this.resumeDeadlines(write, actor, request);
      if (!done.ok) return done;
      const isGuest = actor.userId === null;
      const by = isGuest ? request.facts.requester : { id: actor.userId, name: actor.userName };
      const id = uuid();
      const author = { by: isGuest ? null : by.id, byGuest: isGuest ? by.id : null };
      await this.repository.add(write.tx, actor, request.id, { id, body, asks, at: write.now, ...author });
      const at = write.now.toISOString();
      const to = { text: body, asks, by: by.id, at, ...done.value };
      write.record(asks ? 'request.asked' : 'request.replied', [{ request: number, message: id, to }]);
      return ok({ id, body, asks, by, at });
    });
  }

  private async pauseDeadlines(
    { tx, now }: Write,
    actor: RequestActor,
    request: StoredRequest,
  ): Promise<Result<DeadlinesMoved>> {
    if (actor.userId === null || isRequester(actor, request) || !can(actor.role, 'answerRequests')) {
      return refuse('not-allowed', {}, { key: 'answererOnly' });
    }
    const { answer, pausedAt } = request.facts;
    if (answer) return refuse('already-answered', { answer: toAnswer(answer) });
    if (pausedAt) return refuse('question-waiting');
    await this.repository.pause(tx, actor, request.id, now);
    return ok({ pausedAt: now.toISOString() });
  }

  private async resumeDeadlines(
    { tx, now }: Write,
    actor: RequestActor,
    request: StoredRequest,
  ): Promise<Result<DeadlinesMoved>> {
    if (!isRequester(actor, request) || request.facts.answer) return ok({});
    const paused = await this.repository.pausedIn(tx, actor, request.id);
    if (!paused) return ok({});
    const { deadlines, pausedAt, calendar } = paused;
    const resumed = resumeDeadlines(deadlines, pausedAt, now, calendar, request.facts.neededBy);
    await this.repository.resume(tx, actor, request.id, resumed);
    const { answerBy, expiresAt } = resumed;
    return ok({ pausedAt: null, answerBy: answerBy.toISOString(), expiresAt: expiresAt.toISOString() });
  }
}
