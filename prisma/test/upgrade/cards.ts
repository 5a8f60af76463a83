import { expect, test } from '@jest/globals';
import { board, id, olga, type UpgradedDatabase, workspace } from './upgraded.js';

const [doing, review] = [id('c2'), id('c3')];

/** Tests of cards from before the upgrade. */
export function cardsAfterTheUpgrade(upgraded: UpgradedDatabase): void {
  test('a card moves within the limit, and is refused beyond it', async () => {
    const eventsAfter = (seq: string) =>
      upgraded.rows('SELECT seq, type FROM events WHERE board_id = $1 AND seq > $2 ORDER BY seq', [
        board,
        seq,
      ]);
    const last = (await eventsAfter('0')).at(-1)?.seq;
    expect(await upgraded.move(1, doing)).toMatchObject({ body: { number: 1, columnId: doing } });
    expect(await upgraded.move(6, doing)).toEqual({
      refused: 'wip-limit-reached',
      limits: [{ id: id('e1'), max: 2, load: 2 }],
    });
    await expect(
      upgraded.rows('UPDATE cards SET column_id = $2 WHERE board_id = $1 AND number = 6', [board, doing]),
    ).rejects.toMatchObject({
      code: 'WIP00',
      message: 'wip-limit-reached',
    });
    expect(await upgraded.move(2, review)).toMatchObject({ body: { columnId: review } });
    expect((await eventsAfter(last)).map(({ type }) => type)).toEqual(['card.moved', 'card.moved']);
  });

  test('a card from before the upgrade has no labels, and is given one', async () => {
    const labelsOf = async () => {
      const [row] = await upgraded.rows('SELECT weir.card_document($1, $2, 1) AS card', [workspace, board]);
      return row.card.labelIds;
    };
    expect(await labelsOf()).toEqual([]);
    await upgraded.rows(
      `INSERT INTO labels (workspace_id, board_id, id, name, colour) VALUES ($1, $2, '${id('f1')}', 'Bug', 'red')`,
      [workspace, board],
    );
    await upgraded.rows(
      `INSERT INTO card_labels (workspace_id, board_id, card_id, label_id)
       SELECT workspace_id, board_id, id, '${id('f1')}' FROM cards WHERE board_id = $1 AND number = 1`,
      [board],
    );
    expect(await labelsOf()).toEqual([id('f1')]);
    expect(
      await upgraded.rows('SELECT type, changes FROM events WHERE board_id = $1 ORDER BY seq DESC LIMIT 1', [
        board,
      ]),
    ).toEqual([
      {
        type: 'board.changed',
        changes: [
          { table: 'card_labels' },
          { card: 1, from: { labelIds: [] }, to: { labelIds: [id('f1')] } },
        ],
      },
    ]);
  });

  test('a card from before the upgrade is watched by its creator and those assigned, and they are notified', async () => {
    const [two] = await upgraded.rows('SELECT id FROM cards WHERE board_id = $1 AND number = 2', [board]);
    const watchers = await upgraded.rows('SELECT user_id FROM card_watchers WHERE card_id = $1 ORDER BY 1', [
      two.id,
    ]);
    expect(watchers).toEqual([{ user_id: olga }, { user_id: id('2') }]);
    await upgraded.rows(
      `INSERT INTO comments (workspace_id, board_id, card_id, id, body, by, at)
       VALUES ($1, $2, $3, '${id('f9')}', 'Nearly there', $4, now())`,
      [workspace, board, two.id, olga],
    );
    const notices = await upgraded.rows("SELECT user_id FROM notices WHERE kind = 'commented'");
    expect(notices).toEqual([{ user_id: id('2') }]);
  });

  test('a card from before the upgrade has no custom fields, and gets a value', async () => {
    const fieldsOf = async () => {
      const [row] = await upgraded.rows('SELECT weir.card_document($1, $2, 1) AS card', [workspace, board]);
      return row.card.fields;
    };
    expect(await fieldsOf()).toEqual({});
    await upgraded.rows(
      `INSERT INTO custom_fields (workspace_id, board_id, id, name, kind, position) VALUES ($1, $2, '${id('f5')}', 'Effort', 'number', 1)`,
      [workspace, board],
    );
    await upgraded.rows(
      `INSERT INTO card_fields (workspace_id, board_id, card_id, field_id, kind, number)
       SELECT workspace_id, board_id, id, '${id('f5')}', 'number', 2.50 FROM cards WHERE board_id = $1 AND number = 1`,
      [board],
    );
    expect(await fieldsOf()).toEqual({ [id('f5')]: 2.5 });
  });

  test('a card from before the upgrade has an empty checklist, and gets an item', async () => {
    const checklistOf = async () => {
      const [row] = await upgraded.rows('SELECT weir.card_document($1, $2, 1) AS card', [workspace, board]);
      return row.card.checklist;
    };
    expect(await checklistOf()).toEqual({ done: 0, total: 0 });
    await upgraded.rows(
      `INSERT INTO checklist_items (workspace_id, board_id, card_id, id, text, done, position)
       SELECT workspace_id, board_id, id, '${id('f2')}', 'Measure', true, 1 FROM cards WHERE board_id = $1 AND number = 1`,
      [board],
    );
    expect(await checklistOf()).toEqual({ done: 1, total: 1 });
  });

  test('a card from before the upgrade has no files, and gets one', async () => {
    const filesOf = async () => {
      const [row] = await upgraded.rows('SELECT weir.card_document($1, $2, 1) AS card', [workspace, board]);
      return row.card.attachments;
    };
    expect(await filesOf()).toBe(0);
    await upgraded.rows(
      `INSERT INTO attachments (workspace_id, board_id, card_id, id, name, type, bytes, by, at)
       SELECT workspace_id, board_id, id, '${id('f3')}', 'plan.pdf', 'application/pdf', 7, created_by, now()
         FROM cards WHERE board_id = $1 AND number = 1`,
      [board],
    );
    expect(await filesOf()).toBe(1);
  });

  test('a card from before the upgrade counts the comments that were not deleted', async () => {
    const comments = async () => {
      const [row] = await upgraded.rows('SELECT weir.card_document($1, $2, 1) AS card', [workspace, board]);
      return row.card.commentCount;
    };
    const before = await comments();
    await upgraded.rows(
      `INSERT INTO comments (workspace_id, board_id, card_id, id, body, by, at)
       SELECT c.workspace_id, c.board_id, c.id, gen_random_uuid(), body, c.created_by, now()
         FROM cards c, unnest('{Ready,""}'::text[]) body WHERE c.board_id = $1 AND c.number = 1`,
      [board],
    );
    expect(await comments()).toBe(before + 1);
  });

  test('a card from before the upgrade waits for another one after a link', async () => {
    const blockedBy = async () => {
      const [row] = await upgraded.rows('SELECT weir.card_document($1, $2, 1) AS card', [workspace, board]);
      return row.card.blockedBy.length;
    };
    expect(await blockedBy()).toBe(0);
    await upgraded.rows(
      `WITH ends AS (
         SELECT a.workspace_id AS w, a.board_id AS b, a.id AS one, o.id AS other
           FROM cards a JOIN cards o ON o.board_id = a.board_id AND o.number > 1 AND o.delivered_at IS NULL AND o.archived_at IS NULL
          WHERE a.board_id = $1 AND a.number = 1 LIMIT 1)
       INSERT INTO card_links (workspace_id, board_id, card_id, id, kind, other_board_id, other_card_id, other_kind)
       SELECT w, b, one, '${id('f4')}'::uuid, 'blockedBy'::link_kind, b, other, 'blocks'::link_kind FROM ends
        UNION ALL SELECT w, b, other, '${id('f4')}', 'blocks', b, one, 'blockedBy' FROM ends`,
      [board],
    );
    expect(await blockedBy()).toBe(1);
  });
}
