SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.request_documents(_workspace uuid, _boards uuid[], _numbers integer[])
 RETURNS SETOF weir.request_document
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN QUERY
  WITH queue AS (
    SELECT q.board_id, q.id,
           row_number() OVER (PARTITION BY q.board_id
                              ORDER BY q.class_of_service, q.by_ticket DESC,
                                       weir.due_or_needed(q.answer_by, q.needed_by, i.time_zone), q.submitted_at, q.number) AS position
      FROM public.requests q
      JOIN public.intakes i ON i.workspace_id = q.workspace_id AND i.board_id = q.board_id
     WHERE q.workspace_id = _workspace AND q.board_id = ANY (_boards) AND q.answered_at IS NULL
  ), line AS MATERIALIZED (
    -- It reads all undelivered cards of a board, so only boards are asked whose requests have such a card.
    SELECT l.board_id, l.request_id, l.ahead
      FROM weir.cards_ahead(_workspace, ARRAY(
             SELECT DISTINCT c.board_id
               FROM unnest(_boards, _numbers) wanted (board_id, number)
               JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
               JOIN public.cards c    ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
              WHERE c.delivered_at IS NULL AND c.archived_at IS NULL)) l
  )
  SELECT r.board_id, r.id, r.requester_id, r.guest_id,
         ARRAY(SELECT w.user_id FROM public.request_watchers w
                WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id
                  AND w.user_id IS NOT NULL) AS watcher_ids,
         jsonb_build_object(
           'number', r.number,
           'ref', b.key || '-R' || r.number,
           'version', r.version,
           'title', r.title,
           'description', r.description,
           'classOfService', r.class_of_service,
           'neededBy', r.needed_by,
           'requester', weir.requester(r),
           'byForm', r.guest_id IS NOT NULL,
           'watchers', (SELECT count(*) FROM public.request_watchers w
                         WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id),
           'submittedAt', weir.instant(r.submitted_at),
           'answerBy', weir.instant(r.answer_by),
           'answerAfterNeededBy', coalesce((r.answer_by AT TIME ZONE policy.time_zone)::date > r.needed_by, false),
           'expiresAt', weir.instant(r.expires_at),
           'pausedAt', weir.instant(r.paused_at),
           'position', queue.position,
           'answer', CASE WHEN a.kind IS NOT NULL THEN jsonb_build_object(
             'kind', a.kind, 'reason', a.reason, 'message', weir.answer_message(a), 'until', a.until,
             'duplicateOf', (
               SELECT jsonb_build_object('number', o.number, 'ref', b.key || '-R' || o.number) FROM public.requests o
                WHERE o.workspace_id = a.workspace_id AND o.board_id = a.board_id AND o.id = a.duplicate_of_id),
             'standing', (
               SELECT jsonb_build_object(
                        'kind', o.kind, 'reason', o.reason, 'message', weir.answer_message(o), 'until', o.until,
                        'card', b.key || '-' || d.number, 'at', weir.instant(o.at))
                 FROM public.answers o
                 LEFT JOIN public.cards d ON d.workspace_id = o.workspace_id AND d.board_id = o.board_id AND d.request_id = o.request_id
                WHERE o.workspace_id = a.workspace_id AND o.board_id = a.board_id AND o.request_id = a.duplicate_of_id),
             'redirectedTo', (
               SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
                 FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
                WHERE o.workspace_id = r.workspace_id AND o.from_board_id = r.board_id AND o.from_request_id = r.id),
             'displaced', (
               SELECT jsonb_build_object('number', o.number, 'ref', b.key || '-' || o.number, 'title', o.title, 'until', d.until)
                 FROM public.displacements d
                 JOIN public.cards o ON o.workspace_id = d.workspace_id AND o.board_id = d.board_id AND o.id = d.card_id
                WHERE d.workspace_id = a.workspace_id AND d.board_id = a.board_id AND d.request_id = a.request_id),
             'by', weir.person(a.by), 'at', weir.instant(a.at)) END,
           'card', CASE WHEN c.number IS NOT NULL THEN jsonb_build_object(
             'number', c.number, 'ref', b.key || '-' || c.number, 'putBack', back.note) END,
           'work', CASE WHEN a.kind IN ('accept', 'trade') AND w.n IS NOT NULL THEN jsonb_build_object(
             'state', w.state, 'since', weir.instant(w.since), 'reason', weir.step_reason(w::public.request_steps),
             'message', w.message, 'received', weir.instant(w.received_at), 'ahead', line.ahead) END,
           'follows', CASE WHEN f.number IS NOT NULL THEN jsonb_build_object(
             'number', f.number, 'ref', b.key || '-R' || f.number) END,
           'followedBy', CASE WHEN n.number IS NOT NULL THEN jsonb_build_object(
             'number', n.number, 'ref', b.key || '-R' || n.number) END,
           'redirectedFrom', (
             SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
               FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
              WHERE o.workspace_id = r.workspace_id AND o.board_id = r.from_board_id AND o.id = r.from_request_id),
           'displaced', moved.note,
           'ticketFrom', weir.ticket_from(r),
           'ticketUsed', coalesce(n.by_ticket, false)
         ) AS facts
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r      ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    JOIN public.boards b        ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    JOIN public.intakes policy  ON policy.workspace_id = r.workspace_id AND policy.board_id = r.board_id
    LEFT JOIN queue      ON queue.board_id = r.board_id AND queue.id = r.id
    LEFT JOIN line       ON line.board_id = r.board_id AND line.request_id = r.id
    LEFT JOIN public.answers a  ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
    LEFT JOIN public.cards c    ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
    LEFT JOIN LATERAL (
      SELECT s.* FROM public.request_steps s
       WHERE s.workspace_id = r.workspace_id AND s.board_id = r.board_id AND s.request_id = r.id
       ORDER BY s.n DESC LIMIT 1) w ON true
    LEFT JOIN public.requests f ON f.workspace_id = r.workspace_id AND f.board_id = r.board_id AND f.id = r.follows_id
    LEFT JOIN LATERAL (
      SELECT x.number, x.by_ticket FROM public.requests x
       WHERE x.workspace_id = r.workspace_id AND x.board_id = r.board_id AND x.follows_id = r.id
       ORDER BY x.by_ticket DESC, x.number DESC LIMIT 1) n ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('reason', e.changes -> 0 -> 'reason', 'message', e.changes -> 0 -> 'message',
                                'by', weir.person(e.actor_id), 'at', weir.instant(e.at)) AS note
        FROM public.events e
       WHERE e.workspace_id = r.workspace_id AND e.board_id = r.board_id AND e.type = 'card.putBack'
         AND (e.changes -> 0 ->> 'card')::integer = c.number
       ORDER BY e.seq DESC LIMIT 1) back ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('reason', d.reason, 'message', d.message, 'until', d.until,
                                'by', weir.person(d.by), 'at', weir.instant(d.at)) AS note
        FROM public.displacements d
       WHERE d.workspace_id = r.workspace_id AND d.board_id = r.board_id AND d.displaced_request_id = r.id
       ORDER BY d.at DESC LIMIT 1) moved ON true;
END $function$;

CREATE OR REPLACE FUNCTION weir.door_facts(_workspace uuid, _board uuid, _requester uuid, _is_guest boolean, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object(
           'now', weir.instant(_now),
           'gate', jsonb_build_object('state', i.gate, 'reason', weir.gate_reason(i), 'until', weir.instant(i.gate_until),
                                      'since', weir.instant(i.gate_at), 'by', weir.person(i.gate_by)),
           'gateCause', i.gate_cause, 'gateByItself', i.gate_by_itself,
           'depth', i.depth, 'formDepth', i.form_depth, 'quota', c.quota,
           'highWatermark', i.high_watermark, 'lowWatermark', i.low_watermark, 'sheddable', w.sheddable,
           'perHour', i.per_requester_per_hour, 'perDay', weir.rate_per_day(i))
         || jsonb_build_object(
           'waiting', w.waiting, 'guestsWaiting', w.guests, 'probing', w.probing, 'expediteWaits', w.expedite_ends IS NOT NULL,
           'open', w.open, 'lastHour', s.last_hour, 'lastDay', s.last_day,
           'queueFreeAt', weir.instant(w.ends[w.waiting - i.depth + 1]),
           'formFreeAt', weir.instant(w.guest_ends[w.guests - i.form_depth + 1]),
           'probesFreeAt', weir.instant(w.probe_ends[w.probing - 1]),
           'quotaFreeAt', weir.instant(w.own_ends[w.open - c.quota + 1]),
           'halfQuotaFreeAt', weir.instant(w.own_ends[w.open - greatest(1, c.quota / 2) + 1]),
           'expediteFreeAt', weir.instant(w.expedite_ends),
           'overdueEndsAt', weir.instant(w.overdue_ends),
           'hourFreeAt', weir.instant(s.hour_ends[s.last_hour - i.per_requester_per_hour + 1]),
           'dayFreeAt', weir.instant(s.day_ends[s.last_day - weir.rate_per_day(i) + 1]))
    FROM public.intakes i
   CROSS JOIN LATERAL (
     SELECT CASE WHEN _is_guest THEN i.form_open_per_guest ELSE coalesce(i.open_per_requester, 500) END AS quota) c
   CROSS JOIN LATERAL (
     SELECT count(*)::int                                                      AS waiting,
            (count(*) FILTER (WHERE r.guest_id IS NOT NULL))::int              AS guests,
            (count(*) FILTER (WHERE r.submitted_at >= i.gate_at))::int         AS probing,
            (count(*) FILTER (WHERE r.own))::int                               AS open,
            array_agg(r.ends ORDER BY r.ends)                                  AS ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.guest_id IS NOT NULL)      AS guest_ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.submitted_at >= i.gate_at) AS probe_ends,
            array_agg(r.ends ORDER BY r.ends) FILTER (WHERE r.own)             AS own_ends,
            jsonb_build_object(
              'standard', jsonb_build_object('plain', count(*) FILTER (WHERE r.class_of_service = 'standard' AND NOT r.by_ticket),
                                             'byTicket', count(*) FILTER (WHERE r.class_of_service = 'standard' AND r.by_ticket)),
              'intangible', jsonb_build_object('plain', count(*) FILTER (WHERE r.class_of_service = 'intangible' AND NOT r.by_ticket),
                                               'byTicket', count(*) FILTER (WHERE r.class_of_service = 'intangible' AND r.by_ticket)))
                                                                               AS sheddable,
            max(r.ends) FILTER (WHERE r.class_of_service = 'expedite')         AS expedite_ends,
            max(r.ends) FILTER (WHERE r.answer_by <= coalesce(r.paused_at, _now)) AS overdue_ends
       FROM (SELECT q.guest_id, q.submitted_at, q.class_of_service, q.by_ticket, q.answer_by, q.paused_at,
                    weir.place_free_at(q, _now) AS ends, coalesce(q.requester_id, q.guest_id) = _requester AS own
               FROM public.requests q
              WHERE q.workspace_id = i.workspace_id AND q.board_id = i.board_id AND q.answered_at IS NULL) r) w
   CROSS JOIN LATERAL (
     SELECT count(*)::int                                                                      AS last_day,
            (count(*) FILTER (WHERE r.submitted_at > _now - interval '1 hour'))::int           AS last_hour,
            array_agg(r.submitted_at + interval '1 day' ORDER BY r.submitted_at)               AS day_ends,
            array_agg(r.submitted_at + interval '1 hour' ORDER BY r.submitted_at)
              FILTER (WHERE r.submitted_at > _now - interval '1 hour')                         AS hour_ends
       FROM public.requests r
      WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
        AND coalesce(r.requester_id, r.guest_id) = _requester AND r.from_request_id IS NULL
        AND r.submitted_at > _now - interval '1 day' AND r.submitted_at <= _now) s
   WHERE i.workspace_id = _workspace AND i.board_id = _board
$function$;

CREATE OR REPLACE FUNCTION weir.due_or_needed(_answer_by timestamp with time zone, _needed_by date, _time_zone text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT least(_answer_by, (_needed_by + 1)::timestamp AT TIME ZONE _time_zone)
$function$;
