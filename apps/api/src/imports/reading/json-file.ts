import { createReadStream } from 'node:fs';
import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import type { JsonFormat } from '../formats/format.js';
import { planka } from '../formats/planka.js';
import { trello } from '../formats/trello.js';
import { weir } from '../formats/weir.js';
import { wekan } from '../formats/wekan.js';
import { FileFault } from '../source/fault.js';
import type { SourceBook } from '../source/source-book.js';

const formats: readonly JsonFormat[] = [weir, wekan, planka, trello];

/** Saves the records read so far. */
export type HandOn = () => Promise<void>;

/** Parses the whole file first, so that a broken one is refused before any of it is kept. */
export async function formatOfJson(path: string): Promise<JsonFormat> {
  const names = new Set<string>();
  await parse(path, { paths: ['$.no.such.name'], onName: (name) => names.add(name) }, async () => {});
  const format = formats.find(({ isFormat }) => isFormat(names));
  if (!format) throw new FileFault('fileUnknown');
  return format;
}

/** Reads the values that the format knows, one after another. Only one of them is in memory at a time. */
export async function readJson(
  path: string,
  format: JsonFormat,
  into: SourceBook,
  handOn: HandOn,
): Promise<void> {
  const read = format.open(into);
  await parse(path, { paths: format.paths, onValue: (where, value) => read(where, value) }, handOn);
}

type Reading = {
  paths: readonly string[];
  onValue?: (path: string, value: unknown) => void;
  /** A name at the top of the file. */
  onName?: (name: string) => void;
};

async function parse(path: string, { paths, onValue, onName }: Reading, handOn: HandOn): Promise<void> {
  const tokenizer = new Tokenizer();
  const parser = new TokenParser({ paths: [...paths], keepStack: false });
  let last = { depth: 0, offset: 0, text: null as string | null };
  tokenizer.onToken = (token) => {
    const { token: type, value, offset } = token;
    if (type === TokenType.COLON && last.depth === 1 && last.text !== null) onName?.(last.text);
    const change = depths.get(type) ?? 0;
    last = { depth: last.depth + change, offset, text: type === TokenType.STRING ? String(value) : null };
    if (last.depth > mostDeep) throw new FileFault('tooDeep');
    parser.write(token);
  };
  parser.onValue = ({ value, key, stack }) => {
    const names = [...stack.slice(1).map((each) => each.key), key];
    onValue?.(names.filter((name) => typeof name === 'string').join('.'), value);
  };
  let read = 0;
  try {
    for await (const piece of createReadStream(path)) {
      tokenizer.write(read === 0 ? withoutMark(piece as Buffer) : (piece as Buffer));
      read += (piece as Buffer).length;
      await handOn();
    }
    if (!tokenizer.isEnded) tokenizer.end();
    if (!parser.isEnded) parser.end();
  } catch (error) {
    if (error instanceof FileFault || !isOfParser(error)) throw error;
    const named = /position "(\d+)"/.exec(error.message)?.[1];
    const isCutOff = /mid-parsing|in the middle/.test(error.message);
    throw new FileFault('fileJson', await placeOf(path, isCutOff ? read : Number(named ?? last.offset)));
  }
}

const mostDeep = 200;
const depths = new Map([
  [TokenType.LEFT_BRACE, 1],
  [TokenType.LEFT_BRACKET, 1],
  [TokenType.RIGHT_BRACE, -1],
  [TokenType.RIGHT_BRACKET, -1],
]);

function isOfParser(error: unknown): error is Error {
  return error instanceof Error && /^(Token|Parser|Unexpected|Error)/.test(`${error.name} ${error.message}`);
}

function withoutMark(piece: Buffer): Buffer {
  return piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf ? piece.subarray(3) : piece;
}

/** The line and the column of a byte, both from 1. */
async function placeOf(path: string, offset: number): Promise<{ line: number; column: number }> {
  let line = 1;
  let column = 1;
  if (offset === 0) return { line, column };
  for await (const piece of createReadStream(path, { end: offset - 1 }))
    for (const byte of piece as Buffer) {
      column += 1;
      if (byte !== 0x0a) continue;
      line += 1;
      column = 1;
    }
  return { line, column };
}
