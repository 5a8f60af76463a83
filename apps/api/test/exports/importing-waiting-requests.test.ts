import type { Import } from '@weir/contract';
import type { WorkspaceExport } from '@weir/contract/workspace-exports';
import { planned, ran, replanned, reportOf } from '../imports/support.js';
import { theApi } from '../support/api.js';
import { anExportedBoard, boardWith, copyOf } from './exported-board.js';

theApi();
let file: WorkspaceExport;

beforeAll(async () => {
  ({ file } = await anExportedBoard());
});

type Places = {
  depth?: number;
  openPerRequester?: number;
  openPerGuest?: number;
  formDepth?: number;
  archived?: boolean;
};

/** Four requests of one person wait, and three of another, of which two are expedite. */
const withWaiting = ({ archived, openPerGuest = 9, formDepth = 9, ...policy }: Places) =>
  copyOf(file, (made) => {
    const board = boardWith(made);
    Object.assign(board.intake, { depth: 20, openPerRequester: 9, ...policy });
    Object.assign(board.intake.form, { openPerGuest, depth: formDepth });
    if (archived) board.archivedAt = board.createdAt;
    const add = (title: string, classOfServices: string[]) => {
      const one = made.requests.find((request) => request.title === title);
      for (const classOfService of classOfServices) {
        const facts = { id: crypto.randomUUID(), number: made.requests.length + 20, messages: [] };
        made.requests.push({ ...one, ...facts, classOfService } as WorkspaceExport['requests'][number]);
      }
    };
    add('Please', ['standard', 'standard', 'standard']);
    add('Mine', ['expedite', 'expedite']);
  });

const asGuests = (plan: Import) =>
  replanned(plan, { people: plan.plan.people.map((person) => ({ ...person, userId: null })) });
const intakeOf = ({ outlook }: Import) =>
  outlook?.capped?.map(({ cap, max, leftOut }) => [cap, max, leftOut]);
const refusedOf = async (done: Import) =>
  (await reportOf(done)).filter(([, , , result]) => result === 'Not imported').length;

const cases: [string, Places, members: unknown[][], guests: unknown[][]][] = [
  ['a quota for guests', { openPerGuest: 1 }, [['expediteClaims', 1, 1]], [['openPerGuest', 1, 5]]],
  [
    'a quota for members',
    { openPerRequester: 3 },
    [
      ['openPerRequester', 3, 1],
      ['expediteClaims', 1, 1],
    ],
    [['expediteClaims', 1, 1]],
  ],
  ['a depth', { depth: 4 }, [['depth', 4, 3]], [['depth', 4, 3]]],
  ['a form with few places', { formDepth: 3 }, [['expediteClaims', 1, 1]], [['formDepth', 3, 4]]],
  ['an archived board', { archived: true }, [['archivedBoard', 0, 7]], [['archivedBoard', 0, 7]]],
];

test.each(cases)(
  'the preview counts the waiting requests that the run refuses: %s',
  async (_, places, members, guests) => {
    for (const [expected, choose] of [
      [members, async (plan: Import) => plan] as const,
      [guests, asGuests] as const,
    ]) {
      const copy = withWaiting(places);
      const plan = await choose(await planned('export.json', copy));
      expect(intakeOf(plan)).toEqual(expected);
      const leftOut = expected.reduce((sum, [, , count]) => sum + Number(count), 0);
      const done = await ran(plan);
      expect(await refusedOf(done)).toBe(leftOut);
      expect(plan.outlook).toMatchObject({ requests: copy.requests.length - leftOut });

      if (choose !== asGuests) continue;
      // The board is here now, with the requests that came.
      const again = await choose(await planned('export.json', copy));
      expect(intakeOf(again)).toEqual(expected);
      expect(await refusedOf(await ran(again))).toBe(leftOut);
    }
  },
);
