SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.request_fate AS (
  state public.wait_state,
  next_board_id uuid,
  next_request_id uuid
);

CREATE TYPE weir.awaited_request AS (
  board_id uuid,
  request_id uuid,
  state public.wait_state
);

CREATE OR REPLACE FUNCTION weir.forget_board(_workspace uuid, _board uuid, _planner uuid, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.set_writer(NULL, _now);
  PERFORM weir.log_change(_workspace, 'board.deleted', jsonb_build_object(
            'board', jsonb_build_object('key', b.key, 'name', b.name), 'user', _planner))
     FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board;
  DELETE FROM public.card_links l WHERE l.workspace_id = _workspace AND (l.board_id = _board OR l.other_board_id = _board);
  DELETE FROM public.request_waits w WHERE w.workspace_id = _workspace AND (w.board_id = _board OR w.on_board_id = _board);
  DELETE FROM public.wait_checks k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  UPDATE public.requests r SET from_board_id = NULL, from_request_id = NULL
   WHERE r.workspace_id = _workspace AND r.from_board_id = _board AND r.from_request_id IS NOT NULL AND r.board_id <> _board;
END $function$;

CREATE OR REPLACE FUNCTION weir.demo_is_touched(_workspace uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _since timestamptz := (SELECT w.demo_seeded_at FROM public.workspaces w WHERE w.id = _workspace);
BEGIN
  RETURN EXISTS (SELECT FROM public.events e
                  WHERE e.workspace_id = _workspace AND e.at > _since
                    AND (e.actor_id IS NOT NULL
                      OR e.type NOT IN ('request.reminded', 'request.overdue', 'requests.expired', 'gate.changed', 'rest.changed',
                                        'card.waitsChanged', 'request.waitsChanged')))
      OR EXISTS (SELECT FROM public.memberships m
                  WHERE m.workspace_id = _workspace AND (m.joined_at > _since OR m.left_at > _since OR m.version > 1))
      OR EXISTS (SELECT FROM public.invitations i WHERE i.workspace_id = _workspace AND i.created_at > _since)
      OR EXISTS (SELECT FROM public.workspace_events e
                  WHERE e.workspace_id = _workspace AND e.at > _since AND e.actor_id IS NOT NULL)
      OR EXISTS (SELECT FROM public.calendar_feeds f WHERE f.workspace_id = _workspace AND f.created_at > _since)
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = _workspace AND f.at > _since)
      OR EXISTS (SELECT FROM public.saved_views v WHERE v.workspace_id = _workspace AND v.created_at > _since)
      OR EXISTS (SELECT FROM public.notify_me n WHERE n.workspace_id = _workspace AND n.asked_at > _since)
      OR EXISTS (SELECT FROM public.slot_waits s WHERE s.workspace_id = _workspace AND s.asked_at > _since)
      OR EXISTS (SELECT FROM public.guest_waits g WHERE g.workspace_id = _workspace AND g.at > _since);
END $function$;

CREATE OR REPLACE FUNCTION weir.card_documents(_all_fields boolean)
 RETURNS TABLE(workspace_id uuid, board_id uuid, id uuid, number integer, column_id uuid, rank numeric, archived_at timestamp with time zone, delivered_at timestamp with time zone, document jsonb)
 LANGUAGE sql
 STABLE
AS $function$
SELECT c.workspace_id, c.board_id, c.id, c.number, c.column_id, c.rank, c.archived_at, c.delivered_at,
       jsonb_build_object(
         'number', c.number,
         'ref', b.key || '-' || c.number,
         'version', c.version,
         'title', c.title,
         'columnId', c.column_id,
         'half', CASE WHEN k.split THEN CASE WHEN c.done THEN 'done' ELSE 'doing' END END,
         'classOfService', c.class_of_service,
         'assignees', coalesce((
           SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id)
             FROM public.card_assignees a JOIN public.users u ON u.id = a.user_id
            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id), '[]'),
         'swimlaneId', c.swimlane_id,
         'labelIds', coalesce((
           SELECT jsonb_agg(l.label_id ORDER BY l.label_id)
             FROM public.card_labels l
            WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id), '[]'),
         'fields', coalesce((
           SELECT jsonb_object_agg(v.field_id, weir.field_value(v))
             FROM public.card_fields v
            WHERE v.workspace_id = c.workspace_id AND v.board_id = c.board_id AND v.card_id = c.id
              AND (_all_fields OR v.kind <> 'text' OR EXISTS (
                SELECT FROM public.custom_fields f
                 WHERE f.workspace_id = v.workspace_id AND f.board_id = v.board_id AND f.id = v.field_id AND f.on_cards))), '{}'),
         'checklist', (
           SELECT jsonb_build_object('done', count(*) FILTER (WHERE i.done), 'total', count(*))
             FROM public.checklist_items i
            WHERE i.workspace_id = c.workspace_id AND i.board_id = c.board_id AND i.card_id = c.id),
         'attachments', (
           SELECT count(*) FROM public.attachments a
            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id),
         'commentCount', (
           SELECT count(*) FROM public.comments m
            WHERE m.workspace_id = c.workspace_id AND m.board_id = c.board_id AND m.card_id = c.id AND m.body <> ''),
         'blocked', CASE WHEN EXISTS (
           SELECT FROM public.card_blocks x
            WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id AND x.unblocked_at IS NULL)
           THEN weir.open_block(c.workspace_id, c.board_id, c.id) END,
         'blockedBy', CASE WHEN EXISTS (
           SELECT FROM public.card_links l
            WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id AND l.kind = 'blockedBy')
           THEN weir.blockers_of(c.workspace_id, c.board_id, c.id) ELSE '[]' END,
         'waitsOn', CASE WHEN c.delivered_at IS NULL AND (EXISTS (
           SELECT FROM public.request_waits w
            WHERE w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.card_id = c.id AND w.ended_at IS NULL)
           OR c.request_id IS NOT NULL AND EXISTS (
           SELECT FROM public.request_waits w
            WHERE w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.request_id = c.request_id AND w.ended_at IS NULL))
           THEN weir.awaited_by(c.workspace_id, c.board_id, c.id, c.request_id) ELSE '[]' END,
         'lease', CASE WHEN EXISTS (
           SELECT FROM public.card_leases l
            WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id AND l.holder_id IS NOT NULL)
           THEN weir.lease_of_card(c.workspace_id, c.board_id, c.id) END,
         'enteredColumnAt', weir.instant(c.entered_column_at),
         'committedAt', weir.instant(c.committed_at),
         'deliveredAt', weir.instant(c.delivered_at),
         'archivedAt', weir.instant(c.archived_at),
         'dueOn', c.due_on,
         'request', CASE WHEN c.request_id IS NOT NULL THEN weir.request_of_card(c.workspace_id, c.board_id, c.request_id, b.key) END
       ) AS document
  FROM public.cards c
  JOIN public.boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
  JOIN public.columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
$function$;

CREATE OR REPLACE FUNCTION weir.changes_of_rows(_workspace uuid, _board uuid, _table text, _rows bigint, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _head    jsonb := jsonb_build_object('table', _table);
  _changes jsonb;
BEGIN
  IF _rows > weir.most_rows_of_event() THEN
    RETURN jsonb_build_array(_head || jsonb_build_object('resync', true, 'rows', _rows));
  END IF;
  _changes := CASE _table
    WHEN 'cards'            THEN weir.changes_of_cards(_workspace, _board, _was, _is)
    WHEN 'card_assignees'   THEN weir.changes_of_assignees(_workspace, _board, _was, _is)
    WHEN 'card_labels'      THEN weir.changes_of_card_labels(_workspace, _board, _was, _is)
    WHEN 'card_fields'      THEN weir.changes_of_card_fields(_workspace, _board, _was, _is)
    WHEN 'checklist_items'  THEN weir.changes_of_checklists(_workspace, _board, _was, _is)
    WHEN 'card_blocks'      THEN weir.changes_of_blocks(_workspace, _board, _was, _is)
    WHEN 'card_leases'      THEN weir.changes_of_leases(_workspace, _board, _was, _is)
    WHEN 'comments'         THEN weir.changes_of_comments(_workspace, _board, _was, _is)
    WHEN 'attachments'      THEN weir.changes_of_attachments(_workspace, _board, _was, _is)
    WHEN 'card_links'       THEN weir.changes_of_links(_workspace, _board, _was, _is)
    WHEN 'request_waits'    THEN weir.changes_of_waits(_workspace, _board, _was, _is)
    WHEN 'columns'          THEN weir.changes_of_columns(_workspace, _board, _was, _is)
    WHEN 'swimlanes'        THEN weir.changes_of_swimlanes(_workspace, _board, _was, _is)
    WHEN 'labels'           THEN weir.changes_of_labels(_was, _is)
    WHEN 'card_templates'   THEN weir.changes_of_card_templates(_was, _is)
    WHEN 'recurring_cards'  THEN weir.changes_of_recurring_cards(_was, _is)
    WHEN 'custom_fields'    THEN weir.changes_of_fields(_workspace, _board, _was, _is)
    WHEN 'field_options'    THEN weir.changes_of_field_options(_workspace, _board, _was, _is)
    WHEN 'wip_limits'       THEN weir.changes_of_limits(_was, _is)
    WHEN 'limit_trials'     THEN weir.changes_of_trials(_was, _is)
    WHEN 'requests'         THEN weir.changes_of_requests(_workspace, _board, _was, _is)
    WHEN 'request_messages' THEN weir.changes_of_messages(_workspace, _board, _was, _is)
    WHEN 'boards'           THEN weir.changes_of_board(_was, _is)
    WHEN 'intakes'          THEN weir.changes_of_intake(_was, _is)
    WHEN 'rests'            THEN weir.changes_of_rests(_was, _is)
  END;
  _changes := jsonb_build_array(_head) || coalesce(_changes, '[]');
  IF length(_changes::text) > weir.most_characters_of_event() THEN
    RETURN jsonb_build_array(_head || jsonb_build_object('resync', true, 'rows', _rows));
  END IF;
  RETURN _changes;
END $function$;

CREATE OR REPLACE FUNCTION weir.intake_values(_i public.intakes)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _i.board_id IS NOT NULL THEN jsonb_build_object(
    'depth', _i.depth, 'openPerRequester', _i.open_per_requester, 'perRequesterPerHour', _i.per_requester_per_hour,
    'perRequesterPerDay', _i.per_requester_per_day, 'answerWithinHours', _i.answer_within_hours, 'graceHours', _i.grace_hours,
    'remindBeforeHours', _i.remind_before_hours, 'escalateTo', _i.escalate_to, 'highWatermark', _i.high_watermark,
    'lowWatermark', _i.low_watermark, 'minOptions', _i.min_options, 'replenishOn', _i.replenish_on, 'timeZone', _i.time_zone,
    'workingHours', _i.working_hours, 'gateByItself', _i.gate_by_itself, 'rest', _i.rest_policy,
    'throttleDownstreamAt', _i.throttle_downstream_at, 'form', _i.form_id IS NOT NULL,
    'formOpenPerGuest', _i.form_open_per_guest, 'formDepth', _i.form_depth,
    'gate', jsonb_build_object('state', _i.gate, 'reason', weir.gate_reason(_i), 'until', weir.instant(_i.gate_until))) END
$function$;

CREATE OR REPLACE FUNCTION weir.notice_topic(_kind public.notice_kind)
 RETURNS public.notice_topic
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT (CASE
    WHEN _kind IN ('assigned', 'mentioned') THEN _kind::text
    WHEN _kind = 'commented' THEN 'comments'
    WHEN _kind IN ('cardBlocked', 'cardUnblocked', 'waitChanged') THEN 'blocks'
    WHEN _kind = 'dueSoon' THEN 'dueDates'
    WHEN _kind = 'overridden' THEN 'overrides'
    WHEN _kind = 'slotFree' THEN 'slots'
    WHEN _kind IN ('question', 'reply') THEN 'messages'
    WHEN _kind IN ('reminder', 'overdue', 'gate', 'webhookOff', 'rest', 'trialEnded') THEN 'deadlines'
    WHEN _kind <> 'newRequest' THEN 'requests' END)::public.notice_topic
$function$;

CREATE OR REPLACE FUNCTION weir.submit_beside(_workspace uuid, _board uuid, _actor uuid, _roles public.role[], _now timestamp with time zone, _id uuid, _request jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _override text := coalesce(current_setting('weir.override', true), '');
  _lease    text := coalesce(current_setting('weir.lease', true), '');
  _set      text := set_config('weir.lease', '', true);
  _outcome  jsonb;
BEGIN
  _outcome := weir.try_submit_request(_workspace, _board, _actor, _now, _id, _request, NULL,
                                      ROW (_roles, NULL, false)::weir.write_conditions);
  _set := set_config('weir.own_event', 'on', true);
  _set := set_config('weir.override', _override, true);
  _set := set_config('weir.lease', _lease, true);
  RETURN _outcome;
END $function$;

CREATE OR REPLACE FUNCTION weir.fate_of_request(_workspace uuid, _board uuid, _request uuid)
 RETURNS weir.request_fate
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _answer public.answers;
  _fate   weir.request_fate;
BEGIN
  PERFORM FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO _answer FROM public.answers a WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.request_id = _request;
  IF NOT FOUND THEN
    _fate.state := 'waiting';
    RETURN _fate;
  END IF;
  CASE _answer.kind
    WHEN 'accept', 'trade' THEN
      _fate.state := coalesce((weir.last_step(_workspace, _board, _request)).state::text, 'queued')::public.wait_state;
      IF _fate.state = 'delivered' THEN
        SELECT r.board_id, r.id INTO _fate.next_board_id, _fate.next_request_id
          FROM public.requests r
         WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.part_of_id = _request;
      END IF;
      IF _fate.state <> 'takenOff' THEN
        RETURN _fate;
      END IF;
    WHEN 'redirect' THEN
      SELECT r.board_id, r.id INTO _fate.next_board_id, _fate.next_request_id
        FROM public.requests r
       WHERE r.workspace_id = _workspace AND r.from_board_id = _board AND r.from_request_id = _request;
      _fate.state := 'withdrawn';
      RETURN _fate;
    WHEN 'duplicate' THEN
      _fate := ROW ('withdrawn', CASE WHEN _answer.duplicate_of_id IS NOT NULL THEN _board END, _answer.duplicate_of_id)::weir.request_fate;
      RETURN _fate;
    WHEN 'decline'   THEN _fate.state := 'declined';
    WHEN 'defer'     THEN _fate.state := 'deferred';
    WHEN 'expired'   THEN _fate.state := 'expired';
    WHEN 'shed'      THEN _fate.state := 'shed';
    WHEN 'withdrawn' THEN _fate.state := 'withdrawn';
  END CASE;
  SELECT r.board_id, r.id INTO _fate.next_board_id, _fate.next_request_id
    FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.follows_id = _request
   ORDER BY r.number DESC LIMIT 1;
  RETURN _fate;
END $function$;

CREATE OR REPLACE FUNCTION weir.awaited_now(_workspace uuid, _board uuid, _request uuid)
 RETURNS weir.awaited_request
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _at   weir.awaited_request := ROW (_board, _request, NULL)::weir.awaited_request;
  _fate weir.request_fate;
BEGIN
  FOR _hop IN 1 .. 1000 LOOP
    _fate := weir.fate_of_request(_workspace, _at.board_id, _at.request_id);
    _at.state := _fate.state;
    EXIT WHEN _fate.next_request_id IS NULL OR _hop = 1000;
    _at.board_id := _fate.next_board_id;
    _at.request_id := _fate.next_request_id;
  END LOOP;
  RETURN _at;
END $function$;

CREATE OR REPLACE FUNCTION weir.is_wait_open(_state public.wait_state)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _state IN ('waiting', 'queued', 'begun', 'blocked', 'putBack')
$function$;

CREATE OR REPLACE FUNCTION weir.waits_of(_workspace uuid, _board uuid, _item uuid)
 RETURNS TABLE(on_board_id uuid, on_request_id uuid)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT w.on_board_id, w.on_request_id FROM public.request_waits w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.request_id = _item AND w.ended_at IS NULL
   UNION
  SELECT w.on_board_id, w.on_request_id FROM public.request_waits w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.card_id = _item AND w.ended_at IS NULL
   UNION
  SELECT w.on_board_id, w.on_request_id
    FROM public.cards c
    JOIN public.request_waits w ON w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.card_id = c.id
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.request_id = _item AND w.ended_at IS NULL
$function$;

CREATE OR REPLACE FUNCTION weir.waits_behind(_workspace uuid, _boards uuid[], _items uuid[])
 RETURNS TABLE(item uuid, board_id uuid, request_id uuid, ref text, "position" bigint, ahead bigint)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
  WITH RECURSIVE reached AS (
    SELECT i.item, o.on_board_id, o.on_request_id
      FROM unnest(_boards, _items) AS i (board_id, item), weir.waits_of(_workspace, i.board_id, i.item) o
     UNION
    SELECT r.on_request_id, o.on_board_id, o.on_request_id
      FROM reached r, weir.waits_of(_workspace, r.on_board_id, r.on_request_id) o),
  involved AS (SELECT array_agg(DISTINCT r.on_board_id) AS ids FROM reached r)
  SELECT r.item, r.on_board_id, r.on_request_id, weir.ref_of_request(_workspace, r.on_board_id, r.on_request_id), q.position, a.ahead
    FROM reached r
    LEFT JOIN (SELECT q.* FROM involved i, weir.queue_positions(_workspace, i.ids) q) q
           ON q.board_id = r.on_board_id AND q.request_id = r.on_request_id
    LEFT JOIN (SELECT a.* FROM involved i, weir.cards_ahead(_workspace, i.ids) a) a
           ON a.board_id = r.on_board_id AND a.request_id = r.on_request_id;
END $function$;

CREATE OR REPLACE FUNCTION weir.settle_wait(_workspace uuid, _board uuid, _id uuid, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _was  public.request_waits;
  _is   public.request_waits;
  _next weir.awaited_request;
BEGIN
  SELECT * INTO _was FROM public.request_waits w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.id = _id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  _next := weir.awaited_now(_workspace, _was.on_board_id, _was.on_request_id);
  IF _next.state IS NULL THEN
    RETURN NULL;
  END IF;
  _is := _was;
  _is.on_board_id := _next.board_id;
  _is.on_request_id := _next.request_id;
  _is.state := _next.state;
  _is.ended_at := CASE WHEN NOT weir.is_wait_open(_next.state) THEN coalesce(_was.ended_at, _now) END;
  IF _is = _was THEN
    RETURN NULL;
  END IF;
  IF weir.waits_on_itself(_is) OR (_is.on_board_id, _is.on_request_id) <> (_was.on_board_id, _was.on_request_id) AND EXISTS (
       SELECT FROM public.request_waits w
        WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.id <> _id
          AND (w.card_id = _is.card_id OR w.request_id = _is.request_id)
          AND w.on_board_id = _is.on_board_id AND w.on_request_id = _is.on_request_id) THEN
    DELETE FROM public.request_waits w WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.id = _id;
    RETURN weir.wait_change(_was, NULL);
  END IF;
  UPDATE public.request_waits w
     SET on_board_id = _is.on_board_id, on_request_id = _is.on_request_id, state = _is.state, ended_at = _is.ended_at
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.id = _id;
  PERFORM weir.notify_of_wait(_was, _is, _now);
  RETURN weir.wait_change(_was, _is);
END $function$;

CREATE OR REPLACE FUNCTION weir.waits_on_itself(_w public.request_waits)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT _w.board_id = _w.on_board_id AND (_w.request_id IS NOT DISTINCT FROM _w.on_request_id OR EXISTS (
           SELECT FROM public.cards c
            WHERE c.workspace_id = _w.workspace_id AND c.board_id = _w.board_id AND c.id = _w.card_id AND c.request_id = _w.on_request_id))
$function$;

CREATE OR REPLACE FUNCTION weir.notify_of_wait(_was public.request_waits, _is public.request_waits, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _card uuid := coalesce(_is.card_id, (
    SELECT c.id FROM public.cards c
     WHERE c.workspace_id = _is.workspace_id AND c.board_id = _is.board_id AND c.request_id = _is.request_id));
BEGIN
  IF _card IS NULL OR _is.state = _was.state OR weir.is_wait_open(_is.state) AND _is.state <> 'putBack' OR NOT EXISTS (
       SELECT FROM public.cards c
        WHERE c.workspace_id = _is.workspace_id AND c.board_id = _is.board_id AND c.id = _card AND weir.is_open(c)) THEN
    RETURN;
  END IF;
  PERFORM weir.notify_watchers(_is.workspace_id, _is.board_id, _card, NULL, 'waitChanged', jsonb_build_object(
            'on', weir.ref_of_request(_is.workspace_id, _is.on_board_id, _is.on_request_id), 'state', _is.state), NULL, _now);
END $function$;

CREATE OR REPLACE FUNCTION weir.ref_of_request(_workspace uuid, _board uuid, _request uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT b.key || '-R' || r.number
    FROM public.requests r JOIN public.boards b ON b.workspace_id = r.workspace_id AND b.id = r.board_id
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request
$function$;

CREATE OR REPLACE FUNCTION weir.wait_change(_was public.request_waits, _is public.request_waits)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _of public.request_waits := coalesce(_is, _was);
BEGIN
  RETURN weir.waiter(_of) || jsonb_build_object('wait', _of.id, 'from', weir.wait_values(_was), 'to', weir.wait_values(_is));
END $function$;

CREATE OR REPLACE FUNCTION weir.waiter(_w public.request_waits)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(
    (SELECT jsonb_build_object('card', c.number) FROM public.cards c
      WHERE c.workspace_id = _w.workspace_id AND c.board_id = _w.board_id AND c.id = _w.card_id),
    (SELECT jsonb_build_object('card', c.number) FROM public.cards c
      WHERE c.workspace_id = _w.workspace_id AND c.board_id = _w.board_id AND c.request_id = _w.request_id),
    (SELECT jsonb_build_object('request', r.number) FROM public.requests r
      WHERE r.workspace_id = _w.workspace_id AND r.board_id = _w.board_id AND r.id = _w.request_id))
$function$;

CREATE OR REPLACE FUNCTION weir.wait_values(_w public.request_waits)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object('board', b.key, 'number', r.number, 'state', _w.state)
    FROM public.requests r JOIN public.boards b ON b.workspace_id = r.workspace_id AND b.id = r.board_id
   WHERE r.workspace_id = _w.workspace_id AND r.board_id = _w.on_board_id AND r.id = _w.on_request_id
$function$;

CREATE OR REPLACE FUNCTION weir.changes_of_waits(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(weir.waiter(v.row) || jsonb_build_object('wait', (v.row).id) || v.changed ORDER BY (v.row).id)
      FROM (SELECT coalesce(n.row, o.row) AS row,
                   weir.changed_values(CASE WHEN (o.row).id IS NOT NULL THEN weir.wait_values(o.row) END,
                                       CASE WHEN (n.row).id IS NOT NULL THEN weir.wait_values(n.row) END) AS changed
              FROM (SELECT jsonb_populate_record(NULL::public.request_waits, w) AS row FROM unnest(_was) w) o
              FULL JOIN (SELECT jsonb_populate_record(NULL::public.request_waits, i) AS row FROM unnest(_is) i) n
                ON (n.row).id = (o.row).id) v
     WHERE v.changed IS NOT NULL AND weir.waiter(v.row) IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.awaited_by(_workspace uuid, _board uuid, _card uuid, _request uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN to_jsonb(ARRAY(
    SELECT b.key || '-R' || r.number
      FROM (SELECT w.workspace_id, w.on_board_id, w.on_request_id FROM public.request_waits w
             WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.card_id = _card AND w.ended_at IS NULL
             UNION
            SELECT w.workspace_id, w.on_board_id, w.on_request_id FROM public.request_waits w
             WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.request_id = _request AND w.ended_at IS NULL) w
      JOIN public.requests r ON r.workspace_id = w.workspace_id AND r.board_id = w.on_board_id AND r.id = w.on_request_id
      JOIN public.boards b   ON b.workspace_id = r.workspace_id AND b.id = r.board_id
     ORDER BY b.key, r.number));
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_waits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _w   record;
  _max integer;
BEGIN
  IF EXISTS (SELECT FROM new_rows n WHERE weir.waits_on_itself(n::public.request_waits)) THEN
    PERFORM weir.refuse_input('request', 'waitsOnItself');
  END IF;
  FOR _w IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id, n.request_id FROM new_rows n LOOP
    _max := weir.cap(_w.workspace_id, 'waits');
    IF EXISTS (SELECT FROM public.request_waits w
                WHERE w.workspace_id = _w.workspace_id AND w.board_id = _w.board_id AND w.card_id = _w.card_id OFFSET _max)
       OR EXISTS (SELECT FROM public.request_waits w
                   WHERE w.workspace_id = _w.workspace_id AND w.board_id = _w.board_id AND w.request_id = _w.request_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('waits', _max);
    END IF;
  END LOOP;
  INSERT INTO public.wait_checks (workspace_id, board_id, request_id)
  SELECT DISTINCT n.workspace_id, n.on_board_id, n.on_request_id FROM new_rows n;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_changed_waits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM new_rows n WHERE weir.waits_on_itself(n::public.request_waits)) THEN
    PERFORM weir.refuse_input('request', 'waitsOnItself');
  END IF;
  INSERT INTO public.wait_checks (workspace_id, board_id, request_id)
  SELECT DISTINCT n.workspace_id, n.on_board_id, n.on_request_id
    FROM new_rows n
    JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
   WHERE (n.on_board_id, n.on_request_id) <> (o.on_board_id, o.on_request_id)
      OR n.state IS DISTINCT FROM (weir.awaited_now(n.workspace_id, n.on_board_id, n.on_request_id)).state;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.check_waits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.wait_checks (workspace_id, board_id, request_id)
  SELECT DISTINCT n.workspace_id, n.board_id, n.request_id
    FROM new_rows n
   WHERE EXISTS (SELECT FROM public.request_waits w
                  WHERE w.workspace_id = n.workspace_id AND w.on_board_id = n.board_id AND w.on_request_id = n.request_id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.check_waits_on_followed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.wait_checks (workspace_id, board_id, request_id)
  SELECT DISTINCT n.workspace_id, n.board_id, n.follows_id
    FROM new_rows n
   WHERE n.follows_id IS NOT NULL
     AND EXISTS (SELECT FROM public.request_waits w
                  WHERE w.workspace_id = n.workspace_id AND w.on_board_id = n.board_id AND w.on_request_id = n.follows_id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.forget_waits_of_card()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  DELETE FROM public.request_waits w WHERE w.workspace_id = OLD.workspace_id AND w.board_id = OLD.board_id AND w.card_id = OLD.id;
  RETURN OLD;
END $function$;

CREATE OR REPLACE FUNCTION weir.is_about_card(_kind public.notice_kind)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _kind IN ('mentioned', 'assigned', 'commented', 'cardBlocked', 'cardUnblocked', 'dueSoon', 'waitChanged')
$function$;

CREATE OR REPLACE FUNCTION weir.default_cap(_cap text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE _cap
    WHEN 'workspaces'     THEN 50      -- that a person owns
    WHEN 'sessions'       THEN 50      -- of a person: one more ends the oldest
    WHEN 'members'        THEN 2000    -- of a workspace
    WHEN 'invitations'    THEN 500     -- of a workspace, open
    WHEN 'newInvitations' THEN 1000    -- of a workspace, created in any 24 hours
    WHEN 'guests'         THEN 10000   -- of a workspace
    WHEN 'imports'        THEN 20      -- of a workspace, until they are deleted some days later
    WHEN 'teams'          THEN 100     -- of a workspace
    WHEN 'teamMembers'    THEN 200     -- of a team
    WHEN 'tokens'         THEN 50      -- of a member, that have not ended
    WHEN 'webhooks'       THEN 50      -- of a workspace
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next nine
    WHEN 'swimlanes'      THEN 100
    WHEN 'labels'         THEN 50
    WHEN 'fields'         THEN 20
    WHEN 'limits'         THEN 300
    WHEN 'templates'      THEN 200
    WHEN 'cardTemplates'  THEN 50
    WHEN 'recurringCards' THEN 50
    WHEN 'cards'          THEN 5000    -- neither archived nor delivered
    WHEN 'archivedCards'  THEN 100000  -- all there are
    WHEN 'notifyMe'       THEN 500     -- who wait for a notice of room on a board
    WHEN 'savedViews'     THEN 30      -- of a person on a board, and of everybody there
    WHEN 'requests'       THEN 100000  -- of a board, answered or not
    WHEN 'newRequests'    THEN 500     -- of one requester on a board, submitted in any 24 hours: see weir.rate_per_day
    WHEN 'blocks'         THEN 1000    -- of a card, over or not
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'cardLabels'     THEN 10      -- of a card
    WHEN 'checklistItems' THEN 100     -- of a card
    WHEN 'attachments'    THEN 100     -- of a card
    WHEN 'links'          THEN 50      -- of a card
    WHEN 'waits'          THEN 20      -- of a card, or of a request, over or not
    WHEN 'cardMegabytes'  THEN 200     -- of the attachments of a card, in MiB
    WHEN 'megabytes'      THEN 10000   -- of all attachments of a workspace, in MiB
    WHEN 'messages'       THEN 1000    -- of a request
    WHEN 'fieldOptions'   THEN 30      -- of a custom field
  END
$function$;

CREATE VIEW weir.open_waits AS
 SELECT w.workspace_id,
    w.board_id,
    COALESCE(c.request_id, c.id) AS item,
    true AS has_card,
    w.on_board_id,
    w.on_request_id,
    w.since
   FROM ((public.request_waits w
     JOIN public.boards b ON (((b.workspace_id = w.workspace_id) AND (b.id = w.board_id) AND (b.archived_at IS NULL))))
     JOIN public.cards c ON (((c.workspace_id = w.workspace_id) AND (c.board_id = w.board_id) AND (c.id = w.card_id))))
  WHERE ((w.ended_at IS NULL) AND (c.delivered_at IS NULL) AND (c.archived_at IS NULL))
UNION ALL
 SELECT w.workspace_id,
    w.board_id,
    w.request_id AS item,
    (c.id IS NOT NULL) AS has_card,
    w.on_board_id,
    w.on_request_id,
    w.since
   FROM (((public.request_waits w
     JOIN public.boards b ON (((b.workspace_id = w.workspace_id) AND (b.id = w.board_id) AND (b.archived_at IS NULL))))
     JOIN public.requests r ON (((r.workspace_id = w.workspace_id) AND (r.board_id = w.board_id) AND (r.id = w.request_id))))
     LEFT JOIN public.cards c ON (((c.workspace_id = r.workspace_id) AND (c.board_id = r.board_id) AND (c.request_id = r.id))))
  WHERE ((w.ended_at IS NULL) AND
        CASE
            WHEN (c.id IS NULL) THEN (r.answered_at IS NULL)
            ELSE ((c.delivered_at IS NULL) AND (c.archived_at IS NULL))
        END);

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.request_waits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.request_waits REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.request_waits REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER then_keep_on_insert AFTER INSERT ON public.request_waits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_waits();

CREATE TRIGGER then_keep_on_update AFTER UPDATE ON public.request_waits REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_changed_waits();

CREATE TRIGGER then_recheck_waits AFTER INSERT ON public.answers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.check_waits();

CREATE TRIGGER then_recheck_waits AFTER INSERT ON public.request_steps REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.check_waits();

CREATE TRIGGER then_recheck_waits AFTER INSERT ON public.requests REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.check_waits_on_followed();

CREATE TRIGGER forget_waits BEFORE DELETE ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.forget_waits_of_card();

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id, id, card_id, request_id ON public.request_waits FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id) OR (old.id IS DISTINCT FROM new.id) OR (old.card_id IS DISTINCT FROM new.card_id) OR (old.request_id IS DISTINCT FROM new.request_id))) EXECUTE FUNCTION weir.refuse_other_place('waiter');

-- A notice about a wait is about the card that waits.
ALTER TABLE public.notices DROP CONSTRAINT notices_about_card;
ALTER TABLE public.notices ADD CONSTRAINT notices_about_card
  CHECK ((kind IN ('mentioned', 'assigned', 'commented', 'cardBlocked', 'cardUnblocked', 'dueSoon', 'waitChanged')) = (card_id IS NOT NULL));
