import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';

type Board = { workspaceId: string; boardId: string };

/** Notifies this instance's event streams and outbox of a write to a board, so that they need not wait for their next poll. */
@Injectable()
export class Wakeups {
  private readonly emitter = new EventEmitter<{ wake: [Board] }>().setMaxListeners(0);

  wake(workspaceId: string, boardId: string): void {
    this.emitter.emit('wake', { workspaceId, boardId });
  }

  /** Returns a function that removes the listener. */
  onWake(listener: (board: Board) => void): () => void {
    this.emitter.on('wake', listener);
    return () => this.emitter.off('wake', listener);
  }
}
