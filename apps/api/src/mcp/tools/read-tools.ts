import { Board, BoardList, CardDetail, CardPage, SearchList } from '@weir/contract';
import { z } from 'zod';
import { boardPath, inWorkspace, ofCard, onBoard, type Tool, tool } from './tool.js';

const BoardNow = Board.pick({
  ...{ key: true, name: true, pressure: true, intake: true, columns: true },
  ...{ swimlanes: true, labels: true, limits: true },
});

export const readTools: readonly Tool[] = [
  tool({
    name: 'list_boards',
    title: 'List boards',
    toolset: 'read',
    isReading: true,
    description: 'The boards of the workspace, each with its pressure and its intake.',
    input: inWorkspace,
    output: BoardList,
    call: ({ workspace }) => ({ method: 'GET', path: `/v1/workspaces/${workspace}/boards` }),
  }),
  tool({
    name: 'get_board',
    title: 'Read a board',
    toolset: 'read',
    isReading: true,
    description:
      'A board without its cards: columns with limits and loads, lanes, labels, limits, pressure and intake. Read it before you move cards: it has the ids.',
    input: onBoard,
    output: BoardNow,
    call: (input) => ({ method: 'GET', path: boardPath(input) }),
    shape: (body) => {
      const { key, name, pressure, intake, columns, swimlanes, labels, limits } = body as Board;
      return { key, name, pressure, intake, columns, swimlanes, labels, limits };
    },
  }),
  tool({
    name: 'find_cards',
    title: 'Find cards of a board',
    toolset: 'read',
    isReading: true,
    description:
      'The cards of a board by text, column (ids or names), assignee (ids, me or none), label and state, 50 at a time. Go on with the cursor.',
    input: onBoard.extend({
      text: z.string().max(200).optional(),
      column: z.string().max(500).optional(),
      assignee: z.string().max(500).optional(),
      label: z.string().max(500).optional(),
      blocked: z.enum(['true', 'false']).optional(),
      cursor: z.string().max(2000).optional(),
    }),
    output: CardPage,
    call: ({ workspace, board, ...query }) => ({
      method: 'GET',
      path: `${boardPath({ workspace, board })}/cards`,
      query,
    }),
  }),
  tool({
    name: 'get_card',
    title: 'Read a card',
    toolset: 'read',
    isReading: true,
    description: 'A card with its description, checklist, blocks and links.',
    input: ofCard,
    output: CardDetail,
    call: (input) => ({ method: 'GET', path: `${boardPath(input)}/cards/${input.number}` }),
  }),
  tool({
    name: 'search',
    title: 'Search',
    toolset: 'read',
    isReading: true,
    description: 'Cards, requests and comments of all boards, best first. Tolerates slips of the pen.',
    input: inWorkspace.extend({ q: z.string().min(1).max(200) }),
    output: SearchList,
    call: ({ workspace, q }) => ({ method: 'GET', path: `/v1/workspaces/${workspace}/search`, query: { q } }),
  }),
];
