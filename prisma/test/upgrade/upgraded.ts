import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { databaseUrl, embeddedPostgres, type Postgres } from '@weir/stack';
import pg from 'pg';
import { driftOf, migrate } from '../../src/migrate.js';
import { sqlMigrationOf } from '../../src/sql-migration.js';
import { at } from '../support/workspace.js';

/** The rows that were written at each of these landings, before the upgrade goes on. */
export const landings = [
  { upTo: '20261124100230_notices', rows: 'first-landing.sql' },
  // The last one at which plain SQL could leave a card with instants that contradict its column.
  { upTo: '20261126175258_deleted_comments_stay_deleted', rows: 'previous-landing.sql' },
  // The last one before rests, credits, trials of limits and waits.
  // Its migrations of parts were corrected later: `state` restores the state before the correction.
  { upTo: '20261201420000_digest_mails', rows: 'digest-landing.sql', state: 'parts-as-landed.sql' },
  { upTo: '20261203100000_days_without_a_board', rows: 'waits-landing.sql' },
] as const;

export const id = (end: string) => `00000000-0000-7000-8000-${end.padStart(12, '0')}`;
/** In the fixtures. */
export const [workspace, board, otherBoard, olga, rana] = [id('aa'), id('b1'), id('b2'), id('1'), id('3')];
/** The board of the last two landings. */
export const team = id('b4');

type Rows = Record<string, object[]>;

const noKey = 'NULL::weir.write_key';
const conditions = 'ROW (enum_range(NULL::role), NULL, false)::weir.write_conditions';

/** A database with the rows of all landings, upgraded before the tests of a file. */
export class UpgradedDatabase {
  /** All rows of each table at each landing, and after the migrations up to the next landing or to the end. */
  readonly found: { at: Rows; after: Rows }[] = [];
  private postgres!: Postgres;
  private client!: pg.Client;

  static beforeTests(): UpgradedDatabase {
    const database = new UpgradedDatabase();
    beforeAll(() => database.upgrade());
    afterAll(() => database.end());
    return database;
  }

  async rows(sql: string, values: unknown[] = []) {
    return (await this.client.query(sql, values)).rows;
  }

  async allRows(): Promise<Rows> {
    const tables = await this.rows(`
      SELECT relname FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations' ORDER BY 1`);
    const all: Rows = {};
    for (const { relname } of tables) {
      const found = await this.rows(`SELECT to_jsonb(t) AS row FROM ${relname} t ORDER BY t::text`);
      all[relname] = found.map(({ row }) => row);
    }
    return all;
  }

  /** Moves a card as the API does. */
  async move(number: number, columnId: string, { key = noKey, on = board } = {}) {
    const sql = `SELECT weir.move_card($1, $2, $3, $4, $5, $6, NULL, ${key}, ${conditions}) AS outcome`;
    const [row] = await this.rows(sql, [workspace, on, olga, at, number, { columnId }]);
    return row.outcome;
  }

  /** Submits a request of Rana's as the API does. */
  async submit(request: object) {
    const sql = `SELECT weir.submit_request($1, $2, $3, $4, gen_random_uuid(), $5, ${noKey}, ${conditions}) AS outcome`;
    const deadlines = { answerBy: '2026-06-18T12:00:00Z', expiresAt: '2026-06-21T12:00:00Z' };
    const [row] = await this.rows(sql, [workspace, board, rana, at, { ...deadlines, ...request }]);
    return row.outcome;
  }

  private async upgrade(): Promise<void> {
    this.postgres = await embeddedPostgres();
    const url = databaseUrl(this.postgres.url, 'upgraded');
    await this.connect(this.postgres.url);
    await this.client.query('CREATE DATABASE upgraded');
    await this.client.end();
    await migrate(url, { upTo: landings[0].upTo });
    await this.connect(url);
    for (const [n, landing] of landings.entries()) {
      if ('state' in landing) await this.run(landing.state);
      await this.run(landing.rows);
      const at = await this.allRows();
      const next = landings[n + 1];
      const { applied } = await migrate(url, next && { upTo: next.upTo });
      expect(applied).not.toEqual([]);
      this.found.push({ at, after: await this.allRows() });
    }
    expect(await driftOf(url)).toBe('');
    expect(await sqlMigrationOf(url)).toEqual({ drops: [], creates: [] });
  }

  private async run(fixture: string): Promise<void> {
    await this.client.query(await readFile(new URL(`../fixtures/${fixture}`, import.meta.url), 'utf8'));
  }

  private async connect(connectionString: string): Promise<void> {
    this.client = new pg.Client({ connectionString });
    await this.client.connect();
  }

  private async end(): Promise<void> {
    await this.client.end();
    await this.postgres.stop();
  }
}
