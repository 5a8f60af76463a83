import type pg from 'pg';

type Place = {
  columnId?: string;
  swimlaneId?: string | null;
  half?: string | null;
  committedAt?: string | null;
  deliveredAt?: string | null;
  assigneeIds?: string[];
  labelIds?: string[];
  max?: number;
};
export type Event = {
  seq: string;
  type: string;
  at: Date;
  changes: { card?: number; request?: number; limit?: string; from?: Place; to?: Place }[];
};
type Card = {
  number: number;
  title: string;
  class_of_service: string;
  column_id: string;
  done: boolean;
  request_id: string | null;
  created_at: Date;
  entered_column_at: Date;
  committed_at: Date | null;
  delivered_at: Date | null;
  archived_at: Date | null;
};
export type Limit = {
  id: string;
  scope: string;
  max: number;
  min: number | null;
  column_id: string | null;
  column_ids: string[];
  swimlane_id: string | null;
  user_id: string | null;
  class_of_service: string | null;
};
type Request = {
  id: string;
  number: number;
  requester_id: string;
  follows_id: string | null;
  answer_by: Date;
  answered_at: Date | null;
};
type Step = { request_id: string; state: string; reason: string | null; message: string | null };
type Displacement = { request_id: string; displaced_request_id: string };
type Answer = {
  request_id: string;
  kind: string;
  reason: string | null;
  message: string | null;
  until: string | null;
};

/** A board with everything that belongs to it, as stored in the database. */
export type Board = {
  key: string;
  clock: { seq: string };
  intake: { depth: number; open_per_requester: number };
  columns: { id: string; name: string; kind: string; split: boolean; policy: string }[];
  limits: Limit[];
  overrides: { seq: string; limit_id: string; mode: string }[];
  cards: Card[];
  blocks: { unblocked_at: Date | null }[];
  requests: Request[];
  answers: Answer[];
  steps: Step[];
  displacements: Displacement[];
  events: Event[];
};

export async function boardsOf(client: pg.Client): Promise<Board[]> {
  const { rows } = await client.query('SELECT id, key FROM boards');
  const boards: Board[] = [];
  for (const { id, key } of rows) {
    const all = async (table: string, order: string, what = '*') =>
      (await client.query(`SELECT ${what} FROM ${table} WHERE board_id = $1 ORDER BY ${order}`, [id])).rows;
    boards.push({
      key,
      clock: (await all('board_clock', 'seq'))[0],
      intake: (await all('intakes', 'depth'))[0],
      columns: await all('columns', 'position'),
      limits: await all('wip_limits', 'id', `*, array_to_json(column_ids) AS column_ids`),
      overrides: await all('overrides', 'seq'),
      cards: await all('cards', 'number'),
      blocks: await all('card_blocks', 'id'),
      requests: await all('requests', 'number'),
      answers: await all('answers', 'at', '*, until::text'),
      steps: await all('request_steps', 'request_id, n'),
      displacements: await all('displacements', 'at'),
      events: await all('events', 'seq'),
    });
  }
  return boards;
}

const tables =
  `boards board_clock intakes columns swimlanes labels custom_fields field_options wip_limits person_limits overrides cards card_assignees card_labels card_fields checklist_items card_blocks comments attachments card_links
  requests answers request_watchers request_messages request_steps displacements answer_templates door_refusals events workspaces memberships`.split(
    /\s+/,
  );

/** Every row of the seed's tables as text, without the password hashes of users. */
export async function contents(client: pg.Client): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of [...tables, '(SELECT id, email, name FROM users)']) {
    const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY 1`);
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}

/** The states of accepted work that the demo shows. */
export const workStates = ['queued', 'putBack', 'begun', 'blocked', 'takenOff', 'delivered'];
