import type { QueryClient } from '@tanstack/react-query';
import type { Role, User } from '@weir/contract';
import type { Translate } from '@weir/words';
import type { BoardContext } from '../board-context';

/** The data that the commands of a board need. */
export type CommandSource = {
  page: BoardContext;
  t: Translate;
  /** The signed-in person. */
  me: Pick<User, 'id'>;
  role: Role;
  workspace: string;
  /** The card that is open. */
  opened: number | null;
  /** Whether the open card is the whole page. */
  isCardPage: boolean;
  /** What this page has read. */
  client: QueryClient;
  /** Whether the details of the board's state are shown. */
  details: { isOpen: boolean; setOpen: (isOpen: boolean) => void };
};
