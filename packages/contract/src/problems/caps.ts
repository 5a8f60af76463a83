import { z } from 'zod';

/**
 * What is capped, so that no account can fill the server: of a person `workspaces`; of a workspace `members` to
 * `archivedBoards`, and `megabytes` of attachments (MiB); of a board `columns` to `requests`; of a card `blocks`, `comments`,
 * `cardLabels`, `checklistItems`, `attachments`, `links`, `waits` and `cardMegabytes` of attachments (MiB); of a request `messages` and `waits`; of a
 * custom field `fieldOptions`; of a team `teamMembers`; of a member `tokens` that have not ended.
 * `savedViews` are those of one person on a board, and the shared ones there. Those named `archived…` count what is archived
 * and what is not; `newInvitations` those created in the last 24 hours.
 */
export const Cap = z
  .enum([
    'workspaces',
    'members',
    'invitations',
    'newInvitations',
    'guests',
    'imports',
    'teams',
    'tokens',
    'webhooks',
    'boards',
    'archivedBoards',
    'columns',
    'swimlanes',
    'labels',
    'fields',
    'limits',
    'templates',
    'cardTemplates',
    'recurringCards',
    'cards',
    'archivedCards',
    'notifyMe',
    'savedViews',
    'teamMembers',
    'requests',
    'blocks',
    'comments',
    'cardLabels',
    'checklistItems',
    'attachments',
    'links',
    'waits',
    'cardMegabytes',
    'megabytes',
    'messages',
    'fieldOptions',
  ])
  .meta({ id: 'Cap' });
export type Cap = z.infer<typeof Cap>;
