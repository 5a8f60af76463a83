import { browserCookies } from '@/lib/browser/cookies';
import { currentKept } from '@/lib/kept/kept-cookie';
import { type KeptWorkspace, keptWorkspace } from '@/lib/kept/kept-workspace';
import { type Reader, readerFrom } from '@/lib/words/reader';

/** The page of a board or of one of its cards. */
type BoardAddress = { key: string; card?: number };

/** What this browser knows without a connection. */
export type Found = {
  reader: Reader;
  /** The boards that it keeps, the one used last first. */
  boards: { href: string; name: string; workspace: string }[];
  /** The kept board of the address; null if it has none. */
  open: { facts: KeptWorkspace; at: BoardAddress } | null;
};

/** Finds the reader, the boards that this browser keeps, and the kept board of an address. */
export async function findKept(address: string): Promise<Found> {
  const names = currentKept()?.boards ?? [];
  const slugs = [...new Set(names.map((name) => name.split('/')[0] as string))];
  const workspaces = (await Promise.all(slugs.map(keptWorkspace))).filter((each) => each !== null);
  const kept = names.flatMap((name) => {
    const [slug, key] = name.split('/');
    const facts = workspaces.find(({ workspace }) => workspace.slug === slug);
    const board = facts?.boards.find((each) => each.key === key);
    return facts && board ? [{ href: `/${name}`, facts, board }] : [];
  });
  const [, home, card] = /^(\/[^/]+\/[^/]+)(?:\/cards\/([1-9]\d{0,8}))?\/?$/.exec(address) ?? [];
  const wanted = kept.find(({ href }) => href === home);
  return {
    reader: readerFrom(
      jarOf(browserCookies()),
      navigator.languages.join(','),
      workspaces[0]?.me.user ?? null,
    ),
    boards: kept.map(({ href, facts, board }) => ({
      href,
      name: board.name,
      workspace: facts.workspace.name,
    })),
    open: wanted
      ? { facts: wanted.facts, at: { key: wanted.board.key, ...(card && { card: Number(card) }) } }
      : null,
  };
}

function jarOf(cookies: Map<string, string>) {
  return {
    get(name: string) {
      const value = cookies.get(name);
      return value === undefined ? undefined : { value };
    },
  };
}
