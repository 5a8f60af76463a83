DROP TRIGGER mailed_on_insert ON public.notices;
DROP TRIGGER told_on_insert ON public.request_messages;
DROP TRIGGER told_on_insert ON public.displacements;
DROP TRIGGER told_on_insert ON public.answers;
DROP TRIGGER answer_stands ON public.answers;
DROP TRIGGER waited_for_request ON public.answers;
DROP TRIGGER marked_request_on_delete ON public.answers;
DROP TRIGGER marked_request_on_insert ON public.answers;
DROP TRIGGER took_place_on_delete ON public.requests;
DROP TRIGGER took_place_on_update ON public.requests;
DROP TRIGGER took_place_on_insert ON public.requests;
DROP TRIGGER whole_on_delete ON public.columns;
DROP TRIGGER whole_on_update ON public.columns;
DROP TRIGGER whole_on_update ON public.wip_limits;
DROP TRIGGER whole_on_insert ON public.wip_limits;
DROP TRIGGER sorted ON public.wip_limits;
DROP TRIGGER took_room_on_update ON public.boards;
DROP TRIGGER took_room_on_insert ON public.boards;
DROP TRIGGER turned_on_update ON public.columns;
DROP TRIGGER turned_on_insert ON public.columns;
DROP TRIGGER took_room_on_delete ON public.card_assignees;
DROP TRIGGER took_room_on_update ON public.card_assignees;
DROP TRIGGER took_room_on_insert ON public.card_assignees;
DROP TRIGGER took_room_on_update ON public.cards;
DROP TRIGGER took_room_on_insert ON public.cards;
DROP TRIGGER not_truncated ON public.answers;
DROP TRIGGER not_truncated ON public.requests;
DROP TRIGGER not_truncated ON public.overrides;
DROP TRIGGER not_truncated ON public.card_assignees;
DROP TRIGGER not_truncated ON public.cards;
DROP TRIGGER stays_theirs ON public.person_limits;
DROP TRIGGER took_clocks_on_insert ON public.person_limits;
DROP TRIGGER numbered ON public.person_limits;
DROP TRIGGER took_clock_on_update ON public.boards;
DROP TRIGGER took_clock_on_insert ON public.boards;
DROP TRIGGER took_clock_on_delete ON public.answer_templates;
DROP TRIGGER took_clock_on_update ON public.answer_templates;
DROP TRIGGER took_clock_on_insert ON public.answer_templates;
DROP TRIGGER took_clock_on_delete ON public.displacements;
DROP TRIGGER took_clock_on_update ON public.displacements;
DROP TRIGGER took_clock_on_insert ON public.displacements;
DROP TRIGGER took_clock_on_delete ON public.request_watchers;
DROP TRIGGER took_clock_on_update ON public.request_watchers;
DROP TRIGGER took_clock_on_insert ON public.request_watchers;
DROP TRIGGER took_clock_on_delete ON public.request_messages;
DROP TRIGGER took_clock_on_update ON public.request_messages;
DROP TRIGGER took_clock_on_insert ON public.request_messages;
DROP TRIGGER took_clock_on_delete ON public.requests;
DROP TRIGGER took_clock_on_update ON public.requests;
DROP TRIGGER took_clock_on_insert ON public.requests;
DROP TRIGGER took_clock_on_delete ON public.comments;
DROP TRIGGER took_clock_on_update ON public.comments;
DROP TRIGGER took_clock_on_insert ON public.comments;
DROP TRIGGER took_clock_on_delete ON public.card_blocks;
DROP TRIGGER took_clock_on_update ON public.card_blocks;
DROP TRIGGER took_clock_on_insert ON public.card_blocks;
DROP TRIGGER took_clock_on_delete ON public.card_assignees;
DROP TRIGGER took_clock_on_update ON public.card_assignees;
DROP TRIGGER took_clock_on_insert ON public.card_assignees;
DROP TRIGGER took_clock_on_delete ON public.cards;
DROP TRIGGER took_clock_on_update ON public.cards;
DROP TRIGGER took_clock_on_insert ON public.cards;
DROP TRIGGER took_clock_on_delete ON public.wip_limits;
DROP TRIGGER took_clock_on_update ON public.wip_limits;
DROP TRIGGER took_clock_on_insert ON public.wip_limits;
DROP TRIGGER took_clock_on_delete ON public.swimlanes;
DROP TRIGGER took_clock_on_update ON public.swimlanes;
DROP TRIGGER took_clock_on_insert ON public.swimlanes;
DROP TRIGGER took_clock_on_delete ON public.columns;
DROP TRIGGER took_clock_on_update ON public.columns;
DROP TRIGGER took_clock_on_insert ON public.columns;
DROP TRIGGER took_clock_on_delete ON public.intakes;
DROP TRIGGER took_clock_on_update ON public.intakes;
DROP TRIGGER took_clock_on_insert ON public.intakes;
DROP VIEW weir.notice_documents;
DROP VIEW weir.card_documents;
DROP FUNCTION weir.title_for(uuid,public.requests,text);
DROP FUNCTION weir.notices_mailed();
DROP FUNCTION weir.messages_told();
DROP FUNCTION weir.displacements_told();
DROP FUNCTION weir.answers_told();
DROP FUNCTION weir.people_of(uuid,uuid,uuid);
DROP FUNCTION weir.take_redirected(uuid,uuid,timestamp with time zone,uuid,uuid,uuid,jsonb);
DROP FUNCTION weir.exchange(public.cards,public.cards,timestamp with time zone);
DROP FUNCTION weir.shed(public.intakes,timestamp with time zone,jsonb);
DROP FUNCTION weir.slow_quota(public.intakes,uuid,uuid);
DROP FUNCTION weir.pass_gate(public.intakes,public.gate_state,public.class_of_service);
DROP FUNCTION weir.use_ticket(public.requests,date);
DROP FUNCTION weir.watch_as(uuid,uuid,uuid,uuid,uuid);
DROP FUNCTION weir.try_submit(uuid,uuid,uuid,timestamp with time zone,uuid,jsonb,weir.write_key,weir.terms);
DROP FUNCTION weir.submit_request(uuid,uuid,uuid,timestamp with time zone,uuid,jsonb,weir.write_key,weir.terms);
DROP FUNCTION weir.rehouse(uuid,uuid,uuid,uuid,timestamp with time zone);
DROP FUNCTION weir.order_in(uuid,uuid,weir.wish[]);
DROP FUNCTION weir.wishes(uuid,uuid,jsonb);
DROP FUNCTION weir.move_cards(uuid,uuid,uuid,timestamp with time zone,jsonb,jsonb,weir.write_key,weir.terms);
DROP FUNCTION weir.stands_between(public.cards,numeric);
DROP FUNCTION weir.pull(public.cards,public.columns,public.columns);
DROP FUNCTION weir.taken_up(uuid,uuid,uuid[]);
DROP FUNCTION weir.taken_up(public.cards);
DROP FUNCTION weir.move_card(uuid,uuid,uuid,timestamp with time zone,integer,jsonb,integer,weir.write_key,weir.terms);
DROP FUNCTION weir.came_not(uuid,uuid,integer[],integer);
DROP FUNCTION weir.create_card(uuid,uuid,uuid,timestamp with time zone,uuid,jsonb,weir.write_key,weir.terms);
DROP FUNCTION weir.strangers(uuid,uuid[]);
DROP FUNCTION weir.place(public.cards);
DROP FUNCTION weir.place(public.cards,boolean);
DROP FUNCTION weir.delivered(public.column_kind,timestamp with time zone,timestamp with time zone);
DROP FUNCTION weir.committed(public.column_kind,timestamp with time zone,timestamp with time zone);
DROP FUNCTION weir.spread(uuid,uuid,uuid);
DROP FUNCTION weir.tell(uuid,uuid,bigint,text,timestamp with time zone,uuid,jsonb);
DROP FUNCTION weir.finish(uuid,uuid,weir.write_key,integer,jsonb,timestamp with time zone);
DROP FUNCTION weir.remember(uuid,uuid,weir.write_key,integer,jsonb,timestamp with time zone);
DROP FUNCTION weir.replay(uuid,uuid,weir.write_key,timestamp with time zone);
DROP FUNCTION weir.begin(uuid,uuid,uuid,weir.write_key,timestamp with time zone,weir.terms,jsonb);
DROP FUNCTION weir.outcome(text,text);
DROP FUNCTION weir.fault(text,text);
DROP FUNCTION weir.leave(jsonb);
DROP FUNCTION weir.asker(public.requests);
DROP FUNCTION weir.answer_stands();
DROP FUNCTION weir.answer_waits();
DROP FUNCTION weir.answers_written();
DROP FUNCTION weir.requests_written();
DROP FUNCTION weir.asking_of(public.requests);
DROP FUNCTION weir.columns_gone();
DROP FUNCTION weir.groups_written();
DROP FUNCTION weir.group_whole(uuid,uuid);
DROP FUNCTION weir.group_sorted();
DROP FUNCTION weir.boards_returned();
DROP FUNCTION weir.columns_turned();
DROP FUNCTION weir.assignees_written();
DROP FUNCTION weir.cards_written();
DROP FUNCTION weir.limited(uuid,uuid,uuid);
DROP FUNCTION weir.spent(uuid,uuid,timestamp with time zone);
DROP FUNCTION weir.pass(weir.over[]);
DROP FUNCTION weir.seen(weir.over[]);
DROP FUNCTION weir.override(uuid,uuid);
DROP FUNCTION weir.hold_moves(weir.move[]);
DROP FUNCTION weir.hold_limits(uuid,uuid,weir.move[],boolean);
DROP FUNCTION weir.was_theirs(public.wip_limits,weir.move);
DROP FUNCTION weir.is_theirs(public.wip_limits,weir.move);
DROP FUNCTION weir.gain(public.wip_limits,weir.move[],uuid[],uuid[]);
DROP FUNCTION weir.is_ours(xid);
DROP FUNCTION weir.move_of(public.cards,public.cards,uuid,boolean,boolean);
DROP FUNCTION weir.across(public.person_limits);
DROP FUNCTION weir.counts(public.limit_scope,uuid,uuid[],uuid,public.class_of_service,uuid,boolean,uuid,public.class_of_service,timestamp with time zone,boolean);
DROP FUNCTION weir.not_truncated();
DROP FUNCTION weir.person_limit_stays();
DROP FUNCTION weir.person_limits_written();
DROP FUNCTION weir.person_limit_numbered();
DROP FUNCTION weir.hold_people(uuid,uuid[]);
DROP FUNCTION weir.hold_workspaces(uuid[]);
DROP FUNCTION weir.boards_written();
DROP FUNCTION weir.board_written();
DROP FUNCTION weir.hold_all(weir.board_ref[],text);
DROP FUNCTION weir.hold(uuid,uuid,text);
DROP FUNCTION weir.tick(uuid,uuid);
DROP TYPE weir.wish;
DROP TYPE weir.terms;
DROP TYPE weir.write_key;
DROP TYPE weir.asking;
DROP TYPE weir.given;
DROP TYPE weir.over;
DROP TYPE weir.move;

SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.write_key AS (
  caller_id uuid,
  route text,
  key text,
  body_hash bytea
);

CREATE TYPE weir.write_conditions AS (
  roles public.role[],
  if_seq bigint,
  archived boolean
);

CREATE TYPE weir.started_write AS (
  seq bigint,
  also_seq bigint,
  role public.role,
  outcome jsonb
);

CREATE TYPE weir.card_change AS (
  workspace_id uuid,
  board_id uuid,
  card_id uuid,
  person uuid,
  was_uncertain boolean,
  column_id uuid,
  swimlane_id uuid,
  class_of_service public.class_of_service,
  archived_at timestamp with time zone,
  was_column_id uuid,
  was_swimlane_id uuid,
  was_class_of_service public.class_of_service,
  was_archived_at timestamp with time zone,
  was_active boolean
);

CREATE TYPE weir.queued_request AS (
  workspace_id uuid,
  board_id uuid,
  requester_id uuid,
  is_guest boolean,
  class_of_service public.class_of_service
);

CREATE TYPE weir.exceeded_limit AS (
  workspace_id uuid,
  board_id uuid,
  id uuid,
  scope public.limit_scope,
  mode public.limit_mode,
  max integer,
  load integer,
  gain integer
);

CREATE TYPE weir.assignment_change AS (
  workspace_id uuid,
  board_id uuid,
  card_id uuid,
  user_id uuid,
  is_new boolean
);

CREATE TYPE weir.planned_move AS (
  at integer,
  number integer,
  card_id uuid,
  column_id uuid,
  kind public.column_kind,
  swimlane_id uuid,
  done boolean,
  before integer,
  after integer
);

CREATE OR REPLACE FUNCTION weir.caller(_session uuid, _user uuid, _slug text, _board_key text, _roles public.role[], _now timestamp with time zone)
 RETURNS TABLE(workspace_id uuid, board_id uuid, user_id uuid, role public.role)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT b.workspace_id, b.id, m.user_id, m.role
    FROM public.sessions s
    JOIN public.workspaces w  ON w.slug = _slug AND w.archived_at IS NULL
    JOIN public.memberships m ON m.workspace_id = w.id AND m.user_id = s.user_id AND m.left_at IS NULL
    JOIN public.boards b      ON b.workspace_id = w.id AND b.key = _board_key
   WHERE s.id = _session AND s.user_id = _user AND s.ended_at IS NULL AND s.expires_at > _now
     AND m.role = ANY (_roles)
$function$;

CREATE OR REPLACE FUNCTION weir.committed_at(_kind public.column_kind, _committed_at timestamp with time zone, _now timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _kind = 'queue' THEN NULL ELSE coalesce(_committed_at, _now) END
$function$;

CREATE OR REPLACE FUNCTION weir.delivered_at(_kind public.column_kind, _delivered_at timestamp with time zone, _now timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _kind = 'done' THEN coalesce(_delivered_at, _now) END
$function$;

CREATE OR REPLACE FUNCTION weir.card_position(_card public.cards, _split boolean)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object('columnId', (_card).column_id, 'swimlaneId', (_card).swimlane_id,
                            'half', CASE WHEN _split THEN CASE WHEN (_card).done THEN 'done' ELSE 'doing' END END,
                            'committedAt', weir.instant((_card).committed_at),
                            'deliveredAt', weir.instant((_card).delivered_at))
$function$;

CREATE OR REPLACE FUNCTION weir.card_position(_card public.cards)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT weir.card_position(_card, (SELECT k.split FROM public.columns k
                             WHERE k.workspace_id = (_card).workspace_id AND k.board_id = (_card).board_id
                               AND k.id = (_card).column_id))
$function$;

CREATE OR REPLACE FUNCTION weir.move_column_cards(_workspace uuid, _board uuid, _from uuid, _to uuid, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _shift     numeric;
  _kind      public.column_kind;
  _positions jsonb;
  _done      uuid[];
  _moves     jsonb;
BEGIN
  SELECT k.kind INTO STRICT _kind FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = _to;
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
                                      'to', weir.card_position(m::public.cards)) ORDER BY m.number)
    INTO _moves
    FROM (SELECT moved.* FROM moved) m;
  RETURN coalesce(_moves, '[]') || weir.unassign_reopened(_workspace, _board, _done);
END $function$;

CREATE OR REPLACE FUNCTION weir.rank_for(_workspace uuid, _board uuid, _column uuid, _number integer, _before integer, _after integer)
 RETURNS numeric
 LANGUAGE plpgsql
AS $function$
DECLARE
  _neighbour public.cards;
  _low       numeric;
  _high      numeric;
BEGIN
  IF _before IS NULL AND _after IS NULL THEN
    RETURN (SELECT coalesce(max(c.rank), 0) + 1 FROM public.cards c
             WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column
               AND c.archived_at IS NULL AND c.number IS DISTINCT FROM _number);
  END IF;
  FOR _try IN 1..2 LOOP
    SELECT * INTO _neighbour FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = coalesce(_before, _after)
       AND c.column_id = _column AND c.archived_at IS NULL AND c.number <> _number;
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
    IF _before IS NOT NULL THEN
      _high := _neighbour.rank;
      SELECT c.rank INTO _low FROM public.cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
         AND (c.rank, c.number) < (_neighbour.rank, _neighbour.number) AND c.number <> _number
       ORDER BY c.rank DESC, c.number DESC LIMIT 1;
    ELSE
      _low := _neighbour.rank;
      SELECT c.rank INTO _high FROM public.cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
         AND (c.rank, c.number) > (_neighbour.rank, _neighbour.number) AND c.number <> _number
       ORDER BY c.rank, c.number LIMIT 1;
    END IF;
    EXIT WHEN _low IS NULL OR _high IS NULL OR (_low < _high AND scale(_low) < 40 AND scale(_high) < 40);
    IF _try = 1 THEN
      PERFORM weir.spread_ranks(_workspace, _board, _column);
    END IF;
  END LOOP;
  RETURN CASE WHEN _low IS NULL THEN _high - 1 WHEN _high IS NULL THEN _low + 1 ELSE (_low + _high) * 0.5 END;
END $function$;

CREATE OR REPLACE FUNCTION weir.spread_ranks(_workspace uuid, _board uuid, _column uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _free uuid[];
BEGIN
  SELECT array_agg(s.id) INTO _free FROM (
    SELECT c.id FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
       FOR NO KEY UPDATE SKIP LOCKED) s;
  IF cardinality(_free) = (SELECT count(*) FROM public.cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL) THEN
    UPDATE public.cards c SET rank = o.rank
      FROM (SELECT x.id, row_number() OVER (ORDER BY x.rank, x.number) AS rank FROM public.cards x
             WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.column_id = _column AND x.archived_at IS NULL) o
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = o.id;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.is_same_gap(_card public.cards, _rank numeric)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM public.cards c
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.column_id = _card.column_id
       AND c.archived_at IS NULL AND c.id <> _card.id
       AND c.rank BETWEEN least(_card.rank, _rank) AND greatest(_card.rank, _rank));
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
  RETURN jsonb_build_object('number', _number, 'shed', weir.shed_requests(_intake, _now, _times -> 'shed'));
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
    PERFORM weir.refuse_input('displaces', 'delivered');
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
    PERFORM weir.refuse_input('displaces', 'staysThere');
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
             'card', jsonb_build_object('number', n.number, 'place', weir.card_position(n)),
             'displaced', jsonb_build_object('number', o.number, 'from', weir.card_position(_old), 'to', CASE
               WHEN _target IS NULL THEN jsonb_build_object('archivedAt', weir.instant(o.archived_at), 'until', _until)
               ELSE weir.card_position(o) END))
      FROM public.cards n, public.cards o
     WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.id = _id
       AND o.workspace_id = _workspace AND o.board_id = _board AND o.id = _old.id);
END $function$;

CREATE OR REPLACE FUNCTION weir.exchange_cards(_one public.cards, _other public.cards, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.cards c
     SET column_id = k.id, done = false, rank = t.rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = k.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(k.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(k.kind, c.delivered_at, _now)
    FROM (VALUES (_one.id, _other.column_id, _other.rank), (_other.id, _one.column_id, _one.rank)) AS t (id, column_id, rank)
    JOIN public.columns k ON k.workspace_id = _one.workspace_id AND k.board_id = _one.board_id AND k.id = t.column_id
   WHERE c.workspace_id = _one.workspace_id AND c.board_id = _one.board_id AND c.id = t.id;
END $function$;

CREATE OR REPLACE FUNCTION weir.start_write(_workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamp with time zone, _conditions weir.write_conditions, _override jsonb DEFAULT NULL::jsonb, _also uuid DEFAULT NULL::uuid)
 RETURNS weir.started_write
 LANGUAGE plpgsql
AS $function$
DECLARE
  _write weir.started_write;
BEGIN
  PERFORM set_config('weir.override', (coalesce(_override, '{}') || jsonb_build_object('now', _now))::text, true);
  IF _also < _board THEN
    _write.also_seq := weir.start_event(_workspace, _also);
  END IF;
  _write.seq := weir.start_event(_workspace, _board);
  IF _also > _board THEN
    _write.also_seq := weir.start_event(_workspace, _also);
  END IF;

  _write.outcome := weir.replay_response(_workspace, _key, _now);
  IF _write.outcome IS NOT NULL THEN
    RETURN _write;
  END IF;
  SELECT m.role INTO _write.role FROM public.memberships m
   WHERE m.workspace_id = _workspace AND m.user_id = _actor AND m.left_at IS NULL;
  IF NOT FOUND AND _conditions.roles IS NOT NULL THEN
    _write.outcome := '{"refused": "not-found"}';
  ELSIF _write.role <> ALL (_conditions.roles) THEN
    _write.outcome := '{"refused": "not-allowed"}';
  ELSIF _conditions.archived IS NOT TRUE AND EXISTS (
          SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    _write.outcome := '{"refused": "board-archived"}';
  ELSIF _write.seq - 1 <> _conditions.if_seq THEN
    _write.outcome := jsonb_build_object('refused', 'precondition-failed', 'version', _write.seq - 1);
  END IF;
  RETURN _write;
END $function$;

CREATE OR REPLACE FUNCTION weir.start_command(_workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamp with time zone, _conditions weir.write_conditions, _override jsonb DEFAULT NULL::jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
DECLARE
  _write weir.started_write := weir.start_write(_workspace, _board, _actor, _key, _now, _conditions, _override);
BEGIN
  IF _write.outcome IS NOT NULL THEN
    PERFORM weir.exit_command(_write.outcome);
  END IF;
  RETURN _write.seq;
END $function$;

CREATE OR REPLACE FUNCTION weir.finish_write(_workspace uuid, _key weir.write_key, _status integer, _body jsonb, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.keep_response(_workspace, _key, _status, _body, _now);
  PERFORM set_config('weir.own_event', '', true), set_config('weir.override', '', true);
  RETURN jsonb_build_object('body', _body);
END $function$;

CREATE OR REPLACE FUNCTION weir.start_event(_workspace uuid, _board uuid)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM set_config('weir.own_event', 'on', true);
  RETURN weir.take_clock(_workspace, _board);
END $function$;

CREATE OR REPLACE FUNCTION weir.record_event(_workspace uuid, _board uuid, _seq bigint, _type text, _at timestamp with time zone, _actor uuid, _changes jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.events (workspace_id, board_id, seq, type, at, actor_id, changes)
  VALUES (_workspace, _board, _seq, _type, _at, _actor, _changes);
END $function$;

CREATE OR REPLACE FUNCTION weir.cancel_event(_workspace uuid, _board uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.board_clock k SET seq = k.seq - 1 WHERE k.workspace_id = _workspace AND k.board_id = _board;
END $function$;

CREATE OR REPLACE FUNCTION weir.responses_kept_since(_now timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _now - interval '24 hours'
$function$;

CREATE OR REPLACE FUNCTION weir.replay_response(_workspace uuid, _key weir.write_key, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _kept public.idempotency_keys;
BEGIN
  IF _key.key IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT * INTO _kept FROM public.idempotency_keys k
   WHERE k.workspace_id = _workspace AND k.caller_id = _key.caller_id AND k.route = _key.route AND k.key = _key.key
     AND k.at > weir.responses_kept_since(_now);
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF _kept.body_hash <> _key.body_hash THEN
    RETURN '{"refused": "idempotency-key-reused"}';
  END IF;
  RETURN jsonb_build_object('replay', jsonb_build_object('status', _kept.status, 'body', _kept.body));
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_response(_workspace uuid, _key weir.write_key, _status integer, _body jsonb, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _key.key IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO public.idempotency_keys AS kept (workspace_id, caller_id, route, key, body_hash, status, body, at)
  VALUES (_workspace, _key.caller_id, _key.route, _key.key, _key.body_hash, _status, _body, _now)
  ON CONFLICT (workspace_id, caller_id, route, key)
  DO UPDATE SET body_hash = excluded.body_hash, status = excluded.status, body = excluded.body, at = excluded.at
   WHERE kept.at <= weir.responses_kept_since(_now);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the same write finished meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.start_workspace_write(_workspace uuid, _lock boolean, _key weir.write_key, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _lock THEN
    PERFORM 1 FROM public.workspaces w WHERE w.id = _workspace FOR NO KEY UPDATE;
  END IF;
  IF _key.key IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', _key.caller_id, _key.route, _key.key), 0));
  END IF;
  RETURN weir.replay_response(_workspace, _key, _now);
END $function$;

CREATE OR REPLACE FUNCTION weir.person(_id uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM public.users u WHERE u.id = _id
$function$;

CREATE OR REPLACE FUNCTION weir.requester(_request public.requests)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(weir.person(_request.requester_id), (
    SELECT jsonb_build_object('id', g.id, 'name', g.name) FROM public.guests g
     WHERE g.workspace_id = _request.workspace_id AND g.id = _request.guest_id))
$function$;

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
                              ORDER BY q.class_of_service, q.by_ticket DESC, q.submitted_at, q.number) AS position
      FROM public.requests q
     WHERE q.workspace_id = _workspace AND q.board_id = ANY (_boards) AND q.answered_at IS NULL
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
           'expiresAt', weir.instant(r.expires_at),
           'pausedAt', weir.instant(r.paused_at),
           'position', queue.position,
           'answer', CASE WHEN a.kind IS NOT NULL THEN jsonb_build_object(
             'kind', a.kind, 'reason', a.reason, 'message', a.message, 'until', a.until,
             'duplicateOf', (
               SELECT jsonb_build_object('number', o.number, 'ref', b.key || '-R' || o.number) FROM public.requests o
                WHERE o.workspace_id = a.workspace_id AND o.board_id = a.board_id AND o.id = a.duplicate_of_id),
             'standing', (
               SELECT jsonb_build_object(
                        'kind', o.kind, 'reason', o.reason, 'message', o.message, 'until', o.until,
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
    LEFT JOIN queue      ON queue.board_id = r.board_id AND queue.id = r.id
    LEFT JOIN public.answers a  ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
    LEFT JOIN public.cards c    ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
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

CREATE OR REPLACE FUNCTION weir.mark_requests_answered()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE public.requests r SET answered_at = a.at, version = r.version + 1
      FROM new_rows a WHERE r.workspace_id = a.workspace_id AND r.board_id = a.board_id AND r.id = a.request_id;
  ELSE
    UPDATE public.requests r SET answered_at = NULL, version = r.version + 1
      FROM old_rows a WHERE r.workspace_id = a.workspace_id AND r.board_id = a.board_id AND r.id = a.request_id;
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_answered_request()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = NEW.workspace_id AND r.board_id = NEW.board_id AND r.id = NEW.request_id
    FOR NO KEY UPDATE;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.refuse_answer_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'an answer cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE OR REPLACE FUNCTION weir.sort_column_group()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.column_ids := ARRAY(SELECT DISTINCT i FROM unnest(NEW.column_ids) i ORDER BY 1);
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.check_column_groups(_workspace uuid, _board uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _missing uuid;
BEGIN
  SELECT i INTO _missing
    FROM public.wip_limits l CROSS JOIN unnest(l.column_ids) i
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.scope = 'columns'
     AND NOT EXISTS (SELECT FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = i)
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'a limit of columns names %, which is no column of its board', _missing
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'wip_limits_column_ids_fkey', TABLE = 'wip_limits';
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.check_groups_of_limits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.check_column_groups(l.workspace_id, l.board_id)
     FROM (SELECT DISTINCT c.workspace_id, c.board_id FROM new_rows c WHERE c.scope = 'columns') l;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.check_groups_of_columns()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.check_column_groups(k.workspace_id, k.board_id) FROM (SELECT DISTINCT g.workspace_id, g.board_id FROM old_rows g) k;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.card_change(_is public.cards, _was public.cards, _person uuid DEFAULT NULL::uuid, _was_uncertain boolean DEFAULT NULL::boolean, _was_active boolean DEFAULT NULL::boolean)
 RETURNS weir.card_change
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT ROW (coalesce(_is.workspace_id, _was.workspace_id), coalesce(_is.board_id, _was.board_id),
              coalesce(_is.id, _was.id), _person, _was_uncertain,
              _is.column_id, _is.swimlane_id, _is.class_of_service, _is.archived_at,
              _was.column_id, _was.swimlane_id, _was.class_of_service, _was.archived_at,
              _was_active)::weir.card_change
$function$;

CREATE OR REPLACE FUNCTION weir.gain(_limit public.wip_limits, _changes weir.card_change[], _active uuid[], _rewritten uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _c        weir.card_change;
  _assigned boolean := _limit.scope = 'person';
  _counts   boolean;
  _counted  boolean;
  _gain     integer;
BEGIN
  FOREACH _c IN ARRAY _changes LOOP
    CONTINUE WHEN _c.person <> _limit.user_id OR (_c.person IS NOT NULL AND NOT _assigned);
    _counts := coalesce(weir.is_counted(
      _limit.scope, _limit.column_id, _limit.column_ids, _limit.swimlane_id, _limit.class_of_service,
      _c.column_id, _c.column_id = ANY (_active), _c.swimlane_id, _c.class_of_service, _c.archived_at, _assigned), false);
    _counted := coalesce(weir.is_counted(
      _limit.scope, _limit.column_id, _limit.column_ids, _limit.swimlane_id, _limit.class_of_service,
      _c.was_column_id, coalesce(_c.was_active, _c.was_column_id = ANY (_active)), _c.was_swimlane_id,
      _c.was_class_of_service, _c.was_archived_at, _assigned), false);
    CONTINUE WHEN _counts = _counted OR (_assigned AND NOT weir.is_assigned(_limit, _c));
    IF _counts THEN
      _gain := coalesce(_gain, 0) + 1;
    ELSIF _c.was_uncertain OR _c.was_column_id = ANY (_rewritten) OR (_assigned AND NOT weir.was_assigned(_limit, _c)) THEN
      _gain := coalesce(_gain, 0);
    ELSE
      _gain := coalesce(_gain, 0) - 1;
    END IF;
  END LOOP;
  RETURN _gain;
END $function$;

CREATE OR REPLACE FUNCTION weir.is_assigned(_limit public.wip_limits, _c weir.card_change)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN _c.person IS NOT NULL OR EXISTS (
    SELECT FROM public.card_assignees a
     WHERE a.workspace_id = _c.workspace_id AND a.board_id = _c.board_id AND a.card_id = _c.card_id AND a.user_id = _limit.user_id);
END $function$;

CREATE OR REPLACE FUNCTION weir.was_assigned(_limit public.wip_limits, _c weir.card_change)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (_c.person IS NOT NULL OR EXISTS (
            SELECT FROM public.card_assignees a
             WHERE a.workspace_id = _c.workspace_id AND a.board_id = _c.board_id AND a.card_id = _c.card_id
               AND a.user_id = _limit.user_id AND NOT weir.is_own_write(a.xmin)))
     AND (_limit.board_id IS NOT NULL OR EXISTS (
            SELECT FROM public.boards b WHERE b.workspace_id = _c.workspace_id AND b.id = _c.board_id AND NOT weir.is_own_write(b.xmin)));
END $function$;

CREATE OR REPLACE FUNCTION weir.is_own_write(_xmin xid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT age(_xmin) <= 0 AND weir.is_in_progress(_xmin)
$function$;

CREATE OR REPLACE FUNCTION weir.queued_request(_r public.requests)
 RETURNS weir.queued_request
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT ROW (_r.workspace_id, _r.board_id, coalesce(_r.requester_id, _r.guest_id), _r.guest_id IS NOT NULL,
              _r.class_of_service)::weir.queued_request
$function$;

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
     CROSS JOIN LATERAL (SELECT count(*)::int AS open,
                                CASE WHEN g.is_guest THEN i.form_open_per_guest ELSE i.open_per_requester END AS quota
                           FROM public.requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
                            AND coalesce(r.requester_id, r.guest_id) = g.requester_id AND r.answered_at IS NULL) q
     WHERE q.open > q.quota
  LOOP
    PERFORM weir.refuse('requester-quota-reached', jsonb_build_object('open', _r.open - 1, 'quota', _r.quota));
  END LOOP;

  -- The public form's share of the depth. It comes after the quota: a guest who has reached their quota is told that.
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

  -- The rate: how many requests one requester submitted in an hour and in a day, by submitted_at. A redirected request was
  -- submitted elsewhere and does not count.
  IF TG_OP = 'INSERT' THEN
    FOR _r IN
      SELECT s.submitted, p.quota, p.per
        FROM (SELECT DISTINCT n.workspace_id, n.board_id, coalesce(n.requester_id, n.guest_id) AS requester_id, n.submitted_at
                FROM new_rows n WHERE n.from_request_id IS NULL) g
        JOIN public.intakes i USING (workspace_id, board_id)
       CROSS JOIN LATERAL (VALUES (1, i.per_requester_per_hour, 'hour', interval '1 hour'),
                                  (2, i.per_requester_per_day, 'day', interval '1 day')) p (rank, quota, per, span)
       CROSS JOIN LATERAL (SELECT count(*)::int AS submitted FROM public.requests r
                            WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                              AND coalesce(r.requester_id, r.guest_id) = g.requester_id AND r.from_request_id IS NULL
                              AND r.submitted_at > g.submitted_at - p.span AND r.submitted_at <= g.submitted_at) s
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

CREATE OR REPLACE FUNCTION weir.enforce_limits(_workspace uuid, _board uuid, _changes weir.card_change[], _across_alone boolean DEFAULT false)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _active    uuid[];
  _rewritten uuid[];
  _limit     public.wip_limits;
  _gain      integer;
  _load      integer;
  _exceeded  weir.exceeded_limit[];
BEGIN
  SELECT array_agg(k.id) FILTER (WHERE k.kind = 'active'), array_agg(k.id) FILTER (WHERE weir.is_own_write(k.xmin))
    INTO _active, _rewritten
    FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  FOR _limit IN
    SELECT l.* FROM public.wip_limits l WHERE l.workspace_id = _workspace AND l.board_id = _board AND NOT _across_alone
    UNION ALL
    -- Limits across boards: those of everyone who has these cards, or was assigned or unassigned, in the order in
    -- which they are locked. Cards of an archived board do not count for them.
    SELECT (a.as_limit).* FROM (
      SELECT weir.limit_across_boards(p) AS as_limit
        FROM public.person_limits p
       WHERE p.workspace_id = _workspace
         AND p.user_id = ANY (ARRAY(
           SELECT coalesce(m.person, a.user_id)
             FROM unnest(_changes) m
             LEFT JOIN public.card_assignees a
               ON m.person IS NULL AND a.workspace_id = m.workspace_id AND a.board_id = m.board_id AND a.card_id = m.card_id))
         AND EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NULL)
       ORDER BY p.user_id
      OFFSET 0) a
  LOOP
    _gain := weir.gain(_limit, _changes, _active, _rewritten);
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
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_limits_of_boards(_changes weir.card_change[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _b record;
BEGIN
  IF cardinality(_changes) = 1 THEN
    PERFORM weir.enforce_limits(_changes[1].workspace_id, _changes[1].board_id, _changes);
  ELSE
    FOR _b IN SELECT m.workspace_id, m.board_id, array_agg(m) AS changes FROM unnest(_changes) m GROUP BY 1, 2 ORDER BY 1, 2 LOOP
      PERFORM weir.enforce_limits(_b.workspace_id, _b.board_id, _b.changes);
    END LOOP;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_limits_of_cards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _changes weir.card_change[];
  _done    boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(weir.card_change(c::public.cards, NULL)), bool_or(c.done)
      INTO _changes, _done FROM new_rows c;
    -- Numbers given by hand (an import) move the clock's next number on.
    UPDATE public.board_clock k SET next_card = n.next
      FROM (SELECT c.workspace_id, c.board_id, max(c.number) + 1 AS next FROM new_rows c GROUP BY 1, 2) n
     WHERE k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.next_card < n.next;
  ELSE
    -- FULL JOIN never becomes a nested loop, whatever plan the session's first statement produced. A card whose
    -- key changed counts as new: nobody is credited with its loss.
    SELECT array_agg(weir.card_change(c::public.cards, g::public.cards))
             FILTER (WHERE c.id IS NOT NULL AND (c.column_id, c.swimlane_id, c.class_of_service, c.archived_at IS NULL)
                           IS DISTINCT FROM (g.column_id, g.swimlane_id, g.class_of_service, g.archived_at IS NULL)),
           bool_or(c.done)
      INTO _changes, _done
      FROM old_rows g
      FULL JOIN new_rows c ON c.workspace_id = g.workspace_id AND c.board_id = g.board_id AND c.id = g.id;
  END IF;
  IF _done THEN
    -- Only a split column has a done half.
    UPDATE public.cards c SET done = false
      FROM new_rows n
      JOIN public.columns k ON k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.id = n.column_id AND NOT k.split
     WHERE c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.id AND n.done AND c.done;
  END IF;
  IF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
  END IF;
  RETURN NULL;
END $function$;

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
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_limits_of_columns()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _columns  public.columns[];
  _was     public.columns[];
  _changes weir.card_change[];
BEGIN
  SELECT array_agg(c) INTO _columns FROM new_rows c;
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(g) INTO _was FROM old_rows g;
  END IF;
  UPDATE public.cards c SET done = false
    FROM unnest(_columns) k
   WHERE NOT k.split AND NOT EXISTS (
           SELECT FROM unnest(_was) o
            WHERE o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id AND NOT o.split)
     AND c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.done;
  SELECT array_agg(weir.card_change(c, c, _was_active => coalesce(o.kind = 'active', false)))
    INTO _changes
    FROM unnest(_columns) k
    LEFT JOIN unnest(_was) o ON o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id
    JOIN public.cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.archived_at IS NULL
   WHERE o.kind IS DISTINCT FROM k.kind;
  IF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_limits_of_archiving()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _was public.boards[];
  _b   record;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(g) INTO _was FROM old_rows g;
  END IF;
  FOR _b IN
    SELECT b.workspace_id, b.id, b.archived_at IS NULL AS is_back, array_agg(a.user_id) AS people,
           array_agg(weir.card_change(c, NULL, a.user_id)) AS changes
      FROM new_rows b
      LEFT JOIN unnest(_was) o ON o.workspace_id = b.workspace_id AND o.id = b.id
      JOIN public.cards c ON c.workspace_id = b.workspace_id AND c.board_id = b.id AND c.archived_at IS NULL
      JOIN public.card_assignees a ON a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
     WHERE o.id IS NULL OR (o.archived_at IS NULL) <> (b.archived_at IS NULL)
     GROUP BY 1, 2, 3
     ORDER BY 1, 2
  LOOP
    IF _b.is_back THEN
      PERFORM weir.enforce_limits(_b.workspace_id, _b.id, _b.changes, true);
    ELSE
      PERFORM weir.lock_person_limits(_b.workspace_id, _b.people);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.is_counted(_scope public.limit_scope, _of_column uuid, _of_columns uuid[], _of_swimlane uuid, _of_class public.class_of_service, _column uuid, _active boolean, _swimlane uuid, _class public.class_of_service, _archived_at timestamp with time zone, _assigned boolean)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _archived_at IS NULL AND CASE _scope
    WHEN 'column'         THEN _column = _of_column AND _class <> 'expedite'
    WHEN 'columns'        THEN _column = ANY (_of_columns) AND _class <> 'expedite'
    WHEN 'swimlane'       THEN _swimlane = _of_swimlane AND _class <> 'expedite'
                               AND CASE WHEN _of_column IS NULL THEN _active ELSE _column = _of_column END
    WHEN 'person'         THEN _active AND _assigned
    WHEN 'board'          THEN _active
    WHEN 'classOfService' THEN _active AND _class = _of_class
  END
$function$;

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
  RETURN (
    SELECT count(*)
      FROM public.cards c
     WHERE c.workspace_id = _limit.workspace_id AND c.board_id = _limit.board_id AND c.column_id = ANY (_columns)
       AND c.archived_at IS NULL
       AND weir.is_counted(_limit.scope, _limit.column_id, _limit.column_ids, _limit.swimlane_id, _limit.class_of_service,
                       c.column_id, true, c.swimlane_id, c.class_of_service, c.archived_at,
                       (SELECT true FROM public.card_assignees a
                         WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
                           AND a.user_id = _limit.user_id)));
END $function$;

CREATE OR REPLACE FUNCTION weir.load(_limit public.person_limits)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN weir.load(weir.limit_across_boards(_limit));
END $function$;

CREATE OR REPLACE FUNCTION weir.limit_across_boards(_limit public.person_limits)
 RETURNS public.wip_limits
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  _as_limit public.wip_limits;
BEGIN
  _as_limit.workspace_id := _limit.workspace_id;
  _as_limit.id := _limit.id;
  _as_limit.scope := 'person';
  _as_limit.user_id := _limit.user_id;
  _as_limit.max := _limit.max;
  _as_limit.mode := _limit.mode;
  RETURN _as_limit;
END $function$;

CREATE OR REPLACE FUNCTION weir.column_load(_column public.columns)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _as_limit public.wip_limits;
BEGIN
  _as_limit.workspace_id := _column.workspace_id;
  _as_limit.board_id := _column.board_id;
  _as_limit.scope := 'column';
  _as_limit.column_id := _column.id;
  RETURN weir.load(_as_limit);
END $function$;

CREATE OR REPLACE FUNCTION weir.override_or_refuse(_exceeded weir.exceeded_limit[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _override jsonb := weir.current_override(_exceeded[1].workspace_id, _exceeded[1].board_id);
  _now      timestamptz := coalesce((_override ->> 'now')::timestamptz, clock_timestamp());
  _limits   jsonb;
  _refused  boolean;
  _stale    boolean;
  _b        record;
BEGIN
  SELECT jsonb_agg(jsonb_build_object('id', s.id, 'max', s.max, 'load', s.load) ORDER BY s.id),
         bool_or(s.mode = 'block' OR s.named IS NULL),
         bool_or((s.named ->> 'max', s.named ->> 'load') IS DISTINCT FROM (s.max::text, s.load::text))
    INTO _limits, _refused, _stale
    FROM weir.with_override(_exceeded) s WHERE s.mode <> 'warn';
  IF _refused THEN
    PERFORM weir.refuse('wip-limit-reached', jsonb_build_object('limits', _limits));
  ELSIF _stale THEN
    PERFORM weir.refuse('override-stale', jsonb_build_object('limits', _limits));
  END IF;

  FOR _b IN
    SELECT b.override_budget AS budget, weir.overrides_spent(b.workspace_id, b.id, _now) AS spent, d.draws
      FROM (SELECT s.workspace_id, s.board_id, count(*) AS draws FROM weir.with_override(_exceeded) s
             WHERE s.mode = 'reason' AND NOT s.is_recorded GROUP BY 1, 2) d
      JOIN public.boards b ON b.workspace_id = d.workspace_id AND b.id = d.board_id
  LOOP
    IF _b.spent + _b.draws > _b.budget THEN
      PERFORM weir.refuse('override-budget-spent', jsonb_build_object('budget', _b.budget, 'spent', _b.spent));
    END IF;
  END LOOP;

  INSERT INTO public.overrides AS o (workspace_id, board_id, seq, limit_id, scope, "of", mode, max, load, gain, reason, at)
  SELECT s.workspace_id, s.board_id, s.seq, s.id, s.scope, weir.limit_subject(s.workspace_id, s.board_id, s.id), s.mode, s.max,
         s.load, s.gain, CASE WHEN s.mode = 'reason' THEN _override ->> 'reason' END, _now
    FROM weir.with_override(_exceeded) s
  ON CONFLICT (workspace_id, board_id, seq, limit_id) DO UPDATE SET gain = o.gain + excluded.gain;
END $function$;

CREATE OR REPLACE FUNCTION weir.current_override(_workspace uuid, _board uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN CASE WHEN current_setting('weir.own_event', true) = 'on' AND NOT EXISTS (
    SELECT FROM public.board_clock k
      JOIN public.events e ON e.workspace_id = k.workspace_id AND e.board_id = k.board_id AND e.seq = k.seq
     WHERE k.workspace_id = _workspace AND k.board_id = _board
  ) THEN nullif(current_setting('weir.override', true), '')::jsonb END;
END $function$;

CREATE OR REPLACE FUNCTION weir.with_override(_exceeded weir.exceeded_limit[])
 RETURNS TABLE(workspace_id uuid, board_id uuid, seq bigint, id uuid, scope public.limit_scope, mode public.limit_mode, max integer, load integer, gain integer, is_recorded boolean, named jsonb)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
    SELECT x.workspace_id, x.board_id, k.seq, x.id, x.scope, x.mode, x.max, coalesce(w.load, x.load), x.gain,
           w.limit_id IS NOT NULL, n.named
      FROM unnest(_exceeded) x
      JOIN public.board_clock k ON k.workspace_id = x.workspace_id AND k.board_id = x.board_id
      LEFT JOIN public.overrides w
        ON w.workspace_id = x.workspace_id AND w.board_id = x.board_id AND w.seq = k.seq AND w.limit_id = x.id
      LEFT JOIN LATERAL (
        SELECT e AS named FROM jsonb_array_elements(weir.current_override(x.workspace_id, x.board_id) -> 'limits') e
         WHERE e ->> 'id' = x.id::text LIMIT 1) n ON true;
END $function$;

CREATE OR REPLACE FUNCTION weir.overrides_spent(_workspace uuid, _board uuid, _now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _zone  text := coalesce((SELECT i.time_zone FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board), 'UTC');
  _month timestamp := date_trunc('month', _now AT TIME ZONE _zone);
  _from  timestamptz := _month AT TIME ZONE _zone;
  _until timestamptz := (_month + interval '1 month') AT TIME ZONE _zone;
BEGIN
  RETURN (
    SELECT count(*) FROM public.overrides o
     WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.mode = 'reason' AND o.at >= _from AND o.at < _until);
END $function$;

CREATE OR REPLACE FUNCTION weir.limit_subject(_workspace uuid, _board uuid, _limit uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN coalesce(
    (SELECT CASE l.scope
       WHEN 'column'   THEN k.name
       WHEN 'columns'  THEN (SELECT string_agg(g.name, ' + ' ORDER BY g.position, g.id) FROM public.columns g
                              WHERE g.workspace_id = l.workspace_id AND g.board_id = l.board_id AND g.id = ANY (l.column_ids))
       WHEN 'swimlane' THEN concat_ws(' · ', s.name, k.name)
       WHEN 'person'   THEN u.name
       WHEN 'board'    THEN b.name
       ELSE l.class_of_service::text END
       FROM public.wip_limits l
       JOIN public.boards b ON b.workspace_id = l.workspace_id AND b.id = l.board_id
       LEFT JOIN public.columns k   ON k.workspace_id = l.workspace_id AND k.board_id = l.board_id AND k.id = l.column_id
       LEFT JOIN public.swimlanes s ON s.workspace_id = l.workspace_id AND s.board_id = l.board_id AND s.id = l.swimlane_id
       LEFT JOIN public.users u     ON u.id = l.user_id
      WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = _limit),
    (SELECT u.name FROM public.person_limits p JOIN public.users u ON u.id = p.user_id
      WHERE p.workspace_id = _workspace AND p.id = _limit));
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_gate(_intake public.intakes, _gate public.gate_state, _class public.class_of_service)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (CASE _gate
       WHEN 'shut'      THEN _class <> 'expedite'
       WHEN 'throttled' THEN _class NOT IN ('expedite', 'fixedDate')
       WHEN 'probing'   THEN _class <> 'expedite' AND (SELECT count(*) FROM public.requests r
                               WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id
                                 AND r.answered_at IS NULL AND r.submitted_at >= _intake.gate_at) >= 2
       ELSE false
     END) THEN
    PERFORM weir.refuse('intake-gate-' || _gate, jsonb_build_object('reason', _intake.gate_reason,
                                          'until', weir.instant(_intake.gate_until)));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_throttled_quota(_intake public.intakes, _requester uuid, _guest uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _whole integer := CASE WHEN _guest IS NULL THEN _intake.open_per_requester ELSE _intake.form_open_per_guest END;
  _quota integer := greatest(1, _whole / 2);
  _open  integer := (SELECT count(*) FROM public.requests r
                      WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id
                        AND coalesce(r.requester_id, r.guest_id) = coalesce(_requester, _guest) AND r.answered_at IS NULL);
BEGIN
  IF _whole IS NOT NULL AND _open > _quota THEN
    PERFORM weir.refuse('requester-quota-reached', jsonb_build_object('open', _open - 1, 'quota', _quota));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.shed_requests(_intake public.intakes, _now timestamp with time zone, _message jsonb)
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
  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, message, until, at)
  SELECT _intake.workspace_id, _intake.board_id, e, 'shed', 'noCapacity', _message ->> 'message',
         (_message ->> 'until')::date, _now
    FROM unnest(_excess) e;
  RETURN coalesce((
    SELECT jsonb_agg(jsonb_build_object('request', r.number,
                                        'to', jsonb_build_object('kind', 'shed', 'until', _message -> 'until')) ORDER BY r.number)
      FROM public.requests r
     WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.id = ANY (_excess)), '[]');
END $function$;

CREATE OR REPLACE FUNCTION weir.ticket_from(_request public.requests)
 RETURNS date
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(
    (SELECT a.until FROM public.answers a
      WHERE a.workspace_id = _request.workspace_id AND a.board_id = _request.board_id AND a.request_id = _request.id),
    (SELECT d.until FROM public.displacements d
      JOIN public.cards c ON c.workspace_id = d.workspace_id AND c.board_id = d.board_id AND c.id = d.card_id AND c.archived_at IS NOT NULL
      WHERE d.workspace_id = _request.workspace_id AND d.board_id = _request.board_id AND d.displaced_request_id = _request.id
        AND d.until IS NOT NULL
      ORDER BY d.at DESC LIMIT 1))
$function$;

CREATE OR REPLACE FUNCTION weir.check_ticket(_follows public.requests, _today date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _from date := weir.ticket_from(_follows);
  _used integer;
BEGIN
  IF _from IS NULL THEN
    PERFORM weir.refuse('not-deferred');
  ELSIF _today < _from THEN
    PERFORM weir.refuse('too-early', jsonb_build_object('from', _from));
  END IF;
  SELECT r.number INTO _used FROM public.requests r
   WHERE r.workspace_id = _follows.workspace_id AND r.board_id = _follows.board_id AND r.follows_id = _follows.id AND r.by_ticket;
  IF FOUND THEN
    PERFORM weir.refuse('already-asked', jsonb_build_object('followedBy', _used));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.take_clock(_workspace uuid, _board uuid)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
DECLARE
  _seq bigint;
BEGIN
  UPDATE public.board_clock SET seq = seq + 1
   WHERE workspace_id = _workspace AND board_id = _board
  RETURNING seq INTO _seq;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'board % has no clock', _board USING ERRCODE = 'no_data_found';
  END IF;
  RETURN _seq;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_board(_workspace uuid, _board uuid, _table text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF current_setting('weir.own_event', true) = 'on' THEN
    UPDATE public.board_clock SET seq = seq WHERE workspace_id = _workspace AND board_id = _board;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'board % has no clock', _board USING ERRCODE = 'no_data_found';
    END IF;
  ELSE
    INSERT INTO public.events (workspace_id, board_id, seq, type, at, changes)
    VALUES (_workspace, _board, weir.take_clock(_workspace, _board), 'board.changed', clock_timestamp(),
            jsonb_build_array(jsonb_build_object('table', _table)));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_boards(_boards weir.board_ref[], _table text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _b weir.board_ref;
BEGIN
  IF cardinality(_boards) = 1 THEN
    PERFORM weir.lock_board(_boards[1].workspace_id, _boards[1].board_id, _table);
    RETURN;
  END IF;
  FOR _b IN SELECT DISTINCT b.workspace_id, b.board_id FROM unnest(_boards) b ORDER BY 1, 2 LOOP
    PERFORM weir.lock_board(_b.workspace_id, _b.board_id, _table);
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_boards_of_rows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _boards weir.board_ref[];
BEGIN
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
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.lock_workspaces(ARRAY(SELECT n.workspace_id FROM new_rows n));
    SELECT array_agg(ROW (k.workspace_id, k.board_id)::weir.board_ref) INTO _boards
      FROM new_rows n JOIN public.board_clock k ON k.workspace_id = n.workspace_id AND k.board_id = n.id;
  ELSE
    SELECT array_agg(ROW (n.workspace_id, n.id)::weir.board_ref) INTO _boards FROM new_rows n;
  END IF;
  PERFORM weir.lock_boards(_boards, TG_TABLE_NAME);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_workspaces(_workspaces uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _workspace uuid;
BEGIN
  FOR _workspace IN SELECT DISTINCT i FROM unnest(_workspaces) i ORDER BY 1 LOOP
    UPDATE public.workspaces SET archived_at = archived_at WHERE id = _workspace;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_person_limits(_workspace uuid, _people uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _user uuid;
BEGIN
  FOR _user IN
    SELECT p.user_id FROM public.person_limits p WHERE p.workspace_id = _workspace AND p.user_id = ANY (_people) ORDER BY 1
  LOOP
    UPDATE public.person_limits SET seq = seq WHERE workspace_id = _workspace AND user_id = _user;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.number_person_limit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.seq := OLD.seq + 1;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_boards_of_person_limits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.lock_workspaces(ARRAY(SELECT n.workspace_id FROM new_rows n));
  PERFORM weir.lock_boards(array_agg(ROW (k.workspace_id, k.board_id)::weir.board_ref), TG_TABLE_NAME)
     FROM public.board_clock k WHERE k.workspace_id IN (SELECT n.workspace_id FROM new_rows n);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.refuse_other_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'a person limit keeps its person: delete it and create another' USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE OR REPLACE FUNCTION weir.refuse_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% cannot be truncated: delete its rows', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE OR REPLACE FUNCTION weir.people_of_request(_workspace uuid, _board uuid, _request uuid)
 RETURNS TABLE(user_id uuid, guest_id uuid)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT r.requester_id, r.guest_id FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request
  UNION
  SELECT w.user_id, w.guest_id FROM public.request_watchers w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.request_id = _request
$function$;

CREATE OR REPLACE FUNCTION weir.notify_of_answers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, at)
  SELECT a.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, a.board_id, 'answered', a.request_id, a.at
    FROM new_rows a CROSS JOIN LATERAL weir.people_of_request(a.workspace_id, a.board_id, a.request_id) p
   WHERE p.user_id IS DISTINCT FROM a.by OR p.user_id IS NULL;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_displacements()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT d.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, d.board_id, 'displaced', d.displaced_request_id,
         jsonb_build_object('reason', d.reason, 'message', d.message, 'until', d.until), d.at
    FROM new_rows d CROSS JOIN LATERAL weir.people_of_request(d.workspace_id, d.board_id, d.displaced_request_id) p
   WHERE p.user_id IS DISTINCT FROM d.by OR p.user_id IS NULL;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_messages()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT m.workspace_id, gen_random_uuid(), t.user_id, t.guest_id, m.board_id, t.kind, m.request_id,
         jsonb_build_object('message', m.body, 'asks', m.asks), m.at
    FROM new_rows m
    JOIN public.requests r ON r.workspace_id = m.workspace_id AND r.board_id = m.board_id AND r.id = m.request_id
   CROSS JOIN LATERAL (
     SELECT r.requester_id AS user_id, r.guest_id, 'question'::public.notice_kind AS kind
      WHERE coalesce(m.by, m.by_guest) <> coalesce(r.requester_id, r.guest_id)
      UNION
     SELECT x.by, NULL, 'reply'::public.notice_kind FROM public.request_messages x
      WHERE coalesce(m.by, m.by_guest) = coalesce(r.requester_id, r.guest_id)
        AND x.workspace_id = m.workspace_id AND x.board_id = m.board_id AND x.request_id = m.request_id
        AND x.by IS NOT NULL AND x.by IS DISTINCT FROM r.requester_id) t;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.queue_mails()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.mails (workspace_id, id, notice_id, at, due_at)
  SELECT n.workspace_id, gen_random_uuid(), n.id, n.at, n.at FROM new_rows n;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.exit_command(_outcome jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '%', coalesce(_outcome ->> 'refused', 'nothing to do') USING ERRCODE = 'WIP00', DETAIL = _outcome::text;
END $function$;

CREATE OR REPLACE FUNCTION weir.refuse(_code text, _facts jsonb DEFAULT '{}'::jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.exit_command(jsonb_build_object('refused', _code) || _facts);
END $function$;

CREATE OR REPLACE FUNCTION weir.refuse_input(_path text, _fault text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.refuse('invalid-input', jsonb_build_object('path', _path, 'fault', _fault));
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
  _seq  := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_card -> 'override', 'null'));
  _created := weir.insert_card(_workspace, _board, _actor, _now, _id, _card, NULL);
  PERFORM weir.record_event(_workspace, _board, _seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_build_object(
    'card', _created -> 'number',
    'to', (_created -> 'place') || jsonb_build_object(
      'title', _card -> 'title', 'classOfService', coalesce(_card ->> 'classOfService', 'standard'),
      'assigneeIds', coalesce(_card -> 'assigneeIds', '[]')))));
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
  RETURN jsonb_build_object('number', _number, 'columnId', _column.id, 'place', weir.card_position(_new, _column.split));
END $function$;

CREATE OR REPLACE FUNCTION weir.has_unassignable(_workspace uuid, _people uuid[])
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN EXISTS (
    SELECT FROM unnest(_people) p WHERE NOT EXISTS (
      SELECT FROM public.memberships m
       WHERE m.workspace_id = _workspace AND m.user_id = p AND m.left_at IS NULL
         AND m.role IN ('owner', 'manager', 'member')));
END $function$;

CREATE OR REPLACE FUNCTION weir.move_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _to jsonb, _if_version integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  _other  integer := (_to ->> 'swapWith')::integer;
  _locked integer;
  _seq    bigint;
  _card   public.cards;
  _body   jsonb;
  _detail text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)
    ORDER BY c.number FOR NO KEY UPDATE;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  _seq := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_to -> 'override', 'null'));
  PERFORM weir.check_all_locked(_workspace, _board, array_remove(ARRAY[_number, _other], NULL), _locked);

  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF _card.version <> _if_version THEN
    PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _card.version));
  ELSIF _card.archived_at IS NOT NULL THEN
    PERFORM weir.refuse('card-archived');
  END IF;

  IF _other IS NULL THEN
    PERFORM weir.place_card(_seq, _actor, _now, _card, _to);
  ELSE
    PERFORM weir.swap_cards(_seq, _actor, _now, _card, _other, (_to ->> 'columnId')::uuid);
  END IF;
  _body := weir.card_document(_workspace, _board, _number);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
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
                       'to', weir.card_position(_new, _column.split)))
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
             'to', weir.card_position(c)) ORDER BY c.id = _card.id DESC)
      FROM public.cards c
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id IN (_card.id, _other.id))
    || weir.unassign_reopened(_card) || weir.unassign_reopened(_other));
END $function$;

CREATE OR REPLACE FUNCTION weir.check_all_locked(_workspace uuid, _board uuid, _numbers integer[], _locked integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _locked < cardinality(_numbers)
     AND _locked < (SELECT count(*) FROM public.cards c
                     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)) THEN
    RAISE EXCEPTION 'a card was created meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_pull(_card public.cards, _from public.columns, _to public.columns)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _from.split AND NOT _card.done AND _from.position < _to.position THEN
    PERFORM weir.refuse('card-not-done', jsonb_build_object('card', _card.number, 'columnId', _card.column_id));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.unassign_reopened(_was public.cards)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
BEGIN
  RETURN CASE WHEN _was.delivered_at IS NULL THEN '[]'
              ELSE weir.unassign_reopened(_was.workspace_id, _was.board_id, ARRAY[_was.id]) END;
END $function$;

CREATE OR REPLACE FUNCTION weir.unassign_reopened(_workspace uuid, _board uuid, _cards uuid[])
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _changes jsonb;
BEGIN
  WITH unassigned AS (
    DELETE FROM public.card_assignees a
     USING public.cards c
     WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.card_id = ANY (_cards)
       AND c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id AND c.delivered_at IS NULL
       AND weir.has_unassignable(a.workspace_id, ARRAY[a.user_id])
    RETURNING c.number, a.user_id)
  SELECT jsonb_agg(jsonb_build_object('card', u.number, 'from', jsonb_build_object('assigneeId', u.user_id),
                                      'to', jsonb_build_object('assigneeId', NULL)) ORDER BY u.number, u.user_id)
    INTO _changes FROM unassigned u;
  RETURN coalesce(_changes, '[]');
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
  _seq    := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, _override);
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
                                        'to', weir.card_position(c)) ORDER BY w.at)
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

CREATE OR REPLACE FUNCTION weir.plan_moves(_workspace uuid, _board uuid, _moves jsonb)
 RETURNS weir.planned_move[]
 LANGUAGE plpgsql
AS $function$
DECLARE
  _planned weir.planned_move[] := '{}';
  _at      integer := 0;
  _move    jsonb;
  _card    public.cards;
  _column  public.columns;
  _lane    uuid;
  _plan    weir.planned_move;
BEGIN
  FOR _move IN SELECT m FROM jsonb_array_elements(_moves) m LOOP
    SELECT * INTO _card FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_move ->> 'card')::integer;
    IF NOT FOUND THEN
      PERFORM weir.refuse_input(format('moves.%s.card', _at), 'absent');
    ELSIF _card.archived_at IS NOT NULL THEN
      PERFORM weir.refuse('card-archived', jsonb_build_object('card', _card.number));
    ELSIF EXISTS (SELECT FROM unnest(_planned) w WHERE w.card_id = _card.id) THEN
      PERFORM weir.refuse_input(format('moves.%s.card', _at), 'twice');
    END IF;
    SELECT * INTO _column FROM public.columns k
     WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = (_move ->> 'columnId')::uuid;
    IF NOT FOUND THEN
      PERFORM weir.refuse_input(format('moves.%s.columnId', _at), 'absent');
    ELSIF _move ->> 'half' IS NOT NULL AND NOT _column.split THEN
      PERFORM weir.refuse_input(format('moves.%s.half', _at), 'notSplit');
    END IF;
    _lane := CASE WHEN _move ? 'swimlaneId' THEN (_move ->> 'swimlaneId')::uuid ELSE _card.swimlane_id END;
    IF _lane IS DISTINCT FROM _card.swimlane_id AND _lane IS NOT NULL AND NOT EXISTS (
         SELECT FROM public.swimlanes l WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = _lane) THEN
      PERFORM weir.refuse_input(format('moves.%s.swimlaneId', _at), 'absent');
    END IF;
    _planned := _planned || ROW (_at, _card.number, _card.id, _column.id, _column.kind, _lane,
                               coalesce(_move ->> 'half' = 'done', _card.done AND _card.column_id = _column.id),
                               (_move ->> 'before')::integer, (_move ->> 'after')::integer)::weir.planned_move;
    _at := _at + 1;
  END LOOP;

  FOREACH _plan IN ARRAY _planned LOOP
    IF (_plan.before IS NOT NULL OR _plan.after IS NOT NULL) AND NOT EXISTS (
         SELECT FROM public.cards c LEFT JOIN unnest(_planned) w ON w.card_id = c.id
          WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = coalesce(_plan.before, _plan.after)
            AND c.number <> _plan.number AND c.archived_at IS NULL AND coalesce(w.column_id, c.column_id) = _plan.column_id) THEN
      PERFORM weir.refuse_input(format('moves.%s.%s', _plan.at, CASE WHEN _plan.before IS NOT NULL THEN 'before' ELSE 'after' END),
                                'notInColumn');
    END IF;
  END LOOP;
  PERFORM weir.enforce_pull(c, o, k)
     FROM unnest(_planned) w
     JOIN public.cards c   ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id
     JOIN public.columns o ON o.workspace_id = _workspace AND o.board_id = _board AND o.id = c.column_id
     JOIN public.columns k ON k.workspace_id = _workspace AND k.board_id = _board AND k.id = w.column_id
    ORDER BY w.at;
  RETURN _planned;
END $function$;

CREATE OR REPLACE FUNCTION weir.column_order(_workspace uuid, _board uuid, _planned weir.planned_move[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_array(c.column_id, c.number, c.swimlane_id, c.done) ORDER BY c.column_id, c.rank, c.number)
      FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.archived_at IS NULL
       AND c.column_id IN (SELECT w.column_id FROM unnest(_planned) w));
END $function$;

CREATE OR REPLACE FUNCTION weir.submit_request(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _request jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  _outcome jsonb;
BEGIN
  _outcome := weir.try_submit_request(_workspace, _board, _actor, _now, _id, _request, _key, _conditions);
  IF _outcome ->> 'refused' IN ('intake-queue-full', 'form-places-taken', 'requester-quota-reached',
                                'requester-rate-reached', 'intake-gate-shut', 'intake-gate-throttled', 'intake-gate-probing',
                                'expedite-claim-waiting') THEN
    PERFORM set_config('synchronous_commit', 'off', true);
    INSERT INTO public.door_refusals AS d (workspace_id, board_id, requester_id, code, hour)
    VALUES (_workspace, _board, coalesce(_actor, (_request ->> 'guestId')::uuid), _outcome ->> 'refused',
            date_trunc('hour', _now, 'UTC'))
    ON CONFLICT (workspace_id, board_id, requester_id, code, hour) DO UPDATE SET count = d.count + 1;
  END IF;
  RETURN _outcome;
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
  _seq := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions);

  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
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
      PERFORM weir.refuse_input('follows', 'stillWaits');
    END IF;
  END IF;
  IF _ticket THEN
    PERFORM weir.check_ticket(_follows, (_now AT TIME ZONE _intake.time_zone)::date);
  ELSIF _actor IS NOT NULL THEN
    PERFORM weir.check_needed_by(_intake, (_request ->> 'neededBy')::date, _now);
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
  _shed := weir.shed_requests(_intake, _now, _request -> 'shed');

  PERFORM weir.record_event(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(jsonb_build_object('request', _number)) || _shed);
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.check_needed_by(_intake public.intakes, _day date, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _today date := (_now AT TIME ZONE _intake.time_zone)::date;
BEGIN
  IF _day < _today THEN
    PERFORM weir.refuse_input('neededBy', 'passed');
  ELSIF _day > _today + interval '10 years' THEN
    PERFORM weir.refuse_input('neededBy', 'farAhead');
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.copy_watchers(_workspace uuid, _from_board uuid, _from uuid, _board uuid, _to uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO public.request_watchers (workspace_id, board_id, request_id, id, user_id, guest_id)
  SELECT w.workspace_id, _board, _to, gen_random_uuid(), w.user_id, w.guest_id
    FROM public.request_watchers w
   WHERE w.workspace_id = _workspace AND w.board_id = _from_board AND w.request_id = _from
$function$;

CREATE OR REPLACE FUNCTION weir.title_for_reader(_guest uuid, _r public.requests, _ref text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _guest IS NULL OR _guest = _r.guest_id THEN _r.title ELSE _ref END
$function$;

CREATE VIEW weir.card_documents AS
 SELECT c.workspace_id,
    c.board_id,
    c.id,
    c.number,
    c.column_id,
    c.rank,
    c.archived_at,
    c.delivered_at,
    jsonb_build_object('number', c.number, 'ref', ((b.key || '-'::text) || c.number), 'version', c.version, 'title', c.title, 'columnId', c.column_id, 'half',
        CASE
            WHEN k.split THEN
            CASE
                WHEN c.done THEN 'done'::text
                ELSE 'doing'::text
            END
            ELSE NULL::text
        END, 'classOfService', c.class_of_service, 'assignees', COALESCE(( SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id) AS jsonb_agg
           FROM (public.card_assignees a
             JOIN public.users u ON ((u.id = a.user_id)))
          WHERE ((a.workspace_id = c.workspace_id) AND (a.board_id = c.board_id) AND (a.card_id = c.id))), '[]'::jsonb), 'swimlaneId', c.swimlane_id, 'blocked', ( SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at), 'by', jsonb_build_object('id', u.id, 'name', u.name)) AS jsonb_build_object
           FROM (public.card_blocks x
             JOIN public.users u ON ((u.id = x.blocked_by)))
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id) AND (x.unblocked_at IS NULL))), 'enteredColumnAt', weir.instant(c.entered_column_at), 'committedAt', weir.instant(c.committed_at), 'deliveredAt', weir.instant(c.delivered_at), 'archivedAt', weir.instant(c.archived_at), 'dueOn', c.due_on, 'request', ( SELECT jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'requester', weir.requester(r.*)) AS jsonb_build_object
           FROM public.requests r
          WHERE ((r.workspace_id = c.workspace_id) AND (r.board_id = c.board_id) AND (r.id = c.request_id)))) AS document
   FROM ((public.cards c
     JOIN public.boards b ON (((b.workspace_id = c.workspace_id) AND (b.id = c.board_id))))
     JOIN public.columns k ON (((k.workspace_id = c.workspace_id) AND (k.board_id = c.board_id) AND (k.id = c.column_id))));

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
    (n.facts || jsonb_build_object('kind', n.kind, 'board', b.name, 'timeZone', COALESCE(i.time_zone, 'UTC'::text), 'reader',
        CASE
            WHEN (COALESCE(n.user_id, n.guest_id) = COALESCE(r.requester_id, r.guest_id)) THEN 'requester'::text
            WHEN (EXISTS ( SELECT
               FROM public.request_watchers w
              WHERE ((w.workspace_id = n.workspace_id) AND (w.board_id = n.board_id) AND (w.request_id = n.request_id) AND (COALESCE(w.user_id, w.guest_id) = COALESCE(n.user_id, n.guest_id))))) THEN 'watcher'::text
            ELSE 'team'::text
        END, 'request',
        CASE
            WHEN (r.id IS NOT NULL) THEN jsonb_build_object('ref', ((b.key || '-R'::text) || r.number), 'title', weir.title_for_reader(n.guest_id, r.*, ((b.key || '-R'::text) || r.number)), 'requester', (weir.requester(r.*) ->> 'name'::text), 'answerBy', weir.instant(r.answer_by), 'expiresAt', weir.instant(r.expires_at), 'ticketFrom', weir.ticket_from(r.*))
            ELSE NULL::jsonb
        END, 'answer',
        CASE
            WHEN (n.kind = 'answered'::public.notice_kind) THEN jsonb_build_object('kind', a.kind, 'message', a.message, 'until', a.until, 'card', ( SELECT ((b.key || '-'::text) || c.number)
               FROM public.cards c
              WHERE ((c.workspace_id = n.workspace_id) AND (c.board_id = n.board_id) AND (c.request_id = n.request_id))), 'duplicateOf', ( SELECT ((b.key || '-R'::text) || o.number)
               FROM public.requests o
              WHERE ((o.workspace_id = a.workspace_id) AND (o.board_id = a.board_id) AND (o.id = a.duplicate_of_id))), 'standing', ( SELECT jsonb_build_object('kind', x.kind, 'reason', x.reason, 'message', x.message, 'until', x.until, 'card', ((b.key || '-'::text) || c.number), 'own', (COALESCE(o.requester_id, o.guest_id) = COALESCE(n.user_id, n.guest_id))) AS jsonb_build_object
               FROM ((public.answers x
                 JOIN public.requests o ON (((o.workspace_id = x.workspace_id) AND (o.board_id = x.board_id) AND (o.id = x.request_id))))
                 LEFT JOIN public.cards c ON (((c.workspace_id = x.workspace_id) AND (c.board_id = x.board_id) AND (c.request_id = x.request_id))))
              WHERE ((x.workspace_id = a.workspace_id) AND (x.board_id = a.board_id) AND (x.request_id = a.duplicate_of_id) AND (x.at <= a.at))), 'redirectedTo', ( SELECT jsonb_build_object('ref', ((t.key || '-R'::text) || o.number), 'board', t.name) AS jsonb_build_object
               FROM (public.requests o
                 JOIN public.boards t ON (((t.workspace_id = o.workspace_id) AND (t.id = o.board_id))))
              WHERE ((o.workspace_id = r.workspace_id) AND (o.from_board_id = r.board_id) AND (o.from_request_id = r.id))))
            ELSE NULL::jsonb
        END)) AS facts
   FROM ((((public.notices n
     JOIN public.boards b ON (((b.workspace_id = n.workspace_id) AND (b.id = n.board_id))))
     LEFT JOIN public.intakes i ON (((i.workspace_id = n.workspace_id) AND (i.board_id = n.board_id))))
     LEFT JOIN public.requests r ON (((r.workspace_id = n.workspace_id) AND (r.board_id = n.board_id) AND (r.id = n.request_id))))
     LEFT JOIN public.answers a ON (((a.workspace_id = n.workspace_id) AND (a.board_id = n.board_id) AND (a.request_id = n.request_id))));

CREATE TRIGGER then_mark_request_on_insert AFTER INSERT ON public.answers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.mark_requests_answered();

CREATE TRIGGER then_mark_request_on_delete AFTER DELETE ON public.answers REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.mark_requests_answered();

CREATE TRIGGER lock_request BEFORE INSERT ON public.answers FOR EACH ROW EXECUTE FUNCTION weir.lock_answered_request();

CREATE TRIGGER refuse_change BEFORE UPDATE ON public.answers FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_answer_change();

CREATE TRIGGER sort_columns BEFORE INSERT OR UPDATE OF column_ids ON public.wip_limits FOR EACH ROW WHEN ((new.scope = 'columns'::public.limit_scope)) EXECUTE FUNCTION weir.sort_column_group();

CREATE TRIGGER then_check_groups_on_insert AFTER INSERT ON public.wip_limits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.check_groups_of_limits();

CREATE TRIGGER then_check_groups_on_update AFTER UPDATE ON public.wip_limits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.check_groups_of_limits();

CREATE TRIGGER then_check_groups_on_update AFTER UPDATE ON public.columns REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.check_groups_of_columns();

CREATE TRIGGER then_check_groups_on_delete AFTER DELETE ON public.columns REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.check_groups_of_columns();

CREATE TRIGGER then_enforce_intake_on_insert AFTER INSERT ON public.requests REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_intake();

CREATE TRIGGER then_enforce_intake_on_update AFTER UPDATE ON public.requests REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_intake();

CREATE TRIGGER then_enforce_intake_on_delete AFTER DELETE ON public.requests REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_intake();

CREATE TRIGGER then_enforce_limits_on_insert AFTER INSERT ON public.cards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_cards();

CREATE TRIGGER then_enforce_limits_on_update AFTER UPDATE ON public.cards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_cards();

CREATE TRIGGER then_enforce_limits_on_insert AFTER INSERT ON public.card_assignees REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_assignees();

CREATE TRIGGER then_enforce_limits_on_update AFTER UPDATE ON public.card_assignees REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_assignees();

CREATE TRIGGER then_enforce_limits_on_delete AFTER DELETE ON public.card_assignees REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_assignees();

CREATE TRIGGER then_enforce_limits_on_insert AFTER INSERT ON public.columns REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_columns();

CREATE TRIGGER then_enforce_limits_on_update AFTER UPDATE ON public.columns REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_columns();

CREATE TRIGGER then_enforce_limits_on_insert AFTER INSERT ON public.boards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_archiving();

CREATE TRIGGER then_enforce_limits_on_update AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_archiving();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.intakes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.intakes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.intakes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.columns REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.columns REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.columns REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.swimlanes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.swimlanes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.swimlanes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.wip_limits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.wip_limits REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.wip_limits REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.cards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.cards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.cards REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.card_assignees REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.card_assignees REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.card_assignees REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.card_blocks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.card_blocks REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.card_blocks REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.comments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.comments REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.comments REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.requests REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.requests REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.requests REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.request_messages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.request_messages REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.request_messages REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.request_watchers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.request_watchers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.request_watchers REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.displacements REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.displacements REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.displacements REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.answer_templates REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.answer_templates REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.answer_templates REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.boards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_changed_boards();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.boards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_changed_boards();

CREATE TRIGGER number_update BEFORE UPDATE ON public.person_limits FOR EACH ROW EXECUTE FUNCTION weir.number_person_limit();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.person_limits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_person_limits();

CREATE TRIGGER refuse_other_person BEFORE UPDATE ON public.person_limits FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.id IS DISTINCT FROM new.id) OR (old.user_id IS DISTINCT FROM new.user_id))) EXECUTE FUNCTION weir.refuse_other_person();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.cards FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.card_assignees FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.overrides FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.requests FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.answers FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.answers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.notify_of_answers();

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.displacements REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.notify_of_displacements();

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.request_messages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.notify_of_messages();

CREATE TRIGGER then_queue_mail_on_insert AFTER INSERT ON public.notices REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.queue_mails();
