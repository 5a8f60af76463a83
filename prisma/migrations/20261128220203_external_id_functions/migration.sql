DROP FUNCTION weir.search(uuid,uuid,text,text,text,integer,boolean,jsonb);
DROP FUNCTION weir.request_rows(uuid,uuid[],integer[],integer[]);

SELECT set_config('check_function_bodies', 'off', true);

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
    'fields', weir.fields_of_card(_card.workspace_id, _card.board_id, _card.id), 'request', _request)
    || weir.external_values(_card.external_id, _card.metadata);
END $function$;

CREATE OR REPLACE FUNCTION weir.request_rows(_workspace uuid, _boards uuid[], _numbers integer[], _positions integer[] DEFAULT NULL::integer[])
 RETURNS TABLE(board_id uuid, id uuid, requester_id uuid, guest_id uuid, requester_name text, watcher_ids uuid[], watchers integer, number integer, ref text, version integer, title text, description text, class_of_service public.class_of_service, needed_by date, submitted_at timestamp with time zone, answer_by timestamp with time zone, expires_at timestamp with time zone, paused_at timestamp with time zone, answer_after_needed_by boolean, "position" integer, follows jsonb, redirected_from jsonb, answered jsonb, updated_at timestamp with time zone, external_id text, metadata jsonb)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
#variable_conflict use_column
DECLARE
  _queues    uuid[];
  _at_work   uuid[];
  _ahead     jsonb;
BEGIN
  -- Finding a position reads the whole queue of a board, or all its undelivered cards. So only boards are read whose requests
  -- have one.
  SELECT array_agg(DISTINCT r.board_id) FILTER (WHERE r.answered_at IS NULL AND _positions IS NULL),
         array_agg(DISTINCT c.board_id) FILTER (WHERE c.board_id IS NOT NULL)
    INTO _queues, _at_work
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r   ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    LEFT JOIN public.cards c ON r.answered_at IS NOT NULL
                            AND c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
                            AND c.delivered_at IS NULL AND c.archived_at IS NULL;
  IF _at_work IS NOT NULL THEN
    SELECT jsonb_object_agg(l.request_id, l.ahead) INTO _ahead
      FROM weir.cards_ahead(_workspace, _at_work) l;
  END IF;

  RETURN QUERY
  -- The queue is sorted once. A plan could otherwise sort it for each request.
  WITH queue AS MATERIALIZED (SELECT p.request_id, p.position::integer AS position FROM weir.queue_positions(_workspace, _queues) p)
  SELECT r.board_id, r.id, r.requester_id, r.guest_id, coalesce(r.guest_name, u.name), watchers.members, watchers.number,
         r.number, b.key || '-R' || r.number, r.version, r.title, r.description, r.class_of_service, r.needed_by,
         r.submitted_at, r.answer_by, r.expires_at, r.paused_at,
         r.needed_by IS NOT NULL AND (r.answer_by AT TIME ZONE policy.time_zone)::date > r.needed_by,
         CASE WHEN r.answered_at IS NULL THEN coalesce(wanted.position, q.position) END,
         CASE WHEN r.follows_id IS NOT NULL THEN weir.followed_request(r, b.key) END,
         CASE WHEN r.from_request_id IS NOT NULL THEN weir.redirected_from(r) END,
         CASE WHEN r.answered_at IS NOT NULL THEN weir.answered_facts(r, b.key, (_ahead ->> r.id::text)::bigint) END,
         r.updated_at, r.external_id, r.metadata
    FROM unnest(_boards, _numbers, _positions) wanted (board_id, number, position)
    JOIN public.requests r      ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    JOIN public.boards b        ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    JOIN public.intakes policy  ON policy.workspace_id = r.workspace_id AND policy.board_id = r.board_id
    LEFT JOIN public.users u    ON u.id = r.requester_id
    LEFT JOIN queue q           ON q.request_id = r.id
   CROSS JOIN LATERAL (
      SELECT array_agg(w.user_id) FILTER (WHERE w.user_id IS NOT NULL) AS members, count(*)::integer AS number
        FROM public.request_watchers w
       WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id) watchers;
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
                                   "ticketFrom": null, "ticketUsed": false}')
    FROM weir.request_rows(_workspace, _boards, _numbers) r;
END $function$;

CREATE OR REPLACE FUNCTION weir.is_metadata(_metadata jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  RETURN jsonb_typeof(_metadata) = 'object' AND (
    SELECT count(*) <= 50 AND coalesce(bool_and(
             length(m.key) BETWEEN 1 AND 40 AND jsonb_typeof(m.value) = 'string' AND length(m.value #>> '{}') <= 500), true)
      FROM jsonb_each(_metadata) m);
END $function$;

CREATE OR REPLACE FUNCTION weir.changed_metadata(_metadata jsonb, _change jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _after jsonb := jsonb_strip_nulls(_metadata || coalesce(nullif(_change, 'null'), '{}'));
BEGIN
  IF (SELECT count(*) > 50 FROM jsonb_object_keys(_after)) THEN
    PERFORM weir.refuse_input('metadata', 'tooManyKeys');
  END IF;
  RETURN _after;
END $function$;

CREATE OR REPLACE FUNCTION weir.external_values(_external_id text, _metadata jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT jsonb_strip_nulls(jsonb_build_object('externalId', _external_id, 'metadata', nullif(_metadata, '{}')))
$function$;

CREATE OR REPLACE FUNCTION weir.check_external_id(_workspace uuid, _board uuid, _number integer, _external_id text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM public.cards c
              WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.external_id = _external_id AND c.number IS DISTINCT FROM _number) THEN
    PERFORM weir.refuse('key-taken', jsonb_build_object('path', 'externalId', 'fault', 'externalIdTaken', 'key', _external_id));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.check_external_id_of_request(_workspace uuid, _board uuid, _request uuid, _external_id text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM public.requests r
              WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.external_id = _external_id AND r.id IS DISTINCT FROM _request) THEN
    PERFORM weir.refuse('key-taken', jsonb_build_object('path', 'externalId', 'fault', 'externalIdTaken', 'key', _external_id));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.retry_external_id(_message text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _message LIKE '%_external_id"' THEN
    RAISE EXCEPTION 'the external id was taken meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  RAISE EXCEPTION '%', _message USING ERRCODE = 'unique_violation';
END $function$;

CREATE OR REPLACE FUNCTION weir.free_external_id_of_request(_workspace uuid, _board uuid, _external_id text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT _external_id
   WHERE NOT EXISTS (SELECT FROM public.requests r
                      WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.external_id = _external_id)
$function$;

CREATE OR REPLACE FUNCTION weir.erase_on_board(_workspace uuid, _board uuid, _ids uuid[], _people uuid[], _accepted boolean, _now timestamp with time zone)
 RETURNS weir.erased_traces
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp      weir.event_stamp := weir.start_event(_workspace, _board, _now);
  _traces     weir.erased_traces;
  _strings    jsonb;
  _has_traces boolean;
  _limits     uuid[];
  _ended      jsonb;
  _changes    jsonb;
  -- A guest wrote nothing before their first request, and time does not run backwards on a board.
  _since      timestamptz := (SELECT min(r.submitted_at) FROM public.requests r
                               WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.guest_id = ANY (_ids) AND _people = '{}');
  -- A guest wrote on their own requests only: the same words on those of others are somebody else's. Null: anywhere.
  _only       uuid[] := CASE WHEN _people = '{}' THEN ARRAY(
                          SELECT r.id FROM public.requests r
                           WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.guest_id = ANY (_ids)) END;
BEGIN
  _traces := weir.traces_of(_workspace, _board, _ids, _accepted);
  -- Without any, no change of an event has a text of theirs.
  _has_traces := _traces.comments || _traces.messages || _traces.attachments || _traces.presets <> '{}'
    OR _traces.requests || _traces.cards || _traces.kept <> '{}';
  _strings := weir.set_of(_traces.texts || _ids::text[]);
  _limits := weir.limits_of_people(_workspace, _board, _people);
  _ended := weir.end_person_on_board(_workspace, _board, _ids, _people, _stamp.at);
  -- A deleted comment has no text, and stays deleted.
  UPDATE public.comments m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.comments) AND m.body <> '';
  UPDATE public.request_messages m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.messages);
  UPDATE public.requests r
     SET title = CASE WHEN r.number = ANY (_traces.requests) THEN weir.erased_text() ELSE r.title END,
         description = CASE WHEN r.number = ANY (_traces.requests) AND r.description <> '' THEN weir.erased_text() ELSE r.description END,
         guest_name = CASE WHEN r.guest_id IS NOT NULL THEN weir.erased_text() END,
         external_id = CASE WHEN r.number = ANY (_traces.requests) THEN NULL ELSE r.external_id END,
         metadata = CASE WHEN r.number = ANY (_traces.requests) THEN '{}' ELSE r.metadata END,
         version = r.version + 1
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids);
  -- A card has the texts of its request until somebody edits it.
  UPDATE public.cards c
     SET title = CASE WHEN c.title = ANY (_traces.texts) THEN weir.erased_text() ELSE c.title END,
         description = CASE WHEN c.description = ANY (_traces.texts) THEN weir.erased_text() ELSE c.description END,
         version = c.version + 1
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_traces.cards)
     AND (c.title = ANY (_traces.texts) OR c.description = ANY (_traces.texts));
  -- Others may have mentioned them by name.
  UPDATE public.comments m SET body = weir.without_names_of(m.body, _people)
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.body LIKE '%](person:%'
     AND m.body <> weir.without_names_of(m.body, _people);
  UPDATE public.cards c SET description = weir.without_names_of(c.description, _people), version = c.version + 1
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.description LIKE '%](person:%'
     AND c.description <> weir.without_names_of(c.description, _people);
  UPDATE public.card_templates t
     SET preset = jsonb_set(t.preset, '{description}', to_jsonb(weir.without_names_of(t.preset ->> 'description', _people)))
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.preset ->> 'description' LIKE '%](person:%'
     AND t.preset ->> 'description' <> weir.without_names_of(t.preset ->> 'description', _people);
  UPDATE public.recurring_cards t
     SET preset = jsonb_set(t.preset, '{description}', to_jsonb(weir.without_names_of(t.preset ->> 'description', _people)))
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.preset ->> 'description' LIKE '%](person:%'
     AND t.preset ->> 'description' <> weir.without_names_of(t.preset ->> 'description', _people);
  UPDATE public.card_templates t
     SET preset = weir.without_texts(t.preset, _traces.texts, '{}'),
         name = CASE WHEN t.name = ANY (weir.names_from(_traces.texts)) THEN weir.erased_name(t.id) ELSE t.name END
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.id = ANY (_traces.presets);
  UPDATE public.recurring_cards t SET preset = weir.without_texts(t.preset, _traces.texts, '{}')
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.id = ANY (_traces.presets);
  UPDATE public.overrides o SET "of" = weir.erased_text()
   WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.scope = 'person' AND o.limit_id = ANY (_limits);
  UPDATE public.request_steps s
     SET reason = CASE WHEN s.reason = ANY (_traces.texts) THEN weir.erased_text() ELSE s.reason END,
         message = CASE WHEN s.message = ANY (_traces.texts) THEN weir.erased_text() ELSE s.message END
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND (_only IS NULL OR s.request_id = ANY (_only))
     AND (s.reason = ANY (_traces.texts) OR s.message = ANY (_traces.texts));
  UPDATE public.notices n SET facts = weir.without_texts(n.facts, _traces.texts, _ids)
   WHERE n.workspace_id = _workspace AND n.board_id = _board AND (_only IS NULL OR n.request_id = ANY (_only))
     AND weir.has_any(n.facts, _strings) AND n.facts <> weir.without_texts(n.facts, _traces.texts, _ids);
  UPDATE public.events e SET changes = weir.erased_changes(e.changes, _traces)
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND (_since IS NULL OR e.at >= _since)
     AND _has_traces
     AND split_part(e.type, '.', 1) IN ('card', 'cards', 'cardTemplate', 'recurringCard', 'attachment', 'request', 'requests', 'board')
     AND e.changes <> weir.erased_changes(e.changes, _traces);

  UPDATE public.events e SET changes = weir.without_names_of(e.changes::text, _people)::jsonb
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND cardinality(_people) > 0 AND e.changes::text LIKE '%](person:%'
     AND e.changes::text <> weir.without_names_of(e.changes::text, _people);

  _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i)) FROM unnest(_ids) i)
    || weir.erased_things(_workspace, _board, _traces) || _ended;
  DELETE FROM public.attachments a
   WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.id = ANY (_traces.attachments);
  IF jsonb_array_length(_changes) > weir.most_rows_of_event() THEN
    _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i, 'resync', true))
                   FROM unnest(_ids) i);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'person.erased', _stamp.at, NULL, _changes);
  PERFORM set_config('weir.own_event', '', true);
  RETURN _traces;
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
                        WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.id = _c.request_id),
           'externalId', _c.external_id, 'metadata', _c.metadata)
$function$;

CREATE OR REPLACE FUNCTION weir.written_request_values(_r public.requests)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _r.id IS NOT NULL THEN weir.request_values(_r) || jsonb_build_object('externalId', _r.external_id, 'metadata', _r.metadata, 'answer', (
    SELECT jsonb_build_object('kind', a.kind, 'reason', a.reason, 'message', a.message, 'until', a.until, 'by', a.by)
      FROM public.answers a
     WHERE _r.answered_at IS NOT NULL
       AND a.workspace_id = _r.workspace_id AND a.board_id = _r.board_id AND a.request_id = _r.id)) END
$function$;

CREATE OR REPLACE FUNCTION weir.search(_workspace uuid, _requester uuid, _query text, _text text, _key text, _number integer, _is_request boolean, _spellings jsonb DEFAULT NULL::jsonb, _boards uuid[] DEFAULT NULL::uuid[])
 RETURNS SETOF weir.search_hit
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
DECLARE
  _typed tsquery := to_tsquery('pg_catalog.simple', _query);
  _ts    tsquery := _typed;
  _own   uuid[] := ARRAY(SELECT r.id FROM public.requests r WHERE r.workspace_id = _workspace AND r.requester_id = _requester);
  _hits  weir.search_hit[];
BEGIN
  FOR _try IN 1..2 LOOP
    SELECT coalesce(array_agg(ROW (h.kind, h.board_id, h.id, h.card_id, false,
                                   ts_rank(h.words, _ts) * CASE h.kind WHEN 'comment' THEN 0.5 ELSE 1 END)::weir.search_hit), '{}')
      INTO _hits
      FROM (SELECT t.*
              FROM public.search_texts t
             WHERE t.workspace_id = _workspace AND t.words @@ _ts AND (_requester IS NULL OR t.id = ANY (_own))
               AND (_boards IS NULL OR t.board_id = ANY (_boards))
             ORDER BY t.id DESC
             LIMIT 500) h;
    EXIT WHEN _try = 2 OR cardinality(_hits) > 0 OR _spellings IS NULL;
    _ts := weir.corrected_search(_workspace, _spellings);
    EXIT WHEN _ts = _typed;
  END LOOP;

  IF cardinality(_hits) = 0 OR (cardinality(_hits) < 10 AND _ts = _typed) THEN
    -- The threshold can be set once the library is loaded, which its first function does.
    PERFORM extensions.show_limit(), set_config('pg_trgm.word_similarity_threshold', '0.35', true);
    SELECT _hits || coalesce(array_agg(ROW (h.kind, h.board_id, h.id, h.card_id, false, h.similarity / 20)::weir.search_hit), '{}')
      INTO _hits
      FROM (SELECT t.*, extensions.word_similarity(_text, t.text) AS similarity
              FROM public.search_texts t
             WHERE t.workspace_id = _workspace AND _text OPERATOR(extensions.<%) t.text AND NOT t.words @@ _typed
               AND (_requester IS NULL OR t.id = ANY (_own)) AND (_boards IS NULL OR t.board_id = ANY (_boards))
             ORDER BY similarity DESC, t.id DESC
             LIMIT 50) h;
  END IF;

  RETURN QUERY
  SELECT DISTINCT ON (u.board_id, u.id) u.*
    FROM (
      SELECT f.* FROM unnest(_hits) f
       UNION ALL
      SELECT 'card', c.board_id, c.id, NULL, _key IS NOT NULL, 0.9
        FROM public.boards b
        JOIN public.cards c ON c.workspace_id = b.workspace_id AND c.board_id = b.id AND c.number = _number
       WHERE b.workspace_id = _workspace AND (_key IS NULL OR b.key = _key) AND NOT _is_request AND _requester IS NULL
         AND (_boards IS NULL OR b.id = ANY (_boards))
       UNION ALL
      SELECT 'request', r.board_id, r.id, NULL, _key IS NOT NULL AND _is_request, 0.8
        FROM public.boards b
        JOIN public.requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.number = _number
       WHERE b.workspace_id = _workspace AND (_key IS NULL OR b.key = _key) AND (_is_request OR _key IS NULL)
         AND (_requester IS NULL OR r.requester_id = _requester) AND (_boards IS NULL OR b.id = ANY (_boards))) u
   ORDER BY u.board_id, u.id, u.score DESC;
END $function$;

CREATE OR REPLACE FUNCTION weir.create_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
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
  IF weir.has_mentions(_card ->> 'description') THEN
    PERFORM weir.notify_mentioned(_workspace, _board, _id, NULL, coalesce(_copied ->> 'description', ''), _card ->> 'description', _actor, _now);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_strip_nulls(
    jsonb_build_object('card', _created -> 'number', 'copyOf', _card -> 'copyOf')) || jsonb_build_object('to', _created -> 'to'))
    || (_created -> 'items'));
  _body := weir.card_document(_workspace, _board, (_created ->> 'number')::integer);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
EXCEPTION
  WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    RETURN _detail::jsonb;
  WHEN unique_violation THEN
    PERFORM weir.retry_external_id(SQLERRM);
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

  IF _card ? 'externalId' THEN
    PERFORM weir.check_external_id(_workspace, _board, NULL, _card ->> 'externalId');
  END IF;

  -- The trigger on cards moves the clock's next number on.
  SELECT coalesce((_card ->> 'number')::integer, k.next_card) INTO _number FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  INSERT INTO public.cards (workspace_id, board_id, id, number, title, description, column_id, swimlane_id, done, rank,
                     class_of_service, due_on, request_id, created_at, created_by, entered_column_at,
                     committed_at, delivered_at, archived_at, external_id, metadata)
  VALUES (_workspace, _board, _id, _number, _card ->> 'title', coalesce(_card ->> 'description', ''),
          _column.id, (_card ->> 'swimlaneId')::uuid, _column.split AND coalesce(_card ->> 'half' = 'done', false),
          weir.rank_for(_workspace, _board, _column.id, _number, NULL, NULL),
          coalesce(_card ->> 'classOfService', 'standard')::public.class_of_service, (_card ->> 'dueOn')::date,
          _request, coalesce((_card ->> 'createdAt')::timestamptz, _now), _actor,
          coalesce((_card ->> 'enteredColumnAt')::timestamptz, _now),
          weir.committed_at(_column.kind, (_card ->> 'committedAt')::timestamptz, _now),
          weir.delivered_at(_column.kind, (_card ->> 'deliveredAt')::timestamptz, _now),
          (_card ->> 'archivedAt')::timestamptz, _card ->> 'externalId', weir.changed_metadata('{}', _card -> 'metadata'))
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
    INSERT INTO public.checklist_items (workspace_id, board_id, card_id, id, text, done, position, assignee_id, due_on)
    SELECT _workspace, _board, _id, gen_random_uuid(), i.item ->> 'text', coalesce((i.item ->> 'done')::boolean, false), i.n,
           (i.item ->> 'assigneeId')::uuid, (i.item ->> 'dueOn')::date
      FROM jsonb_array_elements(_card -> 'checklistItems') WITH ORDINALITY i (item, n);
    _items := weir.changes_of_checklists(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(i) FROM public.checklist_items i
       WHERE i.workspace_id = _workspace AND i.board_id = _board AND i.card_id = _id));
  END IF;
  RETURN jsonb_build_object('number', _number, 'columnId', _column.id, 'items', _items, 'to', weir.card_created(
    _new, weir.card_placed(_new, _column.split, NULL), coalesce(_card -> 'assigneeIds', '[]'), to_jsonb(_labels)));
END $function$;

CREATE OR REPLACE FUNCTION weir.edit_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _change jsonb, _if_version integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set    text := weir.keep_plans();
  _locked boolean;
  _stamp  weir.event_stamp;
  _card   public.cards;
  _detail text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number FOR NO KEY UPDATE;
  _locked := FOUND;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_change -> 'override', 'null'));
  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF NOT _locked THEN
    PERFORM weir.check_all_locked(_workspace, _board, ARRAY[_number], 0);
  ELSIF _card.version <> _if_version THEN
    PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _card.version));
  END IF;
  PERFORM weir.change_card(_card, _change, _stamp, _actor);
  RETURN weir.finish_write(_workspace, _key, 200, weir.card_document(_workspace, _board, _number), _stamp.at, _board);
EXCEPTION
  WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    RETURN _detail::jsonb;
  WHEN unique_violation THEN
    PERFORM weir.retry_external_id(SQLERRM);
END $function$;

CREATE OR REPLACE FUNCTION weir.change_card(_card public.cards, _change jsonb, _stamp weir.event_stamp, _actor uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _workspace uuid := _card.workspace_id;
  _board     uuid := _card.board_id;
  _from      jsonb;
  _to        jsonb;
  _fields    jsonb;
BEGIN
  PERFORM weir.check_card_change(_card, _change);

  SELECT c.was, c.is INTO _from, _to FROM weir.changed_card_values(_card, _change) c;
  _fields := weir.change_card_fields(_workspace, _board, _card.id, _change -> 'fields');
  IF _fields IS NOT NULL THEN
    _from := coalesce(_from, '{}') || jsonb_build_object('fields', _fields -> 'from');
    _to := coalesce(_to, '{}') || jsonb_build_object('fields', _fields -> 'to');
  END IF;
  IF _to IS NULL THEN
    PERFORM weir.cancel_event(_workspace, _board);
  ELSE
    PERFORM weir.write_card_change(_card, _from, _to);
    PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.changed', _stamp.at, _actor, jsonb_build_array(jsonb_build_object(
      'card', _card.number, 'from', _from, 'to', _to || jsonb_build_object('version', _card.version + 1))));
    IF weir.has_mentions(_to ->> 'description') THEN
      PERFORM weir.notify_mentioned(_workspace, _board, _card.id, NULL, _card.description, _to ->> 'description', _actor, _stamp.at);
    END IF;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.check_card_change(_card public.cards, _change jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _faults jsonb;
BEGIN
  IF _change ? 'externalId' THEN
    PERFORM weir.check_external_id(_card.workspace_id, _card.board_id, _card.number, _change ->> 'externalId');
  END IF;
  IF _change ? 'assigneeIds' AND weir.has_unassignable(_card.workspace_id, ARRAY(
       SELECT jsonb_array_elements_text(_change -> 'assigneeIds')::uuid
       EXCEPT
       SELECT unnest(weir.people_of_card(_card)))) THEN
    PERFORM weir.refuse_input('assigneeIds', 'notOfTheTeam');
  END IF;
  IF _change ? 'labelIds' AND weir.has_unknown_label(_card.workspace_id, _card.board_id, ARRAY(
       SELECT jsonb_array_elements_text(_change -> 'labelIds')::uuid)) THEN
    PERFORM weir.refuse_input('labelIds', 'absent');
  END IF;
  IF _change ? 'fields' THEN
    _faults := weir.field_faults(_card.workspace_id, _card.board_id, _change -> 'fields');
    IF _faults <> '[]' THEN
      PERFORM weir.refuse('invalid-input', jsonb_build_object('errors', _faults));
    END IF;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.changed_card_values(_card public.cards, _change jsonb)
 RETURNS TABLE(was jsonb, "is" jsonb)
 LANGUAGE plpgsql
AS $function$
DECLARE
  _had  jsonb := jsonb_build_object('title', _card.title, 'description', _card.description,
                                    'classOfService', _card.class_of_service, 'dueOn', _card.due_on,
                                    'externalId', _card.external_id, 'metadata', _card.metadata);
  _gets jsonb := _change - ARRAY['override', 'fields', 'ifNew'];
BEGIN
  IF _change ? 'metadata' THEN
    _gets := _gets || jsonb_build_object('metadata', weir.changed_metadata(_card.metadata, _change -> 'metadata'));
  END IF;
  IF _change ? 'assigneeIds' THEN
    _had := _had || jsonb_build_object('assigneeIds', weir.people_of_card(_card));
    _gets := _gets || jsonb_build_object('assigneeIds', weir.sorted_ids(_change -> 'assigneeIds'));
  END IF;
  IF _change ? 'labelIds' THEN
    _had := _had || jsonb_build_object('labelIds', ARRAY(
      SELECT l.label_id FROM public.card_labels l
       WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.card_id = _card.id ORDER BY 1));
    _gets := _gets || jsonb_build_object('labelIds', weir.sorted_ids(_change -> 'labelIds'));
  END IF;
  SELECT jsonb_object_agg(g.key, _had -> g.key), jsonb_object_agg(g.key, g.value) INTO was, "is"
    FROM jsonb_each(_gets) g WHERE g.value <> _had -> g.key;
  RETURN NEXT;
END $function$;

CREATE OR REPLACE FUNCTION weir.write_card_change(_card public.cards, _from jsonb, _to jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _to ? 'assigneeIds' THEN
    PERFORM weir.lock_person_limits(_card.workspace_id, weir.sorted_ids((_from -> 'assigneeIds') || (_to -> 'assigneeIds')));
  END IF;
  UPDATE public.cards c
     SET title = coalesce(_to ->> 'title', c.title), description = coalesce(_to ->> 'description', c.description),
         class_of_service = coalesce((_to ->> 'classOfService')::public.class_of_service, c.class_of_service),
         due_on = CASE WHEN _to ? 'dueOn' THEN (_to ->> 'dueOn')::date ELSE c.due_on END,
         external_id = CASE WHEN _to ? 'externalId' THEN _to ->> 'externalId' ELSE c.external_id END,
         metadata = coalesce(_to -> 'metadata', c.metadata), version = c.version + 1
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id;
  IF _to ? 'assigneeIds' THEN
    DELETE FROM public.card_assignees a
     WHERE a.workspace_id = _card.workspace_id AND a.board_id = _card.board_id AND a.card_id = _card.id
       AND a.user_id <> ALL (weir.sorted_ids(_to -> 'assigneeIds'));
    INSERT INTO public.card_assignees (workspace_id, board_id, card_id, user_id)
    SELECT _card.workspace_id, _card.board_id, _card.id, u FROM unnest(weir.sorted_ids(_to -> 'assigneeIds')) u
    ON CONFLICT DO NOTHING;
  END IF;
  IF _to ? 'labelIds' THEN
    DELETE FROM public.card_labels l
     WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.card_id = _card.id
       AND l.label_id <> ALL (weir.sorted_ids(_to -> 'labelIds'));
    INSERT INTO public.card_labels (workspace_id, board_id, card_id, label_id)
    SELECT _card.workspace_id, _card.board_id, _card.id, l FROM unnest(weir.sorted_ids(_to -> 'labelIds')) l
    ON CONFLICT DO NOTHING;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.import_card(_workspace uuid, _board uuid, _actor uuid, _stamp weir.event_stamp, _card jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _id       uuid := (_card ->> 'id')::uuid;
  _request  uuid;
  _created  jsonb;
  _parts    jsonb := '[]';
BEGIN
  -- A request that is not here, or has a card already, is left out.
  SELECT r.id INTO _request FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = (_card ->> 'requestId')::uuid
     AND NOT EXISTS (SELECT FROM public.cards c
                      WHERE c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id);
  IF EXISTS (SELECT FROM public.cards c
              WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_card ->> 'number')::integer) THEN
    _card := _card - 'number';
  END IF;
  IF EXISTS (SELECT FROM public.cards c
              WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.external_id = _card ->> 'externalId') THEN
    _card := _card - 'externalId';
  END IF;
  _created := weir.insert_card(_workspace, _board, (_card ->> 'createdBy')::uuid, _stamp.at, _id, _card, _request);
  INSERT INTO public.card_sources (workspace_id, board_id, source, card_id) VALUES (_workspace, _board, _card ->> 'source', _id);
  IF jsonb_array_length(_card -> 'comments') > 0 THEN
    INSERT INTO public.comments (workspace_id, board_id, card_id, id, body, "by", at, edited_at)
    SELECT _workspace, _board, _id, m.id, m.text, m."by", m.at, m."editedAt"
      FROM jsonb_to_recordset(_card -> 'comments') m (id uuid, text text, "by" uuid, at timestamptz, "editedAt" timestamptz);
    SELECT jsonb_agg(jsonb_build_object('card', _created -> 'number', 'comment', m.id, 'to', jsonb_build_object(
             'text', m.text, 'by', m."by", 'at', weir.instant(m.at))) ORDER BY m.n)
      INTO _parts
      FROM ROWS FROM (jsonb_to_recordset(_card -> 'comments') AS (id uuid, text text, "by" uuid, at timestamptz))
           WITH ORDINALITY m (id, text, "by", at, n);
  END IF;
  IF jsonb_array_length(_card -> 'blocks') > 0 THEN
    INSERT INTO public.card_blocks (workspace_id, board_id, card_id, id, reason, blocked_at, blocked_by, unblocked_at, unblocked_by)
    SELECT _workspace, _board, _id, x.id, x.reason, x.since, x."by", x.until, x."unblockedBy"
      FROM jsonb_to_recordset(_card -> 'blocks') x (id uuid, reason text, since timestamptz, "by" uuid, until timestamptz, "unblockedBy" uuid);
    _parts := _parts || coalesce(weir.changes_of_blocks(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(x) FROM public.card_blocks x
       WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = _id)), '[]');
  END IF;
  IF jsonb_array_length(_card -> 'displacements') > 0 THEN
    INSERT INTO public.displacements (workspace_id, board_id, request_id, card_id, displaced_request_id, reason, message, column_id,
                               until, "by", at)
    SELECT _workspace, _board, d."requestId", _id, o.id, d.reason, d.message, d."columnId", d.until, d."by", d.at
      FROM jsonb_to_recordset(_card -> 'displacements') d (
             "requestId" uuid, "displacedRequestId" uuid, reason public.answer_reason, message text, "columnId" uuid, until date,
             "by" uuid, at timestamptz)
      JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = _board AND r.id = d."requestId"
      LEFT JOIN public.requests o ON o.workspace_id = _workspace AND o.board_id = _board AND o.id = d."displacedRequestId";
  END IF;
  IF _request IS NOT NULL THEN
    -- Its steps were imported with the request. This adds one if a limit put the card elsewhere.
    PERFORM weir.record_step(_workspace, _board, _request);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.imported', _stamp.at, _actor, jsonb_build_array(jsonb_build_object(
    'card', _created -> 'number',
    'to', (_created -> 'to') || jsonb_build_object(
      'createdAt', weir.instant(coalesce((_card ->> 'createdAt')::timestamptz, _stamp.at)),
      'archivedAt', weir.instant((_card ->> 'archivedAt')::timestamptz))))
    || (_created -> 'items') || _parts);
  RETURN jsonb_build_object('result', 'created', 'number', _created -> 'number', 'columnId', _created -> 'columnId');
END $function$;

CREATE OR REPLACE FUNCTION weir.import_request(_workspace uuid, _board uuid, _actor uuid, _stamp weir.event_stamp, _request jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _id      uuid := (_request ->> 'id')::uuid;
  _follows uuid;
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
  SELECT * INTO _from FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = (_request ->> 'fromBoardId')::uuid AND r.id = (_request ->> 'fromId')::uuid;

  -- In one statement, because an answered request needs its answer and an answer its request. Both are checked at its end.
  WITH asked AS (
    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by, requester_id,
                          guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, paused_at, reminded_at, escalated_at,
                          follows_id, by_ticket, from_board_id, from_request_id, answered_at, external_id, metadata)
    VALUES (_workspace, _board, _id, _number, _request ->> 'title', _request ->> 'description',
            (_request ->> 'classOfService')::public.class_of_service, (_request ->> 'neededBy')::date,
            (_request ->> 'requesterId')::uuid, (_request ->> 'guestId')::uuid, _request ->> 'guestName',
            (_request ->> 'submittedAt')::timestamptz, (_request ->> 'remindAt')::timestamptz, (_request ->> 'answerBy')::timestamptz,
            (_request ->> 'expiresAt')::timestamptz, (_request ->> 'pausedAt')::timestamptz,
            (_request ->> 'remindedAt')::timestamptz, (_request ->> 'escalatedAt')::timestamptz,
            _follows, _follows IS NOT NULL AND (_request ->> 'byTicket')::boolean, _from.board_id, _from.id,
            (_request -> 'answer' ->> 'at')::timestamptz, weir.free_external_id_of_request(_workspace, _board, _request ->> 'externalId'),
            coalesce(nullif(_request -> 'metadata', 'null'), '{}')))
  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, message, until, "by", at, duplicate_of_id)
  SELECT _workspace, _board, _id, (a ->> 'kind')::public.answer_kind, (a ->> 'reason')::public.answer_reason, a ->> 'message',
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

CREATE OR REPLACE FUNCTION weir.put_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _external_id text, _id uuid, _card jsonb, _if_version integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
  _locked  integer;
  _stamp   weir.event_stamp;
  _found   public.cards;
  _created jsonb;
  _detail  text;
BEGIN
  -- Rows before clocks. A card that got the id meanwhile is not locked, and the write is retried.
  SELECT c.number INTO _locked FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.external_id = _external_id FOR NO KEY UPDATE;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_card -> 'override', 'null'));
  SELECT * INTO _found FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.external_id = _external_id;
  IF FOUND THEN
    IF _locked IS DISTINCT FROM _found.number THEN
      PERFORM weir.check_all_locked(_workspace, _board, ARRAY[_found.number], 0);
    ELSIF _found.version <> _if_version THEN
      PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _found.version));
    END IF;
    PERFORM weir.change_card(_found, _card, _stamp, _actor);
    RETURN weir.finish_write(_workspace, _key, 200, jsonb_build_object(
      'card', weir.card_document(_workspace, _board, _found.number), 'isNew', false), _stamp.at, _board);
  ELSIF _if_version IS NOT NULL THEN
    PERFORM weir.refuse('not-found');
  END IF;
  _created := weir.insert_card(_workspace, _board, _actor, _stamp.at, _id,
                               _card || coalesce(_card -> 'ifNew', '{}') || jsonb_build_object('externalId', _external_id), NULL);
  IF weir.has_mentions(_card ->> 'description') THEN
    PERFORM weir.notify_mentioned(_workspace, _board, _id, NULL, '', _card ->> 'description', _actor, _stamp.at);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.created', _stamp.at, _actor,
    jsonb_build_array(jsonb_build_object('card', _created -> 'number', 'to', _created -> 'to')) || (_created -> 'items'));
  RETURN weir.finish_write(_workspace, _key, 201, jsonb_build_object(
    'card', weir.card_document(_workspace, _board, (_created ->> 'number')::integer), 'isNew', true), _stamp.at, _board);
EXCEPTION
  WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    RETURN _detail::jsonb;
  WHEN unique_violation THEN
    PERFORM weir.retry_external_id(SQLERRM);
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
  _guest   uuid := (_request ->> 'guestId')::uuid;
BEGIN
  SELECT s.seq, s.at INTO _seq, _now FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions) s;

  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _actor IS NOT NULL AND NOT _ticket THEN
    PERFORM weir.check_needed_by(_intake, (_request ->> 'neededBy')::date, _now);
  END IF;
  IF _request ? 'externalId' THEN
    PERFORM weir.check_external_id_of_request(_workspace, _board, NULL, _request ->> 'externalId');
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
    IF _follows.version <> (_request ->> 'ifVersion')::integer THEN
      PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _follows.version));
    END IF;
  END IF;

  _class := coalesce(_request ->> 'classOfService', CASE WHEN _ticket THEN _follows.class_of_service::text END, 'standard');
  _gate  := weir.gate_at(_intake, _now);
  BEGIN
    PERFORM weir.enforce_gate(_intake, _gate, _class);
    PERFORM weir.refuse_when_full(_intake);

    UPDATE public.board_clock k SET next_request = k.next_request + 1
     WHERE k.workspace_id = _workspace AND k.board_id = _board
    RETURNING k.next_request - 1 INTO _number;

    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                          requester_id, guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, follows_id, by_ticket,
                          external_id, metadata)
    VALUES (_workspace, _board, _id, _number,
            coalesce(_request ->> 'title', _follows.title),
            coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
            _class,
            coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
            _actor, _guest, coalesce(_request ->> 'guestName', CASE WHEN _ticket THEN _follows.guest_name END), _now, (_request ->> 'remindAt')::timestamptz,
            (_request ->> 'answerBy')::timestamptz, (_request ->> 'expiresAt')::timestamptz, _follows.id, _ticket,
            _request ->> 'externalId', weir.changed_metadata('{}', _request -> 'metadata'));
    IF _ticket THEN
      PERFORM weir.copy_watchers(_workspace, _board, _follows.id, _board, _id);
    END IF;
    IF _gate = 'throttled' THEN
      PERFORM weir.enforce_throttled_quota(_intake, _actor, _guest);
    END IF;
    _shed := weir.shed_requests(_intake, _now, (_request -> 'shed' ->> 'until')::date);
    IF _guest IS NOT NULL THEN
      PERFORM weir.notify_of_submission(_intake, _id);
    END IF;
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    -- What the block did is undone, and the clock is still locked: these facts are those that refused.
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    PERFORM weir.refuse_at_door(_detail::jsonb, _workspace, _board, coalesce(_actor, _guest), _guest IS NOT NULL, _class, _ticket, _now);
  END;

  PERFORM weir.record_event(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(weir.request_submitted(_workspace, _board, _number)) || _shed);
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
EXCEPTION
  WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    RETURN _detail::jsonb;
  WHEN unique_violation THEN
    PERFORM weir.retry_external_id(SQLERRM);
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
    || weir.external_values(_r.external_id, _r.metadata)
$function$;
