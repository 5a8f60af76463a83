import type { BenchBoard, World } from './world.js';

const days = 730;
/** More cards than the columns ever have. */
export const limitOfColumns = 200;
/** Requesters, besides the owner. */
const people = 100;
const tables = [
  'boards',
  'intakes',
  'wip_limits',
  'cards',
  'requests',
  'answers',
  'events',
  'users',
  'memberships',
  'request_waits',
  'credit_rules',
  'credit_accounts',
  'credit_entries',
];

/**
 * Adds the other rows that two years leave on the boards of `makeFlowingBoards`, as our triggers and jobs would write them: five events
 * for each card of the first board; one request for every four cards, with answers and forecasts; overrides; shown forecasts; days and
 * rests of a rest policy; prices and the ledger of credits; and waits of cards on other boards, ten of them open. Each board also gets 40
 * cards that are not delivered.
 */
export async function addFlowRecords(world: World, first: BenchBoard, cards: number): Promise<void> {
  const each = (what: string) =>
    tables.map((table) => `ALTER TABLE ${table} ${what} TRIGGER USER`).join(';\n');
  const steps = [open, requests, forecasts, overrides, rests, credits, waits];
  await world.query(`
    BEGIN;
    ${each('DISABLE')};
    CREATE TEMP TABLE flows ON COMMIT DROP AS
    SELECT b.workspace_id, b.id, b.key, b.created_by, c.cards, greatest(c.cards / 4, 20) AS requests,
           row_number() OVER (ORDER BY b.id <> '${first.id}', b.key) - 1 AS place
      FROM boards b
     CROSS JOIN LATERAL (SELECT CASE WHEN b.id = '${first.id}' THEN ${cards} ELSE ${Math.ceil(cards / 5)} END AS cards) c
     WHERE b.key LIKE 'FLOW%';
    ${steps.join(';\n')};
    INSERT INTO events (workspace_id, board_id, seq, type, at, actor_id, changes)
    SELECT b.workspace_id, b.id, k.seq + e, 'card.moved', now() - interval '${days} days' + e * interval '${days} days' / (5 * b.cards), b.created_by,
           jsonb_build_array(jsonb_build_object('card', 1 + e % b.cards, 'from', jsonb_build_object('columnId', b.id),
                                                'to', jsonb_build_object('columnId', b.id, 'before', NULL)))
      FROM flows b JOIN board_clock k ON k.workspace_id = b.workspace_id AND k.board_id = b.id, generate_series(1, 5 * b.cards) e
     WHERE b.id = '${first.id}';
    UPDATE board_clock k SET seq = k.seq + 5 * b.cards, next_card = b.cards + 41, next_request = b.requests + 1
      FROM flows b WHERE k.board_id = b.id AND b.id = '${first.id}';
    UPDATE flow_positions p SET seq = k.seq, at = k.at FROM board_clock k JOIN flows b ON b.id = k.board_id WHERE p.board_id = k.board_id;
    SELECT weir.count_days_again(p.workspace_id, p.board_id, p.time_zone) FROM flow_positions p;
    ${each('ENABLE')};
    COMMIT`);
}

/** 20 cards are queued, 12 are in Doing and 8 in Review, for up to 20 days. Doing and Review have limits. */
const open = `
  UPDATE boards b SET created_at = now() - interval '${days + 10} days', service_levels = '{"standard": {"days": 5, "percent": 85}}'
    FROM flows f WHERE b.id = f.id;
  INSERT INTO wip_limits (workspace_id, board_id, id, scope, column_id, column_ids, max, mode)
  SELECT k.workspace_id, k.board_id, uuidv7(), 'column', k.id, '{}', ${limitOfColumns}, 'block'
    FROM flows b JOIN columns k ON k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind = 'active';
  INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at, committed_at)
  SELECT b.workspace_id, b.id, uuidv7(), b.cards + n, 'Card ' || n, k.id, n, t.at, b.created_by, t.at, CASE WHEN n > 20 THEN t.at END
    FROM flows b, generate_series(1, 40) n, LATERAL (SELECT now() - (n % 20 + 1) * interval '1 day' AS at) t, columns k
   WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id
     AND k.name = CASE WHEN n <= 20 THEN 'Ready' WHEN n <= 32 THEN 'Doing' ELSE 'Review' END;
  INSERT INTO flow_cards (workspace_id, board_id, card, class_of_service, label_ids, assignee_ids, column_id, half_done, blocked, stage,
                          created_at, committed_at)
  SELECT c.workspace_id, c.board_id, c.number, 'standard', '{}', '{}', c.column_id, false, false,
         CASE WHEN c.committed_at IS NULL THEN 'queued' ELSE 'inFlight' END::flow_stage, c.created_at, c.committed_at
    FROM cards c JOIN flows b ON b.id = c.board_id;
  INSERT INTO flow_stays (workspace_id, board_id, card, n, stage, column_id, half_done, blocked, entered_at)
  SELECT c.workspace_id, c.board_id, c.card, 1, c.stage, c.column_id, false, false, c.created_at
    FROM flow_cards c JOIN flows b ON b.id = c.board_id WHERE c.stage <> 'delivered'`;

/** Ten requests wait. Of the others, 60% are accepted, and 40% are declined, deferred or expired after two days. */
const requests = `
  INSERT INTO users (id, email, name, created_at) SELECT uuidv7(), 'asker-' || n || '@bench.test', 'Asker ' || n, now() FROM generate_series(1, ${people}) n;
  INSERT INTO memberships (workspace_id, user_id, role, joined_at)
  SELECT DISTINCT b.workspace_id, u.id, 'requester'::role, now() - interval '${days} days' FROM flows b, users u WHERE u.email LIKE 'asker-%@bench.test';
  CREATE TEMP TABLE askers ON COMMIT DROP AS
  SELECT u.id, row_number() OVER () - 1 AS place FROM users u WHERE u.email LIKE 'asker-%@bench.test';
  INSERT INTO requests (workspace_id, board_id, id, number, title, description, requester_id, submitted_at, answer_by, expires_at, answered_at)
  SELECT b.workspace_id, b.id, uuidv7(), n, 'Request ' || n, 'Of some words.', a.id, t.at, t.at + interval '3 days', t.at + interval '6 days',
         CASE WHEN n <= b.requests - 10 THEN t.at + interval '2 days' END
    FROM flows b, generate_series(1, b.requests) n, askers a,
         LATERAL (SELECT now() - (b.requests - n + 0.5) * interval '${days} days' / b.requests AS at) t
   WHERE a.place = n % ${people};
  INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, until, "by", at)
  SELECT r.workspace_id, r.board_id, r.id, k.kind::answer_kind, CASE WHEN k.kind <> 'accept' THEN 'noCapacity'::answer_reason END,
         CASE WHEN k.kind <> 'accept' THEN 'There is no room for this now.' END,
         CASE WHEN k.kind IN ('defer', 'expired') THEN (r.answered_at + interval '30 days')::date END,
         CASE WHEN k.kind <> 'expired' THEN b.created_by END, r.answered_at
    FROM flows b
    JOIN requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id
   CROSS JOIN LATERAL (SELECT CASE r.number % 10 WHEN 0 THEN 'expired' WHEN 1 THEN 'defer' WHEN 2 THEN 'decline' WHEN 3 THEN 'decline' ELSE 'accept' END AS kind) k
   WHERE r.answered_at IS NOT NULL;
  INSERT INTO door_refusals (workspace_id, board_id, requester_id, code, hour, count)
  SELECT b.workspace_id, b.id, a.id, 'intake-queue-full', date_trunc('hour', now() - n * interval '1 day'), 1
    FROM flows b, generate_series(1, ${days}) n, askers a WHERE a.place = n % ${people}`;

/** One forecast for each request; and each day one for ten cards, one for a month and one probability. Forecasts are scored after their last day. */
const forecasts = `
  INSERT INTO given_forecasts (workspace_id, board_id, request_id, day, ahead, p50, p85, sample, at, scored_at, outcome)
  SELECT r.workspace_id, r.board_id, r.id, r.submitted_at::date, 5, r.submitted_at::date + 6, r.submitted_at::date + 10, 300, r.submitted_at,
         CASE WHEN r.submitted_at < now() - interval '12 days' THEN now() END,
         CASE WHEN r.submitted_at < now() - interval '12 days' THEN r.submitted_at::date + 3 + r.number % 9 END
    FROM flows b JOIN requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id;
  INSERT INTO board_forecasts (workspace_id, board_id, day, n, kind, items, "by", window_days, sample, p50, p70, p85, p95, percent, baseline, due,
                               at, scored_at, outcome)
  SELECT b.workspace_id, b.id, d.day, f.n, f.kind::board_forecast_kind, f.items, CASE WHEN f.kind <> 'doneBy' THEN d.day + 30 END, 120, 300,
         f.p50, f.p50 + f.up, f.p50 + 2 * f.up, f.p50 + 3 * f.up, f.percent, f.baseline, d.day + f.ahead, d.day,
         CASE WHEN d.day + f.ahead < current_date THEN d.day + f.ahead + 1 END,
         CASE WHEN d.day + f.ahead < current_date THEN CASE WHEN f.kind = 'chance' THEN s % 2 ELSE f.p50 + s % 3 * f.up END END
    FROM flows b, generate_series(1, ${days}) s, LATERAL (SELECT current_date - s AS day) d,
         (VALUES (1, 'doneBy', 10, 4, 1, NULL, NULL, 12), (2, 'delivered', NULL, 30, -4, NULL, NULL, 30), (3, 'chance', 20, NULL, NULL, 70, 1, 30)
         ) f (n, kind, items, p50, up, percent, baseline, ahead)`;

/** Two overrides a day of each limit, one of them with a reason. */
const overrides = `
  INSERT INTO overrides (workspace_id, board_id, seq, limit_id, scope, "of", mode, max, load, gain, reason, at)
  SELECT b.workspace_id, b.id, s, l.id, 'column', 'Doing', CASE s % 2 WHEN 0 THEN 'reason' ELSE 'warn' END::limit_mode, 20, 20, 1,
         CASE s % 2 WHEN 0 THEN 'The customer waits' END, now() - s * interval '12 hours'
    FROM flows b JOIN wip_limits l ON l.workspace_id = b.workspace_id AND l.board_id = b.id, generate_series(1, ${2 * days}) s`;

/** The board is full for some hours of each day, and rests once a quarter. */
const rests = `
  UPDATE intakes i SET depth = 50, rest_policy = '{"overloadedDays": 5, "ofDays": 7, "load": 60, "age": 30, "overrides": 3, "overdue": 3, "byItself": false,
                                       "calmDays": 3, "lowMark": 80, "longestDays": 14}'
    FROM flows b WHERE i.board_id = b.id;
  INSERT INTO load_periods (workspace_id, board_id, mark, began_at, ended_at)
  SELECT b.workspace_id, b.id, m.mark, t.at, t.at + interval '5 hours'
    FROM flows b, generate_series(1, ${days}) n, unnest(enum_range(NULL::load_mark)) m (mark), LATERAL (SELECT now() - n * interval '1 day' AS at) t;
  INSERT INTO rest_days (workspace_id, board_id, day, kind, worked_seconds, saturated_seconds, loaded_seconds, in_flight, aged, overrides, overdue, over)
  SELECT b.workspace_id, b.id, current_date - n, 'measured', 86400, 18000, 18000, 20, 2, 1, 0, '{}' FROM flows b, generate_series(1, ${days}) n;
  INSERT INTO rests (workspace_id, board_id, id, state, overloaded_days, of_days, at, until, began_at, closed_at, ended_for)
  SELECT b.workspace_id, b.id, uuidv7(), 'ended', 5, 7, t.at, t.at + interval '14 days', t.at, t.at + interval '5 days', 'calm'
    FROM flows b, generate_series(1, 8) n, LATERAL (SELECT now() - n * interval '90 days' AS at) t`;

/** Each requester gets 20 credits a week and pays for requests, a third of which are refunded. Each board has a price for each day. */
const credits = `
  INSERT INTO credit_rules (workspace_id, credits, period, time_zone, start_price, max_price, since)
  SELECT DISTINCT workspace_id, 20, 'week'::credit_period, 'UTC', 2, 10, now() - interval '${days} days' FROM flows;
  INSERT INTO board_prices (workspace_id, board_id, day, thousandths, level, at)
  SELECT b.workspace_id, b.id, current_date - n, 1000 + n % 5000, 0.5, (current_date - n + 1)::timestamptz FROM flows b, generate_series(1, ${days}) n;
  INSERT INTO credit_accounts (workspace_id, user_id, period, starts_on)
  SELECT m.workspace_id, m.user_id, 'week', date_trunc('week', now())::date - 7 * w FROM memberships m JOIN askers a ON a.id = m.user_id, generate_series(0, ${Math.floor(days / 7)}) w;
  INSERT INTO credit_entries (workspace_id, id, user_id, period, starts_on, kind, amount, at)
  SELECT a.workspace_id, uuidv7(), a.user_id, a.period, a.starts_on, 'grant', 20, a.starts_on FROM credit_accounts a;
  INSERT INTO credit_entries (workspace_id, id, user_id, period, starts_on, kind, amount, at, board_id, request_id, n, price, reason)
  SELECT r.workspace_id, uuidv7(), r.requester_id, 'week', date_trunc('week', r.submitted_at)::date, k.kind::credit_entry_kind, k.amount, r.submitted_at,
         r.board_id, r.id, 1, 2, k.reason
    FROM flows b
    JOIN requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id
    JOIN (VALUES ('charge', -2, 'asked'), ('refund', 2, 'decline')) k (kind, amount, reason) ON k.kind = 'charge' OR r.number % 3 = 0`;

/** Ten cards of each board wait on the next boards, and three boards form a circle. Every card also has waits that ended. */
const waits = `
  INSERT INTO request_waits (workspace_id, board_id, id, card_id, on_board_id, on_request_id, state, since, ended_at)
  SELECT b.workspace_id, b.id, uuidv7(), c.id, o.id, r.id, CASE WHEN w.is_open THEN 'waiting' ELSE 'delivered' END::wait_state, r.submitted_at,
         CASE WHEN NOT w.is_open THEN now() END
    FROM flows b
    JOIN cards c ON c.workspace_id = b.workspace_id AND c.board_id = b.id
   CROSS JOIN (VALUES (true), (false)) w (is_open)
    JOIN flows o ON o.place = CASE WHEN b.place >= 47 THEN 47 + (b.place - 46) % 3 ELSE b.place + 1 + c.number % 3 END
    JOIN requests r ON r.workspace_id = o.workspace_id AND r.board_id = o.id
                   AND r.number BETWEEN o.requests - CASE WHEN w.is_open THEN 0 ELSE 19 END AND o.requests - CASE WHEN w.is_open THEN 0 ELSE 10 END
   WHERE NOT w.is_open OR c.number % 4 = 0`;
