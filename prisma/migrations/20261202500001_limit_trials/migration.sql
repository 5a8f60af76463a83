DROP VIEW weir.notice_documents;

SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.limit_ref AS (
  workspace_id uuid,
  board_id uuid,
  limit_id uuid
);

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

CREATE OR REPLACE FUNCTION weir.changes_of_trials(_was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('trial', coalesce(i ->> 'id', w ->> 'id')) || v.changed ORDER BY coalesce(i ->> 'id', w ->> 'id'))
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.trial_values(jsonb_populate_record(NULL::public.limit_trials, w)),
       weir.trial_values(jsonb_populate_record(NULL::public.limit_trials, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.trial_values(_t public.limit_trials)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _t.id IS NOT NULL THEN jsonb_build_object(
    'limits', _t.limits, 'startsOn', _t.starts_on, 'endsOn', _t.ends_on, 'reason', _t.reason, 'cause', _t.cause,
    'decision', _t.decision, 'decisionReason', _t.decision_reason) END
$function$;

CREATE OR REPLACE FUNCTION weir.what_if_rules(_workspace uuid, _board uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object(
      'timeZone', i.time_zone, 'workingHours', i.working_hours, 'depth', i.depth, 'highWatermark', i.high_watermark,
      'columns', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name, 'split', k.split) ORDER BY k.position, k.id), '[]')
          FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active'),
      'limits', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'id', l.id, 'scope', l.scope, 'columnId', l.column_id, 'columnIds', l.column_ids, 'classOfService', l.class_of_service,
                 'max', l.max) ORDER BY l.id), '[]')
          FROM public.wip_limits l
         WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.mode <> 'warn'
           AND l.scope IN ('column', 'columns', 'board', 'classOfService')),
      -- Null if one of the queue columns has no limit.
      'queueMax', (
        SELECT CASE WHEN bool_and(l.max IS NOT NULL) THEN sum(l.max) END
          FROM public.columns k
          LEFT JOIN public.wip_limits l ON l.workspace_id = _workspace AND l.board_id = _board AND l.scope = 'column'
                                       AND l.column_id = k.id AND l.mode <> 'warn'
         WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'queue'))
      FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board);
END $function$;

CREATE OR REPLACE FUNCTION weir.is_trial_over(_t public.limit_trials, _at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN _t.ends_on < (SELECT (_at AT TIME ZONE i.time_zone)::date FROM public.intakes i
                        WHERE i.workspace_id = _t.workspace_id AND i.board_id = _t.board_id);
END $function$;

CREATE OR REPLACE FUNCTION weir.is_still_tried(_t public.limit_trials)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN EXISTS (
    SELECT FROM jsonb_array_elements(_t.limits) x
      JOIN public.wip_limits w ON w.workspace_id = _t.workspace_id AND w.board_id = _t.board_id AND w.id = (x ->> 'limit')::uuid
     WHERE w.max = (x ->> 'max')::integer);
END $function$;

CREATE OR REPLACE FUNCTION weir.note_changed_rules(_boards weir.board_ref[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.limit_trials t SET rules_changed_on = (k.at AT TIME ZONE i.time_zone)::date
    FROM (SELECT DISTINCT b.workspace_id, b.board_id FROM unnest(_boards) b) b
    JOIN public.board_clock k ON k.workspace_id = b.workspace_id AND k.board_id = b.board_id
    JOIN public.intakes i     ON i.workspace_id = b.workspace_id AND i.board_id = b.board_id
   WHERE t.workspace_id = b.workspace_id AND t.board_id = b.board_id AND t.ended_at IS NULL AND t.rules_changed_on IS NULL
     AND NOT weir.is_trial_over(t, k.at);
END $function$;

CREATE OR REPLACE FUNCTION weir.note_rules_of_rows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _boards weir.board_ref[];
BEGIN
  SELECT array_agg(ROW (r.workspace_id, r.board_id)::weir.board_ref) INTO _boards FROM changed_rows r;
  IF _boards IS NOT NULL THEN
    PERFORM weir.note_changed_rules(_boards);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.note_changed_columns()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _boards weir.board_ref[];
BEGIN
  SELECT array_agg(ROW (o.workspace_id, o.board_id)::weir.board_ref) INTO _boards
    FROM old_rows o
    LEFT JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
   WHERE (n.kind, n.position, n.split) IS DISTINCT FROM (o.kind, o.position, o.split);
  IF _boards IS NOT NULL THEN
    PERFORM weir.note_changed_rules(_boards);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.note_changed_intakes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _boards weir.board_ref[];
BEGIN
  SELECT array_agg(ROW (o.workspace_id, o.board_id)::weir.board_ref) INTO _boards
    FROM old_rows o
    LEFT JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id
   WHERE (n.depth, n.high_watermark, n.low_watermark, n.time_zone, n.working_hours)
         IS DISTINCT FROM (o.depth, o.high_watermark, o.low_watermark, o.time_zone, o.working_hours);
  IF _boards IS NOT NULL THEN
    PERFORM weir.note_changed_rules(_boards);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.are_tried_limits(_limits jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  RETURN jsonb_typeof(_limits) = 'array' AND _limits <> '[]' AND NOT EXISTS (
    SELECT FROM jsonb_array_elements(_limits) l
     WHERE jsonb_typeof(l) <> 'object' OR NOT l ?& ARRAY['limit', 'columnId', 'was', 'max']
        OR coalesce(l ->> 'limit', '') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        OR coalesce(l ->> 'columnId', '00000000-0000-0000-0000-000000000000') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        OR jsonb_typeof(l -> 'was') NOT IN ('null', 'number') OR jsonb_typeof(l -> 'max') <> 'number'
        OR coalesce(l ->> 'was', '0') !~ '^[0-9]{1,4}$' OR l ->> 'max' !~ '^[0-9]{1,4}$')
    AND (SELECT count(DISTINCT l ->> 'limit') = count(*) FROM jsonb_array_elements(_limits) l);
END $function$;

CREATE OR REPLACE FUNCTION weir.end_trials_of(_limits weir.limit_ref[], _cause public.trial_end)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.limit_trials t SET decided_at = k.at, decision = 'changed'
    FROM unnest(_limits) l
    JOIN public.board_clock k ON k.workspace_id = l.workspace_id AND k.board_id = l.board_id
   WHERE t.workspace_id = l.workspace_id AND t.board_id = l.board_id AND t.cause = 'over' AND t.decision IS NULL
     AND t.limits @> jsonb_build_array(jsonb_build_object('limit', l.limit_id)) AND NOT weir.is_still_tried(t);
  UPDATE public.limit_trials t SET ended_at = k.at, cause = _cause
    FROM unnest(_limits) l
    JOIN public.board_clock k ON k.workspace_id = l.workspace_id AND k.board_id = l.board_id
   WHERE t.workspace_id = l.workspace_id AND t.board_id = l.board_id AND t.ended_at IS NULL
     AND t.limits @> jsonb_build_array(jsonb_build_object('limit', l.limit_id)) AND NOT weir.is_trial_over(t, k.at);
END $function$;

CREATE OR REPLACE FUNCTION weir.end_trials_of_changed_limits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _limits weir.limit_ref[];
  _boards weir.board_ref[];
BEGIN
  SELECT array_agg(ROW (o.workspace_id, o.board_id, o.id)::weir.limit_ref), array_agg(ROW (o.workspace_id, o.board_id)::weir.board_ref)
    INTO _limits, _boards
    FROM old_rows o
    LEFT JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
   WHERE (n.max, n.mode, n.scope, n.column_id, n.column_ids, n.swimlane_id, n.user_id, n.class_of_service)
         IS DISTINCT FROM (o.max, o.mode, o.scope, o.column_id, o.column_ids, o.swimlane_id, o.user_id, o.class_of_service);
  IF _limits IS NOT NULL THEN
    PERFORM weir.end_trials_of(_limits, 'limitChanged');
    PERFORM weir.note_changed_rules(_boards);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.end_trials_of_removed_limits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _limits weir.limit_ref[];
  _boards weir.board_ref[];
BEGIN
  SELECT array_agg(ROW (o.workspace_id, o.board_id, o.id)::weir.limit_ref), array_agg(ROW (o.workspace_id, o.board_id)::weir.board_ref)
    INTO _limits, _boards FROM old_rows o;
  IF _limits IS NOT NULL THEN
    PERFORM weir.end_trials_of(_limits, 'limitRemoved');
    PERFORM weir.note_changed_rules(_boards);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.end_trials_of_archived_boards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.limit_trials t SET ended_at = k.at, cause = 'boardArchived'
    FROM new_rows n
    JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id
    JOIN public.board_clock k ON k.workspace_id = n.workspace_id AND k.board_id = n.id
   WHERE o.archived_at IS NULL AND n.archived_at IS NOT NULL
     AND t.workspace_id = n.workspace_id AND t.board_id = n.id AND t.ended_at IS NULL AND NOT weir.is_trial_over(t, k.at);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_trial()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, facts, at)
  SELECT NEW.workspace_id, gen_random_uuid(), m.user_id, NEW.board_id, 'trialEnded',
         jsonb_build_object('trial', NEW.id, 'again', NEW.reminded_at IS NOT NULL, 'cause', NEW.cause), coalesce(NEW.reminded_at, NEW.ended_at)
    FROM public.memberships m
   WHERE m.workspace_id = NEW.workspace_id AND m.role IN ('owner', 'manager') AND m.left_at IS NULL
   ORDER BY m.user_id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.trials_due(_now timestamp with time zone, _undecided timestamp with time zone, _most integer)
 RETURNS TABLE(workspace_id uuid, workspace_slug text, board_id uuid, board_key text, id uuid, is_over boolean)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
  SELECT d.workspace_id, w.slug, d.board_id, b.key, d.id, d.is_over
    FROM (SELECT t.workspace_id, t.board_id, t.id, t.ends_on, t.ended_at IS NULL AS is_over FROM public.limit_trials t
           WHERE t.ended_at IS NULL AND t.ends_on <= (_now AT TIME ZONE 'UTC')::date
           UNION ALL
          SELECT t.workspace_id, t.board_id, t.id, t.ends_on, false FROM public.limit_trials t
           WHERE t.cause = 'over' AND t.decision IS NULL AND t.reminded_at IS NULL AND t.ended_at <= _undecided) d
    JOIN public.boards b     ON b.workspace_id = d.workspace_id AND b.id = d.board_id AND b.archived_at IS NULL
    JOIN public.workspaces w ON w.id = d.workspace_id AND w.archived_at IS NULL
    JOIN public.intakes i    ON i.workspace_id = d.workspace_id AND i.board_id = d.board_id
   WHERE NOT d.is_over OR d.ends_on < (_now AT TIME ZONE i.time_zone)::date
   ORDER BY d.ends_on, d.workspace_id, d.board_id, d.id
   LIMIT _most;
END $function$;

CREATE OR REPLACE FUNCTION weir.trial_document(_t public.limit_trials)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN jsonb_build_object(
    'id', _t.id, 'startsOn', _t.starts_on, 'endsOn', _t.ends_on, 'startedAt', weir.instant(_t.started_at),
    'startedBy', weir.person(_t.started_by), 'reason', _t.reason, 'rulesChangedOn', _t.rules_changed_on,
    'limits', (
      SELECT jsonb_agg(l || jsonb_build_object(
               'of', k.name,
               'now', (SELECT to_jsonb(w.max) FROM public.wip_limits w
                        WHERE w.workspace_id = _t.workspace_id AND w.board_id = _t.board_id AND w.id = (l ->> 'limit')::uuid),
               'isPutBack', (l ->> 'limit')::uuid = ANY (_t.put_back)) ORDER BY n)
        FROM jsonb_array_elements(_t.limits) WITH ORDINALITY x (l, n)
        LEFT JOIN public.columns k ON k.workspace_id = _t.workspace_id AND k.board_id = _t.board_id AND k.id = (l ->> 'columnId')::uuid),
    'prediction', _t.prediction,
    'end', CASE WHEN _t.ended_at IS NOT NULL THEN jsonb_build_object(
      'cause', _t.cause, 'at', weir.instant(_t.ended_at), 'by', weir.person(_t.ended_by)) END,
    'outcome', _t.outcome,
    'decision', CASE WHEN _t.decision IS NOT NULL THEN jsonb_build_object(
      'kind', _t.decision, 'at', weir.instant(_t.decided_at), 'by', weir.person(_t.decided_by), 'reason', _t.decision_reason) END);
END $function$;

CREATE OR REPLACE FUNCTION weir.what_if_history(_workspace uuid, _board uuid, _from date, _now timestamp with time zone, _most integer, _least integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _intake  public.intakes;
  _today   date;
  _changed date;
  _from_at timestamptz;
  _to_at   timestamptz;
BEGIN
  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  _today := (_now AT TIME ZONE _intake.time_zone)::date;
  _to_at := _today::timestamp AT TIME ZONE _intake.time_zone;
  SELECT greatest(_from, least((b.created_at AT TIME ZONE _intake.time_zone)::date, (
           SELECT (c.delivered_at AT TIME ZONE _intake.time_zone)::date FROM public.flow_cards c
            WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.delivered_at IS NOT NULL
            ORDER BY c.delivered_at LIMIT 1)))
    INTO _from FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board;
  IF _most IS NOT NULL THEN
    _from := greatest(_from, (
      SELECT (c.delivered_at AT TIME ZONE _intake.time_zone)::date + 1 FROM public.flow_cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.delivered_at < _to_at
       ORDER BY c.delivered_at DESC OFFSET _most LIMIT 1));
  END IF;
  IF _least IS NOT NULL THEN
    -- By the index events_of_limits.
    SELECT (e.at AT TIME ZONE _intake.time_zone)::date INTO _changed
      FROM public.events e
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.at >= _from::timestamp AT TIME ZONE _intake.time_zone
       AND e.type IN ('limit.added', 'limit.changed', 'limit.removed', 'limit.trialStarted', 'limit.trialEnded', 'limit.trialDecided',
                      'column.added', 'column.changed', 'column.removed', 'board.changed')
       AND e.changes @? '$[*].limit'
     ORDER BY e.at DESC LIMIT 1;
  END IF;
  IF _changed < _today - _least THEN
    _from := _changed + 1;
  END IF;
  _from_at := _from::timestamp AT TIME ZONE _intake.time_zone;
  RETURN (
    WITH found AS MATERIALIZED (
      SELECT x.card FROM public.flow_stays x
       WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.stage <> 'delivered'
         AND tstzrange(x.entered_at, x.left_at, '[]') && tstzrange(_from_at, _to_at)
       GROUP BY 1
    ), stays AS MATERIALIZED (
      SELECT s.* FROM found f
       CROSS JOIN LATERAL (
         SELECT x.* FROM public.flow_stays x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card = f.card
            AND (x.stage <> 'delivered' AND x.entered_at < _to_at AND (x.left_at IS NULL OR x.left_at >= _from_at - interval '180 days')) IS TRUE) s
    ), known AS MATERIALIZED (
      SELECT c.* FROM found f
       CROSS JOIN LATERAL (
         SELECT x.* FROM public.flow_cards x WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card = f.card OFFSET 0) c
    ), active AS (
      SELECT k.id, row_number() OVER (ORDER BY k.position, k.id) - 1 AS n
        FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active'
    )
    SELECT weir.what_if_rules(_workspace, _board) || jsonb_build_object(
      'today', _today, 'from', _from, 'limitsChangedOn', _changed,
      'people', (
        SELECT count(DISTINCT a.person) FROM known c CROSS JOIN LATERAL unnest(c.assignee_ids) a (person)
         WHERE c.committed_at < _to_at),
      'stays', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(
                 s.card, s.stage, a.n, CASE WHEN s.blocked THEN 'blocked' WHEN s.half_done THEN 'waiting' ELSE 'work' END,
                 weir.milliseconds(s.entered_at), CASE WHEN s.left_at < _to_at THEN weir.milliseconds(s.left_at) END, s.came_from,
                 CASE WHEN s.left_at < _to_at THEN s.left_for END) ORDER BY s.card, s.n), '[]')
          FROM stays s LEFT JOIN active a ON a.id = s.column_id),
      'cards', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(c.card, c.class_of_service, c.submitted_at IS NOT NULL, c.fault IS NOT NULL)), '[]')
          FROM known c),
      'requests', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(
                 r.class_of_service, weir.milliseconds(r.submitted_at),
                 CASE WHEN r.answered_at < _to_at THEN weir.milliseconds(r.answered_at) END, weir.milliseconds(r.expires_at),
                 CASE WHEN r.answered_at < _to_at THEN a.kind END) ORDER BY r.submitted_at, r.number), '[]')
          FROM ((SELECT x.* FROM public.requests x
                  WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.submitted_at >= _from_at AND x.submitted_at < _to_at
                  ORDER BY x.submitted_at DESC LIMIT CASE WHEN _most IS NOT NULL THEN 5000 END)
                 UNION ALL
                (SELECT x.* FROM public.requests x
                  WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.answered_at >= _from_at AND x.answered_at < _to_at
                    AND x.submitted_at < _from_at AND x.submitted_at >= _from_at - interval '180 days'
                  ORDER BY x.answered_at DESC LIMIT CASE WHEN _most IS NOT NULL THEN 5000 END)) r
          LEFT JOIN public.answers a ON a.workspace_id = _workspace AND a.board_id = _board AND a.request_id = r.id),
      'refused', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(weir.milliseconds(d.hour), d.times) ORDER BY d.hour), '[]')
          FROM (SELECT x.hour, sum(x.count) AS times FROM public.door_refusals x
                 WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.code = 'intake-queue-full'
                   AND x.hour >= _from_at AND x.hour < _to_at
                 GROUP BY 1) d)));
END $function$;

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
    WHEN _kind = 'slotFree' THEN 'slots'
    WHEN _kind IN ('question', 'reply') THEN 'messages'
    WHEN _kind IN ('reminder', 'overdue', 'gate', 'webhookOff', 'rest', 'trialEnded') THEN 'deadlines'
    WHEN _kind <> 'newRequest' THEN 'requests' END)::public.notice_topic
$function$;

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
            WHEN (n.kind = 'rest'::public.notice_kind) THEN jsonb_build_object('by', (weir.person(((n.facts ->> 'by'::text))::uuid) ->> 'name'::text))
            WHEN (n.kind = 'slotFree'::public.notice_kind) THEN jsonb_build_object('column', k.name)
            WHEN (n.kind = 'trialEnded'::public.notice_kind) THEN jsonb_build_object('again', (n.facts -> 'again'::text), 'cause', (n.facts -> 'cause'::text))
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

CREATE TRIGGER then_note_rules_on_insert AFTER INSERT ON public.wip_limits REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.note_rules_of_rows();

CREATE TRIGGER then_note_rules_on_insert AFTER INSERT ON public.columns REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.note_rules_of_rows();

CREATE TRIGGER then_note_rules_on_delete AFTER DELETE ON public.columns REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.note_rules_of_rows();

CREATE TRIGGER then_note_rules_on_update AFTER UPDATE ON public.columns REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.note_changed_columns();

CREATE TRIGGER then_note_rules_on_update AFTER UPDATE ON public.intakes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.note_changed_intakes();

CREATE TRIGGER then_end_trials_on_update AFTER UPDATE ON public.wip_limits REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.end_trials_of_changed_limits();

CREATE TRIGGER then_end_trials_on_delete AFTER DELETE ON public.wip_limits REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.end_trials_of_removed_limits();

CREATE TRIGGER then_end_trials_on_update AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.end_trials_of_archived_boards();

CREATE TRIGGER then_notify_of_end AFTER UPDATE ON public.limit_trials FOR EACH ROW WHEN (((new.cause <> 'stopped'::public.trial_end) AND ((old.cause IS NULL) OR ((old.reminded_at IS NULL) AND (new.reminded_at IS NOT NULL))))) EXECUTE FUNCTION weir.notify_of_trial();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.limit_trials REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.limit_trials REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.limit_trials REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

-- By hand.
ALTER TABLE "public"."limit_trials" ADD CONSTRAINT "limit_trials_limits" CHECK (weir.are_tried_limits("limits"));
