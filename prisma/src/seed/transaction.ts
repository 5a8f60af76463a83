import type pg from 'pg';

/** Runs the work in one transaction. What it did is undone if it throws. */
export async function transaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

const deadlock = '40P01';
const attempts = 3;

/** Repeats a transaction that PostgreSQL ended because it and another one waited for each other. */
export async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if ((error as pg.DatabaseError).code !== deadlock || attempt === attempts) throw error;
    }
  }
}
