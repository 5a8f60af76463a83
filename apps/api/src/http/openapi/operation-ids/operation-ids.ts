import { accountOperations } from './account.js';
import { boardOperations } from './board.js';
import { cardOperations } from './cards.js';
import { flowOperations } from './flow.js';
import { requestOperations } from './requests.js';
import { workspaceOperations } from './workspace.js';

/**
 * The operation id of every route, by its handler. Generated clients name their functions after them, so an id never changes while
 * its call exists.
 */
export const operationIds: Readonly<Record<string, string>> = {
  ...accountOperations,
  ...workspaceOperations,
  ...boardOperations,
  ...cardOperations,
  ...requestOperations,
  ...flowOperations,
};
