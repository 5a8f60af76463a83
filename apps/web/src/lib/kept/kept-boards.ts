import type { Board } from '@weir/contract';
import { clear, del, get, update } from 'idb-keyval';
import { forgetCookie } from '@/lib/browser/cookies';
import { currentKept, keptCookie, writeKept } from './kept-cookie';
import { keptStore, keyOf, quietly } from './kept-store';

/** How many boards are kept, and how many cards the largest of them may have. */
const mostBoards = 8;
const mostCards = 5_000;

/** The last boards of the signed-in person, by `demo/PLAT`. Where the browser keeps nothing, every call does nothing. */
export async function keptBoard(person: string, name: string): Promise<Board | null> {
  if (currentKept()?.person !== person) return null;
  return (await quietly(get<Board>(keyOf(person, name), keptStore()))) ?? null;
}

/**
 * Keeps a board, unless another tab has kept a newer one. `replaced`: the seq of the board in whose place this one was
 * read, which may be the later one where the database was restored.
 */
export async function keepBoard(person: string, name: string, board: Board, replaced: number): Promise<void> {
  if (currentKept()?.person !== person || board.cards.length > mostCards) return;
  let isWritten = false;
  await quietly(
    update<Board>(
      keyOf(person, name),
      (old) => {
        isWritten = true;
        return old && old.seq > board.seq && old.seq !== replaced ? old : board;
      },
      keptStore(),
    ),
  );
  const kept = currentKept();
  // Somebody signed out or in meanwhile.
  if (kept?.person !== person) return void quietly(del(keyOf(person, name), keptStore()));
  if (!isWritten) return;
  const boards = [name, ...kept.boards.filter((each) => each !== name)];
  writeKept({ person, boards: boards.slice(0, mostBoards) });
  for (const old of boards.slice(mostBoards)) await quietly(del(keyOf(person, old), keptStore()));
}

/** The person lost access to the board, or it is gone. */
export async function forgetBoard(person: string, name: string): Promise<void> {
  const kept = currentKept();
  if (kept?.person !== person) return;
  writeKept({ person, boards: kept.boards.filter((each) => each !== name) });
  await quietly(del(keyOf(person, name), keptStore()));
}

/** At sign-out. It removes what is kept of workspaces, too. */
export async function forgetBoards(): Promise<void> {
  forgetCookie(keptCookie);
  await quietly(clear(keptStore()));
}

/** From now on boards are kept for this person. Those of another person, or of another release, are forgotten. */
export async function startKeeping(person: string): Promise<void> {
  if (currentKept()?.person === person) return;
  await forgetBoards();
  writeKept({ person, boards: [] });
}
