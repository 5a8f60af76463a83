import { Injectable, Logger } from '@nestjs/common';
import type { LRUCache } from 'lru-cache';
import { growingCache } from '../../growing-cache.js';
import { Breaker, type BreakerSettings } from './breaker.js';

const second = 1000;
/**
 * External servers, and the settings of their breakers. A person waits for the storage of files, so its pause is short. Background
 * work calls the other servers, and their messages wait.
 */
const servers = {
  mail: { failures: 5, pause: 60 * second },
  webhooks: { failures: 5, pause: 30 * second },
  push: { failures: 5, pause: 60 * second },
  storage: { failures: 5, pause: 5 * second },
} satisfies Record<string, BreakerSettings>;

export type CalledServer = keyof typeof servers;
export const calledServers = Object.keys(servers) as CalledServer[];

/** People choose receivers and push services, so their number needs a bound. */
const mostAddresses = 5000;

type Known = { breakers: LRUCache<string, Breaker>; opened: number; refused: number };

/** The breakers of this instance: one for each server that it calls. */
@Injectable()
export class Breakers {
  private readonly log = new Logger('Breakers');
  private readonly known: Record<CalledServer, Known>;

  constructor() {
    const none = (): Known => ({ breakers: growingCache<Breaker>(mostAddresses), opened: 0, refused: 0 });
    this.known = { mail: none(), webhooks: none(), push: none(), storage: none() };
  }

  /**
   * The breaker of one server. `address`: its host or origin, which the log shows. `workspaceId`: set it if several
   * workspaces share the server. Then each workspace has a separate breaker.
   */
  of(server: CalledServer, address: string, workspaceId?: string): Breaker {
    const known = this.known[server];
    const key = workspaceId === undefined ? address : `${workspaceId} ${address}`;
    const found = known.breakers.get(key);
    if (found) return found;
    const { pause } = servers[server];
    const breaker = new Breaker(servers[server], {
      onOpen: () => {
        known.opened += 1;
        this.log.warn(
          `${server}: ${address} has failed several times in a row. One call is tried every ${pause / second} s`,
        );
      },
      onClose: () => this.log.warn(`${server}: ${address} works again`),
      onRefusal: () => {
        known.refused += 1;
      },
    });
    known.breakers.set(key, breaker);
    return breaker;
  }

  /** `open`: how many refuse calls now. `opened` and `refused` are counted since the start. */
  figuresOf(server: CalledServer): { open: number; opened: number; refused: number } {
    const { breakers, opened, refused } = this.known[server];
    return { open: [...breakers.values()].filter(({ pause }) => pause > 0).length, opened, refused };
  }
}
