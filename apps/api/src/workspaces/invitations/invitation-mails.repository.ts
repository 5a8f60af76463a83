import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { ENV, type Env } from '../../env.js';
import { ok, type Result, refuse } from '../../result.js';
import { Wakeups } from '../../writes/wakeups.js';

const anHour = 60 * 60;
const perHour = 3;

type Invitation = { workspaceId: string; id: string };

/** The mails with the link of an invitation for an address. */
@Injectable()
export class InvitationMails {
  private readonly rate;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly wakeups: Wakeups,
    pool: Pool,
  ) {
    this.rate = rateLimit(pool, 'invitation-mail', perHour, anHour);
  }

  /** Where no mail server is set up, nothing can prove an address. */
  get areSent(): boolean {
    return this.env.WEIR_SMTP_URL !== undefined;
  }

  async add(tx: Tx, { workspaceId, id }: Invitation, now: Date): Promise<void> {
    await tx.mail.create({
      data: { workspaceId, id: uuid(), invitationId: id, at: now, dueAt: now },
      select: { id: true },
    });
    this.wakeups.wake(workspaceId, workspaceId);
  }

  /** Everybody with the link can ask for a mail, so each invitation has few, over all instances. */
  async countRepeat({ id }: Invitation): Promise<Result<void>> {
    return consume([[this.rate, id]], 'invitationsMailed');
  }

  /** Refuses while an earlier mail waits until its mailbox may get one: another would wait behind it. */
  async refuseWhileHeld(tx: Tx, { workspaceId, id }: Invitation, now: Date): Promise<Result<void>> {
    const held = await tx.mail.findFirst({
      where: { workspaceId, invitationId: id, heldAt: { not: null }, dueAt: { gt: now } },
      orderBy: { dueAt: 'desc' },
      select: { dueAt: true },
    });
    if (!held?.dueAt) return ok(undefined);
    const retryAfterSeconds = Math.ceil((held.dueAt.getTime() - now.getTime()) / 1000);
    return refuse('rate-limited', { retryAfterSeconds }, { key: 'invitationsMailed' });
  }
}
