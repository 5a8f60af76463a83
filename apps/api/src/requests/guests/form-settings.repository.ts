import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../../database/board-ids.js';
import { Database, type Tx } from '../../database/prisma.js';

/** `formId` null: the form is off. */
export type FormSettings = { formId: string | null; openPerGuest: number; depth: number };

@Injectable()
export class FormSettingsRepository {
  constructor(private readonly database: Database) {}

  read(board: BoardIds): Promise<FormSettings> {
    return this.readIn(this.database, board);
  }

  async readIn(tx: Tx, board: BoardIds): Promise<FormSettings> {
    const { formId, formOpenPerGuest, formDepth } = await tx.intake.findUniqueOrThrow({
      where: keyOf(board),
      select: { formId: true, formOpenPerGuest: true, formDepth: true },
    });
    return { formId, openPerGuest: formOpenPerGuest, depth: formDepth };
  }

  async change(tx: Tx, board: BoardIds, { formId, openPerGuest, depth }: FormSettings): Promise<void> {
    await tx.intake.update({
      where: keyOf(board),
      data: { formId, formOpenPerGuest: openPerGuest, formDepth: depth },
    });
  }
}

function keyOf({ workspaceId, boardId }: BoardIds) {
  return { workspaceId_boardId: { workspaceId, boardId } };
}
