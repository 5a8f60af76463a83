import { z } from 'zod';

/**
 * What is capped, so that no account can fill the server: of a person `workspaces`; of a workspace `members` to
 * `archivedBoards`; of a board `columns` to `archivedCards`; of a card `comments`; of a request `messages`. Those named
 * `archived…` count what is archived and what is not.
 */
export const Cap = z
  .enum([
    'workspaces',
    'members',
    'invitations',
    'guests',
    'boards',
    'archivedBoards',
    'columns',
    'swimlanes',
    'limits',
    'templates',
    'cards',
    'archivedCards',
    'comments',
    'messages',
  ])
  .meta({ id: 'Cap' });
export type Cap = z.infer<typeof Cap>;
