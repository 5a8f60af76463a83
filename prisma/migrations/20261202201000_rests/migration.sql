DROP VIEW weir.notice_documents;

SELECT set_config('check_function_bodies', 'off', true);

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
                      OR e.type NOT IN ('request.reminded', 'request.overdue', 'requests.expired', 'gate.changed', 'rest.changed')))
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
    'workingHours', _i.working_hours, 'gateByItself', _i.gate_by_itself, 'rest', _i.rest_policy, 'form', _i.form_id IS NOT NULL,
    'formOpenPerGuest', _i.form_open_per_guest, 'formDepth', _i.form_depth,
    'gate', jsonb_build_object('state', _i.gate, 'reason', weir.gate_reason(_i), 'until', weir.instant(_i.gate_until))) END
$function$;

CREATE OR REPLACE FUNCTION weir.changes_of_rests(_was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('rest', coalesce(i ->> 'id', w ->> 'id')) || v.changed ORDER BY coalesce(i ->> 'id', w ->> 'id'))
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.rest_values(jsonb_populate_record(NULL::public.rests, w)),
       weir.rest_values(jsonb_populate_record(NULL::public.rests, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.is_rest_policy(_policy jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  RETURN coalesce(
    jsonb_typeof(_policy) = 'object'
    AND (SELECT array_agg(k ORDER BY k COLLATE "C") FROM jsonb_object_keys(CASE jsonb_typeof(_policy) WHEN 'object' THEN _policy ELSE '{}' END) k)
        = '{age,byItself,calmDays,load,longestDays,lowMark,ofDays,overdue,overloadedDays,overrides}'
    AND jsonb_typeof(_policy -> 'byItself') = 'boolean'
    AND NOT EXISTS (
      SELECT FROM (VALUES ('overloadedDays', 30, false), ('ofDays', 30, false), ('calmDays', 30, false), ('lowMark', 100, false),
                          ('longestDays', 60, false), ('load', 100, true), ('age', 100, true), ('overrides', 500, true),
                          ('overdue', 500, true)) b (name, most, can_be_null)
       WHERE NOT CASE jsonb_typeof(_policy -> b.name)
               WHEN 'number' THEN _policy ->> b.name ~ '^[1-9][0-9]{0,2}$' AND (_policy ->> b.name)::numeric <= b.most
               WHEN 'null'   THEN b.can_be_null
               ELSE false END)
    AND (_policy ->> 'overloadedDays')::integer <= (_policy ->> 'ofDays')::integer
    AND (_policy ->> 'calmDays')::integer <= (_policy ->> 'longestDays')::integer
    AND coalesce(_policy ->> 'load', _policy ->> 'age', _policy ->> 'overrides', _policy ->> 'overdue') IS NOT NULL, false);
EXCEPTION WHEN data_exception THEN
  RETURN false;
END $function$;

CREATE OR REPLACE FUNCTION weir.rest_values(_r public.rests)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _r.id IS NOT NULL THEN jsonb_build_object(
    'state', _r.state, 'overloadedDays', _r.overloaded_days, 'ofDays', _r.of_days, 'until', weir.instant(_r.until),
    'beganAt', weir.instant(_r.began_at), 'closedAt', weir.instant(_r.closed_at), 'endedFor', _r.ended_for, 'reason', _r.reason) END
$function$;

CREATE OR REPLACE FUNCTION weir.note_load(_workspace uuid, _board uuid, _marks public.load_mark[], _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.load_periods p SET ended_at = greatest(_now, p.began_at + interval '1 millisecond')
   WHERE p.workspace_id = _workspace AND p.board_id = _board AND p.ended_at IS NULL AND p.mark <> ALL (_marks);
  INSERT INTO public.load_periods (workspace_id, board_id, mark, began_at)
  SELECT _workspace, _board, m, _now FROM unnest(_marks) m
   WHERE NOT EXISTS (SELECT FROM public.load_periods p
                      WHERE p.workspace_id = _workspace AND p.board_id = _board AND p.mark = m AND p.ended_at IS NULL)
  ON CONFLICT DO NOTHING;
END $function$;

CREATE OR REPLACE FUNCTION weir.rest_day_facts(_workspace uuid, _board uuid, _day date, _from timestamp with time zone, _to timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN jsonb_build_object(
    'periods', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('mark', p.mark, 'from', weir.instant(greatest(p.began_at, _from)),
                                                   'to', weir.instant(least(p.ended_at, _to)))), '[]')
        FROM (SELECT * FROM public.load_periods x
               WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.ended_at IS NULL AND x.began_at < _to
               UNION ALL
              SELECT * FROM public.load_periods x
               WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.ended_at > _from AND x.began_at < _to) p),
    'inFlight', (
      SELECT count(DISTINCT s.card)
        FROM (SELECT x.* FROM public.flow_stays x
               WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.stage <> 'delivered'
                 AND tstzrange(x.entered_at, x.left_at, '[]') && tstzrange(_to, _to, '[]')) s
        JOIN public.flow_cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.card = s.card
       WHERE s.stage = 'inFlight' AND s.entered_at < _to AND coalesce(s.left_at >= _to, true)
         AND (c.fault IN ('noDates', 'noStart')) IS NOT TRUE),
    'aged', weir.aged_cards(_workspace, _board, _day, _to) -> 'agedTotal',
    'overrides', (
      SELECT count(*) FROM public.overrides o
       WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.mode = 'reason' AND o.at >= _from AND o.at < _to),
    'overdue', (
      SELECT count(*)
        FROM (SELECT r.* FROM public.requests r
               WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.answered_at IS NULL
               UNION ALL
              SELECT r.* FROM public.requests r
               WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.answered_at IS NOT NULL AND r.answered_at >= _to) q
       WHERE q.submitted_at < _to AND q.answer_by <= coalesce(q.paused_at, _to) AND q.answer_by <= _to));
END $function$;

CREATE OR REPLACE FUNCTION weir.pass_archived_days(_now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.load_periods p SET ended_at = greatest(b.archived_at, p.began_at + interval '1 millisecond')
    FROM public.boards b
   WHERE b.archived_at IS NOT NULL AND p.workspace_id = b.workspace_id AND p.board_id = b.id AND p.ended_at IS NULL;
  INSERT INTO public.rest_days (workspace_id, board_id, day, kind)
  SELECT b.workspace_id, b.id, (_now AT TIME ZONE i.time_zone)::date - 1, 'notMeasured'
    FROM public.boards b
    JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   WHERE b.archived_at IS NOT NULL AND i.rest_policy IS NOT NULL
     AND (b.archived_at AT TIME ZONE i.time_zone)::date < (_now AT TIME ZONE i.time_zone)::date
  ON CONFLICT DO NOTHING;
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
    WHEN _kind IN ('reminder', 'overdue', 'gate', 'webhookOff', 'rest') THEN 'deadlines'
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

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.rests REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.rests REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.rests REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

ALTER TABLE "public"."intakes" ADD CONSTRAINT intakes_rest_policy CHECK (rest_policy IS NULL OR weir.is_rest_policy(rest_policy)) NOT VALID;
ALTER TABLE "public"."intakes" VALIDATE CONSTRAINT intakes_rest_policy;
