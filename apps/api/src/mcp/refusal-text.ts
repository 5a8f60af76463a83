import type { ProblemCode } from '@weir/contract';

type Option = {
  kind: 'finish' | 'swap' | 'putBack';
  card: { ref: string; title: string };
  columnId?: string;
};
type Problem = {
  title: string;
  detail: string;
  code: ProblemCode;
  options?: Option[];
  retryAfterSeconds?: number | null;
  errors?: { path: string; message: string }[];
  price?: number;
  affordableBoards?: { key: string; price: number | null }[];
  affordableFrom?: string | null;
};

/** What an agent does after a refusal that has no options of its own. */
const next: Partial<Record<ProblemCode, string>> = {
  'nothing-to-claim': 'Call claim_card again with wait: 30. Do not ask in a loop without waiting.',
  'lease-lost': 'Stop working on this card. Claim the next one with claim_card.',
  'price-risen': 'If the request is worth it, call again with the new price as maxPrice.',
  'not-claimed': 'Claim the card first with claim_card.',
  'wip-limit-reached': 'The same call again changes nothing until there is room.',
  'not-found': 'Check the workspace, the key of the board and the number; list_boards has the boards.',
  'scope-missing': 'The token needs this scope; ask the person who made it.',
};

const wording = {
  finish: ({ card }: Option) => `finish ${card.ref} (move it on)`,
  swap: ({ card }: Option) => `swap with ${card.ref}`,
  putBack: ({ card }: Option) => `put back ${card.ref}`,
};

/** A refusal as an instruction: what was refused, and what to do now. */
export function refusalText(
  { title, detail, code, options = [], retryAfterSeconds, errors = [], ...spent }: Problem,
  now: Date,
): string {
  const ways = options.slice(0, 6).map((option) => wording[option.kind](option));
  for (const { key, price } of spent.affordableBoards ?? [])
    ways.push(`ask the board ${key}, which costs ${price ?? 'nothing'}`);
  if (spent.affordableFrom) ways.push(`ask again on ${spent.affordableFrom}, when the price may be lower`);
  if (retryAfterSeconds)
    ways.push(`wait until ${new Date(now.getTime() + retryAfterSeconds * 1000).toISOString()}`);
  if (code === 'wip-limit-reached' && ways.length === 0)
    ways.push('wait for room, with claim_card and wait: 30, which takes the next card that fits');
  return [
    `${title} (${code}). ${detail}`,
    ...errors.map(({ path, message }) => `${path}: ${message}`),
    ways.length > 0 && `Do one of these: ${ways.join('; ')}.`,
    next[code],
  ]
    .filter(Boolean)
    .join('\n');
}
