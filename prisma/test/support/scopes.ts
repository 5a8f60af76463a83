import type { Here } from './workspace.js';

export const scopeNames = [
  'column',
  'columns',
  'swimlane',
  'cell',
  'person',
  'person across boards',
  'board',
  'classOfService',
];

type Scope = {
  scope: string;
  /** Creates the limit and returns its id. */
  set: (max: number) => Promise<string>;
  /** A card that counts, and one that counts after `enter`. */
  inside: () => Promise<string>;
  outside: () => Promise<string>;
  enter: string;
  leave: string;
};

/** Every scope of a limit, on this board. */
export function scopesAt({ workspace, board, bao }: Here): Scope[] {
  const { queue, dev, review, red, blue } = board;
  return [
    {
      scope: 'column',
      set: (max) => board.limit({ scope: 'column', columnId: dev, max }),
      inside: () => board.card(dev),
      outside: () => board.card(review),
      enter: `column_id = '${dev}'`,
      leave: `column_id = '${review}'`,
    },
    {
      scope: 'columns',
      set: (max) => board.limit({ scope: 'columns', columnIds: [dev, review], max }),
      inside: () => board.card(review),
      outside: () => board.card(queue),
      enter: `column_id = '${dev}'`,
      leave: `column_id = '${queue}'`,
    },
    {
      scope: 'swimlane',
      set: (max) => board.limit({ scope: 'swimlane', swimlaneId: red, max }),
      inside: () => board.card(review, { lane: red }),
      outside: () => board.card(dev, { lane: blue }),
      enter: `swimlane_id = '${red}'`,
      leave: 'swimlane_id = NULL',
    },
    {
      scope: 'cell',
      set: (max) => board.limit({ scope: 'swimlane', swimlaneId: red, columnId: queue, max }),
      inside: () => board.card(queue, { lane: red }),
      outside: () => board.card(dev, { lane: red }),
      enter: `column_id = '${queue}'`,
      leave: `column_id = '${dev}'`,
    },
    {
      scope: 'person',
      set: (max) => board.limit({ scope: 'person', userId: bao, max }),
      inside: () => board.card(dev, { people: [bao], classOfService: 'expedite' }),
      outside: () => board.card(queue, { people: [bao] }),
      enter: `column_id = '${review}'`,
      leave: `column_id = '${queue}'`,
    },
    {
      scope: 'person across boards',
      set: (max) => workspace.personLimit(bao, max),
      inside: () => board.card(dev, { people: [bao] }),
      outside: () => board.card(queue, { people: [bao] }),
      enter: `column_id = '${review}'`,
      leave: `column_id = '${queue}'`,
    },
    {
      scope: 'board',
      set: (max) => board.limit({ scope: 'board', max }),
      inside: () => board.card(dev, { classOfService: 'expedite' }),
      outside: () => board.card(queue),
      enter: `column_id = '${dev}'`,
      leave: `column_id = '${queue}'`,
    },
    {
      scope: 'classOfService',
      set: (max) => board.limit({ scope: 'classOfService', classOfService: 'fixedDate', max }),
      inside: () => board.card(dev, { classOfService: 'fixedDate' }),
      outside: () => board.card(dev),
      enter: `class_of_service = 'fixedDate'`,
      leave: `class_of_service = 'standard'`,
    },
  ];
}
