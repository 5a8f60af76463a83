import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Board, Card, Language } from '@weir/contract';
import { worded } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { today } from './board-day.js';
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
  const etagFor = reader.acceptsGzip ? gzipETag(etag) : etag;
  if (reader.isKnown(etag) || reader.isKnown(gzipETag(etag))) return { etag: etagFor, body: null };
  const encoded = await read();
  if (!reader.acceptsGzip) return { etag, body: encoded.json };
  encoded.gzip ??= compress(encoded.json);
  return { etag: etagFor, body: await encoded.gzip, encoding: 'gzip' };
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

/** The JSON of each card, made once: a changed board has the same objects for all cards that did not change. */
const jsonOfCards = new WeakMap<Card, string>();

/** A board as JSON. Cards have no text that is worded for the reader. */
export function boardJson({ cards, ...header }: Board, language: Language): Buffer {
  const head = JSON.stringify(worded(createWords(language), header));
  return Buffer.from(`${head.slice(0, -1)},"cards":[${cards.map(cardJson).join(',')}]}`);
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
