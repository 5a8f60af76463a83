import type { Session } from '@weir/contract';
import { Rate } from '../../../src/http/rates/rate.js';
import { all } from '../../races/crowd.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { password } from '../../support/people.js';
import type { Answer } from '../../support/person.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';
import { aToken } from '../../workspaces/tokens/support.js';

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

  test('refuses no single write forever, and takes nothing for one that it refuses', () => {
    const rate = new Rate(10);
    expect(rate.take('one', 500, 0)).toBe(0);
    expect(rate.take('one', 500, 0)).toBe(60);
    expect(rate.take('one', 500, 60_000)).toBe(0);
    rate.giveBack('one', 500);
    expect(rate.take('one', 500, 60_000)).toBe(0);
  });

  test('says how many whole points are left, and when there is one more', () => {
    const rate = new Rate(10);
    expect(rate.left('one', 0)).toEqual({ points: 10, moreInSeconds: 0 });
    rate.spend('one', 2.2, 0);
    expect(rate.left('one', 0)).toEqual({ points: 7, moreInSeconds: 2 });
    rate.spend('one', 7.8, 0);
    expect(rate.left('one', 0)).toEqual({ points: 0, moreInSeconds: 6 });
    expect(rate.left('one', 5_500)).toEqual({ points: 0, moreInSeconds: 1 });
    expect(rate.left('one', 70_000)).toEqual({ points: 10, moreInSeconds: 0 });
  });

  test('forgets the caller that was counted longest ago, so that a million callers fill no memory', () => {
    const rate = new Rate(1);
    for (let n = 0; n < 60_000; n += 1) rate.take(`caller ${n}`, 1, 0);
    expect(rate.take('caller 59999', 1, 0)).toBe(60);
    expect(rate.take('caller 0', 1, 0)).toBe(0);
  });
});

describe('calls', () => {
  const api = theApi({ WEIR_TOKEN_POINTS: '100', WEIR_PERSON_POINTS: '200', WEIR_WORKSPACE_POINTS: '300' });
  const { manager, member, secondMember, owner, viewer, stranger } = api.people;
  let programOfManager: Awaited<ReturnType<typeof aToken>>;
  beforeAll(async () => {
    api.clock.stop();
    programOfManager = await aToken(api, manager);
  });
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
    expect(refused.every((answer) => retryAfterOf(answer) >= 1 && retryAfterOf(answer) <= 2)).toBe(true);
    expect(refused[0]?.headers.get('retry-after')).toBe(String(retryAfterOf(refused[0] as never)));
    expect(refusalOf(refused[0] as never, 'policy', 'pointsPerMinute', 'cost')).toEqual({
      status: 429,
      code: 'rate-limited',
      policy: 'person',
      pointsPerMinute: 200,
      cost: 5,
    });
    // Other people go on.
    expect(await secondMember.createCard(board)).toMatchObject({ status: 201 });
    api.clock.pass({ hours: 1 });
    expect(await member.createCard(board)).toMatchObject({ status: 201 });
  });

  test('of one token pass as far as its points reach, exactly, however many are sent at once', async () => {
    const board = await aBoard().make();
    const { caller } = await aToken(api, member);
    const other = await aToken(api, secondMember);
    api.clock.pass({ hours: 1 });
    const read = () => caller.get(`${board.path}/pressure`);
    const sent = await all(300, read);
    expect(sent.filter(({ status }) => status === 200)).toHaveLength(100);
    const refused = sent.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(200);
    expect(refused.every((answer) => refusalOf(answer, 'policy').policy === 'token')).toBe(true);
    expect(refused[0]?.headers.get('ratelimit')).toBe('"token";r=0;t=1, "person";r=100;t=1');
    expect(await other.caller.get(`${board.path}/pressure`)).toMatchObject({ status: 200 });
    // Ten seconds bring a sixth of the minute’s points.
    api.clock.pass({ minutes: 1 / 6 });
    const later = await all(40, read);
    expect(later.filter(({ status }) => status === 200)).toHaveLength(16);
  });

  test('of all tokens of a person are bounded together, and their own pages go on', async () => {
    const board = await aBoard().make();
    const tokens = await all(4, () => aToken(api, member));
    api.clock.pass({ hours: 1 });
    const sent = await all(280, (n) => tokens[n % 4]!.caller.get(`${board.path}/pressure`));
    expect(sent.filter(({ status }) => status === 200)).toHaveLength(200);
    const refused = sent.find(({ status }) => status === 429);
    expect(refusalOf(refused as never, 'policy', 'detail')).toMatchObject({
      policy: 'person',
      detail: expect.stringContaining('tokens of this member'),
    });
    expect(await member.get(board.path)).toMatchObject({ status: 200 });
  });

  test('say in their headers what is left of each budget', async () => {
    const board = await aBoard().make();
    const { caller } = await aToken(api, member);
    api.clock.pass({ hours: 1 });
    const { headers } = await caller.post(`${board.path}/cards`, { title: 'A card' });
    expect(headers.get('ratelimit-policy')).toBe(
      '"token";q=100;w=60, "person";q=200;w=60, "workspace";q=300;w=60',
    );
    expect(headers.get('ratelimit')).toBe('"token";r=95;t=1, "person";r=195;t=1, "workspace";r=295;t=1');
    const own = await member.get('/v1/me');
    expect(own.headers.get('ratelimit')).toBe('"person";r=199;t=1');
    expect((await api.nobody.get('/health/ready')).headers.has('ratelimit')).toBe(false);
  });

  test('that are refused or change nothing cost a fifth', async () => {
    const board = await aBoard().column('Doing', { limit: 1 }).make();
    await board.cards('Doing', 1);
    api.clock.pass({ hours: 1 });
    const left = async (call: Promise<Answer>, status: number) => {
      const answer = await call;
      expect(answer.status).toBe(status);
      return answer.headers.get('ratelimit')?.split(', ')[0];
    };
    const whole = await member.get(board.path);
    expect(whole.headers.get('ratelimit')).toContain('"person";r=198;');
    const known = { 'if-none-match': whole.headers.get('etag') as string };
    // Five times two fifths of a point.
    for (let n = 0; n < 4; n += 1) await left(member.get(board.path, known), 304);
    expect(await left(member.get(board.path, known), 304)).toBe('"person";r=196;t=1');
    expect(await left(member.createCard(board, { column: 'Doing' }), 409)).toBe('"person";r=195;t=1');
    expect(await left(member.post(`${board.path}/cards`, { title: 7 }), 422)).toBe('"person";r=194;t=1');
    expect(await left(member.createCard(board), 201)).toBe('"person";r=189;t=1');
  });

  test('of all members together have a bound in each workspace, which outsiders cannot use up', async () => {
    const board = await aBoard().make();
    api.clock.pass({ hours: 1 });
    const outside = await all(100, () => stranger.post(`${board.path}/cards`, { title: 'Mine' }));
    expect(outside.every(({ status }) => status === 404 || status === 429)).toBe(true);
    expect(outside.every(({ headers }) => !headers.get('ratelimit')?.includes('workspace'))).toBe(true);
    const sent = await all(120, (n) => [member, secondMember, owner][n % 3]!.createCard(board));
    expect(sent.filter(({ status }) => status === 201)).toHaveLength(60);
    // The first call is refused after the check of access, the second before it.
    for (const refused of [await viewer.get(board.path), await viewer.get(board.path)])
      expect(refused).toMatchObject({ status: 429, body: { detail: expect.stringContaining('workspace') } });
    expect((await viewer.get('/v1/me')).headers.get('ratelimit')).toBe('"person";r=199;t=1');
    // Outsiders learn nothing about it.
    for (const answer of [await stranger.get(board.path), await stranger.post(`${board.path}/cards`, {})]) {
      expect(answer.status).toBe(404);
      expect(answer.headers.get('ratelimit')).toMatch(/^"person";[^,]+$/);
    }
    expect(await viewer.get('/v1/me')).toMatchObject({ status: 200 });
    // Its programs have as many points again.
    const { caller } = programOfManager;
    expect(await caller.get(board.path)).toMatchObject({ status: 200 });
  });

  test('of outsiders cost a workspace nothing where their input is invalid, and those of members do', async () => {
    const board = await aBoard().make();
    const invalid = { title: 7, description: 'x'.repeat(12_000) };
    const routes = [
      ['POST', 'cards'],
      ['PUT', 'cards/1/position'],
      ['POST', 'moves'],
      ['POST', 'requests'],
    ] as const;
    const statuses = async (person: typeof owner) => {
      api.clock.pass({ hours: 1 });
      const answers: number[] = [];
      for (const [method, path] of routes) {
        const send = method === 'PUT' ? person.put : person.post;
        answers.push((await send.call(person, `${board.path}/${path}`, invalid)).status);
      }
      return answers;
    };
    expect(await statuses(stranger)).toEqual([404, 404, 404, 404]);
    expect((await owner.get(board.path)).headers.get('ratelimit')).toContain('"workspace";r=298;');
    expect(await statuses(viewer)).toEqual([403, 403, 403, 403]);
    expect((await owner.get(board.path)).headers.get('ratelimit')).toContain('"workspace";r=298;');
    expect(await statuses(member)).toEqual([422, 422, 422, 422]);
    // A fifth of 15 for a body of three parts, four times as much for several moves, and the owner’s own 2.
    expect((await owner.get(board.path)).headers.get('ratelimit')).toContain('"workspace";r=277;');
  });

  test('cost more the larger they are and the more they do', async () => {
    const board = await aBoard().make();
    const cost = async (call: () => Promise<Answer>) => {
      api.clock.pass({ hours: 1 });
      const { status, headers } = await call();
      expect(status).toBeLessThan(300);
      return 200 - Number(/"person";r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
    };
    const long = { title: 'Long', description: 'x'.repeat(12_000) };
    const columns = ['queue', 'active', 'done'].map((kind) => ({ name: kind, kind }));
    const post = (path: string, body: object) => () => owner.post(path, body);
    const workspace = '/v1/workspaces/demo';
    const costs = {
      read: await cost(() => owner.get(`${board.path}/pressure`)),
      search: await cost(() => owner.get(`${workspace}/search?q=card`)),
      board: await cost(() => owner.get(board.path)),
      exported: await cost(() => owner.get(`${workspace}/export`)),
      write: await cost(() => owner.createCard(board)),
      longWrite: await cost(() => owner.createCard(board, long)),
      moves: await cost(() => owner.moveCards(board, [{ card: 1, column: 'Doing' }])),
      newBoard: await cost(post(`${workspace}/boards`, { key: 'NEW', name: 'New', columns })),
      newWorkspace: await cost(post('/v1/workspaces', { slug: 'second', name: 'Second' })),
    };
    expect(costs).toEqual({
      read: 1,
      search: 5,
      board: 2,
      exported: 100,
      write: 5,
      longWrite: 15,
      moves: 20,
      newBoard: 50,
      newWorkspace: 150,
    });
  });

  test('of callers without a valid token are bounded by network where they write', async () => {
    const sent = await all(80, (n) => api.withToken(`made.up.${n}`).patch('/v1/me', {}));
    expect(sent.every(({ status }) => status === 401 || status === 429)).toBe(true);
    const more = await all(300, (n) => api.withToken(`made.up.${n}`).patch('/v1/me', {}));
    const refused = more.find(({ status }) => status === 429);
    expect(refusalOf(refused as never, 'policy').policy).toBe('network');
    expect(await api.withToken('made.up').get('/v1/me')).toMatchObject({ status: 401 });
  });
});

describe('one token that sends 1,300 reads at once', () => {
  const api = theApi({ WEIR_MAX_IN_FLIGHT: '1000', WEIR_TRUSTED_PROXIES: '1', WEIR_TOKEN_POINTS: '1000' });

  test('is refused with 429, and costs another caller nothing', async () => {
    const board = await aBoard(api).make();
    await board.cards('Ready', 2);
    const { caller } = await aToken(api, api.people.member);
    const office = { 'x-forwarded-for': '192.0.2.1' };
    let open = 1300;
    const flood = all(open, async () => {
      const answer = await caller.get(board.path, office);
      open -= 1;
      return answer;
    });
    const work: number[] = [];
    for (let n = 0; open > 0; n += 1) {
      const to = { column: n % 2 ? 'Ready' : 'Doing' };
      work.push((await api.people.manager.moveCard(board, 1, to)).status);
      work.push((await api.people.manager.get(board.path)).status);
    }
    const answers = await flood;
    expect(new Set(work)).toEqual(new Set([200]));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    // On a fast server the points run out; on a slow one too many calls are in flight.
    const refused = answers.filter(({ status }) => status === 429);
    for (const { headers, body } of refused) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(body).toMatchObject({
        code: 'rate-limited',
        policy: expect.stringMatching(/^(token|callsAtOnce)$/),
      });
    }
  });
});
