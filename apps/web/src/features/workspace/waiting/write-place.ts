import type { Write } from '@/lib/waiting/write';

/**
 * What a write changes: `part` is its path below the board, without numbers and ids. `path` is the board’s in the API, `home` its
 * address. A path of no board has neither.
 */
export type WritePlace = {
  part: string;
  number?: number;
  path: string;
  home: string;
  /** A card or a request: `PLAT-3`, `PLAT-R3`. */
  ref?: string;
  /** The address of the card, the request or the board. */
  href: string;
};

export function placeOf(path: string): WritePlace {
  const found = /^(\/v1\/workspaces\/([^/]+)\/boards\/([^/]+))\/(\w+)(?:\/(\d+))?(?:\/(\w+))?/.exec(path);
  if (!found) return { part: '', path: '', home: '/', href: '/' };
  const [, board = '', workspace, key, noun = '', digits, what] = found;
  const home = `/${workspace}/${key}`;
  const part = what ? `${noun}/${what}` : noun;
  if (digits === undefined)
    return { part, path: board, home, href: noun === 'answers' ? `${home}/intake` : home };
  const isRequest = noun === 'requests';
  return {
    part,
    number: Number(digits),
    path: board,
    home,
    ref: `${key}-${isRequest ? 'R' : ''}${digits}`,
    href: isRequest ? `${home}/requests/${digits}` : `${home}?card=${digits}`,
  };
}

const kinds: Record<string, WriteKind> = {
  'cards/position': 'move',
  'cards/back': 'move',
  moves: 'move',
  cards: 'card',
  'cards/comments': 'comment',
  'requests/answer': 'answer',
  answers: 'answer',
  'requests/messages': 'message',
  requests: 'request',
};

export type WriteKind = 'move' | 'card' | 'comment' | 'answer' | 'message' | 'request' | 'edit';

export function kindOf({ method, path }: Write): WriteKind {
  const { part, number } = placeOf(path);
  const isNew = method === 'POST' || part.includes('/') || number === undefined;
  return (isNew && kinds[part]) || 'edit';
}

type Several = {
  moves?: { card: number }[];
  answers?: { request: number; answer: { message?: string } }[];
};

/** The cards or requests that a write changes, or the title of the one that it makes. */
export function subjectsOf({ path, body }: Write): string[] {
  const { ref, home } = placeOf(path);
  const key = home.split('/').at(-1);
  const { title, moves, answers } = (body ?? {}) as Several & { title?: string };
  if (ref) return [ref];
  if (moves) return moves.map(({ card }) => `${key}-${card}`);
  if (answers) return answers.map(({ request }) => `${key}-R${request}`);
  return [title ?? key ?? ''];
}

/** What the person typed into it. */
export function textOf({ body }: Write): string {
  const values = (body ?? {}) as Record<string, unknown>;
  const typed = ['title', 'description', 'text', 'body', 'message'].map((name) => values[name]);
  const { answers = [] } = values as Several;
  const messages = new Set(answers.map(({ answer }) => answer.message));
  const items = Array.isArray(values.items) ? values.items.map((item) => item?.text) : [];
  return [...typed, ...items, ...messages]
    .filter((each) => typeof each === 'string' && each.trim() !== '')
    .join('\n\n');
}
