DROP TRIGGER first_lock_boards_on_update ON public.boards;
DROP FUNCTION weir.lock_board(uuid,uuid,text);

SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.written_row AS (
  workspace_id uuid,
  board_id uuid,
  was jsonb,
  "is" jsonb
);

CREATE OR REPLACE FUNCTION weir.card_position(_card public.cards, _split boolean)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object('columnId', (_card).column_id, 'swimlaneId', (_card).swimlane_id,
                            'half', CASE WHEN _split THEN CASE WHEN (_card).done THEN 'done' ELSE 'doing' END END,
                            'enteredColumnAt', weir.instant((_card).entered_column_at),
                            'committedAt', weir.instant((_card).committed_at),
                            'deliveredAt', weir.instant((_card).delivered_at))
$function$;

CREATE OR REPLACE FUNCTION weir.card_placed(_card public.cards, _split boolean, _before integer)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object('columnId', (_card).column_id, 'swimlaneId', (_card).swimlane_id,
                            'half', CASE WHEN _split THEN CASE WHEN (_card).done THEN 'done' ELSE 'doing' END END,
                            'enteredColumnAt', weir.instant((_card).entered_column_at),
                            'committedAt', weir.instant((_card).committed_at),
                            'deliveredAt', weir.instant((_card).delivered_at),
                            'version', (_card).version, 'before', _before)
$function$;

CREATE OR REPLACE FUNCTION weir.card_placed(_card public.cards)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT weir.card_placed(_card, (SELECT k.split FROM public.columns k
                             WHERE k.workspace_id = (_card).workspace_id AND k.board_id = (_card).board_id
                               AND k.id = (_card).column_id), weir.card_below(_card))
$function$;

CREATE OR REPLACE FUNCTION weir.card_below(_card public.cards)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (SELECT c.number FROM public.cards c
           WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.column_id = _card.column_id
             AND c.archived_at IS NULL AND (c.rank, c.number) > (_card.rank, _card.number)
           ORDER BY c.rank, c.number LIMIT 1);
END $function$;

CREATE OR REPLACE FUNCTION weir.card_created(_card public.cards, _placed jsonb, _people jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT _placed || jsonb_build_object(
    'title', (_card).title, 'description', (_card).description, 'classOfService', (_card).class_of_service,
    'dueOn', (_card).due_on, 'assigneeIds', _people,
    'request', (SELECT r.number FROM public.requests r
                 WHERE r.workspace_id = (_card).workspace_id AND r.board_id = (_card).board_id AND r.id = (_card).request_id))
$function$;

CREATE OR REPLACE FUNCTION weir.move_column_cards(_workspace uuid, _board uuid, _from uuid, _to uuid, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _shift     numeric;
  _kind      public.column_kind;
  _split     boolean;
  _positions jsonb;
  _done      uuid[];
  _moves     jsonb;
BEGIN
  SELECT k.kind, k.split INTO STRICT _kind, _split FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = _to;
  SELECT coalesce(max(c.rank) FILTER (WHERE c.column_id = _to), 0) + 1 - min(c.rank) FILTER (WHERE c.column_id = _from),
         jsonb_object_agg(c.number, weir.card_position(c)) FILTER (WHERE c.column_id = _from),
         array_agg(c.id) FILTER (WHERE c.column_id = _from AND c.delivered_at IS NOT NULL)
    INTO _shift, _positions, _done
    FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id IN (_from, _to);
  WITH moved AS (
    UPDATE public.cards c
       SET column_id = _to, done = false, rank = c.rank + _shift, version = c.version + 1, entered_column_at = _now,
           committed_at = weir.committed_at(_kind, c.committed_at, _now),
           delivered_at = weir.delivered_at(_kind, c.delivered_at, _now)
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _from
    RETURNING c.*)
  SELECT jsonb_agg(jsonb_build_object('card', m.number, 'from', _positions -> m.number::text,
                                      'to', weir.card_placed(m::public.cards, _split, NULL)) ORDER BY m.rank, m.number)
    INTO _moves
    FROM (SELECT moved.* FROM moved) m;
  RETURN coalesce(_moves, '[]') || weir.unassign_reopened(_workspace, _board, _done);
END $function$;

CREATE OR REPLACE FUNCTION weir.submit_redirected_request(_workspace uuid, _board uuid, _now timestamp with time zone, _id uuid, _from_board uuid, _from uuid, _times jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _intake public.intakes;
  _old    public.requests;
  _gate   public.gate_state;
  _number integer;
BEGIN
  IF EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    PERFORM weir.refuse('board-archived');
  END IF;
  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  SELECT * INTO _old FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _from_board AND r.id = _from;
  _gate := weir.gate_at(_intake, _now);
  PERFORM weir.enforce_gate(_intake, _gate, _old.class_of_service);
  UPDATE public.board_clock k SET next_request = k.next_request + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_request - 1 INTO _number;
  INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                        requester_id, guest_id, submitted_at, remind_at, answer_by, expires_at, from_board_id, from_request_id)
  VALUES (_workspace, _board, _id, _number, _old.title, _old.description, _old.class_of_service, _old.needed_by,
          _old.requester_id, _old.guest_id, _now, (_times ->> 'remindAt')::timestamptz,
          (_times ->> 'answerBy')::timestamptz, (_times ->> 'expiresAt')::timestamptz, _from_board, _from);
  IF _gate = 'throttled' THEN
    PERFORM weir.enforce_throttled_quota(_intake, _old.requester_id, _old.guest_id);
  END IF;
  PERFORM weir.copy_watchers(_workspace, _from_board, _from, _board, _id);
  RETURN jsonb_build_object('number', _number, 'to', weir.request_submitted(_workspace, _board, _number) -> 'to',
                            'shed', weir.shed_requests(_intake, _now, (_times -> 'shed' ->> 'until')::date));
END $function$;

CREATE OR REPLACE FUNCTION weir.trade_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _request uuid, _trade jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old     public.cards;
  _detail  text;
  _target  uuid;
  _until   date := (_trade ->> 'until')::date;
  _created jsonb;
BEGIN
  SELECT * INTO _old FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_trade ->> 'displaces')::integer;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('displaces', 'absent');
  ELSIF _old.archived_at IS NOT NULL THEN
    PERFORM weir.refuse('card-archived', jsonb_build_object('card', _old.number));
  ELSIF _old.delivered_at IS NOT NULL THEN
    PERFORM weir.refuse_conflict('card-delivered', 'displaces', 'delivered');
  END IF;

  _card := _card || jsonb_build_object('swimlaneId', _old.swimlane_id);
  FOR _target IN
    SELECT k.id FROM public.columns k
     WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'queue' ORDER BY k.position
  LOOP
    BEGIN
      _created := weir.insert_card(_workspace, _board, _actor, _now, _id,
                                   _card || jsonb_build_object('columnId', _target), _request);
      EXIT;
    EXCEPTION WHEN SQLSTATE 'WIP00' THEN
      GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
      IF _detail::jsonb ->> 'refused' <> 'wip-limit-reached' THEN
        RAISE;
      END IF;
    END;
  END LOOP;
  IF _created IS NOT NULL AND _target = _old.column_id THEN
    PERFORM weir.refuse_conflict('trade-not-needed', 'displaces', 'staysThere');
  ELSIF _created IS NOT NULL THEN
    _until := NULL;
    PERFORM weir.exchange_cards(_old, c, _now)
       FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _id;
  ELSIF _until IS NULL THEN
    PERFORM weir.refuse_input('until', 'noQueueHasRoom');
  ELSE
    _target := NULL;
    _created := weir.insert_card(_workspace, _board, _actor, _now, _id,
                                 _card || jsonb_build_object('columnId', _old.column_id, 'archivedAt', _now), _request);
    UPDATE public.cards c
       SET archived_at = CASE WHEN c.id = _old.id THEN _now END,
           rank = _old.rank,
           version = c.version + CASE WHEN c.id = _old.id THEN 1 ELSE 0 END
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id IN (_old.id, _id);
  END IF;

  INSERT INTO public.displacements (workspace_id, board_id, request_id, card_id, displaced_request_id, reason, message,
                             column_id, until, by, at)
  VALUES (_workspace, _board, _request, _old.id, _old.request_id, (_trade ->> 'reason')::public.answer_reason, _trade ->> 'message',
          _target, _until, _actor, _now);
  RETURN (
    SELECT jsonb_build_object(
             'card', jsonb_build_object('number', n.number, 'to', weir.card_created(n, weir.card_placed(n), '[]')),
             'displaced', jsonb_build_object('number', o.number, 'from', weir.card_position(_old), 'to', CASE
               WHEN _target IS NULL THEN jsonb_build_object('archivedAt', weir.instant(o.archived_at), 'until', _until,
                                                            'version', o.version)
               ELSE weir.card_placed(o) END))
      FROM public.cards n, public.cards o
     WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.id = _id
       AND o.workspace_id = _workspace AND o.board_id = _board AND o.id = _old.id);
END $function$;

CREATE OR REPLACE FUNCTION weir.written_card_values(_c public.cards)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT (weir.card_placed(_c, (SELECT k.split FROM public.columns k
                                 WHERE k.workspace_id = _c.workspace_id AND k.board_id = _c.board_id AND k.id = _c.column_id),
                           NULL) - 'before')
      || jsonb_build_object(
           'title', _c.title, 'description', _c.description, 'classOfService', _c.class_of_service, 'dueOn', _c.due_on,
           'archivedAt', weir.instant(_c.archived_at),
           'request', (SELECT r.number FROM public.requests r
                        WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.id = _c.request_id))
$function$;

CREATE OR REPLACE FUNCTION weir.changes_of_cards(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', coalesce(n.number, o.number)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.column_id, n.rank DESC, n.number DESC, o.number)
      FROM (SELECT (jsonb_populate_record(NULL::public.cards, w)).* FROM unnest(_was) w) o
      FULL JOIN (SELECT (jsonb_populate_record(NULL::public.cards, i)).* FROM unnest(_is) i) n
        ON n.id = o.id AND n.number = o.number
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.written_card_values(o::public.cards) END,
       CASE WHEN n.id IS NOT NULL THEN weir.written_card_values(n::public.cards) END,
       CASE WHEN n.archived_at IS NULL AND n.id IS NOT NULL
             AND (n.column_id, n.rank, n.archived_at) IS DISTINCT FROM (o.column_id, o.rank, o.archived_at)
            THEN jsonb_build_object('before', weir.card_below(n::public.cards)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_assignees(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number,
                                        'from', jsonb_build_object('assigneeIds', to_jsonb(p.was)),
                                        'to', jsonb_build_object('assigneeIds', to_jsonb(p.is))) ORDER BY c.number)
      FROM (SELECT w ->> 'card_id' AS id FROM unnest(_was) w UNION SELECT i ->> 'card_id' FROM unnest(_is) i) t
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = t.id::uuid
     CROSS JOIN LATERAL (SELECT ARRAY(SELECT a.user_id FROM public.card_assignees a
                                       WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.card_id = c.id
                                       ORDER BY 1) AS is) s
     CROSS JOIN LATERAL (
       SELECT s.is, ARRAY(
         SELECT u FROM unnest(s.is) u
          WHERE NOT EXISTS (SELECT FROM unnest(_is) i WHERE i ->> 'card_id' = t.id AND (i ->> 'user_id')::uuid = u)
          UNION
         SELECT (w ->> 'user_id')::uuid FROM unnest(_was) w WHERE w ->> 'card_id' = t.id
          ORDER BY 1) AS was) p
     WHERE p.was <> p.is);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_blocks(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number,
                                        'from', jsonb_build_object('blocked', p.was),
                                        'to', jsonb_build_object('blocked', p.is)) ORDER BY c.number)
      FROM (SELECT w ->> 'card_id' AS id FROM unnest(_was) w UNION SELECT i ->> 'card_id' FROM unnest(_is) i) t
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = t.id::uuid
     CROSS JOIN LATERAL (
       SELECT (SELECT weir.block_values(jsonb_populate_record(NULL::public.card_blocks, w)) FROM unnest(_was) w
                WHERE w ->> 'card_id' = t.id AND w ->> 'unblocked_at' IS NULL LIMIT 1) AS was,
              (SELECT weir.block_values(b) FROM public.card_blocks b
                WHERE b.workspace_id = _workspace AND b.board_id = _board AND b.card_id = c.id AND b.unblocked_at IS NULL) AS is) p
     WHERE p.was IS DISTINCT FROM p.is);
END $function$;

CREATE OR REPLACE FUNCTION weir.block_values(_b public.card_blocks)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object('reason', _b.reason, 'since', weir.instant(_b.blocked_at), 'by', _b.blocked_by)
$function$;

CREATE OR REPLACE FUNCTION weir.changes_of_comments(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'comment', coalesce(n.id, o.id)) || v.changed ORDER BY coalesce(n.id, o.id))
      FROM (SELECT (jsonb_populate_record(NULL::public.comments, w)).* FROM unnest(_was) w) o
      FULL JOIN (SELECT (jsonb_populate_record(NULL::public.comments, i)).* FROM unnest(_is) i) n
        ON n.card_id = o.card_id AND n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.comment_values(o::public.comments) END,
       CASE WHEN n.id IS NOT NULL THEN weir.comment_values(n::public.comments) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.comment_values(_m public.comments)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object('text', _m.body, 'by', _m.by, 'at', weir.instant(_m.at))
$function$;

CREATE OR REPLACE FUNCTION weir.changes_of_requests(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('request', coalesce(i ->> 'number', w ->> 'number')::integer) || v.changed
                     ORDER BY coalesce(i ->> 'number', w ->> 'number')::integer)
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id' AND i ->> 'number' = w ->> 'number'
     CROSS JOIN LATERAL weir.changed_values(
       weir.written_request_values(jsonb_populate_record(NULL::public.requests, w)),
       weir.written_request_values(jsonb_populate_record(NULL::public.requests, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.written_request_values(_r public.requests)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _r.id IS NOT NULL THEN weir.request_values(_r) || jsonb_build_object('answer', (
    SELECT jsonb_build_object('kind', a.kind, 'reason', a.reason, 'message', a.message, 'until', a.until, 'by', a.by)
      FROM public.answers a
     WHERE _r.answered_at IS NOT NULL
       AND a.workspace_id = _r.workspace_id AND a.board_id = _r.board_id AND a.request_id = _r.id)) END
$function$;

CREATE OR REPLACE FUNCTION weir.changes_of_messages(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('request', r.number, 'message', coalesce(n.id, o.id)) || v.changed
                     ORDER BY coalesce(n.id, o.id))
      FROM (SELECT (jsonb_populate_record(NULL::public.request_messages, w)).* FROM unnest(_was) w) o
      FULL JOIN (SELECT (jsonb_populate_record(NULL::public.request_messages, i)).* FROM unnest(_is) i) n
        ON n.request_id = o.request_id AND n.id = o.id
      JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = _board AND r.id = coalesce(n.request_id, o.request_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.message_values(o::public.request_messages) END,
       CASE WHEN n.id IS NOT NULL THEN weir.message_values(n::public.request_messages) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.message_values(_m public.request_messages)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object('text', _m.body, 'asks', _m.asks, 'by', coalesce(_m.by, _m.by_guest), 'at', weir.instant(_m.at))
$function$;

CREATE OR REPLACE FUNCTION weir.most_rows_of_event()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT 500
$function$;

CREATE OR REPLACE FUNCTION weir.most_characters_of_event()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT 262144
$function$;

CREATE OR REPLACE FUNCTION weir.lock_boards_written(_rows weir.written_row[], _table text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _b record;
BEGIN
  FOR _b IN
    SELECT r.workspace_id, r.board_id, greatest(count(*) FILTER (WHERE r.is IS NULL), count(*) FILTER (WHERE r.was IS NULL)) AS rows,
           array_agg(r.was) FILTER (WHERE r.was IS NOT NULL) AS was, array_agg(r.is) FILTER (WHERE r.is IS NOT NULL) AS is
      FROM unnest(_rows) r
     GROUP BY 1, 2
     ORDER BY 1, 2
  LOOP
    PERFORM weir.lock_board(_b.workspace_id, _b.board_id, _table, _b.rows, _b.was, _b.is);
  END LOOP;
END $function$;

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
    WHEN 'card_blocks'      THEN weir.changes_of_blocks(_workspace, _board, _was, _is)
    WHEN 'comments'         THEN weir.changes_of_comments(_workspace, _board, _was, _is)
    WHEN 'columns'          THEN weir.changes_of_columns(_workspace, _board, _was, _is)
    WHEN 'swimlanes'        THEN weir.changes_of_swimlanes(_workspace, _board, _was, _is)
    WHEN 'wip_limits'       THEN weir.changes_of_limits(_was, _is)
    WHEN 'requests'         THEN weir.changes_of_requests(_workspace, _board, _was, _is)
    WHEN 'request_messages' THEN weir.changes_of_messages(_workspace, _board, _was, _is)
    WHEN 'boards'           THEN weir.changes_of_board(_was, _is)
    WHEN 'intakes'          THEN weir.changes_of_intake(_was, _is)
  END;
  _changes := jsonb_build_array(_head) || coalesce(_changes, '[]');
  IF length(_changes::text) > weir.most_characters_of_event() THEN
    RETURN jsonb_build_array(_head || jsonb_build_object('resync', true, 'rows', _rows));
  END IF;
  RETURN _changes;
END $function$;

CREATE OR REPLACE FUNCTION weir.changed_values(_was jsonb, _is jsonb, _also jsonb DEFAULT '{}'::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  _from jsonb;
  _to   jsonb;
BEGIN
  IF _was IS NULL OR _is IS NULL THEN
    RETURN jsonb_build_object('from', _was, 'to', _is || _also);
  END IF;
  SELECT coalesce(jsonb_object_agg(v.key, _was -> v.key), '{}'), coalesce(jsonb_object_agg(v.key, v.value), '{}')
    INTO _from, _to
    FROM jsonb_each(_is) v WHERE v.value IS DISTINCT FROM _was -> v.key;
  RETURN CASE WHEN _to || _also <> '{}' THEN jsonb_build_object('from', _from, 'to', _to || _also) END;
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_board(_was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('board', i ->> 'key') || v.changed)
      FROM unnest(_is) i
      LEFT JOIN unnest(_was) w ON w ->> 'id' = i ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.board_values(jsonb_populate_record(NULL::public.boards, w)),
       weir.board_values(jsonb_populate_record(NULL::public.boards, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.board_values(_b public.boards)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _b.id IS NOT NULL THEN jsonb_build_object(
    'key', _b.key, 'name', _b.name, 'archived', _b.archived_at IS NOT NULL, 'archivedAt', weir.instant(_b.archived_at),
    'overrideBudget', _b.override_budget, 'classPolicies', _b.class_policies) END
$function$;

CREATE OR REPLACE FUNCTION weir.changes_of_columns(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('column', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.position DESC, n.id DESC, o.id)
      FROM (SELECT (jsonb_populate_record(NULL::public.columns, w)).* FROM unnest(_was) w) o
      FULL JOIN (SELECT (jsonb_populate_record(NULL::public.columns, i)).* FROM unnest(_is) i) n ON n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name, 'kind', o.kind, 'split', o.split, 'policy', o.policy) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name, 'kind', n.kind, 'split', n.split, 'policy', n.policy) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT k.id FROM public.columns k
          WHERE k.workspace_id = _workspace AND k.board_id = _board AND (k.position, k.id) > (n.position, n.id)
          ORDER BY k.position, k.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_swimlanes(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('swimlane', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.position DESC, n.id DESC, o.id)
      FROM (SELECT (jsonb_populate_record(NULL::public.swimlanes, w)).* FROM unnest(_was) w) o
      FULL JOIN (SELECT (jsonb_populate_record(NULL::public.swimlanes, i)).* FROM unnest(_is) i) n ON n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT l.id FROM public.swimlanes l
          WHERE l.workspace_id = _workspace AND l.board_id = _board AND (l.position, l.id) > (n.position, n.id)
          ORDER BY l.position, l.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_limits(_was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('limit', coalesce(i ->> 'id', w ->> 'id')) || v.changed ORDER BY coalesce(i ->> 'id', w ->> 'id'))
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.limit_values(jsonb_populate_record(NULL::public.wip_limits, w)),
       weir.limit_values(jsonb_populate_record(NULL::public.wip_limits, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.limit_values(_l public.wip_limits)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _l.id IS NOT NULL THEN jsonb_build_object(
    'scope', _l.scope, 'columnId', _l.column_id, 'columnIds', nullif(_l.column_ids, '{}'), 'swimlaneId', _l.swimlane_id,
    'userId', _l.user_id, 'across', CASE WHEN _l.scope = 'person' THEN 'board' END, 'classOfService', _l.class_of_service,
    'max', _l.max, 'min', _l.min, 'mode', _l.mode) END
$function$;

CREATE OR REPLACE FUNCTION weir.changes_of_intake(_was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('intake', true) || v.changed)
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'board_id' = w ->> 'board_id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.intake_values(jsonb_populate_record(NULL::public.intakes, w)),
       weir.intake_values(jsonb_populate_record(NULL::public.intakes, i))) v (changed)
     WHERE v.changed IS NOT NULL);
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
    'workingHours', _i.working_hours, 'gateByItself', _i.gate_by_itself, 'form', _i.form_id IS NOT NULL,
    'formOpenPerGuest', _i.form_open_per_guest, 'formDepth', _i.form_depth,
    'gate', jsonb_build_object('state', _i.gate, 'reason', weir.gate_reason(_i), 'until', weir.instant(_i.gate_until))) END
$function$;

CREATE OR REPLACE FUNCTION weir.shed_requests(_intake public.intakes, _now timestamp with time zone, _until date)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _waiting integer;
  _excess  uuid[];
  _locked  integer;
BEGIN
  IF _intake.high_watermark IS NULL THEN
    RETURN '[]';
  END IF;
  SELECT count(*) INTO _waiting FROM public.requests r
   WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.answered_at IS NULL;
  IF _waiting <= _intake.high_watermark THEN
    RETURN '[]';
  END IF;
  _excess := ARRAY(
    SELECT r.id FROM public.requests r
     WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.answered_at IS NULL
       AND r.class_of_service IN ('standard', 'intangible')
     ORDER BY r.class_of_service DESC, r.by_ticket, r.submitted_at DESC, r.number DESC
     LIMIT _waiting - _intake.low_watermark);
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.id = ANY (_excess)
    FOR NO KEY UPDATE SKIP LOCKED;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  IF _locked < cardinality(_excess) THEN
    RAISE EXCEPTION 'a request is being answered' USING ERRCODE = 'serialization_failure';
  END IF;
  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, until, at)
  SELECT _intake.workspace_id, _intake.board_id, e, 'shed', 'noCapacity', _until, _now
    FROM unnest(_excess) e;
  RETURN coalesce((
    SELECT jsonb_agg(jsonb_build_object('request', r.number,
                                        'to', jsonb_build_object('kind', 'shed', 'reason', 'noCapacity', 'until', _until)) ORDER BY r.number)
      FROM public.requests r
     WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.id = ANY (_excess)), '[]');
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_board(_workspace uuid, _board uuid, _table text, _rows bigint DEFAULT 0, _was jsonb[] DEFAULT NULL::jsonb[], _is jsonb[] DEFAULT NULL::jsonb[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp weir.event_stamp;
BEGIN
  IF weir.has_own_event() THEN
    UPDATE public.board_clock SET seq = seq WHERE workspace_id = _workspace AND board_id = _board;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'board % has no clock', _board USING ERRCODE = 'no_data_found';
    END IF;
  ELSE
    _stamp := weir.take_clock(_workspace, _board, clock_timestamp());
    INSERT INTO public.events (workspace_id, board_id, seq, type, at, changes)
    VALUES (_workspace, _board, _stamp.seq, 'board.changed', _stamp.at,
            weir.changes_of_rows(_workspace, _board, _table, _rows, _was, _is));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.has_own_event()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(current_setting('weir.own_event', true) = 'on', false)
$function$;

CREATE OR REPLACE FUNCTION weir.lock_boards_of_rows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _boards weir.board_ref[];
  _rows   weir.written_row[];
BEGIN
  IF NOT weir.has_own_event() THEN
    -- A row that is one of too many for an event is not read.
    CASE TG_OP
      WHEN 'INSERT' THEN
        SELECT array_agg(r.row) INTO _rows FROM (
          SELECT ROW (n.workspace_id, n.board_id, NULL, CASE
                   WHEN count(*) OVER b <= weir.most_rows_of_event() THEN to_jsonb(n) END)::weir.written_row AS row
            FROM new_rows n WINDOW b AS (PARTITION BY n.workspace_id, n.board_id)) r;
      WHEN 'DELETE' THEN
        SELECT array_agg(r.row) INTO _rows FROM (
          SELECT ROW (o.workspace_id, o.board_id, CASE
                   WHEN count(*) OVER b <= weir.most_rows_of_event() THEN to_jsonb(o) END, NULL)::weir.written_row AS row
            FROM old_rows o WINDOW b AS (PARTITION BY o.workspace_id, o.board_id)) r;
      ELSE
        SELECT array_agg(r.row) INTO _rows FROM (
          SELECT ROW (o.workspace_id, o.board_id, CASE
                   WHEN count(*) OVER b <= weir.most_rows_of_event() THEN to_jsonb(o) END, NULL)::weir.written_row AS row
            FROM old_rows o WINDOW b AS (PARTITION BY o.workspace_id, o.board_id)
           UNION ALL
          SELECT ROW (n.workspace_id, n.board_id, NULL, CASE
                   WHEN count(*) OVER b <= weir.most_rows_of_event() THEN to_jsonb(n) END)::weir.written_row
            FROM new_rows n WINDOW b AS (PARTITION BY n.workspace_id, n.board_id)) r;
    END CASE;
    PERFORM weir.lock_boards_written(_rows, TG_TABLE_NAME);
    RETURN NULL;
  END IF;
  CASE TG_OP
    WHEN 'INSERT' THEN
      SELECT array_agg(ROW (n.workspace_id, n.board_id)::weir.board_ref) INTO _boards FROM new_rows n;
    WHEN 'DELETE' THEN
      SELECT array_agg(ROW (o.workspace_id, o.board_id)::weir.board_ref) INTO _boards FROM old_rows o;
    ELSE
      SELECT array_agg(ROW (b.workspace_id, b.board_id)::weir.board_ref) INTO _boards
        FROM (SELECT o.workspace_id, o.board_id FROM old_rows o UNION SELECT n.workspace_id, n.board_id FROM new_rows n) b;
  END CASE;
  PERFORM weir.lock_boards(_boards, TG_TABLE_NAME);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_changed_boards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _boards weir.board_ref[];
  _rows   weir.written_row[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.lock_workspaces(ARRAY(SELECT n.workspace_id FROM new_rows n));
    SELECT array_agg(ROW (k.workspace_id, k.board_id)::weir.board_ref),
           array_agg(ROW (k.workspace_id, k.board_id, NULL, to_jsonb(n))::weir.written_row)
      INTO _boards, _rows
      FROM new_rows n JOIN public.board_clock k ON k.workspace_id = n.workspace_id AND k.board_id = n.id;
  ELSE
    SELECT array_agg(ROW (n.workspace_id, n.id)::weir.board_ref),
           array_agg(ROW (n.workspace_id, n.id, to_jsonb(o), to_jsonb(n))::weir.written_row)
      INTO _boards, _rows
      FROM new_rows n LEFT JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id;
  END IF;
  IF weir.has_own_event() THEN
    PERFORM weir.lock_boards(_boards, TG_TABLE_NAME);
  ELSE
    PERFORM weir.lock_boards_written(_rows, TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.create_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  _seq     bigint;
  _created jsonb;
  _body    jsonb;
  _detail  text;
BEGIN
  SELECT s.seq, s.at INTO _seq, _now
    FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_card -> 'override', 'null')) s;
  _created := weir.insert_card(_workspace, _board, _actor, _now, _id, _card, NULL);
  PERFORM weir.record_event(_workspace, _board, _seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_build_object(
    'card', _created -> 'number', 'to', _created -> 'to')));
  _body := weir.card_document(_workspace, _board, (_created ->> 'number')::integer);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.insert_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _request uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _column public.columns;
  _number integer;
  _new    public.cards;
  _people uuid[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(_card -> 'assigneeIds', '[]'))::uuid);
BEGIN
  SELECT * INTO _column FROM public.columns k
   WHERE k.workspace_id = _workspace AND k.board_id = _board
     AND CASE WHEN _card ->> 'columnId' IS NULL THEN k.kind = 'queue' ELSE k.id = (_card ->> 'columnId')::uuid END
   ORDER BY k.position LIMIT 1;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('columnId', 'absent');
  END IF;
  IF _card ->> 'swimlaneId' IS NOT NULL AND NOT EXISTS (
       SELECT FROM public.swimlanes l WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = (_card ->> 'swimlaneId')::uuid) THEN
    PERFORM weir.refuse_input('swimlaneId', 'absent');
  END IF;
  IF weir.has_unassignable(_workspace, _people) THEN
    PERFORM weir.refuse_input('assigneeIds', 'notOfTheTeam');
  END IF;

  UPDATE public.board_clock k SET next_card = k.next_card + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_card - 1 INTO _number;

  INSERT INTO public.cards (workspace_id, board_id, id, number, title, description, column_id, swimlane_id, rank,
                     class_of_service, due_on, request_id, created_at, created_by, entered_column_at,
                     committed_at, delivered_at, archived_at)
  VALUES (_workspace, _board, _id, _number, _card ->> 'title', coalesce(_card ->> 'description', ''),
          _column.id, (_card ->> 'swimlaneId')::uuid,
          weir.rank_for(_workspace, _board, _column.id, _number, NULL, NULL),
          coalesce(_card ->> 'classOfService', 'standard')::public.class_of_service, (_card ->> 'dueOn')::date,
          _request, _now, _actor, _now,
          weir.committed_at(_column.kind, NULL, _now), weir.delivered_at(_column.kind, NULL, _now),
          (_card ->> 'archivedAt')::timestamptz)
  RETURNING * INTO _new;
  IF cardinality(_people) > 0 THEN
    INSERT INTO public.card_assignees (workspace_id, board_id, card_id, user_id)
    SELECT _workspace, _board, _id, p FROM unnest(_people) p;
  END IF;
  RETURN jsonb_build_object('number', _number, 'columnId', _column.id, 'to', weir.card_created(
    _new, weir.card_placed(_new, _column.split, NULL), coalesce(_card -> 'assigneeIds', '[]')));
END $function$;

CREATE OR REPLACE FUNCTION weir.place_card(_seq bigint, _actor uuid, _now timestamp with time zone, _card public.cards, _to jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _from   public.columns;
  _column public.columns;
  _lane   uuid    := CASE WHEN _to ? 'swimlaneId' THEN (_to ->> 'swimlaneId')::uuid ELSE _card.swimlane_id END;
  _done   boolean := coalesce(_to ->> 'half' = 'done', _card.done AND _card.column_id = (_to ->> 'columnId')::uuid);
  _rank   numeric;
  _new    public.cards;
BEGIN
  SELECT * INTO _column FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = (_to ->> 'columnId')::uuid;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('columnId', 'absent');
  ELSIF _to ->> 'half' IS NOT NULL AND NOT _column.split THEN
    PERFORM weir.refuse_input('half', 'notSplit');
  END IF;
  IF _lane IS DISTINCT FROM _card.swimlane_id AND _lane IS NOT NULL AND NOT EXISTS (
       SELECT FROM public.swimlanes l WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.id = _lane) THEN
    PERFORM weir.refuse_input('swimlaneId', 'absent');
  END IF;
  _rank := weir.rank_for(_card.workspace_id, _card.board_id, _column.id, _card.number,
                         (_to ->> 'before')::integer, (_to ->> 'after')::integer);
  IF _rank IS NULL THEN
    PERFORM weir.refuse_input(CASE WHEN _to ? 'before' THEN 'before' ELSE 'after' END, 'notInColumn');
  END IF;
  SELECT * INTO _from FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _card.column_id;
  PERFORM weir.enforce_pull(_card, _from, _column);
  -- rank_for may just have spread out the column, and this card with it.
  _card.rank := (SELECT c.rank FROM public.cards c
    WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id);
  IF _column.id = _card.column_id AND _lane IS NOT DISTINCT FROM _card.swimlane_id AND _done = _card.done
     AND weir.is_same_gap(_card, _rank) THEN
    -- Nothing changed, so there is no event.
    PERFORM weir.cancel_event(_card.workspace_id, _card.board_id);
    RETURN;
  END IF;

  UPDATE public.cards c
     SET column_id = _column.id, swimlane_id = _lane, done = _done, rank = _rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = _column.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(_column.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(_column.kind, c.delivered_at, _now)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id
  RETURNING * INTO _new;
  PERFORM weir.record_event(_card.workspace_id, _card.board_id, _seq, 'card.moved', _now, _actor, jsonb_build_array(
    jsonb_build_object('card', _card.number, 'from', weir.card_position(_card, _from.split),
                       'to', weir.card_placed(_new, _column.split, CASE
                         WHEN _to ->> 'after' IS NOT NULL THEN weir.card_below(_new)
                         ELSE (_to ->> 'before')::integer END)))
    || weir.unassign_reopened(_card));
END $function$;

CREATE OR REPLACE FUNCTION weir.swap_cards(_seq bigint, _actor uuid, _now timestamp with time zone, _card public.cards, _number integer, _column uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _other public.cards;
  _here  public.columns;
  _there public.columns;
BEGIN
  SELECT * INTO _other FROM public.cards c
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.number = _number AND c.archived_at IS NULL;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('swapWith', 'absent');
  ELSIF _other.id = _card.id THEN
    PERFORM weir.refuse_input('swapWith', 'itself');
  ELSIF _column <> _other.column_id THEN
    PERFORM weir.refuse_input('columnId', 'notItsColumn');
  END IF;
  SELECT * INTO _here FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _card.column_id;
  SELECT * INTO _there FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _other.column_id;
  PERFORM weir.enforce_pull(_card, _here, _there);
  PERFORM weir.enforce_pull(_other, _there, _here);

  UPDATE public.cards c
     SET column_id = t.column_id, swimlane_id = t.swimlane_id, done = t.done, rank = t.rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = t.column_id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(t.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(t.kind, c.delivered_at, _now)
    FROM (VALUES (_card.id, _there.id, _there.kind, _other.swimlane_id, _other.done, _other.rank),
                 (_other.id, _here.id, _here.kind, _card.swimlane_id, _card.done, _card.rank))
           AS t (id, column_id, kind, swimlane_id, done, rank)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = t.id;
  -- In a statement of its own: an override is honoured only while the number has no event.
  PERFORM weir.record_event(_card.workspace_id, _card.board_id, _seq, 'card.swapped', _now, _actor, (
    SELECT jsonb_agg(jsonb_build_object(
             'card', c.number,
             'from', weir.card_position(CASE WHEN c.id = _card.id THEN _card ELSE _other END),
             'to', weir.card_placed(c)) ORDER BY c.id = _card.id DESC)
      FROM public.cards c
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id IN (_card.id, _other.id))
    || weir.unassign_reopened(_card) || weir.unassign_reopened(_other));
END $function$;

CREATE OR REPLACE FUNCTION weir.move_cards(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _moves jsonb, _override jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  _numbers integer[] := ARRAY(SELECT (m ->> 'card')::integer FROM jsonb_array_elements(_moves) m);
  _locked  integer;
  _seq     bigint;
  _planned weir.planned_move[];
  _plan    weir.planned_move;
  _olds    public.cards[];
  _order   jsonb;
  _rank    numeric;
  _body    jsonb;
  _detail  text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)
    ORDER BY c.number FOR NO KEY UPDATE;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  SELECT s.seq, s.at INTO _seq, _now
    FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, _override) s;
  PERFORM weir.check_all_locked(_workspace, _board, _numbers, _locked);
  _planned := weir.plan_moves(_workspace, _board, _moves);
  _order  := weir.column_order(_workspace, _board, _planned);
  _olds   := ARRAY(SELECT c FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers));

  UPDATE public.cards c
     SET column_id = w.column_id, swimlane_id = w.swimlane_id, done = w.done, version = c.version + 1,
         rank = w.at + (SELECT coalesce(max(x.rank), 0) + 1 FROM public.cards x
                         WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.column_id = w.column_id
                           AND x.archived_at IS NULL),
         entered_column_at = CASE WHEN c.column_id = w.column_id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(w.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(w.kind, c.delivered_at, _now)
    FROM unnest(_planned) w
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id;
  FOREACH _plan IN ARRAY _planned LOOP
    IF _plan.before IS NOT NULL OR _plan.after IS NOT NULL THEN
      -- Not inside the UPDATE: rank_for may spread out the ranks of the column, this card's too.
      _rank := weir.rank_for(_workspace, _board, _plan.column_id, _plan.number, _plan.before, _plan.after);
      UPDATE public.cards c SET rank = _rank
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _plan.card_id;
    END IF;
  END LOOP;

  IF _order = weir.column_order(_workspace, _board, _planned) THEN
    PERFORM weir.exit_command('{"unchanged": true}');
  END IF;
  PERFORM weir.record_event(_workspace, _board, _seq, 'cards.moved', _now, _actor, (
    SELECT jsonb_agg(jsonb_build_object('card', w.number, 'from', weir.card_position(o::public.cards),
                                        'to', weir.card_placed(c)) ORDER BY c.column_id, c.rank DESC, c.number DESC)
      FROM unnest(_planned) w
      JOIN unnest(_olds) o ON o.id = w.card_id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id)
    || weir.unassign_reopened(_workspace, _board, ARRAY(SELECT o.id FROM unnest(_olds) o WHERE o.delivered_at IS NOT NULL)));
  _body := weir.card_list(_workspace, _board, _numbers);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN CASE WHEN _detail::jsonb ? 'unchanged' THEN jsonb_build_object('body', weir.card_list(_workspace, _board, _numbers))
              ELSE _detail::jsonb END;
END $function$;

CREATE OR REPLACE FUNCTION weir.try_submit_request(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _request jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _seq     bigint;
  _intake  public.intakes;
  _follows public.requests;
  _ticket  boolean := coalesce((_request ->> 'ticket')::boolean, false);
  _class   public.class_of_service;
  _gate    public.gate_state;
  _number  integer;
  _shed    jsonb;
  _body    jsonb;
  _detail  text;
BEGIN
  SELECT s.seq, s.at INTO _seq, _now FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions) s;

  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _actor IS NOT NULL AND NOT _ticket THEN
    PERFORM weir.check_needed_by(_intake, (_request ->> 'neededBy')::date, _now);
  END IF;
  IF _request ->> 'follows' IS NOT NULL THEN
    SELECT * INTO _follows FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_request ->> 'follows')::integer
       AND coalesce(r.requester_id, r.guest_id) = coalesce(_actor, (_request ->> 'guestId')::uuid);
    IF NOT FOUND THEN
      IF _ticket THEN
        PERFORM weir.refuse('not-found');
      END IF;
      PERFORM weir.refuse_input('follows', 'absent');
    ELSIF _follows.answered_at IS NULL AND NOT _ticket THEN
      PERFORM weir.refuse_conflict('request-not-answered', 'follows', 'stillWaits');
    END IF;
  END IF;
  IF _ticket THEN
    PERFORM weir.check_ticket(_follows, (_now AT TIME ZONE _intake.time_zone)::date);
  END IF;

  _class := coalesce(_request ->> 'classOfService', CASE WHEN _ticket THEN _follows.class_of_service::text END, 'standard');
  _gate  := weir.gate_at(_intake, _now);
  PERFORM weir.enforce_gate(_intake, _gate, _class);

  UPDATE public.board_clock k SET next_request = k.next_request + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_request - 1 INTO _number;

  INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                        requester_id, guest_id, submitted_at, remind_at, answer_by, expires_at, follows_id, by_ticket)
  VALUES (_workspace, _board, _id, _number,
          coalesce(_request ->> 'title', _follows.title),
          coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
          _class,
          coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
          _actor, (_request ->> 'guestId')::uuid, _now, (_request ->> 'remindAt')::timestamptz,
          (_request ->> 'answerBy')::timestamptz, (_request ->> 'expiresAt')::timestamptz, _follows.id, _ticket);
  IF _ticket THEN
    PERFORM weir.copy_watchers(_workspace, _board, _follows.id, _board, _id);
  END IF;
  IF _gate = 'throttled' THEN
    PERFORM weir.enforce_throttled_quota(_intake, _actor, (_request ->> 'guestId')::uuid);
  END IF;
  _shed := weir.shed_requests(_intake, _now, (_request -> 'shed' ->> 'until')::date);

  PERFORM weir.record_event(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(weir.request_submitted(_workspace, _board, _number)) || _shed);
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.request_submitted(_workspace uuid, _board uuid, _number integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object('request', r.number, 'to', weir.request_values(r))
      FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = _number);
END $function$;

CREATE OR REPLACE FUNCTION weir.request_values(_r public.requests)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object(
    'title', _r.title, 'description', _r.description, 'classOfService', _r.class_of_service, 'neededBy', _r.needed_by,
    'requesterId', coalesce(_r.requester_id, _r.guest_id), 'byForm', _r.guest_id IS NOT NULL,
    'submittedAt', weir.instant(_r.submitted_at), 'answerBy', weir.instant(_r.answer_by),
    'expiresAt', weir.instant(_r.expires_at), 'pausedAt', weir.instant(_r.paused_at), 'version', _r.version,
    'follows', (SELECT f.number FROM public.requests f
                 WHERE f.workspace_id = _r.workspace_id AND f.board_id = _r.board_id AND f.id = _r.follows_id))
$function$;

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_changed_boards();
