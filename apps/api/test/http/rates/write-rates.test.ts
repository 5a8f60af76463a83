import type { Session } from '@weir/contract';
import { Rate } from '../../../src/http/rates/rate.js';
import { all } from '../../races/crowd.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { password } from '../../support/people.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';

describe('a rate', () => {
  test('lets a full minute’s points through at once, and then as many as a minute has', () => {
    const rate = new Rate(60);
    expect(
      Array.from({ length: 61 }, () => rate.take('one', 1, 1000)).filter((wait) => wait === 0),
    ).toHaveLength(60);
    expect(rate.take('one', 10, 1000)).toBe(10);
    expect(rate.take('one', 10, 11_000)).toBe(0);
    expect(rate.take('one', 1, 11_000)).toBe(1);
    expect(rate.take('other', 60, 11_000)).toBe(0);
  });

  test('refuses no single write for ever, and takes nothing for one that it refuses', () => {
    const rate = new Rate(10);
    expect(rate.take('one', 500, 0)).toBe(0);
    expect(rate.take('one', 500, 0)).toBe(60);
    expect(rate.take('one', 500, 60_000)).toBe(0);
    rate.giveBack('one', 500);
    expect(rate.take('one', 500, 60_000)).toBe(0);
  });
});

describe('writes', () => {
  const api = theApi({ WEIR_PERSON_WRITES: '40', WEIR_WORKSPACE_WRITES: '60' });
  const { manager, member, secondMember, owner, viewer, stranger, loner } = api.people;
  beforeAll(() => api.clock.stop());
  beforeEach(() => api.clock.pass({ hours: 1 }));

  test('5,411 cards at once by one person with several sessions are few cards and many refusals', async () => {
    const board = await aBoard().make();
    const signedIn = await api.nobody.post<Session>('/v1/sessions', { email: member.email, password });
    const other = api.withToken(signedIn.body.accessToken);
    const sent = await all(200, (n) =>
      (n % 2 ? member : other).post(`${board.path}/cards`, { title: `Card ${n}` }),
    );
    const made = sent.filter(({ status }) => status === 201);
    const refused = sent.filter(({ status }) => status === 429);
    expect([made.length, refused.length]).toEqual([40, 160]);
    expect(refused.every((answer) => retryAfterOf(answer) >= 1 && retryAfterOf(answer) <= 3)).toBe(true);
    expect(refused[0]?.headers.get('retry-after')).toBe(String(retryAfterOf(refused[0] as never)));
    expect(refusalOf(refused[0] as never).code).toBe('rate-limited');
    // Reads and other people go on.
    expect(await member.get(board.path)).toMatchObject({ status: 200 });
    expect(await secondMember.createCard(board)).toMatchObject({ status: 201 });
    api.clock.pass({ hours: 1 });
    expect(await member.createCard(board)).toMatchObject({ status: 201 });
  });

  test('of all members together have a bound in each workspace, which outsiders cannot use up', async () => {
    const board = await aBoard().make();
    const outside = await all(100, () => stranger.post(`${board.path}/cards`, { title: 'Mine' }));
    expect(new Set(outside.map(({ status }) => status))).toEqual(new Set([404, 429]));
    // The last answers of outsiders have given back what they took once their connections rest.
    await stranger.get('/v1/me');
    const sent = await all(120, (n) => [member, secondMember, owner][n % 3]!.createCard(board));
    // The board itself took 10.
    expect(sent.filter(({ status }) => status === 201)).toHaveLength(50);
    const refused = await owner.createCard(board);
    expect(refused).toMatchObject({ status: 429, body: { detail: expect.stringContaining('workspace') } });
    expect(await stranger.patch('/v1/me', {})).toMatchObject({ status: 429 });
    expect(await viewer.patch('/v1/me', {})).toMatchObject({ status: 200 });
  });

  test('of outsiders cost a workspace nothing where their input is invalid, and those of members do', async () => {
    const board = await aBoard().make();
    api.clock.pass({ hours: 1 });
    const invalid = { title: 7, description: 'x'.repeat(12_000) };
    const routes = [
      ['POST', 'cards'],
      ['PUT', 'cards/1/position'],
      ['POST', 'moves'],
      ['POST', 'requests'],
    ] as const;
    const statuses = async (person: typeof owner) => {
      const answers: number[] = [];
      for (const [method, path] of routes) {
        const send = method === 'PUT' ? person.put : person.post;
        answers.push((await send.call(person, `${board.path}/${path}`, invalid)).status);
      }
      return answers;
    };
    expect(await statuses(stranger)).toEqual([404, 404, 404, 404]);
    expect(await statuses(viewer)).toEqual([403, 403, 403, 403]);
    expect(await statuses(member)).toEqual([422, 422, 422, 422]);

    api.clock.pass({ hours: 1 });
    const outside = await all(10, () => stranger.post(`${board.path}/cards`, invalid));
    expect(new Set(outside.map(({ status }) => status))).toEqual(new Set([404]));
    await stranger.get('/v1/me');
    const inside = await all(60, (n) => [member, secondMember, owner][n % 3]!.createCard(board));
    expect(inside.filter(({ status }) => status === 201)).toHaveLength(60);

    api.clock.pass({ hours: 1 });
    expect(await member.post(`${board.path}/cards`, invalid)).toMatchObject({ status: 422 });
    const left = await all(60, (n) => [member, secondMember, owner][n % 3]!.createCard(board));
    expect(left.filter(({ status }) => status === 201)).toHaveLength(57);
  });

  test('cost more the larger they are and the more they do', async () => {
    const slugs = await all(8, (n) => loner.post('/v1/workspaces', { slug: `ws-${n}`, name: 'Many' }));
    expect(slugs.filter(({ status }) => status === 201)).toHaveLength(1);
    const board = await aBoard().make();
    const long = { title: 'Long', description: 'x'.repeat(12_000) };
    const cards = await all(20, () => member.createCard(board, long));
    expect(cards.filter(({ status }) => status === 201)).toHaveLength(13);
    api.clock.pass({ hours: 1 });
    const boards = await all(8, (n) =>
      manager.post('/v1/workspaces/demo/boards', {
        key: `N${n}`,
        name: 'New',
        columns: ['queue', 'active', 'done'].map((kind) => ({ name: kind, kind })),
      }),
    );
    expect(boards.filter(({ status }) => status === 201)).toHaveLength(4);
  });

  test('of callers without a valid token are bounded by network', async () => {
    const sent = await all(80, (n) => api.withToken(`made.up.${n}`).patch('/v1/me', {}));
    expect(sent.filter(({ status }) => status === 401)).toHaveLength(40);
    expect(sent.filter(({ status }) => status === 429)).toHaveLength(40);
  });
});
