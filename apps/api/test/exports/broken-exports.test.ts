import type { WorkspaceExport } from '@weir/contract/workspace-exports';
import { upload } from '../imports/support.js';
import { theApi } from '../support/api.js';
import { anExportedBoard, boardWith, copyOf } from './exported-board.js';

const api = theApi();
const { manager } = api.people;
let file: WorkspaceExport;

beforeAll(async () => {
  ({ file } = await anExportedBoard());
});

const whole = () => JSON.stringify(file);
const changed = (change: (copy: WorkspaceExport) => void) => () => JSON.stringify(copyOf(file, change));
const cardOf = (copy: WorkspaceExport, at: number) => copy.cards[at] as object;

test.each<[string, () => string, string, object]>([
  [
    'an unknown version',
    () => whole().replace('"version":1', '"version":2'),
    'fileVersion',
    { version: '2' },
  ],
  ['an export that is cut off', () => whole().slice(0, -40), 'fileJson', { line: 1 }],
  [
    'a card without a title',
    changed((copy) => Object.assign(cardOf(copy, 1), { title: '' })),
    'fileValue',
    { list: 'cards', number: 2, path: 'title', code: 'empty' },
  ],
  [
    'a card in a missing column',
    changed((copy) => Object.assign(cardOf(copy, 2), { columnId: crypto.randomUUID() })),
    'fileValue',
    { list: 'cards', number: 3, path: 'columnId', code: 'absent' },
  ],
  [
    'an invalid date',
    changed((copy) => Object.assign(copy.requests[0] as object, { submittedAt: 'yesterday' })),
    'fileValue',
    { list: 'requests', number: 1, path: 'submittedAt', code: 'instant' },
  ],
  [
    'a board without a done column',
    changed((copy) => Object.assign(boardWith(copy).columns[2] as object, { kind: 'active' })),
    'fileValue',
    { list: 'boards', number: 1, path: 'columns', code: 'missingKind' },
  ],
  [
    'a reminder before the request is submitted',
    changed((copy) =>
      Object.assign(boardWith(copy).intake, { answerWithinHours: 24, remindBeforeHours: 24 }),
    ),
    'fileValue',
    { list: 'boards', number: 1, path: 'intake.remindBeforeHours', code: 'reminderTooEarly' },
  ],
])(
  'an export with %s is refused with the place of the fault, and nothing is stored',
  async (_name, content, code, params) => {
    const records = async () => (await api.pool.query('SELECT count(*)::int AS n FROM imports')).rows[0].n;
    const before = await records();
    const { status, body } = await upload(manager, 'export.json', content());
    expect([status, body.errors]).toEqual([
      422,
      [expect.objectContaining({ path: 'file', code, params: expect.objectContaining(params) })],
    ]);
    expect(await records()).toBe(before);
  },
);
