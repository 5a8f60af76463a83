DROP VIEW weir.notice_documents;

SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.claimable_card AS (
  card_id uuid,
  number integer,
  column_id uuid,
  swimlane_id uuid,
  class public.class_of_service,
  to_id uuid,
  is_own boolean
);

CREATE TYPE weir.leased AS (
  card public.cards,
  lease public.card_leases,
  people uuid[],
  seq bigint,
  at timestamp with time zone
);

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

CREATE OR REPLACE FUNCTION weir.enforce_limits_of_assignees()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _assignments weir.assignment_change[];
  _changes     weir.card_change[];
BEGIN
  IF TG_OP <> 'DELETE' THEN
    SELECT array_agg(ROW (n.workspace_id, n.board_id, n.card_id, n.user_id, true)::weir.assignment_change)
      INTO _assignments FROM new_rows n;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    SELECT _assignments || array_agg(ROW (o.workspace_id, o.board_id, o.card_id, o.user_id, false)::weir.assignment_change)
      INTO _assignments FROM old_rows o;
  END IF;
  SELECT array_agg(CASE WHEN n.is_new THEN weir.card_change(c, NULL, n.user_id)
                        ELSE weir.card_change(NULL, c, n.user_id, weir.is_own_write(c.xmin)) END)
    INTO _changes
    FROM unnest(_assignments) n
    JOIN public.cards c ON c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.card_id;
  IF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM weir.end_leases_taken(ARRAY(
      SELECT ROW (l.workspace_id, l.board_id, l.card_id)::weir.card_ref
        FROM unnest(_assignments) n
        JOIN public.card_leases l ON l.workspace_id = n.workspace_id AND l.board_id = n.board_id AND l.card_id = n.card_id
                                 AND l.holder_id = n.user_id
       WHERE NOT n.is_new));
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_leases(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number,
                                        'from', jsonb_build_object('lease', weir.lease_values(o::public.card_leases)),
                                        'to', jsonb_build_object('lease', weir.lease_values(n::public.card_leases))) ORDER BY c.number)
      FROM (SELECT (jsonb_populate_record(NULL::public.card_leases, w)).* FROM unnest(_was) w) o
      FULL JOIN (SELECT (jsonb_populate_record(NULL::public.card_leases, i)).* FROM unnest(_is) i) n ON n.card_id = o.card_id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     WHERE weir.lease_values(o::public.card_leases) IS DISTINCT FROM weir.lease_values(n::public.card_leases));
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
    WHEN 'card_labels'      THEN weir.changes_of_card_labels(_workspace, _board, _was, _is)
    WHEN 'card_fields'      THEN weir.changes_of_card_fields(_workspace, _board, _was, _is)
    WHEN 'checklist_items'  THEN weir.changes_of_checklists(_workspace, _board, _was, _is)
    WHEN 'card_blocks'      THEN weir.changes_of_blocks(_workspace, _board, _was, _is)
    WHEN 'card_leases'      THEN weir.changes_of_leases(_workspace, _board, _was, _is)
    WHEN 'comments'         THEN weir.changes_of_comments(_workspace, _board, _was, _is)
    WHEN 'attachments'      THEN weir.changes_of_attachments(_workspace, _board, _was, _is)
    WHEN 'card_links'       THEN weir.changes_of_links(_workspace, _board, _was, _is)
    WHEN 'columns'          THEN weir.changes_of_columns(_workspace, _board, _was, _is)
    WHEN 'swimlanes'        THEN weir.changes_of_swimlanes(_workspace, _board, _was, _is)
    WHEN 'labels'           THEN weir.changes_of_labels(_was, _is)
    WHEN 'card_templates'   THEN weir.changes_of_card_templates(_was, _is)
    WHEN 'recurring_cards'  THEN weir.changes_of_recurring_cards(_was, _is)
    WHEN 'custom_fields'    THEN weir.changes_of_fields(_workspace, _board, _was, _is)
    WHEN 'field_options'    THEN weir.changes_of_field_options(_workspace, _board, _was, _is)
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

CREATE OR REPLACE FUNCTION weir.expire_lease(_workspace uuid, _board uuid, _card_id uuid, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set    text := weir.keep_plans();
  _card   public.cards;
  _lease  public.card_leases;
  _people uuid[];
  _stamp  weir.event_stamp;
  _more   jsonb := '{}';
  _reason text;
  _detail text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _card_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN '{"body": null}';
  END IF;
  _stamp := weir.start_command(_workspace, _board, NULL, NULL, _now, ROW (NULL, NULL, false)::weir.write_conditions);
  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _card_id;
  SELECT * INTO _lease FROM public.card_leases l
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card_id AND l.until <= _stamp.at;
  IF NOT FOUND OR _card.id IS NULL THEN
    PERFORM weir.exit_command('{"body": null}');
  END IF;
  _people := weir.people_of_card(_card);
  PERFORM weir.end_lease(_lease, 'expired', true);
  IF _lease.expiries > 0 THEN
    _reason := 'weir:leaseExpiredTwice';
  ELSE
    BEGIN
      PERFORM weir.return_leased_card(_card, _lease, _stamp.at);
    EXCEPTION WHEN SQLSTATE 'WIP00' THEN
      _reason := 'weir:leaseExpiredNoRoom';
    END;
  END IF;
  IF _reason IS NOT NULL THEN
    _more := weir.block_leased_card(_card, _reason, _lease.holder_id, _stamp.at);
  END IF;
  UPDATE public.card_leases l SET expiries = CASE WHEN _reason IS NULL THEN l.expiries + 1 ELSE 0 END
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card_id;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.leaseExpired', _stamp.at, NULL,
                            jsonb_build_array(weir.lease_change(_card, _people, _lease, _more)));
  RETURN weir.finish_write(_workspace, NULL, 200, to_jsonb(_card.number), _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.block_reason(_reason text)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _reason IN ('weir:leaseExpiredTwice', 'weir:leaseExpiredNoRoom')
              THEN weir.coded_text('blockReason', jsonb_build_object('code', substr(_reason, 6)))
              ELSE to_jsonb(_reason) END
$function$;

CREATE OR REPLACE FUNCTION weir.step_reason(_step public.request_steps)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE
    WHEN _step.state = 'blocked' THEN weir.block_reason(_step.reason)
    WHEN _step.reason = 'other' AND _step.message IS NOT NULL THEN NULL
    WHEN _step.reason IN ('noCapacity', 'notAligned', 'tooLarge', 'needsInformation', 'other', 'system', 'database')
    THEN weir.coded_text('stepReason', jsonb_build_object('code', _step.reason))
    ELSE to_jsonb(_step.reason) END
$function$;

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
    DELETE FROM public.card_leases l
     WHERE l.workspace_id = OLD.workspace_id AND l.board_id = OLD.board_id AND l.card_id = OLD.id;
  ELSIF TG_TABLE_NAME = 'comments' THEN
    _notices := ARRAY(SELECT n.id FROM public.notices n
                       WHERE n.workspace_id = OLD.workspace_id AND n.card_id = OLD.card_id AND n.comment_id = OLD.id);
  ELSE
    _notices := ARRAY(SELECT n.id FROM public.notices n
                       WHERE n.workspace_id = OLD.workspace_id AND n.card_id = OLD.card_id AND n.kind = 'dueSoon'
                         AND n.facts ->> 'item' = OLD.id::text);
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
  ELSIF current_setting('weir.lease', true) <> '' THEN
    _write.outcome := weir.lease_refusal(_workspace, _board, _actor, _write.at);
  END IF;
  IF _write.outcome IS NOT NULL THEN
    RETURN _write;
  ELSIF _write.seq - 1 <> _conditions.if_seq THEN
    _write.outcome := jsonb_build_object('refused', 'precondition-failed', 'version', _write.seq - 1);
  END IF;
  RETURN _write;
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
  _left        weir.card_ref[];
  _b           record;
BEGIN
  SELECT array_agg(weir.card_change(n::public.cards, o::public.cards))
           FILTER (WHERE n.id IS NOT NULL AND (n.column_id, n.swimlane_id, n.class_of_service, n.archived_at IS NULL)
                         IS DISTINCT FROM (o.column_id, o.swimlane_id, o.class_of_service, o.archived_at IS NULL)),
         bool_or(n.done), bool_or(weir.is_open(n) <> weir.is_open(o)), bool_or(n.request_id IS NOT NULL OR o.request_id IS NOT NULL),
         array_agg(ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref)
           FILTER (WHERE n.column_id <> o.column_id OR n.done > o.done OR n.archived_at IS NOT NULL AND o.archived_at IS NULL)
    INTO _changes, _done, _turned, _of_requests, _left
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

  -- Those who took a card that was leased. The commands of leases have ended the lease before.
  IF _left IS NOT NULL THEN
    PERFORM weir.end_leases_taken(_left);
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

CREATE OR REPLACE FUNCTION weir.claimable_cards(_workspace uuid, _board uuid, _actor uuid, _filter jsonb)
 RETURNS SETOF weir.claimable_card
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _first_active public.columns;
  _last_queue   uuid;
BEGIN
  SELECT * INTO _first_active FROM public.columns k
   WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active' ORDER BY k.position, k.id LIMIT 1;
  SELECT k.id INTO _last_queue FROM public.columns k
   WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'queue'
     AND (k.position, k.id) < (_first_active.position, _first_active.id)
   ORDER BY k.position DESC, k.id DESC LIMIT 1;
  RETURN QUERY
    SELECT c.id, c.number, c.column_id, c.swimlane_id, c.class_of_service, s.to_id, p.is_own
      FROM (SELECT k.*, weir.column_pulling(k) AS to_id FROM public.columns k
             WHERE k.workspace_id = _workspace AND k.board_id = _board
               AND CASE WHEN _filter ? 'columnId' THEN k.id = (_filter ->> 'columnId')::uuid
                        WHEN _filter ? 'card' THEN true
                        ELSE k.id = _last_queue OR k.kind = 'active' END
               AND (k.kind = 'queue' OR k.kind = 'active' AND k.split) OFFSET 0) s
      JOIN public.cards c ON c.workspace_id = s.workspace_id AND c.board_id = s.board_id AND c.column_id = s.id AND c.archived_at IS NULL
     CROSS JOIN LATERAL (
       SELECT coalesce(bool_or(a.user_id = _actor), false) AS is_own, count(*) AS people
         FROM public.card_assignees a
        WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id) p
     WHERE s.to_id IS NOT NULL AND (s.kind = 'queue' OR c.done) AND (p.people = 0 OR p.is_own)
       AND (NOT _filter ? 'card' OR c.number = (_filter ->> 'card')::integer)
       AND (NOT _filter ? 'swimlaneId' OR c.swimlane_id IS NOT DISTINCT FROM (_filter ->> 'swimlaneId')::uuid)
       AND (NOT _filter ? 'classOfService' OR c.class_of_service = (_filter ->> 'classOfService')::public.class_of_service)
       AND (NOT _filter ? 'labelId' OR EXISTS (
         SELECT FROM public.card_labels l
          WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id
            AND l.label_id = (_filter ->> 'labelId')::uuid))
       AND NOT EXISTS (
         SELECT FROM public.card_blocks x
          WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id AND x.unblocked_at IS NULL)
       AND NOT EXISTS (
         SELECT FROM weir.blockers x
          WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id)
     ORDER BY s.position DESC, s.id DESC, c.class_of_service, c.rank, c.number;
END $function$;

CREATE OR REPLACE FUNCTION weir.cards_to_try(_workspace uuid, _board uuid, _actor uuid, _filter jsonb)
 RETURNS SETOF weir.claimable_card
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
    SELECT t.card_id, t.number, t.column_id, t.swimlane_id, t.class, t.to_id, t.is_own
      FROM (SELECT DISTINCT ON (m.to_id, m.swimlane_id, m.class, m.is_own) m.*
              FROM weir.claimable_cards(_workspace, _board, _actor, _filter) WITH ORDINALITY
                   m (card_id, number, column_id, swimlane_id, class, to_id, is_own, at)
             ORDER BY m.to_id, m.swimlane_id, m.class, m.is_own, m.at) t
     ORDER BY t.at
     LIMIT 50;
END $function$;

CREATE OR REPLACE FUNCTION weir.nothing_to_claim(_workspace uuid, _board uuid, _actor uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object(
             'refused', 'nothing-to-claim', 'waiting', count(*),
             'blocked', count(*) FILTER (WHERE EXISTS (
               SELECT FROM public.card_blocks x
                WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id AND x.unblocked_at IS NULL)
               OR EXISTS (SELECT FROM weir.blockers x
                           WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id)),
             'assigned', count(*) FILTER (WHERE EXISTS (
               SELECT FROM public.card_assignees a
                WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id)
               AND NOT EXISTS (SELECT FROM public.card_assignees a
                WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id AND a.user_id = _actor)))
      FROM public.columns k
      JOIN public.cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.archived_at IS NULL
     WHERE k.workspace_id = _workspace AND k.board_id = _board AND (k.kind = 'queue' OR k.kind = 'active' AND k.split AND c.done));
END $function$;

CREATE OR REPLACE FUNCTION weir.check_claim_filter(_workspace uuid, _board uuid, _filter jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _filter ? 'columnId' AND NOT EXISTS (SELECT FROM public.columns k
       WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = (_filter ->> 'columnId')::uuid) THEN
    PERFORM weir.refuse_input('columnId', 'absent');
  ELSIF _filter ->> 'swimlaneId' IS NOT NULL AND NOT EXISTS (SELECT FROM public.swimlanes s
       WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.id = (_filter ->> 'swimlaneId')::uuid) THEN
    PERFORM weir.refuse_input('swimlaneId', 'absent');
  ELSIF _filter ? 'labelId' AND NOT EXISTS (SELECT FROM public.labels l
       WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = (_filter ->> 'labelId')::uuid) THEN
    PERFORM weir.refuse_input('labelId', 'absent');
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.claim_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _filter jsonb, _seconds integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
  _outcome jsonb := weir.replay_response(_workspace, _key, _now);
  _stamp   weir.event_stamp;
  _try     weir.claimable_card;
  _card    public.cards;
  _people  uuid[];
  _claimed boolean := false;
  _busy    boolean := false;
  _refused jsonb;
  _lease   public.card_leases;
  _body    jsonb;
  _detail  text;
BEGIN
  IF _outcome IS NOT NULL THEN
    RETURN _outcome;
  END IF;
  PERFORM weir.check_claim_filter(_workspace, _board, _filter);
  -- Programs that wait for work ask often. Where there is none, this takes no clock.
  IF NOT EXISTS (SELECT FROM weir.claimable_cards(_workspace, _board, _actor, _filter))
     AND EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NULL) THEN
    RETURN weir.nothing_to_claim(_workspace, _board, _actor);
  END IF;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions);
  FOR _try IN SELECT * FROM weir.cards_to_try(_workspace, _board, _actor, _filter) LOOP
    SELECT * INTO _card FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _try.card_id
       FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
      _busy := true;
      CONTINUE;
    END IF;
    _people := weir.people_of_card(_card);
    BEGIN
      PERFORM weir.move_leased_card(_card, k, NULL, false, _stamp.at) FROM public.columns k
        WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = _try.to_id;
      IF NOT _try.is_own THEN
        INSERT INTO public.card_assignees (workspace_id, board_id, card_id, user_id) VALUES (_workspace, _board, _card.id, _actor);
      END IF;
      _claimed := true;
    EXCEPTION WHEN SQLSTATE 'WIP00' THEN
      GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
      _refused := coalesce(_refused, _detail::jsonb || jsonb_build_object(
        'tried', jsonb_build_object('card', _card.number, 'columnId', _try.to_id)));
    END;
    EXIT WHEN _claimed;
  END LOOP;
  IF NOT _claimed AND _busy THEN
    RAISE EXCEPTION 'a card to claim is being written' USING ERRCODE = 'serialization_failure';
  ELSIF NOT _claimed THEN
    PERFORM weir.exit_command(coalesce(_refused, weir.nothing_to_claim(_workspace, _board, _actor)));
  END IF;

  INSERT INTO public.card_leases AS l (
    workspace_id, board_id, card_id, token, holder_id, since, until, assigned, from_column_id, from_done, from_before)
  VALUES (_workspace, _board, _card.id, 1, _actor, _stamp.at, _stamp.at + make_interval(secs => _seconds), NOT _try.is_own,
          _card.column_id, _card.done, weir.card_below(_card))
  ON CONFLICT (workspace_id, board_id, card_id) DO UPDATE
     SET token = l.token + 1, holder_id = excluded.holder_id, since = excluded.since, until = excluded.until, assigned = excluded.assigned,
         from_column_id = excluded.from_column_id, from_done = excluded.from_done, from_before = excluded.from_before, ended = NULL
  RETURNING * INTO _lease;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.claimed', _stamp.at, _actor,
                            jsonb_build_array(weir.lease_change(_card, _people, NULL)));
  _body := weir.leased_card(_lease, _card.number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.leased_card(_lease public.card_leases, _number integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN jsonb_build_object(
    'card', weir.card_document(_lease.workspace_id, _lease.board_id, _number),
    'lease', jsonb_build_object('token', _lease.token, 'until', weir.instant(_lease.until)));
END $function$;

CREATE OR REPLACE FUNCTION weir.start_lease_command(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _token integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS weir.leased
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set    text := weir.keep_plans();
  _locked integer;
  _stamp  weir.event_stamp;
  _leased weir.leased;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number FOR NO KEY UPDATE;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  PERFORM weir.lock_boards_blocked_by(ARRAY(
    SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number));
  IF _token IS NOT NULL THEN
    PERFORM weir.need_lease(_number, _token);
  END IF;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions);
  PERFORM weir.check_all_locked(_workspace, _board, ARRAY[_number], _locked);
  _leased.seq := _stamp.seq;
  _leased.at := _stamp.at;
  SELECT c, l INTO _leased.card, _leased.lease
    FROM public.cards c
    LEFT JOIN public.card_leases l ON l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id AND l.holder_id IS NOT NULL
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF (_leased.lease).holder_id IS NULL THEN
    PERFORM weir.refuse('not-claimed', jsonb_build_object('card', _number));
  END IF;
  _leased.people := weir.people_of_card(_leased.card);
  RETURN _leased;
END $function$;

CREATE OR REPLACE FUNCTION weir.renew_lease(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _token integer, _seconds integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _l      weir.leased;
  _lease  public.card_leases;
  _detail text;
BEGIN
  _l := weir.start_lease_command(_workspace, _board, _actor, _now, _number, _token, _key, _conditions);
  UPDATE public.card_leases l SET until = _l.at + make_interval(secs => _seconds)
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = (_l.card).id
  RETURNING * INTO _lease;
  PERFORM weir.record_event(_workspace, _board, _l.seq, 'card.leaseRenewed', _l.at, _actor, jsonb_build_array(jsonb_build_object(
    'card', _number, 'from', jsonb_build_object('lease', weir.lease_values(_l.lease)),
    'to', jsonb_build_object('lease', weir.lease_values(_lease)))));
  RETURN weir.finish_write(_workspace, _key, 200, weir.leased_card(_lease, _number), _l.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.complete_lease(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _token integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _l      weir.leased;
  _from   public.columns;
  _to     public.columns;
  _detail text;
BEGIN
  _l := weir.start_lease_command(_workspace, _board, _actor, _now, _number, _token, _key, _conditions);
  SELECT * INTO _from FROM public.columns k
   WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = (_l.card).column_id;
  IF _from.split THEN
    _to := _from;
  ELSE
    SELECT * INTO _to FROM public.columns k
     WHERE k.workspace_id = _workspace AND k.board_id = _board AND (k.position, k.id) > (_from.position, _from.id)
     ORDER BY k.position, k.id LIMIT 1;
  END IF;
  PERFORM weir.end_lease(_l.lease, 'completed', _to.kind <> 'done');
  UPDATE public.card_leases l SET expiries = 0
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = (_l.card).id AND l.expiries > 0;
  BEGIN
    PERFORM weir.move_leased_card(_l.card, _to, NULL, _from.split, _l.at);
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    PERFORM weir.exit_command(_detail::jsonb || jsonb_build_object('tried', jsonb_build_object('card', _number, 'columnId', _to.id)));
  END;
  PERFORM weir.record_event(_workspace, _board, _l.seq, 'card.completed', _l.at, _actor,
                            jsonb_build_array(weir.lease_change(_l.card, _l.people, _l.lease)));
  RETURN weir.finish_write(_workspace, _key, 200, weir.card_document(_workspace, _board, _number), _l.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.give_up_lease(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _token integer, _type text, _then text, _reason text, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _l      weir.leased;
  _more   jsonb := '{}';
  _detail text;
BEGIN
  _l := weir.start_lease_command(_workspace, _board, _actor, _now, _number, _token, _key, _conditions);
  PERFORM weir.end_lease(_l.lease, CASE WHEN _then = 'keep' THEN 'taken' WHEN _type = 'card.failed' THEN 'failed' ELSE 'released' END, true);
  CASE _then
    WHEN 'return' THEN
      BEGIN
        PERFORM weir.return_leased_card(_l.card, _l.lease, _l.at);
      EXCEPTION WHEN SQLSTATE 'WIP00' THEN
        GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
        PERFORM weir.exit_command(_detail::jsonb || jsonb_build_object('tried', jsonb_build_object(
          'card', _number, 'columnId', (weir.return_column(_l.lease)).id)));
      END;
    WHEN 'block' THEN
      _more := weir.block_leased_card(_l.card, _reason, _actor, _l.at);
    ELSE
      UPDATE public.cards c SET version = c.version + 1
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = (_l.card).id;
  END CASE;
  PERFORM weir.record_event(_workspace, _board, _l.seq, _type, _l.at, _actor, jsonb_build_array(
    weir.lease_change(_l.card, _l.people, _l.lease, _more) || CASE WHEN _reason IS NULL THEN '{}' ELSE jsonb_build_object('reason', _reason) END));
  RETURN weir.finish_write(_workspace, _key, 200, weir.card_document(_workspace, _board, _number), _l.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.return_column(_lease public.card_leases)
 RETURNS public.columns
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _column public.columns;
BEGIN
  SELECT * INTO _column FROM public.columns k
   WHERE k.workspace_id = _lease.workspace_id AND k.board_id = _lease.board_id AND (k.id = _lease.from_column_id OR k.kind = 'queue')
   ORDER BY k.id = _lease.from_column_id DESC NULLS LAST, k.position DESC, k.id DESC LIMIT 1;
  RETURN _column;
END $function$;

CREATE OR REPLACE FUNCTION weir.return_leased_card(_card public.cards, _lease public.card_leases, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _column public.columns := weir.return_column(_lease);
BEGIN
  PERFORM weir.move_leased_card(_card, _column, _lease.from_before, _lease.from_done AND _column.split, _now);
END $function$;

CREATE OR REPLACE FUNCTION weir.block_leased_card(_card public.cards, _reason text, _by uuid, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _block public.card_blocks;
BEGIN
  UPDATE public.card_blocks x SET reason = CASE WHEN _reason LIKE 'weir:%' THEN x.reason ELSE _reason END
   WHERE x.workspace_id = _card.workspace_id AND x.board_id = _card.board_id AND x.card_id = _card.id AND x.unblocked_at IS NULL
  RETURNING * INTO _block;
  IF NOT FOUND THEN
    INSERT INTO public.card_blocks (workspace_id, board_id, card_id, id, reason, blocked_at, blocked_by)
    VALUES (_card.workspace_id, _card.board_id, _card.id, gen_random_uuid(), _reason, _now, _by)
    RETURNING * INTO _block;
  END IF;
  UPDATE public.cards c SET version = c.version + 1
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id;
  RETURN jsonb_build_object('blocked', weir.block_values(_block));
END $function$;

CREATE OR REPLACE FUNCTION weir.lease_of_card(_workspace uuid, _board uuid, _card uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object('by', jsonb_build_object('id', u.id, 'name', u.name), 'since', weir.instant(l.since), 'until', weir.instant(l.until))
      FROM public.card_leases l JOIN public.users u ON u.id = l.holder_id
     WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card);
END $function$;

CREATE OR REPLACE FUNCTION weir.lease_values(_lease public.card_leases)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _lease.holder_id IS NOT NULL THEN
    jsonb_build_object('by', _lease.holder_id, 'since', weir.instant(_lease.since), 'until', weir.instant(_lease.until)) END
$function$;

CREATE OR REPLACE FUNCTION weir.need_lease(_card integer, _token integer)
 RETURNS text
 LANGUAGE sql
AS $function$
  SELECT set_config('weir.lease', jsonb_build_object('card', _card, 'token', _token)::text, true)
$function$;

CREATE OR REPLACE FUNCTION weir.lease_refusal(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _sent  jsonb   := current_setting('weir.lease')::jsonb;
  _token integer := (_sent ->> 'token')::integer;
  _card  uuid;
  _lease public.card_leases;
BEGIN
  SELECT c.id INTO _card FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_sent ->> 'card')::integer;
  IF NOT FOUND THEN
    RETURN '{"refused": "not-found"}';
  END IF;
  SELECT * INTO _lease FROM public.card_leases l
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card;
  IF _lease.holder_id = _actor AND _lease.token = _token AND _lease.until > _now THEN
    RETURN NULL;
  END IF;
  RETURN jsonb_build_object(
    'refused', 'lease-lost', 'card', _sent -> 'card', 'lease', weir.lease_of_card(_workspace, _board, _card),
    'why', CASE WHEN _lease.token IS NULL OR _lease.token < _token THEN 'unknown'
                WHEN _lease.token > _token OR _lease.holder_id <> _actor THEN 'claimedAgain'
                WHEN _lease.holder_id IS NOT NULL THEN 'expired'
                ELSE _lease.ended END);
END $function$;

CREATE OR REPLACE FUNCTION weir.end_lease(_lease public.card_leases, _ended text, _unassign boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.card_leases l
     SET holder_id = NULL, since = NULL, until = NULL, ended = _ended
   WHERE l.workspace_id = _lease.workspace_id AND l.board_id = _lease.board_id AND l.card_id = _lease.card_id;
  IF _unassign AND _lease.assigned THEN
    DELETE FROM public.card_assignees a
     WHERE a.workspace_id = _lease.workspace_id AND a.board_id = _lease.board_id AND a.card_id = _lease.card_id
       AND a.user_id = _lease.holder_id;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.end_leases_taken(_cards weir.card_ref[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM unnest(_cards) n
               JOIN public.card_leases l ON l.workspace_id = n.workspace_id AND l.board_id = n.board_id AND l.card_id = n.card_id
              WHERE l.holder_id IS NOT NULL) THEN
    UPDATE public.card_leases l
       SET holder_id = NULL, since = NULL, until = NULL, ended = 'taken', expiries = 0
      FROM unnest(_cards) n
     WHERE l.workspace_id = n.workspace_id AND l.board_id = n.board_id AND l.card_id = n.card_id AND l.holder_id IS NOT NULL;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.column_pulling(_column public.columns)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _next public.columns;
BEGIN
  SELECT * INTO _next FROM public.columns k
   WHERE k.workspace_id = _column.workspace_id AND k.board_id = _column.board_id
     AND (k.position, k.id) > (_column.position, _column.id) AND (_column.kind <> 'queue' OR k.kind <> 'queue')
   ORDER BY k.position, k.id LIMIT 1;
  RETURN CASE WHEN _next.kind = 'active' THEN _next.id END;
END $function$;

CREATE OR REPLACE FUNCTION weir.move_leased_card(_card public.cards, _column public.columns, _before integer, _done boolean, _now timestamp with time zone)
 RETURNS public.cards
 LANGUAGE plpgsql
AS $function$
DECLARE
  _rank numeric := weir.rank_for(_card.workspace_id, _card.board_id, _column.id, _card.number, _before, NULL);
  _new  public.cards;
BEGIN
  UPDATE public.cards c
     SET column_id = _column.id, done = _done, version = c.version + 1,
         rank = coalesce(_rank, weir.rank_for(_card.workspace_id, _card.board_id, _column.id, _card.number, NULL, NULL)),
         entered_column_at = CASE WHEN c.column_id = _column.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(_column.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(_column.kind, c.delivered_at, _now)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id
  RETURNING * INTO _new;
  RETURN _new;
END $function$;

CREATE OR REPLACE FUNCTION weir.lease_change(_was public.cards, _people uuid[], _lease public.card_leases, _more jsonb DEFAULT '{}'::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _is  public.cards;
  _now public.card_leases;
BEGIN
  SELECT * INTO _is FROM public.cards c
   WHERE c.workspace_id = _was.workspace_id AND c.board_id = _was.board_id AND c.id = _was.id;
  SELECT * INTO _now FROM public.card_leases l
   WHERE l.workspace_id = _was.workspace_id AND l.board_id = _was.board_id AND l.card_id = _was.id;
  RETURN jsonb_build_object(
    'card', _is.number,
    'from', weir.card_position(_was) || jsonb_build_object('assigneeIds', _people, 'lease', weir.lease_values(_lease)),
    'to', weir.card_placed(_is) || jsonb_build_object('assigneeIds', weir.people_of_card(_is), 'lease', weir.lease_values(_now)) || _more);
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
              WHERE ((x_1.workspace_id = a.workspace_id) AND (x_1.board_id = a.board_id) AND (x_1.request_id = a.duplicate_of_id) AND (x_1.at <= a.at))), 'redirectedTo', ( SELECT jsonb_build_object('ref', ((t.key || '-R'::text) || o.number), 'board', t.name) AS jsonb_build_object
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

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.card_leases REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.card_leases REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.card_leases REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();
