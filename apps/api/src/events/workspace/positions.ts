import { Refused } from '../../result.js';

/** How far a reader has got: the seq of the last event read of each source, by its short name. What is not in it was not read yet. */
export type Positions = Map<string, number>;

/** The source of a workspace’s own events: see `sourceName`. */
export const workspaceLog = '00000000-0000-0000-0000-000000000000';

const format = 1;
const bytesOfName = 6;

/** The last 48 bits of a board’s id, which are random: a cursor has one of these for each board. */
export function sourceName(boardId: string): string {
  return boardId.slice(-bytesOfName * 2);
}

export function cursorOfPositions(positions: Positions): string {
  const bytes = [format];
  for (const [name, seq] of positions) {
    bytes.push(...Buffer.from(name, 'hex'));
    for (let rest = seq; ; rest = Math.floor(rest / 128)) {
      bytes.push(rest < 128 ? rest : (rest % 128) + 128);
      if (rest < 128) break;
    }
  }
  return Buffer.from(bytes).toString('base64url');
}

/** Refuses a cursor that is none of ours. `path` is where it was sent. */
export function positionsOf(cursor: string, path = 'cursor'): Positions {
  const bytes = Buffer.from(cursor, 'base64url');
  const positions: Positions = new Map();
  let at = 1;
  while (bytes[0] === format && at + bytesOfName < bytes.length) {
    const name = bytes.subarray(at, at + bytesOfName).toString('hex');
    at += bytesOfName;
    let seq = 0;
    for (let factor = 1; at < bytes.length; factor *= 128) {
      const byte = bytes[at++] as number;
      seq += (byte % 128) * factor;
      if (byte < 128) {
        positions.set(name, seq);
        break;
      }
    }
  }
  // Written again it is the same, so nothing in it was cut off or made up.
  if (bytes[0] === format && cursorOfPositions(positions) === cursor) return positions;
  throw new Refused({ code: 'invalid-input', facts: { errors: [{ path, code: 'cursor' }] } });
}
