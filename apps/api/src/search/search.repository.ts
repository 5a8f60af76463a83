import { Injectable } from '@nestjs/common';
import type { SearchItem } from '@weir/contract';
import { Pool } from '../database/pool.js';
import { plainTextSql } from './plain-text.js';
import type { Terms } from './terms.js';

/** No text that people write contains these characters. */
export const matchStart = '\u0002';
export const matchEnd = '\u0003';

export type Wanted = Terms & {
  workspaceId: string;
  requesterId: string | null;
  boardIds: readonly string[] | null;
};
/** `title` and `preview` have the marks. */
type Marked<Item> = Item extends SearchItem
  ? Omit<Item, 'title' | 'preview'> & { title: string; preview: string }
  : never;
export type Row = Marked<SearchItem>;

const marks = `StartSel=${matchStart}, StopSel=${matchEnd}`;

/** Mentions first: their links have text in brackets. */
const source = 'left(weir.without_mentions(coalesce(m.body, c.description, r.description)), 20000)';

/** The words of a text that a misspelt search is most like, as the trigrams of weir.search compare them: those to mark. */
const similar = `(
  SELECT to_tsquery('simple', string_agg(format('''%s''', best.word), ' | '))
    FROM jsonb_array_elements($10::jsonb) l (spellings)
   CROSS JOIN LATERAL (
     SELECT w.word
       FROM regexp_split_to_table(s.text, '[^[:alnum:]]+') w (word)
      WHERE extensions.word_similarity(l.spellings ->> 0, w.word) >= 0.35
      ORDER BY extensions.word_similarity(l.spellings ->> 0, w.word) DESC, extensions.similarity(l.spellings ->> 0, w.word) DESC
      LIMIT 1) best)`;

/** Ranks all hits, and reads and marks the texts of one page. */
const searchStatement = `
  WITH hits AS (
    SELECT h.*, b.key, b.name, b.archived_at IS NOT NULL AS board_archived,
           coalesce(c.archived_at, b.archived_at) IS NOT NULL AS archived
      FROM weir.search($1, $2, $3, $4, $5, $6, $7, $10, $12) h
      JOIN boards b     ON b.workspace_id = $1 AND b.id = h.board_id
      LEFT JOIN cards c ON c.workspace_id = $1 AND c.board_id = h.board_id AND c.id = coalesce(h.card_id, h.id)
  ), page AS (
    SELECT row_number() OVER (ORDER BY is_exact DESC, archived, score DESC, id DESC) AS rank, hits.*
      FROM hits
     ORDER BY rank
    OFFSET $8 LIMIT $9
  )
  SELECT jsonb_build_object(
           'kind', p.kind,
           'board', jsonb_build_object('key', p.key, 'name', p.name, 'archived', p.board_archived),
           'number', coalesce(c.number, r.number),
           'ref', p.key || CASE WHEN c.id IS NULL THEN '-R' || r.number ELSE '-' || c.number END,
           'title', ts_headline('simple', coalesce(c.title, r.title), reason.ts, '${marks}, HighlightAll=true'),
           'preview', ts_headline('simple', ${plainTextSql(source)}, reason.ts, '${marks}, MinWords=12, MaxWords=30'))
         || CASE p.kind
              WHEN 'card' THEN jsonb_build_object(
                'column', k.name, 'delivered', c.delivered_at IS NOT NULL, 'archived', c.archived_at IS NOT NULL)
              WHEN 'request' THEN jsonb_build_object('answer', a.kind)
              ELSE jsonb_build_object('at', weir.instant(m.at))
            END AS item
    FROM page p
   CROSS JOIN (SELECT to_tsquery('simple', $3) AS typed, to_tsquery('simple', $11) AS swapped) q
    LEFT JOIN search_texts s ON s.workspace_id = $1 AND s.board_id = p.board_id AND s.id = p.id
   CROSS JOIN LATERAL (SELECT CASE WHEN s.words @@ q.typed OR $6::integer IS NOT NULL THEN q.typed
                                   WHEN s.words @@ q.swapped THEN q.swapped
                                   ELSE coalesce(${similar}, q.typed) END AS ts) reason
    LEFT JOIN comments m ON m.workspace_id = $1 AND m.board_id = p.board_id AND m.card_id = p.card_id AND m.id = p.id
    LEFT JOIN cards c    ON c.workspace_id = $1 AND c.board_id = p.board_id AND c.id = coalesce(p.card_id, p.id)
    LEFT JOIN columns k  ON k.workspace_id = $1 AND k.board_id = p.board_id AND k.id = c.column_id
    LEFT JOIN requests r ON r.workspace_id = $1 AND r.board_id = p.board_id AND r.id = p.id
    LEFT JOIN answers a  ON a.workspace_id = $1 AND a.board_id = p.board_id AND a.request_id = r.id
   ORDER BY p.rank`;

@Injectable()
export class SearchRepository {
  constructor(private readonly pool: Pool) {}

  /** At most `most` of the ranking, after the first `skip`. */
  async find(wanted: Wanted, skip: number, most: number): Promise<Row[]> {
    const { workspaceId, requesterId, boardIds, query, text, spellings, key, number, isRequest } = wanted;
    const { rows } = await this.pool.query<{ item: Row }>({
      name: 'search',
      text: searchStatement,
      values: [
        workspaceId,
        requesterId,
        query,
        text,
        key,
        number,
        isRequest,
        skip,
        most,
        JSON.stringify(spellings),
        wordsOf(spellings),
        boardIds,
      ],
    });
    return rows.map(({ item }) => item);
  }
}

/** For to_tsquery: each word in any of its spellings. */
function wordsOf(spellings: string[][]): string {
  return spellings.map((words) => `(${words.map((word) => `'${word}':*`).join(' | ')})`).join(' & ');
}
