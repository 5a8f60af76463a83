import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';
import { errorText } from '../../error-text.js';
import { AccessRepository } from './access.repository.js';

/** In milliseconds. A session or token causes at most one small write in this time. */
const exactTo = 5 * 60_000;

/** Stores when sessions and tokens were last used, for the lists of them. No call waits for it. */
@Injectable()
export class SessionUses {
  private readonly log = new Logger('SessionUses');
  private readonly noted = new LRUCache<string, number>({ max: 10_000 });

  constructor(
    private readonly repository: AccessRepository,
    private readonly clock: Clock,
  ) {}

  note(...sessionIds: string[]): void {
    const now = this.clock.now();
    const old = sessionIds.filter((id) => now.getTime() - (this.noted.get(id) ?? 0) >= exactTo);
    if (old.length === 0) return;
    for (const id of old) this.noted.set(id, now.getTime());
    this.repository.noteUses(old, now, new Date(now.getTime() - exactTo)).catch((error: unknown) => {
      this.log.warn(`the use of sessions was not noted: ${errorText(error)}`);
    });
  }
}
