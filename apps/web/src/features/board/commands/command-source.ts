import type { Role, User } from '@weir/contract';
import type { Translate } from '@weir/words';
import type { BoardContext } from '../board-context';

/** What the commands of a board are made from. */
export type CommandSource = {
  page: BoardContext;
  t: Translate;
  /** The person who reads the board. */
  me: Pick<User, 'id'>;
  role: Role;
  workspace: string;
  /** The card that is open. */
  opened: number | null;
  /** Whether the open card is the whole page. */
  isCardPage: boolean;
  /** Whether the person watches a card; undefined if this page has not read it. */
  isWatching: (card: number) => boolean | undefined;
  /** Whether everything about the board's state is shown. */
  details: { isOpen: boolean; setOpen: (isOpen: boolean) => void };
};
