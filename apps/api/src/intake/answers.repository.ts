import { Injectable } from '@nestjs/common';
import type { AnswerKind, NotNowReason } from '@weir/contract';
import type { Tx } from '../database/prisma.js';
import type { Place } from './requests.repository.js';

export type Given = {
  kind: AnswerKind;
  reason?: NotNowReason;
  message?: string;
  until?: string;
  by: string;
  at: Date;
};

@Injectable()
export class AnswersRepository {
  /** The trigger on answers marks the request answered; its version counts that as a change of it. */
  async give(tx: Tx, { workspaceId, boardId }: Place, requestId: string, answer: Given): Promise<void> {
    const { until, ...plain } = answer;
    await tx.answer.create({
      data: {
        workspaceId,
        boardId,
        requestId,
        ...plain,
        ...(until !== undefined && { until: new Date(until) }),
      },
    });
    await tx.request.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id: requestId } },
      data: { version: { increment: 1 } },
    });
  }

  async timeZone(tx: Tx, { workspaceId, boardId }: Place): Promise<string> {
    const where = { workspaceId_boardId: { workspaceId, boardId } };
    return (await tx.intake.findUniqueOrThrow({ where, select: { timeZone: true } })).timeZone;
  }
}
