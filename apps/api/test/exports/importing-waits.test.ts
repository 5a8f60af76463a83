import type { Board, NoticeList, Waits } from '@weir/contract';
import type { ExportedWait, WorkspaceExport } from '@weir/contract/workspace-exports';
import { planned, ran, reportOf, upload } from '../imports/support.js';
import { theApi } from '../support/api.js';
import { anExportedBoard, boardWith, copyOf } from './exported-board.js';

const api = theApi();
const { manager, member, viewer } = api.people;
const boards = '/v1/workspaces/demo/boards';
let file: WorkspaceExport;

beforeAll(async () => {
  ({ file } = await anExportedBoard());
});

const found = <T extends { title: string }>(all: readonly T[], title: string) =>
  all.find((each) => each.title === title) as T;
/** The wait of a card on a request of its own board. */
function waitOf(made: WorkspaceExport, card: WorkspaceExport['cards'][number], on: string): ExportedWait {
  const { id: onRequestId } = found(made.requests, on);
  const boardId = boardWith(made).id;
  return {
    ...{
      id: crypto.randomUUID(),
      boardId,
      cardId: card.id,
      requestId: null,
      onBoardId: boardId,
      onRequestId,
    },
    ...{ since: '2026-01-05T09:00:00.000Z', endedAt: null },
  };
}
const open = (made: WorkspaceExport) =>
  made.cards.find(
    ({ requestId, deliveredAt }) => !requestId && !deliveredAt,
  ) as WorkspaceExport['cards'][number];

test('imported waits have the state of their requests at once, with their old end, and notify nobody', async () => {
  const endedAt = '2026-01-07T09:00:00.000Z';
  let title = '';
  const copy = copyOf(file, (made) => {
    const card = open(made);
    title = card.title;
    const ownRequest = made.cards.find(({ requestId }) => requestId) as WorkspaceExport['cards'][number];
    made.waits = [
      waitOf(made, card, 'Please'),
      { ...waitOf(made, card, 'Not now'), endedAt },
      // The wait is on the request that the card came from.
      { ...waitOf(made, ownRequest, 'Please'), onRequestId: ownRequest.requestId as string },
    ];
  });
  const done = await ran(await planned('export.json', copy));
  expect(done.state).toBe('done');
  const key = done.plan.target.kind === 'boards' ? done.plan.target.boards[0]?.key : null;
  const { seq, cards } = (await viewer.get<Board>(`${boards}/${key}`)).body;
  const { number } = found(cards, title);
  const { waitsOn } = (await viewer.get<Waits>(`${boards}/${key}/cards/${number}/waits`)).body;
  expect(waitsOn.map(({ state, endedAt }) => [state, endedAt]).toSorted()).toEqual([
    ['declined', endedAt],
    ['waiting', null],
  ]);
  await api.service('WaitChecksService').deliverDue();
  expect((await viewer.get<Board>(`${boards}/${key}`)).body.seq).toBe(seq);
  const { items } = (await member.get<NoticeList>('/v1/workspaces/demo/notices')).body;
  expect(items.filter(({ kind }) => kind === 'waitChanged')).toEqual([]);
});

test('waits beyond the cap are left out, and the report names their card', async () => {
  await api.pool.query(`UPDATE workspaces SET caps = '{"waits": 1}' WHERE slug = 'demo'`);
  try {
    let title = '';
    const copy = copyOf(file, (made) => {
      title = open(made).title;
      made.waits = ['Please', 'Mine'].map((on) => waitOf(made, open(made), on));
    });
    const report = await reportOf(await ran(await planned('export.json', copy)));
    expect(report.find((row) => row.includes(title))?.at(-1)).toMatch(/Some waits are left out/);
  } finally {
    await api.pool.query(`UPDATE workspaces SET caps = '{}' WHERE slug = 'demo'`);
  }
});

test.each([
  ['of a card and of a request', (wait: ExportedWait) => ({ ...wait, requestId: wait.onRequestId })],
  ['of nothing', (wait: ExportedWait) => ({ ...wait, cardId: null })],
  [
    'of a request on itself',
    (wait: ExportedWait) => ({ ...wait, cardId: null, requestId: wait.onRequestId }),
  ],
])('a file with a wait %s is refused before anything is imported', async (_, change) => {
  const copy = copyOf(file, (made) => {
    made.waits = [change(waitOf(made, open(made), 'Please'))];
  });
  const { status, body } = await upload(manager, 'export.json', copy);
  expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('waits')]);
});
