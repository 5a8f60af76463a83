import { afterAll, beforeAll } from '@jest/globals';
import { templateDatabase } from '@weir/stack';
import type pg from 'pg';
import { migrate } from '../../src/migrate.js';
import { seed } from '../../src/seed/index.js';
import { connected, serverUrl } from '../support/migrated.js';
import { type Board, boardsOf } from './seeded.js';

/** The time at which the demo was seeded. */
export const now = new Date('2026-11-24T16:30:00Z');

/** A database with the demo, and its boards as they are before the tests of a file. */
export class SeededDemo {
  client!: pg.Client;
  boards: Board[] = [];

  static beforeTests(): SeededDemo {
    const demo = new SeededDemo();
    beforeAll(() => demo.open());
    afterAll(() => demo.client.end());
    return demo;
  }

  board(key: string): Board {
    return this.boards.find((each) => each.key === key)!;
  }

  private async open(): Promise<void> {
    const template = await templateDatabase(serverUrl(), prepare, 'seeded_demo');
    this.client = await connected((await template.clone()).url);
    this.boards = await boardsOf(this.client);
  }
}

async function prepare(url: string): Promise<void> {
  await migrate(url);
  const client = await connected(url);
  await seed(client, { now });
  await client.end();
}
