DROP VIEW weir.notice_documents;

-- AlterTable
ALTER TABLE "answers" ADD COLUMN     "part" TEXT;

-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "part_of_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "requests_one_rest" ON "requests"("workspace_id", "board_id", "part_of_id");

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_workspace_id_board_id_part_of_id_fkey" FOREIGN KEY ("workspace_id", "board_id", "part_of_id") REFERENCES "requests"("workspace_id", "board_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- A rest never waits: it takes no place in the queue and counts for no rate.
ALTER TABLE "requests" ADD CONSTRAINT requests_rest_is_answered CHECK (part_of_id IS NULL OR answered_at IS NOT NULL);
ALTER TABLE "answers" ADD CONSTRAINT answers_part_is_accepted CHECK (part IS NULL OR kind = 'accept');

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.defer_rest(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _request uuid, _rest jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _id     uuid := (_rest ->> 'id')::uuid;
  _number integer;
BEGIN
  PERFORM weir.check_deferral_date(_workspace, _board, (_rest ->> 'until')::date, _now);
  UPDATE public.board_clock k SET next_request = k.next_request + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_request - 1 INTO _number;
  -- In one statement, because an answered request needs its answer and an answer its request. Both are checked at its end.
  WITH asked AS (
    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by, requester_id,
                          guest_id, guest_name, submitted_at, answer_by, expires_at, part_of_id, answered_at)
    SELECT r.workspace_id, r.board_id, _id, _number, _rest ->> 'title', coalesce(_rest ->> 'description', ''), r.class_of_service,
           r.needed_by, r.requester_id, r.guest_id, r.guest_name, r.submitted_at, r.answer_by, r.expires_at, r.id, _now
      FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request)
  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, message, until, "by", at)
  VALUES (_workspace, _board, _id, 'defer', (_rest ->> 'reason')::public.answer_reason, _rest ->> 'message',
          (_rest ->> 'until')::date, _actor, _now);
  PERFORM weir.copy_watchers(_workspace, _board, _request, _board, _id);
  RETURN jsonb_build_array(
    weir.request_submitted(_workspace, _board, _number),
    jsonb_build_object('request', _number, 'to', jsonb_build_object(
      'kind', 'defer', 'reason', _rest -> 'reason', 'message', _rest -> 'message', 'until', _rest -> 'until')));
END $function$;

CREATE OR REPLACE FUNCTION weir.request_documents(_workspace uuid, _boards uuid[], _numbers integer[])
 RETURNS SETOF weir.request_document
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN QUERY
  SELECT r.board_id, r.id, r.requester_id, r.guest_id, coalesce(r.watcher_ids, '{}'),
         jsonb_build_object(
           'number', r.number,
           'ref', r.ref,
           'version', r.version,
           'title', r.title,
           'description', r.description,
           'classOfService', r.class_of_service,
           'neededBy', r.needed_by,
           'requester', jsonb_build_object('id', coalesce(r.requester_id, r.guest_id), 'name', r.requester_name)
                        || CASE WHEN r.guest_id IS NULL THEN '{}' ELSE '{"guest": true}' END::jsonb,
           'byForm', r.guest_id IS NOT NULL,
           'watchers', r.watchers,
           'submittedAt', weir.instant(r.submitted_at),
           'updatedAt', weir.instant(r.updated_at),
           'externalId', r.external_id,
           'metadata', r.metadata,
           'answerBy', weir.instant(r.answer_by),
           'answerAfterNeededBy', r.answer_after_needed_by,
           'expiresAt', weir.instant(r.expires_at),
           'pausedAt', weir.instant(r.paused_at),
           'position', r.position,
           'follows', r.follows,
           'redirectedFrom', r.redirected_from)
         || coalesce(r.answered, '{"answer": null, "card": null, "work": null, "followedBy": null, "displaced": null,
                                   "ticketFrom": null, "ticketUsed": false, "partOf": null}')
    FROM weir.request_rows(_workspace, _boards, _numbers) r;
END $function$;

CREATE OR REPLACE FUNCTION weir.answered_facts(_r public.requests, _key text, _ahead bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _answer   public.answers;
  _card     integer;
  _accepted boolean;
  _work     jsonb;
  _next     record;
BEGIN
  SELECT * INTO _answer FROM public.answers a
   WHERE a.workspace_id = _r.workspace_id AND a.board_id = _r.board_id AND a.request_id = _r.id;
  SELECT c.number INTO _card FROM public.cards c
   WHERE c.workspace_id = _r.workspace_id AND c.board_id = _r.board_id AND c.request_id = _r.id;
  SELECT x.number, x.by_ticket INTO _next FROM public.requests x
   WHERE x.workspace_id = _r.workspace_id AND x.board_id = _r.board_id AND x.follows_id = _r.id
   ORDER BY x.by_ticket DESC, x.number DESC LIMIT 1;
  _accepted := _answer.kind IN ('accept', 'trade');
  IF _accepted OR _card IS NOT NULL THEN
    _work := weir.work_facts(_r, _card, _ahead);
  END IF;
  RETURN jsonb_build_object(
    'answer', weir.answer_facts(_answer, _key),
    'card', CASE WHEN _card IS NOT NULL THEN jsonb_build_object(
      'number', _card, 'ref', _key || '-' || _card, 'putBack', _work -> 'putBack') END,
    'work', CASE WHEN _accepted THEN _work -> 'work' END,
    'displaced', _work -> 'displaced',
    'followedBy', CASE WHEN _next.number IS NOT NULL THEN jsonb_build_object(
      'number', _next.number, 'ref', _key || '-R' || _next.number) END,
    'ticketFrom', CASE WHEN _work IS NULL THEN _answer.until ELSE weir.ticket_from(_r) END,
    'ticketUsed', coalesce(_next.by_ticket, false),
    'partOf', CASE WHEN _r.part_of_id IS NOT NULL THEN (
      SELECT jsonb_build_object('number', x.number, 'ref', _key || '-R' || x.number) FROM public.requests x
       WHERE x.workspace_id = _r.workspace_id AND x.board_id = _r.board_id AND x.id = _r.part_of_id) END);
END $function$;

CREATE OR REPLACE FUNCTION weir.answer_facts(_answer public.answers, _key text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _more jsonb := '{"duplicateOf": null, "standing": null, "redirectedTo": null, "displaced": null, "part": null, "rest": null}';
BEGIN
  CASE _answer.kind
    WHEN 'duplicate' THEN
      _more := _more || jsonb_build_object(
        'duplicateOf', (
          SELECT jsonb_build_object('number', o.number, 'ref', _key || '-R' || o.number) FROM public.requests o
           WHERE o.workspace_id = _answer.workspace_id AND o.board_id = _answer.board_id AND o.id = _answer.duplicate_of_id),
        'standing', (
          SELECT jsonb_build_object(
                   'kind', o.kind, 'reason', o.reason, 'message', weir.answer_message(o), 'until', o.until,
                   'card', _key || '-' || d.number, 'at', weir.instant(o.at))
            FROM public.answers o
            LEFT JOIN public.cards d ON d.workspace_id = o.workspace_id AND d.board_id = o.board_id AND d.request_id = o.request_id
           WHERE o.workspace_id = _answer.workspace_id AND o.board_id = _answer.board_id AND o.request_id = _answer.duplicate_of_id));
    WHEN 'accept' THEN
      IF _answer.part IS NOT NULL THEN
        _more := _more || jsonb_build_object('part', weir.accepted_part(_answer), 'rest', weir.rest_of(_answer, _key));
      END IF;
    WHEN 'redirect' THEN
      _more := _more || jsonb_build_object('redirectedTo', (
        SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
          FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
         WHERE o.workspace_id = _answer.workspace_id AND o.from_board_id = _answer.board_id AND o.from_request_id = _answer.request_id));
    WHEN 'trade' THEN
      _more := _more || jsonb_build_object('displaced', (
        SELECT jsonb_build_object('number', o.number, 'ref', _key || '-' || o.number, 'title', o.title, 'until', d.until)
          FROM public.displacements d
          JOIN public.cards o ON o.workspace_id = d.workspace_id AND o.board_id = d.board_id AND o.id = d.card_id
         WHERE d.workspace_id = _answer.workspace_id AND d.board_id = _answer.board_id AND d.request_id = _answer.request_id));
    ELSE NULL;
  END CASE;
  RETURN _more || jsonb_build_object(
    'kind', _answer.kind, 'reason', _answer.reason, 'message', weir.answer_message(_answer), 'until', _answer.until,
    'by', weir.person(_answer."by"), 'at', weir.instant(_answer.at));
END $function$;

CREATE OR REPLACE FUNCTION weir.accepted_part(_answer public.answers)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT CASE WHEN r.title = weir.erased_text() THEN r.title ELSE _answer.part END FROM public.requests r
     WHERE r.workspace_id = _answer.workspace_id AND r.board_id = _answer.board_id AND r.id = _answer.request_id);
END $function$;

CREATE OR REPLACE FUNCTION weir.rest_of(_answer public.answers, _key text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object('number', o.number, 'ref', _key || '-R' || o.number, 'title', o.title,
                              'reason', a.reason, 'message', weir.answer_message(a), 'until', a.until)
      FROM public.requests o
      JOIN public.answers a ON a.workspace_id = o.workspace_id AND a.board_id = o.board_id AND a.request_id = o.id
     WHERE o.workspace_id = _answer.workspace_id AND o.board_id = _answer.board_id AND o.part_of_id = _answer.request_id);
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_intake()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old weir.queued_request[] := '{}';
  _new weir.queued_request[] := '{}';
  _r   record;
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    SELECT coalesce(array_agg(weir.queued_request(o)) FILTER (WHERE o.answered_at IS NULL), '{}') INTO _old FROM old_rows o;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    SELECT coalesce(array_agg(weir.queued_request(n)) FILTER (WHERE n.answered_at IS NULL), '{}') INTO _new FROM new_rows n;
  END IF;
  IF TG_OP = 'DELETE' THEN
    -- No request disappears silently: it is answered before it is deleted.
    IF cardinality(_old) > 0 THEN
      RAISE EXCEPTION 'a waiting request cannot be deleted: answer it first' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    -- Numbers given by hand (an import) move the clock's next number on.
    UPDATE public.board_clock k SET next_request = m.next
      FROM (SELECT n.workspace_id, n.board_id, max(n.number) + 1 AS next FROM new_rows n GROUP BY 1, 2) m
     WHERE k.workspace_id = m.workspace_id AND k.board_id = m.board_id AND k.next_request < m.next;
  END IF;

  IF EXISTS (SELECT FROM new_rows n
              WHERE (n.answered_at IS NOT NULL) <> EXISTS (
                SELECT FROM public.answers a
                 WHERE a.workspace_id = n.workspace_id AND a.board_id = n.board_id AND a.request_id = n.id)) THEN
    RAISE EXCEPTION 'answered_at must agree with the existence of an answer' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF cardinality(_new) = 0 THEN
    -- Only answers: no rule gains a request.
    RETURN NULL;
  END IF;

  FOR _r IN
    SELECT w.waiting, i.depth
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
      JOIN public.intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM public.requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL) w
     WHERE w.waiting > i.depth
  LOOP
    PERFORM weir.refuse('intake-queue-full', jsonb_build_object('waiting', _r.waiting - 1, 'depth', _r.depth));
  END LOOP;

  FOR _r IN
    SELECT q.quota, q.open
      FROM (SELECT s.workspace_id, s.board_id, s.requester_id, s.is_guest
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             GROUP BY 1, 2, 3, 4 HAVING sum(s.delta) > 0) g
      JOIN public.intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT weir.counted_as_one(g.workspace_id, g.requester_id, g.is_guest) AS requesters OFFSET 0) o
     CROSS JOIN LATERAL (SELECT count(*)::int AS open,
                                CASE WHEN g.is_guest THEN i.form_open_per_guest ELSE i.open_per_requester END AS quota
                           FROM public.requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
                            AND coalesce(r.requester_id, r.guest_id) = ANY (o.requesters) AND r.answered_at IS NULL) q
     WHERE q.open > q.quota
  LOOP
    PERFORM weir.refuse('requester-quota-reached', jsonb_build_object('open', _r.open - 1, 'quota', _r.quota));
  END LOOP;

  -- The public form's share of the depth. It comes after the quota, so that a guest who has reached their quota gets that refusal.
  FOR _r IN
    SELECT w.waiting, i.form_depth AS depth
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             WHERE s.is_guest
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
      JOIN public.intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM public.requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL
                            AND r.guest_id IS NOT NULL) w
     WHERE w.waiting > i.form_depth
  LOOP
    PERFORM weir.refuse('form-places-taken', jsonb_build_object('waiting', _r.waiting - 1, 'depth', _r.depth));
  END LOOP;

  -- The rate: how many requests one requester submitted in any hour and in any day, by submitted_at. Requests are not
  -- always inserted in that order: writers' clocks differ, and an import has times of its own. So each span is counted
  -- that a new request is part of; a fullest one ends at it or at a later request. That takes a count for each later request,
  -- so the requests around the new one are counted first: if they are within the quota, every span is. A redirected request
  -- was submitted elsewhere, and the rest of one is not another, so neither counts. An imported one is not checked, but counts for later ones.
  IF TG_OP = 'INSERT' AND NOT weir.is_importing() THEN
    FOR _r IN
      SELECT s.submitted, p.quota, p.per
        FROM (SELECT DISTINCT n.workspace_id, n.board_id, coalesce(n.requester_id, n.guest_id) AS requester_id,
                     n.guest_id IS NOT NULL AS is_guest, n.submitted_at
                FROM new_rows n WHERE n.from_request_id IS NULL AND n.part_of_id IS NULL) g
        JOIN public.intakes i USING (workspace_id, board_id)
       CROSS JOIN LATERAL (SELECT weir.counted_as_one(g.workspace_id, g.requester_id, g.is_guest) AS requesters OFFSET 0) o
       CROSS JOIN LATERAL (SELECT * FROM (VALUES (1, i.per_requester_per_hour, 'hour', interval '1 hour'),
                                                 (2, weir.rate_per_day(i), 'day', interval '1 day')) v (rank, quota, per, span)
                            WHERE v.quota IS NOT NULL) p
       CROSS JOIN LATERAL (SELECT count(*) AS n FROM public.requests r
                            WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                              AND coalesce(r.requester_id, r.guest_id) = ANY (o.requesters) AND r.from_request_id IS NULL AND r.part_of_id IS NULL
                              AND r.submitted_at > g.submitted_at - p.span AND r.submitted_at < g.submitted_at + p.span) around
       CROSS JOIN LATERAL (SELECT max(w.submitted) AS submitted
                             FROM public.requests l
                            CROSS JOIN LATERAL (SELECT count(*)::int AS submitted FROM public.requests r
                                                 WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                                                   AND coalesce(r.requester_id, r.guest_id) = ANY (o.requesters)
                                                   AND r.from_request_id IS NULL AND r.part_of_id IS NULL
                                                   AND r.submitted_at > l.submitted_at - p.span
                                                   AND r.submitted_at <= l.submitted_at) w
                            WHERE around.n > p.quota
                              AND l.workspace_id = g.workspace_id AND l.board_id = g.board_id
                              AND coalesce(l.requester_id, l.guest_id) = ANY (o.requesters) AND l.from_request_id IS NULL
                              AND l.part_of_id IS NULL
                              AND l.submitted_at >= g.submitted_at AND l.submitted_at < g.submitted_at + p.span) s
       WHERE s.submitted > p.quota
       ORDER BY p.rank
    LOOP
      PERFORM weir.refuse('requester-rate-reached',
                          jsonb_build_object('submitted', _r.submitted - 1, 'quota', _r.quota, 'per', _r.per));
    END LOOP;
  END IF;

  -- At most one expedite claim waits. With two, neither would mean anything.
  FOR _r IN
    SELECT w.waiting
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             WHERE s.class_of_service = 'expedite'
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM public.requests r
                          WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                            AND r.class_of_service = 'expedite' AND r.answered_at IS NULL) w
     WHERE w.waiting > 1
  LOOP
    PERFORM weir.refuse('expedite-claim-waiting', jsonb_build_object('waiting', _r.waiting - 1));
  END LOOP;
  RETURN NULL;
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
           'sheddingEndsAt', weir.instant(w.ends[w.waiting - i.high_watermark + 1]),
           'expediteFreeAt', weir.instant(w.expedite_ends),
           'overdueEndsAt', weir.instant(w.overdue_ends),
           'hourFreeAt', weir.instant(s.hour_ends[s.last_hour - i.per_requester_per_hour + 1]),
           'dayFreeAt', weir.instant(s.day_ends[s.last_day - weir.rate_per_day(i) + 1]))
    FROM public.intakes i
   CROSS JOIN LATERAL (
     SELECT CASE WHEN _is_guest THEN i.form_open_per_guest ELSE coalesce(i.open_per_requester, 500) END AS quota,
            weir.counted_as_one(_workspace, _requester, _is_guest) AS requesters) c
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
                    weir.place_free_at(q, _now) AS ends, coalesce(q.requester_id, q.guest_id) = ANY (c.requesters) AS own
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
        AND coalesce(r.requester_id, r.guest_id) = ANY (c.requesters) AND r.from_request_id IS NULL AND r.part_of_id IS NULL
        AND r.submitted_at > _now - interval '1 day' AND r.submitted_at <= _now) s
   WHERE i.workspace_id = _workspace AND i.board_id = _board
$function$;

CREATE OR REPLACE FUNCTION weir.notify_of_answers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF weir.is_importing() THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, at)
  SELECT a.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, a.board_id, 'answered', a.request_id, a.at
    FROM new_rows a CROSS JOIN LATERAL weir.people_of_request(a.workspace_id, a.board_id, a.request_id) p
   WHERE (p.user_id IS DISTINCT FROM a.by OR p.user_id IS NULL)
     AND NOT EXISTS (SELECT FROM public.requests r
                      WHERE r.workspace_id = a.workspace_id AND r.board_id = a.board_id AND r.id = a.request_id
                        AND r.part_of_id IS NOT NULL);
  -- Nobody has to be notified any more that it is new. Locked in the order of ids, as everywhere where several are.
  UPDATE public.notices n SET read_at = o.at
    FROM (SELECT o.workspace_id, o.id, a.at FROM new_rows a
            JOIN public.notices o ON o.workspace_id = a.workspace_id AND o.request_id = a.request_id
                                 AND o.kind = 'newRequest' AND o.read_at IS NULL
           ORDER BY o.id FOR NO KEY UPDATE OF o) o
   WHERE n.workspace_id = o.workspace_id AND n.id = o.id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.import_request(_workspace uuid, _board uuid, _actor uuid, _stamp weir.event_stamp, _request jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _id      uuid := (_request ->> 'id')::uuid;
  _follows uuid;
  _part_of uuid;
  _from    public.requests;
  _number  integer;
  _changes jsonb;
BEGIN
  -- Nobody answers requests of an archived board.
  IF jsonb_typeof(_request -> 'answer') IS DISTINCT FROM 'object'
     AND EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    PERFORM weir.refuse('board-archived');
  END IF;
  SELECT CASE WHEN EXISTS (SELECT FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _board
                              AND r.number = (_request ->> 'number')::integer)
              THEN k.next_request ELSE (_request ->> 'number')::integer END INTO _number
    FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  SELECT r.id INTO _follows FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = (_request ->> 'followsId')::uuid;
  SELECT r.id INTO _part_of FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = (_request ->> 'partOfId')::uuid;
  SELECT * INTO _from FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = (_request ->> 'fromBoardId')::uuid AND r.id = (_request ->> 'fromId')::uuid;

  -- In one statement, because an answered request needs its answer and an answer its request. Both are checked at its end.
  WITH asked AS (
    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by, requester_id,
                          guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, paused_at, reminded_at, escalated_at,
                          follows_id, by_ticket, part_of_id, from_board_id, from_request_id, answered_at, external_id, metadata)
    VALUES (_workspace, _board, _id, _number, _request ->> 'title', _request ->> 'description',
            (_request ->> 'classOfService')::public.class_of_service, (_request ->> 'neededBy')::date,
            (_request ->> 'requesterId')::uuid, (_request ->> 'guestId')::uuid, _request ->> 'guestName',
            (_request ->> 'submittedAt')::timestamptz, (_request ->> 'remindAt')::timestamptz, (_request ->> 'answerBy')::timestamptz,
            (_request ->> 'expiresAt')::timestamptz, (_request ->> 'pausedAt')::timestamptz,
            (_request ->> 'remindedAt')::timestamptz, (_request ->> 'escalatedAt')::timestamptz,
            _follows, _follows IS NOT NULL AND (_request ->> 'byTicket')::boolean, _part_of, _from.board_id, _from.id,
            (_request -> 'answer' ->> 'at')::timestamptz, weir.free_external_id_of_request(_workspace, _board, _request ->> 'externalId'),
            coalesce(nullif(_request -> 'metadata', 'null'), '{}')))
  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, message, part, until, "by", at, duplicate_of_id)
  SELECT _workspace, _board, _id, (a ->> 'kind')::public.answer_kind, (a ->> 'reason')::public.answer_reason, a ->> 'message', a ->> 'part',
         (a ->> 'until')::date, (a ->> 'by')::uuid, (a ->> 'at')::timestamptz, (a ->> 'duplicateOfId')::uuid
    FROM (SELECT _request -> 'answer' AS a WHERE jsonb_typeof(_request -> 'answer') = 'object') given;

  INSERT INTO public.request_watchers (workspace_id, board_id, request_id, id, user_id, guest_id)
  SELECT _workspace, _board, _id, gen_random_uuid(), w."userId", w."guestId"
    FROM jsonb_to_recordset(_request -> 'watchers') w ("userId" uuid, "guestId" uuid);
  INSERT INTO public.request_messages (workspace_id, board_id, request_id, id, body, asks, "by", by_guest, at)
  SELECT _workspace, _board, _id, m.id, m.text, m.asks, m."by", m."byGuest", m.at
    FROM jsonb_to_recordset(_request -> 'messages') m (id uuid, text text, asks boolean, "by" uuid, "byGuest" uuid, at timestamptz);
  INSERT INTO public.request_steps (workspace_id, board_id, request_id, n, state, at, since, reason, message, card, settled_at,
                             announced, received_at)
  SELECT _workspace, _board, _id, s.n, (s.step ->> 'state')::public.work_state, (s.step ->> 'at')::timestamptz,
         (s.step ->> 'since')::timestamptz, s.step ->> 'reason', s.step ->> 'message', (s.step ->> 'card')::integer,
         (s.step ->> 'at')::timestamptz, true, (s.step ->> 'receivedAt')::timestamptz
    FROM jsonb_array_elements(_request -> 'steps') WITH ORDINALITY s (step, n);

  _changes := weir.changes_of_requests(_workspace, _board, NULL, ARRAY(
    SELECT to_jsonb(r) FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _id));
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'request.imported', _stamp.at, _actor,
    _changes || coalesce(weir.changes_of_messages(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(m) FROM public.request_messages m
       WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.request_id = _id)), '[]'));
  RETURN jsonb_build_object('result', 'created', 'number', _number);
END $function$;

CREATE VIEW weir.notice_documents AS
 SELECT n.workspace_id,
    n.id,
    n.user_id,
    n.guest_id,
    n.request_id,
    n.at,
    n.read_at,
    jsonb_build_object('key', b.key, 'name', b.name) AS board,
        CASE
            WHEN (r.id IS NOT NULL) THEN jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'title', weir.title_for_reader(n.guest_id, r.*, ((b.key || '-R'::text) || r.number)))
            ELSE NULL::jsonb
        END AS request,
        CASE
            WHEN (c.id IS NOT NULL) THEN jsonb_build_object('number', c.number, 'ref', ((b.key || '-'::text) || c.number), 'title', c.title, 'comment', n.comment_id)
            ELSE NULL::jsonb
        END AS card,
        CASE
            WHEN (k.id IS NOT NULL) THEN jsonb_build_object('id', k.id, 'name', k.name)
            ELSE NULL::jsonb
        END AS board_column,
    ((n.facts || jsonb_build_object('kind', n.kind, 'board', b.name, 'timeZone', COALESCE(i.time_zone, 'UTC'::text), 'reader',
        CASE
            WHEN (COALESCE(n.user_id, n.guest_id) = COALESCE(r.requester_id, r.guest_id)) THEN 'requester'::text
            WHEN (EXISTS ( SELECT
               FROM public.request_watchers w
              WHERE ((w.workspace_id = n.workspace_id) AND (w.board_id = n.board_id) AND (w.request_id = n.request_id) AND (COALESCE(w.user_id, w.guest_id) = COALESCE(n.user_id, n.guest_id))))) THEN 'watcher'::text
            ELSE 'team'::text
        END, 'request',
        CASE
            WHEN (r.id IS NOT NULL) THEN jsonb_build_object('ref', ((b.key || '-R'::text) || r.number), 'title', weir.title_for_reader(n.guest_id, r.*, ((b.key || '-R'::text) || r.number)), 'requester', (weir.requester(r.*) ->> 'name'::text), 'guest', (r.guest_id IS NOT NULL), 'answerBy', weir.instant(r.answer_by), 'expiresAt', weir.instant(r.expires_at), 'ticketFrom', weir.ticket_from(r.*), 'classOfService', r.class_of_service, 'neededBy', r.needed_by)
            ELSE NULL::jsonb
        END, 'answer',
        CASE
            WHEN (n.kind = 'answered'::public.notice_kind) THEN jsonb_build_object('kind', a.kind, 'message', weir.answer_message(a.*), 'until', a.until, 'card', ( SELECT ((b.key || '-'::text) || c_1.number)
               FROM public.cards c_1
              WHERE ((c_1.workspace_id = n.workspace_id) AND (c_1.board_id = n.board_id) AND (c_1.request_id = n.request_id))), 'duplicateOf', ( SELECT ((b.key || '-R'::text) || o.number)
               FROM public.requests o
              WHERE ((o.workspace_id = a.workspace_id) AND (o.board_id = a.board_id) AND (o.id = a.duplicate_of_id))), 'standing', ( SELECT jsonb_build_object('kind', x_1.kind, 'reason', x_1.reason, 'message', weir.answer_message(x_1.*), 'until', x_1.until, 'card', ((b.key || '-'::text) || c_1.number), 'own', (COALESCE(o.requester_id, o.guest_id) = COALESCE(n.user_id, n.guest_id))) AS jsonb_build_object
               FROM ((public.answers x_1
                 JOIN public.requests o ON (((o.workspace_id = x_1.workspace_id) AND (o.board_id = x_1.board_id) AND (o.id = x_1.request_id))))
                 LEFT JOIN public.cards c_1 ON (((c_1.workspace_id = x_1.workspace_id) AND (c_1.board_id = x_1.board_id) AND (c_1.request_id = x_1.request_id))))
              WHERE ((x_1.workspace_id = a.workspace_id) AND (x_1.board_id = a.board_id) AND (x_1.request_id = a.duplicate_of_id) AND (x_1.at <= a.at))), 'part',
            CASE
                WHEN (a.part IS NOT NULL) THEN weir.accepted_part(a.*)
                ELSE NULL::text
            END, 'rest',
            CASE
                WHEN (a.part IS NOT NULL) THEN weir.rest_of(a.*, b.key)
                ELSE NULL::jsonb
            END, 'redirectedTo', ( SELECT jsonb_build_object('ref', ((t.key || '-R'::text) || o.number), 'board', t.name) AS jsonb_build_object
               FROM (public.requests o
                 JOIN public.boards t ON (((t.workspace_id = o.workspace_id) AND (t.id = o.board_id))))
              WHERE ((o.workspace_id = r.workspace_id) AND (o.from_board_id = r.board_id) AND (o.from_request_id = r.id))))
            ELSE NULL::jsonb
        END)) ||
        CASE
            WHEN weir.is_about_card(n.kind) THEN jsonb_build_object('by', (weir.person(((n.facts ->> 'by'::text))::uuid) ->> 'name'::text), 'reason', ( SELECT weir.block_reason(k_1.reason) AS block_reason
               FROM public.card_blocks k_1
              WHERE ((k_1.workspace_id = n.workspace_id) AND (k_1.board_id = n.board_id) AND (k_1.card_id = c.id) AND (k_1.id = ((n.facts ->> 'block'::text))::uuid))), 'item', ( SELECT k_1.text
               FROM public.checklist_items k_1
              WHERE ((k_1.workspace_id = n.workspace_id) AND (k_1.board_id = n.board_id) AND (k_1.card_id = c.id) AND (k_1.id = ((n.facts ->> 'item'::text))::uuid))), 'card',
            CASE
                WHEN (c.id IS NOT NULL) THEN jsonb_build_object('ref', ((b.key || '-'::text) || c.number), 'title', c.title, 'comment', weir.without_mentions(x.body))
                ELSE NULL::jsonb
            END)
            WHEN (n.kind = 'overridden'::public.notice_kind) THEN jsonb_build_object('by', (weir.person(((n.facts ->> 'by'::text))::uuid) ->> 'name'::text), 'limits', ( SELECT COALESCE(jsonb_agg(jsonb_build_object('scope', o.scope, 'of', o.of, 'max', o.max, 'load', (o.load + o.gain), 'reason', o.reason) ORDER BY o.limit_id), '[]'::jsonb) AS "coalesce"
               FROM public.overrides o
              WHERE ((o.workspace_id = n.workspace_id) AND (o.board_id = n.board_id) AND (o.seq = ((n.facts ->> 'seq'::text))::bigint) AND (o.mode = 'reason'::public.limit_mode) AND weir.may_read_boards(m.role))))
            WHEN (n.kind = 'slotFree'::public.notice_kind) THEN jsonb_build_object('column', k.name)
            WHEN (n.kind = 'webhookOff'::public.notice_kind) THEN jsonb_build_object('reason', (n.facts ->> 'reason'::text), 'webhook', ( SELECT w.name
               FROM public.webhooks w
              WHERE ((w.workspace_id = n.workspace_id) AND (w.id = ((n.facts ->> 'webhook'::text))::uuid))))
            ELSE '{}'::jsonb
        END) AS facts
   FROM ((((((((public.notices n
     JOIN public.boards b ON (((b.workspace_id = n.workspace_id) AND (b.id = n.board_id))))
     LEFT JOIN public.intakes i ON (((i.workspace_id = n.workspace_id) AND (i.board_id = n.board_id))))
     LEFT JOIN public.requests r ON (((r.workspace_id = n.workspace_id) AND (r.board_id = n.board_id) AND (r.id = n.request_id))))
     LEFT JOIN public.memberships m ON (((m.workspace_id = n.workspace_id) AND (m.user_id = n.user_id) AND (m.left_at IS NULL))))
     LEFT JOIN public.cards c ON (((c.workspace_id = n.workspace_id) AND (c.board_id = n.board_id) AND (c.id = n.card_id) AND weir.may_read_boards(m.role))))
     LEFT JOIN public.columns k ON (((n.kind = 'slotFree'::public.notice_kind) AND (k.workspace_id = n.workspace_id) AND (k.board_id = n.board_id) AND (k.id = ((n.facts ->> 'column'::text))::uuid) AND weir.may_read_boards(m.role))))
     LEFT JOIN public.comments x ON (((x.workspace_id = n.workspace_id) AND (x.board_id = n.board_id) AND (x.card_id = c.id) AND (x.id = n.comment_id))))
     LEFT JOIN public.answers a ON (((a.workspace_id = n.workspace_id) AND (a.board_id = n.board_id) AND (a.request_id = n.request_id))));
