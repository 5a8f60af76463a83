import type { InvitationList } from '@weir/contract';
import { theApi } from '../../support/api.js';

const api = theApi();
const { owner } = api.people;
const invitations = '/v1/workspaces/demo/invitations';
const invite = () => owner.post(invitations, { role: 'viewer' });
const overloaded = { status: 503, body: { code: 'overloaded' } };

/** Lets the next writes of invitations fail with `sqlstate`. The count is a sequence because it survives a rollback. */
async function failing(sqlstate: string, times: number): Promise<void> {
  await api.pool.query(`
    CREATE SEQUENCE IF NOT EXISTS public.tries;
    ALTER SEQUENCE public.tries RESTART;
    GRANT USAGE ON SEQUENCE public.tries TO PUBLIC;
    CREATE OR REPLACE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('public.tries') <= ${times} THEN RAISE EXCEPTION 'trouble' USING ERRCODE = '${sqlstate}'; END IF;
      RETURN NEW;
    END $$;
    CREATE OR REPLACE TRIGGER fail BEFORE INSERT ON invitations FOR EACH ROW EXECUTE FUNCTION public.fail()`);
}

test.each(['40001', '40P01'])(
  'retries a write that failed with %s, which takes effect once',
  async (sqlstate) => {
    const before = (await owner.get<InvitationList>(invitations)).body.items.length;
    await failing(sqlstate, 3);
    expect(await invite()).toMatchObject({ status: 201 });
    expect((await owner.get<InvitationList>(invitations)).body.items).toHaveLength(before + 1);
  },
);

test('gives up after a few retries with Retry-After', async () => {
  await failing('40001', 1000);
  const answer = await invite();
  expect(answer).toMatchObject(overloaded);
  expect(answer.headers.get('retry-after')).toBe('1');
  const { rows } = await api.pool.query('SELECT last_value::int AS tries FROM public.tries');
  expect(rows).toEqual([{ tries: 5 }]);
});

test.each([
  ['a lock that does not come free', '55P03'],
  ['a statement that takes too long', '57014'],
  ['a database that is shutting down', '57P01'],
  ['a database without a free slot', '53300'],
  ['a pooler without its database', '08P01'],
  ['a read-only replica', '25006'],
  ['a password that the database refuses', '28P01'],
])('answers 503 to %s', async (_, sqlstate) => {
  await failing(sqlstate, 1000);
  expect(await invite()).toMatchObject(overloaded);
});

test('answers 500 to any other database error', async () => {
  await failing('22012', 1000);
  expect(await invite()).toMatchObject({ status: 500, body: { code: 'internal' } });
});

test('a connection that the database ends between two statements fails the next one and not the API', async () => {
  const client = await api.service('Pool').connect();
  await client.query('BEGIN');
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const ended = new Promise((resolve) => client.once('end', resolve));
  await api.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
  await ended;
  await expect(client.query('SELECT 1')).rejects.toThrow();
  client.release(true);
  expect((await owner.get(invitations)).status).toBe(200);
});
