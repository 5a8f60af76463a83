DROP VIEW weir.notice_documents;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.end_person_on_board(_workspace uuid, _board uuid, _ids uuid[], _people uuid[], _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _changes jsonb := '[]';
  _more    jsonb;
BEGIN
  WITH ended AS (
    INSERT INTO public.answers (workspace_id, board_id, request_id, kind, by, at)
    SELECT r.workspace_id, r.board_id, r.id, 'withdrawn', r.requester_id, _now
      FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.answered_at IS NULL
       AND coalesce(r.requester_id, r.guest_id) = ANY (_ids)
    RETURNING request_id)
  SELECT jsonb_agg(jsonb_build_object('request', r.number, 'from', jsonb_build_object('state', 'waiting'),
                                      'to', jsonb_build_object('state', 'answered', 'kind', 'withdrawn')) ORDER BY r.number)
    INTO _more
    FROM ended JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = _board AND r.id = ended.request_id;
  _changes := _changes || coalesce(_more, '[]');

  WITH gone AS (
    DELETE FROM public.card_assignees a USING public.cards c
     WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.user_id = ANY (_people)
       AND c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id AND c.delivered_at IS NULL
    RETURNING a.card_id, a.user_id
  ), unassigned AS (
    UPDATE public.cards c SET version = c.version + 1 FROM (SELECT DISTINCT g.card_id FROM gone g) g
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = g.card_id
    RETURNING c.id, c.number, c.version)
  SELECT jsonb_agg(jsonb_build_object('card', u.number, 'from', jsonb_build_object('assigneeId', g.user_id),
                                      'to', jsonb_build_object('assigneeId', NULL, 'version', u.version)) ORDER BY u.number)
    INTO _more FROM gone g JOIN unassigned u ON u.id = g.card_id;
  _changes := _changes || coalesce(_more, '[]');

  WITH gone AS (
    DELETE FROM public.wip_limits l
     WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.user_id = ANY (_people)
    RETURNING l.*)
  SELECT jsonb_agg(jsonb_build_object('limit', g.id, 'from', jsonb_strip_nulls(weir.limit_values(g::public.wip_limits))) ORDER BY g.id)
    INTO _more FROM (SELECT gone.* FROM gone) g;
  DELETE FROM public.request_watchers w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND coalesce(w.user_id, w.guest_id) = ANY (_ids);
  DELETE FROM public.card_watchers w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.user_id = ANY (_people);
  RETURN _changes || coalesce(_more, '[]');
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_account(_people uuid[], _guests uuid[], _addresses text[], _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _ids        uuid[] := _people || _guests;
  _mailboxes  bytea[] := ARRAY(SELECT weir.mailbox_of(a) FROM unnest(_addresses) a);
  _workspaces uuid[] := ARRAY(SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
                               UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests));
BEGIN
  -- Whoever knows an address knows its hash. First, as a mailbox is locked before its mails.
  DELETE FROM public.mailboxes b WHERE b.mailbox = ANY (_mailboxes);
  DELETE FROM public.person_limits p WHERE p.user_id = ANY (_people);
  DELETE FROM public.saved_views v WHERE v.user_id = ANY (_people);
  DELETE FROM public.notice_choices c WHERE c.user_id = ANY (_people);
  UPDATE public.memberships m SET left_at = _now WHERE m.user_id = ANY (_people) AND m.left_at IS NULL;
  UPDATE public.sessions s SET ended_at = _now WHERE s.user_id = ANY (_people) AND s.ended_at IS NULL;
  DELETE FROM public.user_identities i WHERE i.user_id = ANY (_people);
  UPDATE public.invitations i SET revoked_at = _now
   WHERE i.created_by = ANY (_people) AND i.revoked_at IS NULL AND i.accepted_at IS NULL;
  UPDATE public.invitations i SET email = weir.erased_text(), revoked_at = coalesce(i.revoked_at, CASE WHEN i.accepted_at IS NULL THEN _now END)
   WHERE i.email = ANY (_addresses);
  UPDATE public.mails m SET due_at = NULL, failed_at = coalesce(m.failed_at, _now), error = weir.erased_text()
   WHERE m.sent_at IS NULL AND (
         EXISTS (SELECT FROM public.notices n WHERE n.workspace_id = m.workspace_id AND n.id = m.notice_id
                    AND coalesce(n.user_id, n.guest_id) = ANY (_ids))
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id
                    AND f.id = m.form_ask_id AND f.email = weir.erased_address(f.id))
      OR EXISTS (SELECT FROM public.guest_waits w WHERE w.workspace_id = m.workspace_id AND w.board_id = m.form_board_id
                    AND w.id = m.guest_wait_id AND w.email = weir.erased_address(w.id))
      OR m.guest_id = ANY (_guests)
      OR EXISTS (SELECT FROM public.email_confirmations c WHERE c.id = m.confirmation_id AND c.user_id = ANY (_people)));
  UPDATE public.email_confirmations c SET expires_at = _now WHERE c.user_id = ANY (_people) AND c.expires_at > _now;
  UPDATE public.mails m SET mailbox = NULL WHERE m.mailbox = ANY (_mailboxes);
  UPDATE public.mails m SET error = weir.erased_text()
   WHERE EXISTS (SELECT FROM unnest(_addresses) n WHERE position(n IN m.error) > 0);
  -- They can retry nothing any more.
  DELETE FROM public.idempotency_keys k WHERE k.caller_id = ANY (_ids);
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, '{}', _ids, _addresses)
   WHERE k.body IS NOT NULL AND k.body <> weir.without_texts(k.body, '{}', _ids, _addresses);
  UPDATE public.users u
     SET name = weir.erased_text(), email = weir.erased_address(u.id), password_hash = NULL, language = NULL, time_zone = NULL
   WHERE u.id = ANY (_people);
  UPDATE public.guests g SET name = weir.erased_text(), email = weir.erased_address(g.id), language = NULL, erased_at = coalesce(g.erased_at, _now)
   WHERE g.id = ANY (_guests);
  -- Names are in the ETag of every board of the workspace.
  UPDATE public.workspaces w SET names_version = w.names_version + 1 WHERE w.id = ANY (_workspaces);
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_mentioned(_workspace uuid, _board uuid, _card uuid, _comment uuid, _before text, _after text, _by uuid, _now timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  SELECT weir.watch_card(_workspace, _board, _card, ARRAY(
    SELECT m.user_id FROM public.memberships m
     WHERE m.workspace_id = _workspace AND m.left_at IS NULL AND weir.may_read_boards(m.role)
       AND m.user_id = ANY (weir.mentioned_ids(_after)) AND m.user_id <> ALL (weir.mentioned_ids(_before))));
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, comment_id, facts, at)
  SELECT _workspace, gen_random_uuid(), m.user_id, _board, 'mentioned', _card, _comment, jsonb_build_object('by', _by), _now
    FROM public.memberships m
   WHERE m.workspace_id = _workspace AND m.left_at IS NULL AND weir.may_read_boards(m.role) AND m.user_id <> _by
     AND m.user_id = ANY (weir.mentioned_ids(_after)) AND m.user_id <> ALL (weir.mentioned_ids(_before))
     AND weir.notice_via(m.user_id, 'mentioned') <> 'off'
   ORDER BY m.user_id
  ON CONFLICT DO NOTHING
$function$;

CREATE OR REPLACE FUNCTION weir.notice_topic(_kind public.notice_kind)
 RETURNS public.notice_topic
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT (CASE
    WHEN _kind IN ('assigned', 'mentioned') THEN _kind::text
    WHEN _kind = 'commented' THEN 'comments'
    WHEN _kind IN ('cardBlocked', 'cardUnblocked') THEN 'blocks'
    WHEN _kind = 'dueSoon' THEN 'dueDates'
    WHEN _kind = 'overridden' THEN 'overrides'
    WHEN _kind IN ('question', 'reply') THEN 'messages'
    WHEN _kind IN ('reminder', 'overdue', 'gate') THEN 'deadlines'
    WHEN _kind <> 'newRequest' THEN 'requests' END)::public.notice_topic
$function$;

CREATE OR REPLACE FUNCTION weir.default_notice_via(_topic public.notice_topic)
 RETURNS public.notice_via
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT (CASE WHEN _topic IN ('comments', 'blocks', 'dueDates', 'overrides') THEN 'app' ELSE 'mail' END)::public.notice_via
$function$;

CREATE OR REPLACE FUNCTION weir.notice_via(_user uuid, _kind public.notice_kind)
 RETURNS public.notice_via
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce((SELECT c.via FROM public.notice_choices c WHERE c.user_id = _user AND c.topic = weir.notice_topic(_kind)),
                  weir.default_notice_via(weir.notice_topic(_kind)))
$function$;

CREATE OR REPLACE FUNCTION weir.queue_mails()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.mails (workspace_id, id, notice_id, at, due_at)
  SELECT n.workspace_id, gen_random_uuid(), n.id, n.at, n.at
    FROM new_rows n
    LEFT JOIN public.users u  ON u.id = n.user_id
    LEFT JOIN public.guests g ON g.workspace_id = n.workspace_id AND g.id = n.guest_id
   WHERE CASE WHEN n.kind = 'newRequest' THEN n.request_mails = 'atOnce'
              ELSE n.user_id IS NULL OR weir.notice_via(n.user_id, n.kind) = 'mail' END
     AND CASE WHEN n.guest_id IS NULL THEN u.email_verified_at IS NOT NULL AND u.notice_mails ELSE g.mails_off_at IS NULL END
     AND (n.kind NOT IN ('question', 'reply') OR NOT EXISTS (
       SELECT FROM public.notices e
         JOIN public.mails m ON m.workspace_id = e.workspace_id AND m.notice_id = e.id AND m.failed_at IS NULL
        WHERE e.workspace_id = n.workspace_id AND e.user_id = n.user_id
          AND e.request_id = n.request_id AND e.kind IN ('question', 'reply') AND e.id <> n.id
          AND e.at > n.at - CASE WHEN e.read_at IS NULL THEN interval '1 day' ELSE interval '15 minutes' END
          AND e.at > n.at - interval '1 day'
          AND NOT EXISTS (
            SELECT FROM public.request_messages x
             WHERE x.workspace_id = n.workspace_id AND x.board_id = n.board_id AND x.request_id = n.request_id
               AND x.by = n.user_id AND x.at > e.at)));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.is_about_card(_kind public.notice_kind)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _kind IN ('mentioned', 'assigned', 'commented', 'cardBlocked', 'cardUnblocked', 'dueSoon')
$function$;

CREATE OR REPLACE FUNCTION weir.watch_card(_workspace uuid, _board uuid, _card uuid, _people uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO public.card_watchers (workspace_id, board_id, card_id, user_id)
  SELECT _workspace, _board, _card, m.user_id
    FROM public.memberships m WHERE m.workspace_id = _workspace AND m.user_id = ANY (_people) ORDER BY m.user_id
  ON CONFLICT DO NOTHING
$function$;

CREATE OR REPLACE FUNCTION weir.notify_watchers(_workspace uuid, _board uuid, _card uuid, _comment uuid, _kind public.notice_kind, _facts jsonb, _by uuid, _now timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, comment_id, facts, at)
  SELECT _workspace, gen_random_uuid(), m.user_id, _board, _kind, _card, _comment, _facts || jsonb_build_object('by', _by), _now
    FROM public.card_watchers w
    JOIN public.memberships m ON m.workspace_id = w.workspace_id AND m.user_id = w.user_id AND m.left_at IS NULL
                             AND weir.may_read_boards(m.role)
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.card_id = _card AND w.watching AND w.user_id IS DISTINCT FROM _by
     AND weir.notice_via(m.user_id, _kind) <> 'off'
     AND NOT EXISTS (SELECT FROM public.notices n
                      WHERE n.workspace_id = _workspace AND n.card_id = _card AND n.user_id = m.user_id AND n.comment_id = _comment
                        AND n.kind = 'mentioned')
   ORDER BY m.user_id
$function$;

CREATE OR REPLACE FUNCTION weir.watch_own_cards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.card_watchers (workspace_id, board_id, card_id, user_id)
  SELECT n.workspace_id, n.board_id, n.id, m.user_id
    FROM new_rows n JOIN public.memberships m ON m.workspace_id = n.workspace_id AND m.user_id = n.created_by
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_assigned()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _actor uuid := weir.current_actor();
BEGIN
  INSERT INTO public.card_watchers (workspace_id, board_id, card_id, user_id)
  SELECT n.workspace_id, n.board_id, n.card_id, n.user_id FROM new_rows n ORDER BY n.card_id, n.user_id
  ON CONFLICT DO NOTHING;
  IF weir.has_own_event() THEN
    INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, facts, at)
    SELECT n.workspace_id, gen_random_uuid(), m.user_id, n.board_id, 'assigned', n.card_id, jsonb_build_object('by', _actor), k.at
      FROM new_rows n
      JOIN public.cards c       ON c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.card_id
                               AND c.delivered_at IS NULL AND c.archived_at IS NULL
      JOIN public.board_clock k ON k.workspace_id = n.workspace_id AND k.board_id = n.board_id
      JOIN public.memberships m ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id AND m.left_at IS NULL
                               AND weir.may_read_boards(m.role)
     WHERE n.user_id IS DISTINCT FROM _actor AND weir.notice_via(n.user_id, 'assigned') <> 'off'
     ORDER BY n.card_id, n.user_id
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_comment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.watch_card(NEW.workspace_id, NEW.board_id, NEW.card_id, ARRAY[NEW."by"]);
  PERFORM weir.notify_watchers(NEW.workspace_id, NEW.board_id, NEW.card_id, NEW.id, 'commented', '{}', NEW."by", NEW.at);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_block()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NEW.unblocked_at IS NULL THEN
    PERFORM weir.notify_watchers(NEW.workspace_id, NEW.board_id, NEW.card_id, NULL, 'cardBlocked', jsonb_build_object('block', NEW.id),
                                 NEW.blocked_by, NEW.blocked_at);
  ELSE
    PERFORM weir.notify_watchers(NEW.workspace_id, NEW.board_id, NEW.card_id, NULL, 'cardUnblocked', jsonb_build_object('block', NEW.id),
                                 NEW.unblocked_by, NEW.unblocked_at);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_overrides()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _actor uuid := weir.current_actor();
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, facts, at)
  SELECT DISTINCT ON (n.board_id, n.seq, m.user_id) n.workspace_id, gen_random_uuid(), m.user_id, n.board_id,
         'overridden'::public.notice_kind, jsonb_build_object('seq', n.seq, 'by', _actor), n.at
    FROM new_rows n
    JOIN public.memberships m ON m.workspace_id = n.workspace_id AND m.left_at IS NULL AND weir.may_answer(m.role)
   WHERE n.mode = 'reason' AND m.user_id IS DISTINCT FROM _actor AND weir.notice_via(m.user_id, 'overridden') <> 'off'
   ORDER BY n.board_id, n.seq, m.user_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_due_soon(_now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  _written integer;
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, facts, at)
  SELECT c.workspace_id, gen_random_uuid(), m.user_id, c.board_id, 'dueSoon', c.id, jsonb_build_object('dueOn', c.due_on), _now
    FROM public.cards c
    JOIN public.boards b      ON b.workspace_id = c.workspace_id AND b.id = c.board_id AND b.archived_at IS NULL
    JOIN public.workspaces s  ON s.id = c.workspace_id AND s.archived_at IS NULL
    LEFT JOIN public.intakes i ON i.workspace_id = c.workspace_id AND i.board_id = c.board_id
   CROSS JOIN LATERAL (SELECT _now AT TIME ZONE coalesce(i.time_zone, 'UTC') AS at) l
    JOIN public.card_watchers w ON w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.card_id = c.id AND w.watching
    JOIN public.memberships m ON m.workspace_id = w.workspace_id AND m.user_id = w.user_id AND m.left_at IS NULL
                             AND weir.may_read_boards(m.role)
   WHERE c.due_on BETWEEN (_now AT TIME ZONE 'UTC')::date - 1 AND (_now AT TIME ZONE 'UTC')::date + 2
     AND c.archived_at IS NULL AND c.delivered_at IS NULL
     AND l.at >= (c.due_on - 1) + time '08:00' AND l.at < c.due_on + 1
     AND CASE WHEN EXISTS (SELECT FROM public.card_assignees a
                            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id)
              THEN EXISTS (SELECT FROM public.card_assignees a
                            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
                              AND a.user_id = w.user_id)
              ELSE w.user_id = c.created_by END
     AND weir.notice_via(m.user_id, 'dueSoon') <> 'off'
     AND NOT EXISTS (SELECT FROM public.notices n
                      WHERE n.workspace_id = c.workspace_id AND n.user_id = m.user_id AND n.card_id = c.id AND n.kind = 'dueSoon'
                        AND n.facts ->> 'dueOn' = c.due_on::text)
   ORDER BY c.id, m.user_id
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS _written = ROW_COUNT;
  RETURN _written;
END $function$;

CREATE OR REPLACE FUNCTION weir.forget_notices()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _notices uuid[];
BEGIN
  IF TG_TABLE_NAME = 'cards' THEN
    _notices := ARRAY(SELECT n.id FROM public.notices n WHERE n.workspace_id = OLD.workspace_id AND n.card_id = OLD.id);
    DELETE FROM public.card_watchers w
     WHERE w.workspace_id = OLD.workspace_id AND w.board_id = OLD.board_id AND w.card_id = OLD.id;
  ELSE
    _notices := ARRAY(SELECT n.id FROM public.notices n
                       WHERE n.workspace_id = OLD.workspace_id AND n.card_id = OLD.card_id AND n.comment_id = OLD.id);
  END IF;
  DELETE FROM public.mails m WHERE m.workspace_id = OLD.workspace_id AND m.notice_id = ANY (_notices);
  DELETE FROM public.notices n WHERE n.workspace_id = OLD.workspace_id AND n.id = ANY (_notices);
  RETURN OLD;
END $function$;

CREATE OR REPLACE FUNCTION weir.start_write(_workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamp with time zone, _conditions weir.write_conditions, _override jsonb DEFAULT NULL::jsonb, _also uuid DEFAULT NULL::uuid)
 RETURNS weir.started_write
 LANGUAGE plpgsql
AS $function$
DECLARE
  _write    weir.started_write;
  _stamp    weir.event_stamp;
  _archived boolean;
  _set      text := set_config('weir.own_event', 'on', true);
BEGIN
  _write.at := _now;
  IF _also < _board THEN
    _stamp := weir.take_clock(_workspace, _also, _write.at);
    _write.also_seq := _stamp.seq;
    _write.at := _stamp.at;
  END IF;
  _stamp := weir.take_clock(_workspace, _board, _write.at);
  _write.seq := _stamp.seq;
  _write.at := _stamp.at;
  IF _also > _board THEN
    _stamp := weir.take_clock(_workspace, _also, _write.at);
    _write.also_seq := _stamp.seq;
    _write.at := _stamp.at;
  END IF;
  IF _also IS NOT NULL THEN
    UPDATE public.board_clock k SET at = _write.at WHERE k.workspace_id = _workspace AND k.board_id IN (_board, _also);
  END IF;
  _set := set_config('weir.override', (coalesce(_override, '{}') || jsonb_build_object('now', _write.at, 'actor', _actor))::text, true);

  IF _key.key IS NOT NULL THEN
    _write.outcome := weir.replay_response(_workspace, _key, _now);
    IF _write.outcome IS NOT NULL THEN
      RETURN _write;
    END IF;
  END IF;
  SELECT m.role, b.archived_at IS NOT NULL INTO _write.role, _archived
    FROM public.boards b
    LEFT JOIN public.memberships m ON m.workspace_id = b.workspace_id AND m.user_id = _actor AND m.left_at IS NULL
   WHERE b.workspace_id = _workspace AND b.id = _board;
  IF _write.role IS NULL AND _conditions.roles IS NOT NULL THEN
    _write.outcome := '{"refused": "not-found"}';
  ELSIF _write.role <> ALL (_conditions.roles) THEN
    _write.outcome := '{"refused": "not-allowed"}';
  ELSIF _archived AND _conditions.archived IS NOT TRUE THEN
    _write.outcome := '{"refused": "board-archived"}';
  ELSIF _write.seq - 1 <> _conditions.if_seq THEN
    _write.outcome := jsonb_build_object('refused', 'precondition-failed', 'version', _write.seq - 1);
  END IF;
  RETURN _write;
END $function$;

CREATE OR REPLACE FUNCTION weir.current_actor()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN CASE WHEN weir.has_own_event() THEN (nullif(current_setting('weir.override', true), '')::jsonb ->> 'actor')::uuid END;
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
              WHERE ((x_1.workspace_id = a.workspace_id) AND (x_1.board_id = a.board_id) AND (x_1.request_id = a.duplicate_of_id) AND (x_1.at <= a.at))), 'redirectedTo', ( SELECT jsonb_build_object('ref', ((t.key || '-R'::text) || o.number), 'board', t.name) AS jsonb_build_object
               FROM (public.requests o
                 JOIN public.boards t ON (((t.workspace_id = o.workspace_id) AND (t.id = o.board_id))))
              WHERE ((o.workspace_id = r.workspace_id) AND (o.from_board_id = r.board_id) AND (o.from_request_id = r.id))))
            ELSE NULL::jsonb
        END)) ||
        CASE
            WHEN weir.is_about_card(n.kind) THEN jsonb_build_object('by', (weir.person(((n.facts ->> 'by'::text))::uuid) ->> 'name'::text), 'reason', ( SELECT k.reason
               FROM public.card_blocks k
              WHERE ((k.workspace_id = n.workspace_id) AND (k.board_id = n.board_id) AND (k.card_id = c.id) AND (k.id = ((n.facts ->> 'block'::text))::uuid))), 'card',
            CASE
                WHEN (c.id IS NOT NULL) THEN jsonb_build_object('ref', ((b.key || '-'::text) || c.number), 'title', c.title, 'comment', weir.without_mentions(x.body))
                ELSE NULL::jsonb
            END)
            WHEN (n.kind = 'overridden'::public.notice_kind) THEN jsonb_build_object('by', (weir.person(((n.facts ->> 'by'::text))::uuid) ->> 'name'::text), 'limits', ( SELECT COALESCE(jsonb_agg(jsonb_build_object('scope', o.scope, 'of', o.of, 'max', o.max, 'load', (o.load + o.gain), 'reason', o.reason) ORDER BY o.limit_id), '[]'::jsonb) AS "coalesce"
               FROM public.overrides o
              WHERE ((o.workspace_id = n.workspace_id) AND (o.board_id = n.board_id) AND (o.seq = ((n.facts ->> 'seq'::text))::bigint) AND (o.mode = 'reason'::public.limit_mode) AND weir.may_read_boards(m.role))))
            ELSE '{}'::jsonb
        END) AS facts
   FROM (((((((public.notices n
     JOIN public.boards b ON (((b.workspace_id = n.workspace_id) AND (b.id = n.board_id))))
     LEFT JOIN public.intakes i ON (((i.workspace_id = n.workspace_id) AND (i.board_id = n.board_id))))
     LEFT JOIN public.requests r ON (((r.workspace_id = n.workspace_id) AND (r.board_id = n.board_id) AND (r.id = n.request_id))))
     LEFT JOIN public.memberships m ON (((m.workspace_id = n.workspace_id) AND (m.user_id = n.user_id) AND (m.left_at IS NULL))))
     LEFT JOIN public.cards c ON (((c.workspace_id = n.workspace_id) AND (c.board_id = n.board_id) AND (c.id = n.card_id) AND weir.may_read_boards(m.role))))
     LEFT JOIN public.comments x ON (((x.workspace_id = n.workspace_id) AND (x.board_id = n.board_id) AND (x.card_id = c.id) AND (x.id = n.comment_id))))
     LEFT JOIN public.answers a ON (((a.workspace_id = n.workspace_id) AND (a.board_id = n.board_id) AND (a.request_id = n.request_id))));

CREATE TRIGGER then_watch_on_insert AFTER INSERT ON public.cards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.watch_own_cards();

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.card_assignees REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.notify_assigned();

CREATE TRIGGER then_notify_watchers_on_insert AFTER INSERT ON public.comments FOR EACH ROW WHEN ((new.body <> ''::text)) EXECUTE FUNCTION weir.notify_of_comment();

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.card_blocks FOR EACH ROW WHEN ((new.unblocked_at IS NULL)) EXECUTE FUNCTION weir.notify_of_block();

CREATE TRIGGER then_notify_on_update AFTER UPDATE OF unblocked_at ON public.card_blocks FOR EACH ROW WHEN (((old.unblocked_at IS NULL) AND (new.unblocked_at IS NOT NULL))) EXECUTE FUNCTION weir.notify_of_block();

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.overrides REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.notify_of_overrides();

CREATE TRIGGER forget_notices BEFORE DELETE ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.forget_notices();

CREATE TRIGGER forget_notices BEFORE DELETE ON public.comments FOR EACH ROW EXECUTE FUNCTION weir.forget_notices();

CREATE INDEX cards_due ON public.cards (due_on) WHERE due_on IS NOT NULL;
CREATE UNIQUE INDEX notices_assigned_unread ON public.notices (workspace_id, card_id, user_id) WHERE kind = 'assigned' AND read_at IS NULL;
CREATE UNIQUE INDEX notices_due_once ON public.notices (workspace_id, card_id, user_id, (facts ->> 'dueOn')) WHERE kind = 'dueSoon';
CREATE UNIQUE INDEX notices_overridden_once ON public.notices (workspace_id, board_id, user_id, (facts ->> 'seq')) WHERE kind = 'overridden';

-- Whom their part in a card would make watch it today.
INSERT INTO public.card_watchers (workspace_id, board_id, card_id, user_id)
SELECT p.workspace_id, p.board_id, p.card_id, p.user_id
  FROM (SELECT c.workspace_id, c.board_id, c.id AS card_id, c.created_by AS user_id FROM public.cards c
         UNION
        SELECT a.workspace_id, a.board_id, a.card_id, a.user_id FROM public.card_assignees a
         UNION
        SELECT m.workspace_id, m.board_id, m.card_id, m."by" FROM public.comments m WHERE m.body <> ''
         UNION
        SELECT n.workspace_id, n.board_id, n.card_id, n.user_id FROM public.notices n WHERE n.kind = 'mentioned') p
  JOIN public.memberships m ON m.workspace_id = p.workspace_id AND m.user_id = p.user_id;

ALTER TABLE public.notices DROP CONSTRAINT notices_mention_has_card;
ALTER TABLE public.notices ADD CONSTRAINT notices_about_card
  CHECK ((kind IN ('mentioned', 'assigned', 'commented', 'cardBlocked', 'cardUnblocked', 'dueSoon')) = (card_id IS NOT NULL));
