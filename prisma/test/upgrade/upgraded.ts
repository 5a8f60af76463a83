import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { databaseUrl, embeddedPostgres, type Postgres } from '@weir/stack';
import pg from 'pg';
import { driftOf, migrate } from '../../src/migrate.js';
import { at } from '../support/workspace.js';

const firstLanding = '20261124100230_notices';
const rowsThen = new URL('../fixtures/first-landing.sql', import.meta.url);
/** The last one at which plain SQL could leave a card with instants that contradict its column. */
const lastWithoutInstants = '20261126175258_deleted_comments_stay_deleted';
const rowsBefore = new URL('../fixtures/previous-landing.sql', import.meta.url);

export const id = (end: string) => `00000000-0000-7000-8000-${end.padStart(12, '0')}`;
/** In the fixtures. */
export const [workspace, board, otherBoard, olga, rana] = [id('aa'), id('b1'), id('b2'), id('1'), id('3')];

type Rows = Record<string, object[]>;

const noKey = 'NULL::weir.write_key';
const conditions = 'ROW (enum_range(NULL::role), NULL, false)::weir.write_conditions';

/** A database with the rows of both fixtures, upgraded before the tests of a file. */
export class UpgradedDatabase {
  /** All rows of each table: at the first landing, halfway, and before the last part of the upgrade. */
  readonly found: { first: Rows; halfway: Rows; last: Rows } = { first: {}, halfway: {}, last: {} };
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
    await migrate(url, { upTo: firstLanding });
    await this.connect(url);
    await this.client.query(await readFile(rowsThen, 'utf8'));
    this.found.first = await this.allRows();
    await migrate(url, { upTo: lastWithoutInstants });
    this.found.halfway = await this.allRows();
    await this.client.query(await readFile(rowsBefore, 'utf8'));
    this.found.last = await this.allRows();
    expect((await migrate(url)).applied).not.toEqual([]);
    expect(await driftOf(url)).toBe('');
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
