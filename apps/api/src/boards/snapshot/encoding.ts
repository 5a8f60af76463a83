import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Card, Language } from '@weir/contract';
import { worded } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { today } from './board-day.js';
import { type HeaderRow, toHeader } from './header.js';
import type { CardsSince } from './kept-board.js';
import type { BoardHead } from './snapshots.repository.js';

/** What the caller has already, their language, and whether they accept gzip. */
export type BoardReader = { isKnown(etag: string): boolean; acceptsGzip: boolean; language: Language };
/** JSON, compressed at most once. */
export type Encoded = { json: Buffer; gzip?: Promise<Buffer> };
/** `body` is null where the caller has it already. */
export type Encoding = { etag: string; body: Buffer | null; encoding?: 'gzip' };

const compress = promisify<Buffer, Buffer>(gzip);

/** Reads the JSON, unless the caller has it already. */
export async function encodedFor(
  reader: BoardReader,
  etag: string,
  read: () => Promise<Encoded>,
): Promise<Encoding> {
  const known = knownTo(reader, etag);
  if (known) return known;
  const encoded = await read();
  if (!reader.acceptsGzip) return { etag, body: encoded.json };
  encoded.gzip ??= compress(encoded.json).then(unpooled);
  return { etag: gzipETag(etag), body: await encoded.gzip, encoding: 'gzip' };
}

/** The answer to a reader who has it already, else null. */
export function knownTo(reader: BoardReader, etag: string): Encoding | null {
  const isKnown = reader.isKnown(etag) || reader.isKnown(gzipETag(etag));
  return isKnown ? { etag: reader.acceptsGzip ? gzipETag(etag) : etag, body: null } : null;
}

/** Everything that a board's JSON depends on. */
export function etagOf(
  { seq, timeZone, gateEnded, persons, isWorded }: BoardHead,
  now: Date,
  language: Language,
) {
  return joinETag(seq, today(now, timeZone), gateEnded && 'open', persons, isWorded && language);
}

export function toJson(board: object, language: Language): Buffer {
  return Buffer.from(JSON.stringify(worded(createWords(language), board)));
}

/**
 * Copies bytes into separate memory, for a cache. Node allocates small Buffers inside shared blocks of 64 KB, and a cached Buffer would
 * keep its whole block in memory.
 */
export function unpooled(bytes: string | Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(Buffer.byteLength(bytes));
  if (typeof bytes === 'string') own.write(bytes);
  else bytes.copy(own);
  return own;
}

/** The JSON of what boards show but their cards, by ETag. Rows do not change. */
const jsonOfHeads = new WeakMap<HeaderRow, Map<string, string>>();

/** What a board shows but its cards, as JSON that is made once for each ETag. The row may be newer than the head. */
export function headJson(
  row: HeaderRow,
  head: BoardHead,
  now: Date,
  language: Language,
): { etag: string; json: string } {
  const etag = etagOf({ ...head, seq: row.seq, persons: row.persons, isWorded: row.isWorded }, now, language);
  const known = jsonOfHeads.get(row) ?? new Map<string, string>();
  const json = known.get(etag) ?? JSON.stringify(worded(createWords(language), toHeader(row, now)));
  jsonOfHeads.set(row, known.set(etag, json));
  return { etag, json };
}

/** The JSON of each card, made once: a changed board has the same objects for all cards that did not change. */
const jsonOfCards = new WeakMap<Card, string>();

/** A board as JSON. Cards have no text that is worded for the reader. */
export function boardJson(head: string, cards: readonly Card[]): string {
  return withCards(head, cards, '');
}

export function changesJson(head: string, { cards, gone, placed }: CardsSince): string {
  return withCards(head, cards, `,"gone":${JSON.stringify(gone)},"placed":${JSON.stringify(placed)}`);
}

function withCards(head: string, cards: readonly Card[], more: string): string {
  return `${head.slice(0, -1)},"cards":[${cards.map(cardJson).join(',')}]${more}}`;
}

function cardJson(card: Card): string {
  const json = jsonOfCards.get(card) ?? JSON.stringify(card);
  jsonOfCards.set(card, json);
  return json;
}

/** The seq comes first: `If-Match` reads it there. */
export function joinETag(...parts: (string | false | null)[]): string {
  return `"${parts.filter(Boolean).join('-')}"`;
}

/** The same board in another coding is another representation with its own ETag (RFC 9110). */
function gzipETag(etag: string): string {
  return etag.replace(/"$/, '-gzip"');
}
