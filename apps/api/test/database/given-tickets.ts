import type pg from 'pg';
import { v7 as uuid } from 'uuid';
import { columns, people } from '../limits/verdict-boards.js';
import type { World } from '../limits/verdict-world.js';

export type GivenTicket = {
  id: string;
  source: 'answer' | 'displacement' | 'archive';
  from: string | null;
  followUp: string | null;
};

/** Inserts requests with their tickets, and the requests that follow them. */
export async function insertTickets(
  client: pg.Client,
  { workspace, board }: World,
  given: GivenTicket[],
): Promise<void> {
  const tickets = given
    .filter(({ from }) => from !== null)
    .map((ticket) => ({ ...ticket, card: uuid(), trade: uuid() }));
  const followUps = given
    .filter(({ followUp }) => followUp !== null)
    .map(({ id, followUp }) => ({ id: uuid(), follows: id, byTicket: followUp === 'used' }));
  await insertRequests(client, { workspace, board }, [
    ...given.map(({ id }) => ({ id })),
    ...tickets.map(({ trade }) => ({ id: trade })),
    ...followUps,
  ]);
  const insert = (sql: string, source: GivenTicket['source'], ...more: string[]) =>
    client.query(`${sql} FROM jsonb_to_recordset($3) t (id uuid, "from" date, card uuid, trade uuid)`, [
      workspace,
      board,
      JSON.stringify(tickets.filter((ticket) => ticket.source === source)),
      ...more,
    ]);
  await insert(
    `INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, until, at)
     SELECT $1, $2, t.id, 'defer', 'noCapacity', 'Ask again later.', t."from", now()`,
    'answer',
  );
  await client.query('INSERT INTO intakes (workspace_id, board_id) VALUES ($1, $2)', [workspace, board]);
  // A displaced card left the board now, an archived one on its ticket's date.
  for (const [source, at] of [
    ['displacement', 'now()'] as const,
    ['archive', `t."from" + time '12:00'`] as const,
  ])
    await insert(
      `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by,
                          entered_column_at, archived_at, request_id)
       SELECT $1, $2, t.card, coalesce((SELECT max(c.number) FROM cards c WHERE c.board_id = $2), 0) + row_number() OVER (),
              'A card', $4, row_number() OVER (), now(), t.card, now(), ${at}, t.id`,
      source,
      columns[0]!.id,
    );
  await insert(
    `INSERT INTO displacements (workspace_id, board_id, request_id, card_id, displaced_request_id, reason, message,
                                until, by, at)
     SELECT $1, $2, t.trade, t.card, t.id, 'noCapacity', 'A date comes first.', t."from", t.card, now()`,
    'displacement',
  );
}

type GivenRequest = { id: string; follows?: string; byTicket?: boolean };

export async function insertRequests(
  client: pg.Client,
  { workspace, board }: World,
  given: GivenRequest[],
): Promise<void> {
  await client.query(
    `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at,
                           follows_id, by_ticket)
     SELECT $1, $2, r.id, row_number() OVER (), 'A request', $3, now(), now(), now(), r.follows, coalesce(r."byTicket", false)
       FROM jsonb_to_recordset($4) r (id uuid, follows uuid, "byTicket" boolean)`,
    [workspace, board, people[0]!.id, JSON.stringify(given)],
  );
}
