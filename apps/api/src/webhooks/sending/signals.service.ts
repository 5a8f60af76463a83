import { Injectable } from '@nestjs/common';
import { type SignalType, signalTypes } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { PressureService } from '../../pressure/pressure.service.js';
import { type Signals, SignalsRepository } from './signals.repository.js';
import type { OutgoingMessage } from './webhook-client.js';

/** A message, and the signals once it was sent. */
export type SignalMessage = OutgoingMessage & { data: object; after: Signals };

/** Finds the thresholds that a board has crossed, by the same figures as its pressure and the notices of free slots. */
@Injectable()
export class SignalsService {
  constructor(
    private readonly repository: SignalsRepository,
    private readonly pressure: PressureService,
  ) {}

  /** Whether a webhook sends signals. Without types it sends all. */
  areWanted(types: readonly string[]): boolean {
    return types.length === 0 || types.some(isSignal);
  }

  /** The messages since `before`, and the signals now. The first time there is nothing to compare with. */
  async compare(
    board: BoardIds,
    before: Signals | null,
    { slug, types, now }: { slug: string; types: readonly string[]; now: Date },
  ): Promise<{ messages: SignalMessage[]; signals: Signals }> {
    const { key, name, seq, columns } = await this.repository.board(board);
    const pressure = await this.pressure.level({ ...board, role: 'manager' }, now);
    const isSaturated = pressure.state === 'saturated';
    const full = columns.filter(({ free }) => free === 0).map(({ id }) => id);
    const signals = { saturated: isSaturated, full };
    if (!before) return { messages: [], signals };
    const messages: SignalMessage[] = [];
    const place = { workspace: slug, board: { key, name }, seq };
    let reached = { ...before, full: before.full.filter((id) => columns.some((column) => column.id === id)) };
    const add = (type: SignalType, suffix: string, facts: object, after: Signals) => {
      reached = after;
      if (types.length > 0 && !types.includes(type)) return;
      const data = { ...place, ...facts };
      const body = JSON.stringify({ type, timestamp: now.toISOString(), data });
      messages.push({ id: `sig_${board.boardId}_${seq}_${suffix}`, type, body, data, after });
    };
    if (isSaturated !== before.saturated)
      add(
        isSaturated ? 'board.saturated' : 'board.eased',
        'pressure',
        { pressure },
        {
          ...reached,
          saturated: isSaturated,
        },
      );
    for (const { id, name, free } of columns)
      if (free !== 0 && reached.full.includes(id))
        add(
          'column.slotFree',
          id,
          { column: { id, name, free } },
          {
            ...reached,
            full: reached.full.filter((other) => other !== id),
          },
        );
    return { messages, signals };
  }
}

function isSignal(type: string): boolean {
  return (signalTypes as readonly string[]).includes(type);
}
