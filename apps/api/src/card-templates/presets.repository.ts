import { Injectable } from '@nestjs/common';
import type { CardPreset, InputFault } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import type { Tx } from '../database/prisma.js';
import type { InvalidCode } from '../http/problems/refusals.js';

@Injectable()
export class PresetsRepository {
  /** What a template or a copy takes over from a card. A missing card ends the write with an exception. */
  async ofCard(tx: Tx, { workspaceId, boardId }: BoardIds, number: number): Promise<CardPreset> {
    const [row] = await tx.$queryRaw<{ preset: CardPreset }[]>`
      SELECT weir.copied_card(${workspaceId}::uuid, ${boardId}::uuid, ${number}::int) AS preset`;
    if (!row) throw new Error('copied_card returned nothing');
    return row.preset;
  }

  async withoutFiles(tx: Tx, text: string): Promise<string> {
    const [row] = await tx.$queryRaw<{ text: string }[]>`SELECT weir.without_attachments(${text}) AS text`;
    return row?.text ?? '';
  }

  /** The faults in values of custom fields that only the board can find. */
  async fieldFaults(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    fields: CardPreset['fields'],
  ): Promise<InputFault<InvalidCode>[]> {
    const [row] = await tx.$queryRaw<{ faults: InputFault<InvalidCode>[] }[]>`
      SELECT weir.field_faults(${workspaceId}::uuid, ${boardId}::uuid, ${JSON.stringify(fields)}::jsonb) AS faults`;
    return row?.faults ?? [];
  }

  /** Which of these the board does not have. */
  async unknown(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { labelIds = [], swimlaneId = null }: Partial<CardPreset>,
  ): Promise<{ labels: boolean; lane: boolean }> {
    const labels = await tx.label.count({ where: { workspaceId, boardId, id: { in: labelIds } } });
    const lanes =
      swimlaneId && (await tx.swimlane.count({ where: { workspaceId, boardId, id: swimlaneId } }));
    return { labels: labels < labelIds.length, lane: lanes === 0 };
  }
}
