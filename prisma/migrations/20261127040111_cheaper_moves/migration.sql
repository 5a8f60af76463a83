DROP TRIGGER early_lock_blocked_boards_on_update ON public.cards;
DROP TRIGGER then_record_changed_blockers ON public.cards;
DROP TRIGGER then_follow_column_on_update ON public.cards;
DROP TRIGGER then_follow_column_on_insert ON public.cards;
DROP TRIGGER follow_column_on_update ON public.cards;
DROP TRIGGER follow_column_on_insert ON public.cards;
DROP TRIGGER then_record_steps_on_delete ON public.cards;
DROP TRIGGER then_record_steps_on_update ON public.cards;
DROP TRIGGER then_record_steps_on_insert ON public.cards;
DROP TRIGGER number_update ON public.cards;
DROP TRIGGER then_enforce_limits_on_update ON public.cards;
DROP TRIGGER then_enforce_limits_on_insert ON public.cards;
DROP VIEW weir.card_documents;
DROP FUNCTION weir.lock_blocked_boards();
DROP FUNCTION weir.record_changed_blockers();
DROP FUNCTION weir.correct_instants_of_cards();
DROP FUNCTION weir.set_instants();
DROP FUNCTION weir.record_steps_of_cards();
DROP FUNCTION weir.number_card();
DROP FUNCTION weir.enforce_limits_of_cards();
DROP FUNCTION weir.place_card(bigint,uuid,timestamp with time zone,public.cards,jsonb);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.fields_of_card(_workspace uuid, _board uuid, _card uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_object_agg(v.field_id, weir.field_value(v)), '{}')
      FROM public.card_fields v
     WHERE v.workspace_id = _workspace AND v.board_id = _board AND v.card_id = _card);
END $function$;

CREATE OR REPLACE FUNCTION weir.card_created(_card public.cards, _placed jsonb, _people jsonb, _labels jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _request integer;
BEGIN
  IF _card.request_id IS NOT NULL THEN
    SELECT r.number INTO _request FROM public.requests r
     WHERE r.workspace_id = _card.workspace_id AND r.board_id = _card.board_id AND r.id = _card.request_id;
  END IF;
  RETURN _placed || jsonb_build_object(
    'title', _card.title, 'description', _card.description, 'classOfService', _card.class_of_service,
    'dueOn', _card.due_on, 'assigneeIds', _people, 'labelIds', _labels,
    'fields', weir.fields_of_card(_card.workspace_id, _card.board_id, _card.id), 'request', _request);
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
              AND (_all_fields OR EXISTS (
                SELECT FROM public.custom_fields f
                 WHERE f.workspace_id = v.workspace_id AND f.board_id = v.board_id AND f.id = v.field_id
                   AND (f.on_cards OR f.kind = 'choice')))), '{}'),
         'checklist', (
           SELECT jsonb_build_object('done', count(*) FILTER (WHERE i.done), 'total', count(*))
             FROM public.checklist_items i
            WHERE i.workspace_id = c.workspace_id AND i.board_id = c.board_id AND i.card_id = c.id),
         'attachments', (
           SELECT count(*) FROM public.attachments a
            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id),
         'blocked', CASE WHEN EXISTS (
           SELECT FROM public.card_blocks x
            WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id AND x.unblocked_at IS NULL)
           THEN weir.open_block(c.workspace_id, c.board_id, c.id) END,
         'blockedBy', CASE WHEN EXISTS (
           SELECT FROM public.card_links l
            WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id AND l.kind = 'blockedBy')
           THEN weir.blockers_of(c.workspace_id, c.board_id, c.id) ELSE '[]' END,
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

CREATE OR REPLACE FUNCTION weir.card_document(_workspace uuid, _board uuid, _number integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (SELECT d.document FROM weir.card_documents(true) d
           WHERE d.workspace_id = _workspace AND d.board_id = _board AND d.number = _number);
END $function$;

CREATE OR REPLACE FUNCTION weir.open_block(_workspace uuid, _board uuid, _card uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at),
                              'by', jsonb_build_object('id', u.id, 'name', u.name))
      FROM public.card_blocks x JOIN public.users u ON u.id = x.blocked_by
     WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = _card AND x.unblocked_at IS NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.blockers_of(_workspace uuid, _board uuid, _card uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN to_jsonb(ARRAY(
    SELECT x.ref FROM weir.blockers x
     WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = _card
     ORDER BY x.key, x.number));
END $function$;

CREATE OR REPLACE FUNCTION weir.request_of_card(_workspace uuid, _board uuid, _request uuid, _key text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object('number', r.number, 'ref', _key || '-R' || r.number,
                              'requester', weir.requester(r) || CASE WHEN m.user_id IS NULL AND g.id IS NULL THEN '{}' ELSE '{"left": true}' END::jsonb)
      FROM public.requests r
      LEFT JOIN public.memberships m ON m.workspace_id = r.workspace_id AND m.user_id = r.requester_id AND m.left_at IS NOT NULL
      LEFT JOIN public.guests g ON g.workspace_id = r.workspace_id AND g.id = r.guest_id AND g.erased_at IS NOT NULL
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request);
END $function$;

CREATE OR REPLACE FUNCTION weir.instant(_at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT to_char(_at AT TIME ZONE interval '0', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$function$;

CREATE OR REPLACE FUNCTION weir.is_own_write(_xmin xid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT age(_xmin) <= 0 AND weir.is_in_progress(_xmin) IS NOT FALSE
$function$;

CREATE OR REPLACE FUNCTION weir.is_in_progress(_xmin xid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _own bigint := pg_current_xact_id()::text::bigint;
BEGIN
  RETURN pg_xact_status((_own + (_xmin::text::bigint - _own & 4294967295))::text::xid8) = 'in progress';
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_limits(_workspace uuid, _board uuid, _changes weir.card_change[], _across_alone boolean DEFAULT false)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _c          weir.card_change := _changes[1];
  _one        boolean := cardinality(_changes) = 1;
  _active     uuid[];
  _rewritten  uuid[];
  _done       uuid[];
  _has_across boolean;
  _limits     public.wip_limits[];
  _limit      public.wip_limits;
  _gain       integer;
  _load       integer;
  _exceeded   weir.exceeded_limit[];
BEGIN
  -- With the limits that can gain. By one card, only those can that count it now and did not before.
  SELECT k.active, k.rewritten, k.done, EXISTS (SELECT FROM public.person_limits p WHERE p.workspace_id = _workspace), (
           SELECT array_agg(l)
             FROM public.wip_limits l
            WHERE l.workspace_id = _workspace AND l.board_id = _board AND NOT _across_alone
              AND (NOT _one OR weir.is_counted(
                     l.scope, l.column_id, l.column_ids, l.swimlane_id, l.class_of_service,
                     _c.column_id, _c.column_id = ANY (k.active), _c.swimlane_id, _c.class_of_service, _c.archived_at, true)
                   AND weir.is_counted(
                     l.scope, l.column_id, l.column_ids, l.swimlane_id, l.class_of_service,
                     _c.was_column_id, coalesce(_c.was_active, _c.was_column_id = ANY (k.active)), _c.was_swimlane_id,
                     _c.was_class_of_service, _c.was_archived_at, true) IS NOT TRUE))
    INTO _active, _rewritten, _done, _has_across, _limits
    FROM (SELECT array_agg(k.id) FILTER (WHERE k.kind = 'active') AS active,
                 array_agg(k.id) FILTER (WHERE weir.is_own_write(k.xmin)) AS rewritten,
                 array_agg(k.id) FILTER (WHERE k.kind = 'done') AS done
            FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board) k;
  IF _has_across THEN
    _limits := _limits || weir.limits_across_boards(_workspace, _board, _changes);
  END IF;
  FOREACH _limit IN ARRAY coalesce(_limits, '{}') LOOP
    _gain := CASE WHEN _one AND _limit.scope <> 'person' AND _c.person IS NULL THEN 1
                  ELSE weir.gain(_limit, _changes, _active, _rewritten) END;
    IF _limit.board_id IS NULL AND _gain IS NOT NULL THEN
      PERFORM weir.lock_person_limits(_workspace, ARRAY[_limit.user_id]);
      SELECT a.* INTO _limit FROM public.person_limits p, weir.limit_across_boards(p) a
       WHERE p.workspace_id = _workspace AND p.user_id = _limit.user_id;
      CONTINUE WHEN NOT FOUND;
    END IF;
    IF _gain > 0 THEN
      _load := weir.load(_limit, _active);
      IF _load > _limit.max THEN
        _exceeded := _exceeded || ROW (_workspace, _board, _limit.id, _limit.scope, _limit.mode, _limit.max,
                                       _load - _gain, _gain)::weir.exceeded_limit;
      END IF;
    END IF;
  END LOOP;
  IF _exceeded IS NOT NULL THEN
    PERFORM weir.override_or_refuse(_exceeded);
  END IF;
  -- The caps on cards. One card that was there, in a column that is not done, adds nothing: that needs no query.
  IF _c.person IS NULL AND NOT _across_alone
     AND (NOT _one OR _c.was_column_id IS NULL OR _c.was_archived_at IS NOT NULL OR _c.was_column_id = ANY (_done))
     AND weir.adds_cards(_changes, _done) THEN
    PERFORM weir.enforce_card_caps(_workspace, _board);
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.limits_across_boards(_workspace uuid, _board uuid, _changes weir.card_change[])
 RETURNS public.wip_limits[]
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN ARRAY(
    SELECT weir.limit_across_boards(p)
      FROM public.person_limits p
     WHERE p.workspace_id = _workspace
       AND p.user_id = ANY (ARRAY(
         SELECT coalesce(m.person, a.user_id)
           FROM unnest(_changes) m
           LEFT JOIN public.card_assignees a
             ON m.person IS NULL AND a.workspace_id = m.workspace_id AND a.board_id = m.board_id AND a.card_id = m.card_id))
       AND EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NULL)
     ORDER BY p.user_id);
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_limits_of_boards(_changes weir.card_change[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _b record;
BEGIN
  FOR _b IN SELECT m.workspace_id, m.board_id, array_agg(m) AS changes FROM unnest(_changes) m GROUP BY 1, 2 ORDER BY 1, 2 LOOP
    PERFORM weir.enforce_limits(_b.workspace_id, _b.board_id, _b.changes);
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.load(_limit public.wip_limits, _active uuid[] DEFAULT NULL::uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _columns uuid[] := _active;
BEGIN
  IF _limit.board_id IS NULL THEN
    RETURN (
      SELECT count(*)
        FROM public.card_assignees a
        JOIN public.boards b  ON b.workspace_id = a.workspace_id AND b.id = a.board_id AND b.archived_at IS NULL
        JOIN public.cards c   ON c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id
        JOIN public.columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
       WHERE a.workspace_id = _limit.workspace_id AND a.user_id = _limit.user_id
         AND weir.is_counted(_limit.scope, NULL, NULL, NULL, NULL,
                         c.column_id, k.kind = 'active', c.swimlane_id, c.class_of_service, c.archived_at, true));
  END IF;
  IF _limit.column_id IS NOT NULL THEN
    _columns := ARRAY[_limit.column_id];
  ELSIF _limit.scope = 'columns' THEN
    _columns := _limit.column_ids;
  ELSIF _columns IS NULL THEN
    _columns := ARRAY(SELECT k.id FROM public.columns k
                       WHERE k.workspace_id = _limit.workspace_id AND k.board_id = _limit.board_id AND k.kind = 'active');
  END IF;
  -- Column by column, which is always a scan of the index of that column. With "= ANY" PostgreSQL may read all cards of the board.
  RETURN (
    SELECT count(*)
      FROM unnest(_columns) k (id)
     CROSS JOIN LATERAL (
       SELECT FROM public.cards c
        WHERE c.workspace_id = _limit.workspace_id AND c.board_id = _limit.board_id AND c.column_id = k.id
          AND c.archived_at IS NULL
          AND weir.is_counted(_limit.scope, _limit.column_id, _limit.column_ids, _limit.swimlane_id, _limit.class_of_service,
                          c.column_id, true, c.swimlane_id, c.class_of_service, NULL,
                          (SELECT true FROM public.card_assignees a
                            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
                              AND a.user_id = _limit.user_id))
       OFFSET 0) counted);
END $function$;

CREATE OR REPLACE FUNCTION weir.has_visible_text(_text text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  RETURN _text ~ ('[^\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F'
               || '\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001D159\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]');
END $function$;

CREATE OR REPLACE FUNCTION weir.is_held(_xmin xid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT age(_xmin) <= 0 AND weir.is_in_progress(_xmin) IS TRUE
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
    IF TG_TABLE_NAME = 'cards' AND TG_OP = 'UPDATE' THEN
      PERFORM weir.lock_boards_blocked_by(ARRAY(
        SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref
          FROM new_rows n
          JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
         WHERE weir.is_open(n) <> weir.is_open(o)));
    END IF;
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
  -- Our own writers hold the clocks already, and need no second update of them. Whoever else sets weir.own_event takes them here.
  CASE TG_OP
    WHEN 'INSERT' THEN
      SELECT array_agg(ROW (b.workspace_id, b.board_id)::weir.board_ref) INTO _boards
        FROM (SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n) b
       WHERE (SELECT weir.is_held(k.xmin) FROM public.board_clock k
               WHERE k.workspace_id = b.workspace_id AND k.board_id = b.board_id) IS NOT TRUE;
    WHEN 'DELETE' THEN
      SELECT array_agg(ROW (b.workspace_id, b.board_id)::weir.board_ref) INTO _boards
        FROM (SELECT DISTINCT o.workspace_id, o.board_id FROM old_rows o) b
       WHERE (SELECT weir.is_held(k.xmin) FROM public.board_clock k
               WHERE k.workspace_id = b.workspace_id AND k.board_id = b.board_id) IS NOT TRUE;
    ELSE
      SELECT array_agg(ROW (b.workspace_id, b.board_id)::weir.board_ref) INTO _boards
        FROM (SELECT o.workspace_id, o.board_id FROM old_rows o UNION SELECT n.workspace_id, n.board_id FROM new_rows n) b
       WHERE (SELECT weir.is_held(k.xmin) FROM public.board_clock k
               WHERE k.workspace_id = b.workspace_id AND k.board_id = b.board_id) IS NOT TRUE;
  END CASE;
  IF _boards IS NOT NULL THEN
    PERFORM weir.lock_boards(_boards, TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_search_text(_workspace uuid, _board uuid, _id uuid, _kind public.search_kind, _card uuid, _title text, _body text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.search_texts AS t (workspace_id, board_id, id, kind, card_id, text, words)
  SELECT _workspace, _board, _id, _kind, _card, left(concat_ws(' ', nullif(_title, ''), b.body), 300), weir.search_words(_title, b.body)
    FROM (SELECT weir.without_mentions(_body) AS body) b
  ON CONFLICT (workspace_id, board_id, id) DO UPDATE SET text = excluded.text, words = excluded.words;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_search_text_of(_card public.cards)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.keep_search_text(_card.workspace_id, _card.board_id, _card.id, 'card', NULL, _card.title, concat_ws(E'\n', _card.description, (
    SELECT string_agg(v.text, E'\n' ORDER BY v.field_id) FROM public.card_fields v
     WHERE v.workspace_id = _card.workspace_id AND v.board_id = _card.board_id AND v.card_id = _card.id)));
END $function$;

CREATE OR REPLACE FUNCTION weir.record_steps_of_deleted_cards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
     FROM (SELECT o.workspace_id, o.board_id, array_agg(o.request_id) AS requests FROM old_rows o
            WHERE o.request_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2) r;
  RETURN NULL;
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
  _set := set_config('weir.override', (coalesce(_override, '{}') || jsonb_build_object('now', _write.at))::text, true);

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

CREATE OR REPLACE FUNCTION weir.finish_write(_workspace uuid, _key weir.write_key, _status integer, _body jsonb, _now timestamp with time zone, _board uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _seq bigint;
  _set text;
BEGIN
  SELECT k.seq INTO _seq FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  IF _key.key IS NOT NULL THEN
    PERFORM weir.keep_response(_workspace, _key, _status, _body, _now, _seq);
  END IF;
  _set := set_config('weir.own_event', '', true);
  _set := set_config('weir.override', '', true);
  RETURN jsonb_build_object('body', _body, 'seq', _seq);
END $function$;

CREATE OR REPLACE FUNCTION weir.start_event(_workspace uuid, _board uuid, _now timestamp with time zone)
 RETURNS weir.event_stamp
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set text := set_config('weir.own_event', 'on', true);
BEGIN
  RETURN weir.take_clock(_workspace, _board, _now);
END $function$;

CREATE OR REPLACE FUNCTION weir.complete_card()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    RETURN weir.with_instants(NEW, NULL);
  END IF;
  IF NEW.column_id <> OLD.column_id OR (NEW.committed_at IS NULL) <> (OLD.committed_at IS NULL)
     OR (NEW.delivered_at IS NULL) <> (OLD.delivered_at IS NULL) THEN
    NEW := weir.with_instants(NEW, OLD);
  END IF;
  IF NEW.version = OLD.version AND NEW IS DISTINCT FROM OLD THEN
    NEW.version := OLD.version + 1;
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.follow_inserted_cards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _changes     weir.card_change[];
  _done        boolean;
  _of_requests boolean;
BEGIN
  SELECT array_agg(weir.card_change(n::public.cards, NULL)), bool_or(n.done), bool_or(n.request_id IS NOT NULL)
    INTO _changes, _done, _of_requests
    FROM new_rows n;
  -- Numbers given by hand (an import) move the clock's next number on.
  UPDATE public.board_clock k SET next_card = n.next
    FROM (SELECT c.workspace_id, c.board_id, max(c.number) + 1 AS next FROM new_rows c GROUP BY 1, 2) n
   WHERE k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.next_card < n.next;
  IF _done THEN
    PERFORM weir.clear_done(ARRAY(SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n WHERE n.done));
  END IF;
  IF cardinality(_changes) = 1 THEN
    PERFORM weir.enforce_limits(_changes[1].workspace_id, _changes[1].board_id, _changes);
  ELSIF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
  END IF;
  IF NOT weir.has_own_event() THEN
    PERFORM weir.correct_instants(ARRAY(SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n));
  END IF;
  IF _of_requests THEN
    PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
       FROM (SELECT n.workspace_id, n.board_id, array_agg(n.request_id) AS requests FROM new_rows n
              WHERE n.request_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2) r;
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.follow_updated_cards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _changes     weir.card_change[];
  _done        boolean;
  _turned      boolean;
  _of_requests boolean;
  _b           record;
BEGIN
  SELECT array_agg(weir.card_change(n::public.cards, o::public.cards))
           FILTER (WHERE n.id IS NOT NULL AND (n.column_id, n.swimlane_id, n.class_of_service, n.archived_at IS NULL)
                         IS DISTINCT FROM (o.column_id, o.swimlane_id, o.class_of_service, o.archived_at IS NULL)),
         bool_or(n.done), bool_or(weir.is_open(n) <> weir.is_open(o)), bool_or(n.request_id IS NOT NULL OR o.request_id IS NOT NULL)
    INTO _changes, _done, _turned, _of_requests
    FROM old_rows o
    FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id;
  IF _done THEN
    PERFORM weir.clear_done(ARRAY(SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n WHERE n.done));
  END IF;
  IF cardinality(_changes) = 1 THEN
    PERFORM weir.enforce_limits(_changes[1].workspace_id, _changes[1].board_id, _changes);
  ELSIF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
  END IF;

  -- Plain SQL: the column may have changed its kind between the trigger above and the clock. As in a move by the API, a card
  -- that is no longer delivered loses assignees who can't be given work any more.
  IF NOT weir.has_own_event() THEN
    PERFORM weir.correct_instants(ARRAY(
      SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref
        FROM old_rows o
        FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
       WHERE n.column_id IS DISTINCT FROM o.column_id AND n.id IS NOT NULL));
    PERFORM weir.unassign_reopened(r.workspace_id, r.board_id, r.cards)
       FROM (SELECT n.workspace_id, n.board_id, array_agg(n.id) AS cards
               FROM old_rows o
               FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
              WHERE o.delivered_at IS NOT NULL AND n.delivered_at IS NULL AND n.id IS NOT NULL
              GROUP BY 1, 2 ORDER BY 1, 2) r;
  END IF;

  -- A card that is delivered, archived or reopened changes which cards of other boards are blocked. Each of those gets an event
  -- on its own board, so that the board shows it. Cards of the same board need none: this change has an event there.
  IF _turned THEN
    FOR _b IN
      SELECT l.workspace_id, l.other_board_id AS board_id, l.other_card_id AS card_id, x.number,
             array_agg(k.key || '-' || n.number) FILTER (WHERE weir.is_open(n))     AS blocking,
             array_agg(k.key || '-' || n.number) FILTER (WHERE NOT weir.is_open(n)) AS freed
        FROM new_rows n
        JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
        JOIN public.card_links l ON l.workspace_id = n.workspace_id AND l.board_id = n.board_id AND l.card_id = n.id
        JOIN public.boards k ON k.workspace_id = n.workspace_id AND k.id = n.board_id
        JOIN public.cards x ON x.workspace_id = l.workspace_id AND x.board_id = l.other_board_id AND x.id = l.other_card_id
       WHERE weir.is_open(n) <> weir.is_open(o) AND l.kind = 'blocks' AND l.other_board_id <> l.board_id
       GROUP BY 1, 2, 3, 4
       ORDER BY 1, 2, 4
    LOOP
      PERFORM weir.record_changed_blockers(_b.workspace_id, _b.board_id, _b.card_id, _b.number, _b.blocking, _b.freed);
    END LOOP;
  END IF;

  IF _of_requests THEN
    PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
       FROM (SELECT t.workspace_id, t.board_id, array_agg(t.request_id) AS requests
               FROM old_rows o
               FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
              CROSS JOIN LATERAL (VALUES (o.workspace_id, o.board_id, o.request_id),
                                         (n.workspace_id, n.board_id, n.request_id)) t (workspace_id, board_id, request_id)
              WHERE t.request_id IS NOT NULL
                AND (o.request_id, o.committed_at IS NULL, o.delivered_at IS NULL, o.archived_at IS NULL)
                    IS DISTINCT FROM (n.request_id, n.committed_at IS NULL, n.delivered_at IS NULL, n.archived_at IS NULL)
              GROUP BY 1, 2 ORDER BY 1, 2) r;
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.clear_done(_cards weir.card_ref[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.cards c SET done = false
    FROM unnest(_cards) n
    JOIN public.columns k ON k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND NOT k.split
   WHERE c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.card_id AND k.id = c.column_id AND c.done;
END $function$;

CREATE OR REPLACE FUNCTION weir.with_instants(_is public.cards, _was public.cards)
 RETURNS public.cards
 LANGUAGE plpgsql
AS $function$
DECLARE
  _kind public.column_kind;
BEGIN
  SELECT k.kind INTO _kind FROM public.columns k
   WHERE k.workspace_id = _is.workspace_id AND k.board_id = _is.board_id AND k.id = _is.column_id;
  IF NOT FOUND THEN
    RETURN _is;  -- A foreign key refuses it.
  END IF;
  IF _is.column_id <> _was.column_id AND _is.entered_column_at = _was.entered_column_at THEN
    _is.entered_column_at := greatest(clock_timestamp(), (
      SELECT k.at FROM public.board_clock k WHERE k.workspace_id = _is.workspace_id AND k.board_id = _is.board_id));
  END IF;
  _is.committed_at := weir.committed_at(_kind, _is.committed_at, _is.entered_column_at);
  _is.delivered_at := weir.delivered_at(_kind, _is.delivered_at, _is.entered_column_at);
  RETURN _is;
END $function$;

CREATE OR REPLACE FUNCTION weir.record_changed_blockers(_workspace uuid, _board uuid, _card uuid, _number integer, _blocking text[], _freed text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _refs  text[];
  _stamp weir.event_stamp := weir.take_clock(_workspace, _board, coalesce(
    (nullif(current_setting('weir.override', true), '')::jsonb ->> 'now')::timestamptz, clock_timestamp()));
BEGIN
  _refs := ARRAY(SELECT r.ref FROM weir.blockers r
                  WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.card_id = _card
                  ORDER BY r.key, r.number);
  INSERT INTO public.events (workspace_id, board_id, seq, type, at, changes)
  VALUES (_workspace, _board, _stamp.seq, 'card.blockersChanged', _stamp.at, jsonb_build_array(jsonb_build_object(
            'card', _number,
            'from', jsonb_build_object('blockedBy', to_jsonb(ARRAY(
              (SELECT unnest(_refs) EXCEPT SELECT unnest(_blocking)) UNION SELECT unnest(_freed) ORDER BY 1))),
            'to', jsonb_build_object('blockedBy', to_jsonb(_refs)))));
END $function$;

CREATE OR REPLACE FUNCTION weir.create_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _stamp   weir.event_stamp;
  _copied  jsonb;
  _created jsonb;
  _body    jsonb;
  _detail  text;
BEGIN
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_card -> 'override', 'null'));
  _now := _stamp.at;
  IF _card ->> 'copyOf' IS NOT NULL THEN
    _copied := weir.copied_card(_workspace, _board, (_card ->> 'copyOf')::integer);
    _card := _copied || _card || jsonb_build_object('fields', (_copied -> 'fields') || coalesce(_card -> 'fields', '{}'));
  END IF;
  _created := weir.insert_card(_workspace, _board, _actor, _now, _id, _card, NULL);
  -- Only here: the description of a card that is made from a request or a checklist item is not the actor's text. Nor is a
  -- copied one, so whom it mentions is not notified again.
  IF _card ->> 'description' LIKE '%](person:%' THEN
    PERFORM weir.notify_mentioned(_workspace, _board, _id, NULL, coalesce(_copied ->> 'description', ''), _card ->> 'description', _actor, _now);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_strip_nulls(
    jsonb_build_object('card', _created -> 'number', 'copyOf', _card -> 'copyOf')) || jsonb_build_object('to', _created -> 'to'))
    || (_created -> 'items'));
  _body := weir.card_document(_workspace, _board, (_created ->> 'number')::integer);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
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
  _people uuid[] := '{}';
  _faults jsonb;
  _labels uuid[] := '{}';
  _items  jsonb := '[]';
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
  IF jsonb_array_length(_card -> 'assigneeIds') > 0 THEN
    _people := ARRAY(SELECT jsonb_array_elements_text(_card -> 'assigneeIds')::uuid);
    IF weir.has_unassignable(_workspace, _people) THEN
      PERFORM weir.refuse_input('assigneeIds', 'notOfTheTeam');
    END IF;
  END IF;
  IF jsonb_array_length(_card -> 'labelIds') > 0 THEN
    _labels := ARRAY(SELECT jsonb_array_elements_text(_card -> 'labelIds')::uuid ORDER BY 1);
    IF weir.has_unknown_label(_workspace, _board, _labels) THEN
      PERFORM weir.refuse_input('labelIds', 'absent');
    END IF;
  END IF;
  IF _card -> 'fields' <> '{}' THEN
    _faults := weir.field_faults(_workspace, _board, _card -> 'fields');
    IF _faults <> '[]' THEN
      PERFORM weir.refuse('invalid-input', jsonb_build_object('errors', _faults));
    END IF;
  END IF;

  -- The trigger on cards moves the clock's next number on.
  SELECT k.next_card INTO _number FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
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
  IF cardinality(_labels) > 0 THEN
    INSERT INTO public.card_labels (workspace_id, board_id, card_id, label_id)
    SELECT _workspace, _board, _id, l FROM unnest(_labels) l;
  END IF;
  IF _card -> 'fields' <> '{}' THEN
    PERFORM weir.change_card_fields(_workspace, _board, _id, _card -> 'fields');
  END IF;
  IF jsonb_array_length(_card -> 'checklistItems') > 0 THEN
    INSERT INTO public.checklist_items (workspace_id, board_id, card_id, id, text, position)
    SELECT _workspace, _board, _id, gen_random_uuid(), i.item ->> 'text', i.n
      FROM jsonb_array_elements(_card -> 'checklistItems') WITH ORDINALITY i (item, n);
    _items := weir.changes_of_checklists(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(i) FROM public.checklist_items i
       WHERE i.workspace_id = _workspace AND i.board_id = _board AND i.card_id = _id));
  END IF;
  RETURN jsonb_build_object('number', _number, 'columnId', _column.id, 'items', _items, 'to', weir.card_created(
    _new, weir.card_placed(_new, _column.split, NULL), coalesce(_card -> 'assigneeIds', '[]'), to_jsonb(_labels)));
END $function$;

CREATE OR REPLACE FUNCTION weir.move_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _to jsonb, _if_version integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _other  integer := (_to ->> 'swapWith')::integer;
  _locked integer;
  _linked boolean;
  _placed boolean;
  _stamp  weir.event_stamp;
  _card   public.cards;
  _body   jsonb;
  _detail text;
BEGIN
  IF _other IS NULL THEN
    SELECT EXISTS (SELECT FROM public.card_links l
                    WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id)
      INTO _linked
      FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number
       FOR NO KEY UPDATE OF c;
  ELSE
    PERFORM 1 FROM public.cards c
      WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)
      ORDER BY c.number FOR NO KEY UPDATE;
    _linked := true;
  END IF;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  IF _linked THEN
    PERFORM weir.lock_boards_blocked_by(ARRAY(
      SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref FROM public.cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)));
  END IF;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_to -> 'override', 'null'));
  IF _locked < num_nonnulls(_number, _other) THEN
    PERFORM weir.check_all_locked(_workspace, _board, array_remove(ARRAY[_number, _other], NULL), _locked);
  END IF;

  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF _card.version <> _if_version THEN
    PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _card.version));
  ELSIF _card.archived_at IS NOT NULL THEN
    PERFORM weir.refuse('card-archived');
  END IF;

  IF _other IS NULL THEN
    _placed := weir.place_card(_stamp.seq, _actor, _stamp.at, _card, _to);
  ELSE
    PERFORM weir.swap_cards(_stamp.seq, _actor, _stamp.at, _card, _other, _to);
  END IF;
  _body := weir.card_document(_workspace, _board, _number);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.place_card(_seq bigint, _actor uuid, _now timestamp with time zone, _card public.cards, _to jsonb)
 RETURNS boolean
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
  IF _from.split THEN
    PERFORM weir.enforce_pull(_card, _from, _column);
  END IF;
  IF _card.request_id IS NOT NULL AND weir.is_put_back(_card, _column.kind) THEN
    PERFORM weir.require_reason(_card.workspace_id, _card.board_id, ARRAY[_card.number], '{}', _to -> 'toRequester');
  END IF;
  IF _column.id = _card.column_id AND _lane IS NOT DISTINCT FROM _card.swimlane_id AND _done = _card.done THEN
    -- rank_for may just have spread out the column, and this card with it.
    _card.rank := (SELECT c.rank FROM public.cards c
      WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id);
    IF weir.is_same_gap(_card, _rank) THEN
      -- Nothing changed, so there is no event.
      PERFORM weir.cancel_event(_card.workspace_id, _card.board_id);
      RETURN false;
    END IF;
  END IF;

  UPDATE public.cards c
     SET column_id = _column.id, swimlane_id = _lane, done = _done, rank = _rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = _column.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(_column.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(_column.kind, c.delivered_at, _now)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id
  RETURNING * INTO _new;
  INSERT INTO public.events (workspace_id, board_id, seq, type, at, actor_id, changes)
  VALUES (_card.workspace_id, _card.board_id, _seq, 'card.moved', _now, _actor, jsonb_build_array(
    jsonb_build_object('card', _card.number, 'from', weir.card_position(_card, _from.split),
                       'to', weir.card_placed(_new, _column.split, CASE
                         WHEN _to ->> 'after' IS NOT NULL THEN weir.card_below(_new)
                         ELSE (_to ->> 'before')::integer END)))
    || CASE WHEN _card.delivered_at IS NULL THEN '[]' ELSE weir.unassign_reopened(_card) END);
  RETURN true;
END $function$;

CREATE OR REPLACE FUNCTION weir.move_cards(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _moves jsonb, _override jsonb, _key weir.write_key, _conditions weir.write_conditions, _to_requester jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
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
  PERFORM weir.lock_boards_blocked_by(ARRAY(
    SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)));
  SELECT s.seq, s.at INTO _seq, _now
    FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, _override) s;
  PERFORM weir.check_all_locked(_workspace, _board, _numbers, _locked);
  _planned := weir.plan_moves(_workspace, _board, _moves);
  PERFORM weir.require_reason(_workspace, _board, ARRAY(
    SELECT w.number FROM unnest(_planned) w
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id
     WHERE weir.is_put_back(c, w.kind)), '{}', _to_requester);
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
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN CASE WHEN _detail::jsonb ? 'unchanged' THEN jsonb_build_object('body', weir.card_list(_workspace, _board, _numbers))
              ELSE _detail::jsonb END;
END $function$;

CREATE OR REPLACE FUNCTION weir.card_list(_workspace uuid, _board uuid, _numbers integer[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN jsonb_build_object('nextCursor', NULL, 'items', (
    SELECT jsonb_agg(d.document ORDER BY n.at)
      FROM unnest(_numbers) WITH ORDINALITY n (number, at)
      JOIN weir.card_documents(true) d ON d.workspace_id = _workspace AND d.board_id = _board AND d.number = n.number));
END $function$;

CREATE VIEW weir.card_documents AS
 SELECT workspace_id,
    board_id,
    id,
    number,
    column_id,
    rank,
    archived_at,
    delivered_at,
    document
   FROM weir.card_documents(false) card_documents(workspace_id, board_id, id, number, column_id, rank, archived_at, delivered_at, document);

CREATE TRIGGER then_record_steps_on_delete AFTER DELETE ON public.cards REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_deleted_cards();

CREATE TRIGGER complete_inserted BEFORE INSERT ON public.cards FOR EACH ROW WHEN ((current_setting('weir.own_event'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION weir.complete_card();

CREATE TRIGGER complete_updated BEFORE UPDATE ON public.cards FOR EACH ROW WHEN ((current_setting('weir.own_event'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION weir.complete_card();

CREATE TRIGGER then_follow_on_insert AFTER INSERT ON public.cards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.follow_inserted_cards();

CREATE TRIGGER then_follow_on_update AFTER UPDATE ON public.cards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.follow_updated_cards();
