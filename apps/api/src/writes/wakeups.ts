import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';

type Board = { workspaceId: string; boardId: string };

/** Tells this instance's streams and its postman that something of a board was written, so that they need not wait for their next look. */
@Injectable()
export class Wakeups {
  private readonly emitter = new EventEmitter<{ wake: [Board] }>().setMaxListeners(0);

  wake(workspaceId: string, boardId: string): void {
    this.emitter.emit('wake', { workspaceId, boardId });
  }

  /** Returns what ends the listening. */
  onWake(listener: (board: Board) => void): () => void {
    this.emitter.on('wake', listener);
    return () => this.emitter.off('wake', listener);
  }
}
