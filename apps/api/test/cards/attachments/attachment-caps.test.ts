import { expect, test } from '@jest/globals';
import type { AttachmentList } from '@weir/contract';
import { all, boardIdsOf, type Isolation, SqlCrowd } from '../../races/crowd.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import type { Person } from '../../support/person.js';

const api = theApi({ WEIR_FILE_MEGABYTES: '1' });
const { owner, manager, member, secondMember, viewer } = api.people;
const megabyte = 1024 * 1024;

async function aCard() {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  return board;
}

test.each([
  ['attachments', { attachments: 3 }, 'x', 3],
  ['cardMegabytes', { cardMegabytes: 2 }, 'x'.repeat(megabyte * 0.6), 3],
  ['megabytes', { megabytes: 1 }, 'x'.repeat(megabyte * 0.3), 3],
])('of 12 files at once a cap on %s takes as many as fit', async (cap, caps, content, fit) => {
  await api.pool.query(`DELETE FROM attachments`);
  await api.pool.query(`UPDATE workspaces SET caps = $1 WHERE slug = 'demo'`, [caps]);
  const board = await aCard();
  const people = [owner, manager, member, secondMember];
  const answers = await all(12, (n) => (people[n % 4] as Person).attach(board, `${n}`, content));
  await api.pool.query(`UPDATE workspaces SET caps = '{}' WHERE slug = 'demo'`);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(fit);
  for (const { status, body } of answers)
    if (status !== 201) expect(body).toMatchObject({ code: 'cap-reached', cap });
  const { body } = await viewer.get<AttachmentList>(`${board.path}/cards/1/attachments`);
  expect(body.items).toHaveLength(fit);
});

const isolations: Isolation[] = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];
test.each(isolations)(
  'plain SQL at %s keeps the cap on a workspace’s files over its boards',
  async (isolation) => {
    await api.pool.query(`DELETE FROM attachments`);
    await api.pool.query(`UPDATE workspaces SET caps = '{"megabytes": 2}' WHERE slug = 'demo'`);
    const ids = await Promise.all((await all(4, () => aCard())).map((board) => boardIdsOf(api, board)));
    const crowd = new SqlCrowd(api, isolation, 8);
    const written = await all(8, (n) =>
      crowd.write(
        'SELECT count(*) FROM attachments',
        `INSERT INTO attachments (workspace_id, board_id, card_id, id, name, type, bytes, by, at)
       SELECT workspace_id, board_id, id, gen_random_uuid(), 'By hand', 'image/png', 700000, created_by, now()
         FROM cards WHERE board_id = $1`,
        [ids[n % 4]?.boardId],
      ),
    );
    await crowd.close();
    await api.pool.query(`UPDATE workspaces SET caps = '{}' WHERE slug = 'demo'`);
    expect(written.filter((outcome) => outcome === 'done').length).toBeLessThanOrEqual(2);
    const { rows } = await api.pool.query('SELECT count(*)::int AS files FROM attachments');
    expect(rows).toEqual([{ files: written.filter((outcome) => outcome === 'done').length }]);
  },
);
