import { Injectable } from '@nestjs/common';
import { can, type Message, type MessageList, type NewMessage } from '@weir/contract';
import { resumeDeadlines } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { ok, type Result, refuse } from '../../result.js';
import { BoardWriter, type Write } from '../../writes/board-writer.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { isOwn, isSeenBy, nowAs, type Party } from '../request-access.js';
import { type Asked, answerOf } from '../request-document.js';
import { RequestsRepository } from '../requests.repository.js';
import { MessagesRepository } from './messages.repository.js';

/** The conversation on a request. A question stops its clock, but only while it waits for who asked for it. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly repository: MessagesRepository,
    private readonly requests: RequestsRepository,
    private readonly writer: BoardWriter,
  ) {}

  async list(access: Party, number: number): Promise<Result<MessageList>> {
    const asked = await this.requests.find(access, number);
    if (!asked || !isSeenBy(access, asked)) return refuse('not-found');
    return ok({ items: await this.repository.list(access, asked.id) });
  }

  /**
   * A message of whoever asked for it makes the clock go on. A question is a manager's, to somebody else, of a request
   * that waits and has no other question open: else 403 or 409.
   */
  write(
    caller: Party,
    number: number,
    { body, asks = false }: NewMessage,
    key: WriteKey | null,
  ): Promise<Result<Message>> {
    const options = { key, lock: { requests: [number] }, status: 201 };
    return this.writer.write<Message>(caller, options, async (write) => {
      const access = nowAs(caller, write.role);
      const asked = await this.requests.findIn(write.tx, access, number);
      if (!asked || !isSeenBy(access, asked)) return refuse('not-found');
      const done = await this.moveClock(write, access, asked, asks);
      if (!done.ok) return done;
      const isGuest = access.userId === null;
      const by = isGuest ? asked.facts.requester : { id: access.userId, name: access.userName };
      const message = { id: uuid(), body, asks, at: write.now };
      const author = { by: isGuest ? null : by.id, byGuest: isGuest ? by.id : null };
      await this.repository.write(write.tx, access, asked.id, { ...message, ...author });
      write.record(asks ? 'request.asked' : 'request.replied', [{ request: number }]);
      return ok({ ...message, by, at: write.now.toISOString() });
    });
  }

  private async moveClock(write: Write, access: Party, asked: Asked, asks: boolean): Promise<Result<null>> {
    const own = isOwn(access, asked);
    if (!asks) return own ? this.goOn(write, access, asked) : ok(null);
    if (access.userId === null || own || !can(access.role, 'answerRequests')) {
      return refuse('not-allowed', {}, { key: 'answererOnly' });
    }
    const { answer, pausedAt } = asked.facts;
    if (answer) return refuse('already-answered', { answer: answerOf(answer) });
    if (pausedAt) return refuse('question-waiting');
    await this.repository.pause(write.tx, access, asked.id, write.now);
    return ok(null);
  }

  private async goOn({ tx, now }: Write, access: Party, { id, facts }: Asked): Promise<Result<null>> {
    const paused = facts.answer ? null : await this.repository.pausedIn(tx, access, id);
    if (paused) {
      const { deadlines, pausedAt, calendar } = paused;
      await this.repository.resume(tx, access, id, resumeDeadlines(deadlines, pausedAt, now, calendar));
    }
    return ok(null);
  }
}
