import { describe, expect, test } from '@jest/globals';
import type {
  Board,
  Ledger,
  MessageList,
  Notice,
  Request,
  RequestHistory,
  RequestList,
} from '@weir/contract';
import { decline } from '../../support/answers.js';
import { thePublicForm } from './public-form.js';

const forms = thePublicForm();
const { api } = forms;
const { owner, manager, member, viewer } = api.people;

describe('a guest', () => {
  test('with the name of a member is marked as a guest wherever their name is, and a member is not', async () => {
    const { board, form } = await forms.form();
    const { user } = (await member.get<{ user: { name: string } }>('/v1/me')).body;
    const { guest, key } = await forms.arrived(form, { email: 'asmember@guests.test', name: user.name });
    await member.submit(board);
    await guest.reply(key, 1, 'For twelve of us.');
    await manager.answer(board, 1, { kind: 'accept' });
    const marked = { name: user.name, guest: true };
    const unmarked = { id: member.id, name: user.name };

    const requests = `${board.path}/requests`;
    const [list, messages, history, onBoard] = await Promise.all([
      viewer.get<RequestList>(requests),
      viewer.get<MessageList>(`${requests}/1/messages`),
      viewer.get<RequestHistory>(`${requests}/1/history`),
      viewer.get<Board>(board.path),
    ]);
    expect(list.body.items.map(({ number, requester }) => [number, requester])).toEqual([
      [2, unmarked],
      [1, { ...marked, id: expect.any(String) }],
    ]);
    expect(messages.body.items[0]?.by).toMatchObject(marked);
    const said = history.body.items.filter(({ by }) => by?.name === user.name);
    expect(said.map(({ by }) => by)).toEqual([
      expect.objectContaining(marked),
      expect.objectContaining(marked),
    ]);
    expect(onBoard.body.cards[0]?.request?.requester).toMatchObject(marked);

    const archived = await manager.put(`${board.path}/cards/1/archive`);
    expect(archived.body).toMatchObject({
      code: 'accepted-work',
      detail: expect.stringContaining(`${user.name} (guest) asked for ${key}-1`),
      cards: [{ request: { requester: user.name, guest: true } }],
    });
    const { groups = [] } = (await manager.get<Ledger>(`${board.path}/intake/ledger?by=requester`)).body;
    expect(groups.map(({ name, guest: isGuest = false }) => [name, isGuest]).toSorted()).toEqual([
      [user.name, false],
      [user.name, true],
    ]);
    const csv = await manager.get<string>(`${board.path}/intake/ledger.csv`);
    expect(csv.body.split('\r\n')[0]).toContain('requester,guest,');
    expect(csv.body.match(new RegExp(`,${user.name},(yes|no),`, 'g'))).toEqual([
      `,${user.name},yes,`,
      `,${user.name},no,`,
    ]);
  });

  test('a guest who asks, or waits too long, is marked in the notice of it', async () => {
    const { form, board } = await forms.form({ intake: { answerWithinHours: 10 } });
    await forms.arrived(form, { email: 'waits@guests.test', name: 'Wanda' });
    api.clock.pass({ hours: 11 });
    await api.service('SweepService').sweep();
    const { items } = (await manager.get<{ items: Notice[] }>('/v1/workspaces/demo/notices')).body;
    const texts = items.filter(({ board: { key } }) => key === board.key).map(({ text }) => text);
    expect(texts.join()).toContain('Wanda (guest) was promised an answer');
    expect(texts.join()).toContain('Wanda (guest) submitted');
  });

  test('shows the confirmed address to those who answer, and to nobody else', async () => {
    const { board, form } = await forms.form();
    const email = 'seen@guests.test';
    const { guest, key } = await forms.arrived(form, { email });
    const path = `${board.path}/requests`;
    for (const answerer of [owner, manager]) {
      expect((await answerer.get<Request>(`${path}/1`)).body.requester.email).toBe(email);
      expect((await answerer.get<RequestList>(path)).body.items[0]?.requester.email).toBe(email);
    }
    const others = await Promise.all([
      ...[member, viewer].flatMap((reader) => [
        reader.get(`${path}/1`),
        reader.get(path),
        reader.get(board.path),
      ]),
      member.get(`${path}/1/history`),
      manager.get(`${board.path}/events?after=0`),
      guest.read(key, 1),
    ]);
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
    expect(JSON.stringify(others.map(({ body }) => body))).not.toContain(email);
  });

  test('with a second name changes nothing that was written under the first, over HTTP and in plain SQL', async () => {
    const { board, form } = await forms.form({ openPerGuest: 3 });
    const email = 'two-names@guests.test';
    const { guest, key } = await forms.arrived(form, { email, name: 'Ann Arbor' });
    await guest.reply(key, 1, 'From Ann.');
    await manager.answer(board, 1, decline);
    await forms.arrived(form, { email, name: 'Bea Berg', title: 'Another tour' });
    await api.pool.query(`UPDATE guests SET name = 'Cleo' WHERE email = $1`, [email]);
    await api.pool.query(
      `INSERT INTO requests (workspace_id, board_id, id, number, title, guest_id, submitted_at, answer_by, expires_at)
       SELECT r.workspace_id, r.board_id, gen_random_uuid(), 3, 'By SQL', r.guest_id, now(), now(), now()
         FROM requests r JOIN guests g ON g.workspace_id = r.workspace_id AND g.id = r.guest_id
        WHERE g.email = $1 AND r.number = 1`,
      [email],
    );

    const names = [1, 2, 3].map(
      async (number) => (await manager.readRequest(board, number)).body.requester.name,
    );
    expect(await Promise.all(names)).toEqual(['Ann Arbor', 'Bea Berg', 'Cleo']);
    const { items } = (await manager.get<MessageList>(`${board.path}/requests/1/messages`)).body;
    expect(items.map(({ by }) => by.name)).toEqual(['Ann Arbor']);
    const { groups = [] } = (await manager.get<Ledger>(`${board.path}/intake/ledger?by=requester`)).body;
    expect(groups.map(({ name }) => name)).toEqual(['Ann Arbor, Bea Berg, Cleo']);
  });
});
