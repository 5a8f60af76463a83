import { v7 as uuid } from 'uuid';
import { boardIdsOf } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { owner, manager, member, requester } = api.people;

describe('a row keeps what its cap counts it by', () => {
  const rowsOf = (tables: string, change: string) => tables.split(' ').map((table) => [table, change]);
  test.each([
    ...rowsOf(
      'comments card_blocks checklist_items card_labels card_fields attachments card_links',
      'card_id = (SELECT id FROM cards WHERE number = 2 LIMIT 1)',
    ),
    ...rowsOf('request_messages', 'request_id = gen_random_uuid()'),
    ...rowsOf(
      'requests columns swimlanes labels custom_fields card_templates recurring_cards wip_limits answer_templates',
      'board_id = gen_random_uuid()',
    ),
    ...rowsOf('field_options', 'field_id = gen_random_uuid()'),
    ...rowsOf('guests invitations', 'workspace_id = gen_random_uuid()'),
    ...rowsOf('sessions', 'user_id = gen_random_uuid()'),
  ])('a row of %s does not go elsewhere', async (table, change) => {
    const moved = api.pool.query(`UPDATE ${table} SET ${change}`);
    await expect(moved).rejects.toThrow(/ keeps its (card|request|field|board|workspace|person): /);
  });

  beforeAll(async () => {
    const board = await aBoard().column('Doing', { limit: 3 }).make();
    const [card] = await board.cards('Ready', 2);
    await board.lane('Fast');
    await member.patchCard(board, card as number, { labelIds: [await board.label('Bug')] });
    const { id, options } = await board.field('Risk', ['Low']);
    await member.patchCard(board, card as number, { fields: { [id]: options[0]?.id } });
    await board.item(card as number, 'Measure');
    await board.cardTemplate('Release');
    await board.recurringCard('Weekly');
    await member.attach(board, 'plan.txt', 'Measure');
    await member.post(`${board.path}/cards/${card}/links`, { kind: 'relatesTo', card: 2 });
    await board.ask();
    await requester.say(board, 1, 'More');
    await member.post(`${board.path}/cards/${card}/comments`, { text: 'More' });
    await member.put(`${board.path}/cards/${card}/block`, { reason: 'Stuck' });
    const message = 'Not in this quarter, sorry.';
    const template = { name: 'No', kind: 'decline', reason: 'noCapacity', message };
    await manager.post(`${board.path}/intake/templates`, template);
    await owner.post('/v1/workspaces/demo/invitations', { role: 'viewer' });
    await api.pool.query(
      `INSERT INTO guests (workspace_id, id, email, name, created_at) SELECT id, $1::uuid, $2, 'G', now() FROM workspaces`,
      [uuid(), `${uuid()}@guests.test`],
    );
  });

  test.each(['cards', 'requests'])('the number of %s starts at 1', async (table) => {
    const board = await aBoard().make();
    await board.cards('Ready', 1);
    await board.ask();
    const renumbered = api.pool.query(`UPDATE ${table} SET number = 0 WHERE board_id = $1`, [
      (await boardIdsOf(api, board)).boardId,
    ]);
    await expect(renumbered).rejects.toMatchObject({ code: '23514' });
  });
});
