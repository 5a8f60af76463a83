DROP TRIGGER then_tell_blocked_boards ON public.cards;
DROP TRIGGER then_keep_caps_on_insert ON public.card_links;
DROP TRIGGER then_keep_caps_on_insert ON public.attachments;
DROP TRIGGER then_keep_caps_on_insert ON public.checklist_items;
DROP TRIGGER then_keep_caps_on_insert ON public.card_labels;
DROP TRIGGER then_keep_caps_on_insert ON public.card_blocks;
DROP TRIGGER then_keep_caps_on_insert ON public.comments;
DROP VIEW weir.card_documents;
DROP FUNCTION weir.lock_boards_blocked_by(uuid,uuid,integer[]);
DROP FUNCTION weir.tell_blocked_boards();
DROP FUNCTION weir.blockers_of(uuid,uuid,uuid);
DROP FUNCTION weir.keep_caps_of_links();
DROP FUNCTION weir.keep_caps_of_attachments();
DROP FUNCTION weir.keep_caps_of_checklists();
DROP FUNCTION weir.keep_caps_of_card_labels();
DROP FUNCTION weir.keep_caps_of_blocks();
DROP FUNCTION weir.keep_caps_of_comments();

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.notify_mentioned_in_comment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.notify_mentioned(NEW.workspace_id, NEW.board_id, NEW.card_id, NEW.id, coalesce(OLD.body, ''), NEW.body, NEW."by",
                                coalesce(NEW.edited_at, NEW.at));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.readers_of_request(_workspace uuid, _board uuid, _request uuid)
 RETURNS TABLE(user_id uuid, guest_id uuid)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT p.user_id, p.guest_id
    FROM weir.people_of_request(_workspace, _board, _request) p
   WHERE NOT weir.has_left(_workspace, p.user_id, p.guest_id)
$function$;

CREATE OR REPLACE FUNCTION weir.requester_left(_request public.requests)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT weir.has_left(_request.workspace_id, _request.requester_id, _request.guest_id)
$function$;

CREATE OR REPLACE FUNCTION weir.has_left(_workspace uuid, _user uuid, _guest uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (SELECT FROM public.memberships m
                  WHERE m.workspace_id = _workspace AND m.user_id = _user AND m.left_at IS NOT NULL)
      OR EXISTS (SELECT FROM public.guests g
                  WHERE g.workspace_id = _workspace AND g.id = _guest AND g.erased_at IS NOT NULL)
$function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_card()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _cap  text := TG_ARGV[0];
  _c    record;
  _max  integer;
  _over boolean;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, _cap);
    CASE _cap
      WHEN 'blocks' THEN
        _over := EXISTS (SELECT FROM public.card_blocks r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'comments' THEN
        _over := EXISTS (SELECT FROM public.comments r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'cardLabels' THEN
        _over := EXISTS (SELECT FROM public.card_labels r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'checklistItems' THEN
        _over := EXISTS (SELECT FROM public.checklist_items r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'links' THEN
        _over := EXISTS (SELECT FROM public.card_links r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'attachments' THEN
        _over := EXISTS (SELECT FROM public.attachments r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
    END CASE;
    IF _over THEN
      PERFORM weir.refuse_over_cap(_cap, _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_bytes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _c   record;
  _max integer;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, 'cardMegabytes');
    IF (SELECT sum(r.bytes) FROM public.attachments r
         WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id) > _max * 1048576::bigint THEN
      PERFORM weir.refuse_over_cap('cardMegabytes', _max);
    END IF;
  END LOOP;
  FOR _c IN SELECT DISTINCT n.workspace_id FROM new_rows n ORDER BY 1 LOOP
    INSERT INTO public.file_locks AS l (workspace_id, taken) VALUES (_c.workspace_id, 1)
    ON CONFLICT (workspace_id) DO UPDATE SET taken = l.taken + 1;
    _max := weir.cap(_c.workspace_id, 'megabytes');
    IF (SELECT sum(greatest(r.bytes, 65536)) FROM public.attachments r WHERE r.workspace_id = _c.workspace_id) > _max * 1048576::bigint THEN
      PERFORM weir.refuse_over_cap('megabytes', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.record_changed_blockers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _b     record;
  _stamp weir.event_stamp;
BEGIN
  -- Most updates of cards end here.
  IF NOT EXISTS (SELECT FROM new_rows n
                   JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
                  WHERE weir.is_open(n) <> weir.is_open(o)) THEN
    RETURN NULL;
  END IF;
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
    _stamp := weir.take_clock(_b.workspace_id, _b.board_id, coalesce(
      (nullif(current_setting('weir.override', true), '')::jsonb ->> 'now')::timestamptz, clock_timestamp()));
    INSERT INTO public.events (workspace_id, board_id, seq, type, at, changes)
    SELECT _b.workspace_id, _b.board_id, _stamp.seq, 'card.blockersChanged', _stamp.at, jsonb_build_array(jsonb_build_object(
             'card', _b.number,
             'from', jsonb_build_object('blockedBy', to_jsonb(ARRAY(
               (SELECT unnest(t.refs) EXCEPT SELECT unnest(_b.blocking)) UNION SELECT unnest(_b.freed) ORDER BY 1))),
             'to', jsonb_build_object('blockedBy', to_jsonb(t.refs))))
      FROM (SELECT ARRAY(SELECT r.ref FROM weir.blockers r
                          WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id AND r.card_id = _b.card_id
                          ORDER BY r.key, r.number) AS refs) t;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.is_open(_c public.cards)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _c.delivered_at IS NULL AND _c.archived_at IS NULL
$function$;

CREATE OR REPLACE FUNCTION weir.lock_boards_blocked_by(_cards weir.card_ref[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _b     weir.board_ref;
  _other weir.board_ref[] := ARRAY(
    SELECT ROW (l.workspace_id, l.other_board_id)::weir.board_ref
      FROM unnest(_cards) c
      JOIN public.card_links l ON l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.card_id
     WHERE l.kind = 'blocks' AND l.other_board_id <> l.board_id);
BEGIN
  IF _other = '{}' THEN
    RETURN;
  END IF;
  FOR _b IN
    SELECT o.workspace_id, o.board_id FROM unnest(_other) o
     UNION
    SELECT c.workspace_id, c.board_id FROM unnest(_cards) c
     ORDER BY 1, 2
  LOOP
    UPDATE public.board_clock k SET seq = k.seq WHERE k.workspace_id = _b.workspace_id AND k.board_id = _b.board_id;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_blocked_boards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.lock_boards_blocked_by(ARRAY(
    SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref
      FROM new_rows n
      JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
     WHERE weir.is_open(n) <> weir.is_open(o)));
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
  -- Only here: the description of a card that is made from a request or a checklist item is not the actor's text.
  IF _card ->> 'description' LIKE '%](person:%' THEN
    PERFORM weir.notify_mentioned(_workspace, _board, _id, NULL, '', _card ->> 'description', _actor, _now);
  END IF;
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
  _labels uuid[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(_card -> 'labelIds', '[]'))::uuid ORDER BY 1);
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
  IF weir.has_unknown_label(_workspace, _board, _labels) THEN
    PERFORM weir.refuse_input('labelIds', 'absent');
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
  IF cardinality(_labels) > 0 THEN
    INSERT INTO public.card_labels (workspace_id, board_id, card_id, label_id)
    SELECT _workspace, _board, _id, l FROM unnest(_labels) l;
  END IF;
  RETURN jsonb_build_object('number', _number, 'columnId', _column.id, 'to', weir.card_created(
    _new, weir.card_placed(_new, _column.split, NULL), coalesce(_card -> 'assigneeIds', '[]'), to_jsonb(_labels)));
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
  PERFORM weir.lock_boards_blocked_by(ARRAY(
    SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)));
  SELECT s.seq, s.at INTO _seq, _now
    FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_to -> 'override', 'null')) s;
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
    PERFORM weir.swap_cards(_seq, _actor, _now, _card, _other, _to);
  END IF;
  _body := weir.card_document(_workspace, _board, _number);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.move_cards(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _moves jsonb, _override jsonb, _key weir.write_key, _conditions weir.write_conditions, _to_requester jsonb DEFAULT NULL::jsonb)
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
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN CASE WHEN _detail::jsonb ? 'unchanged' THEN jsonb_build_object('body', weir.card_list(_workspace, _board, _numbers))
              ELSE _detail::jsonb END;
END $function$;

CREATE VIEW weir.blockers AS
 SELECT l.workspace_id,
    l.board_id,
    l.card_id,
    b.key,
    c.number,
    ((b.key || '-'::text) || c.number) AS ref
   FROM ((public.card_links l
     JOIN public.boards b ON (((b.workspace_id = l.workspace_id) AND (b.id = l.other_board_id))))
     JOIN public.cards c ON (((c.workspace_id = l.workspace_id) AND (c.board_id = l.other_board_id) AND (c.id = l.other_card_id))))
  WHERE ((l.kind = 'blockedBy'::public.link_kind) AND (c.delivered_at IS NULL) AND (c.archived_at IS NULL));

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
          WHERE ((a.workspace_id = c.workspace_id) AND (a.board_id = c.board_id) AND (a.card_id = c.id))), '[]'::jsonb), 'swimlaneId', c.swimlane_id, 'labelIds', COALESCE(( SELECT jsonb_agg(l.label_id ORDER BY l.label_id) AS jsonb_agg
           FROM public.card_labels l
          WHERE ((l.workspace_id = c.workspace_id) AND (l.board_id = c.board_id) AND (l.card_id = c.id))), '[]'::jsonb), 'checklist', ( SELECT jsonb_build_object('done', count(*) FILTER (WHERE i.done), 'total', count(*)) AS jsonb_build_object
           FROM public.checklist_items i
          WHERE ((i.workspace_id = c.workspace_id) AND (i.board_id = c.board_id) AND (i.card_id = c.id))), 'attachments', ( SELECT count(*) AS count
           FROM public.attachments a
          WHERE ((a.workspace_id = c.workspace_id) AND (a.board_id = c.board_id) AND (a.card_id = c.id))), 'blocked', ( SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at), 'by', jsonb_build_object('id', u.id, 'name', u.name)) AS jsonb_build_object
           FROM (public.card_blocks x
             JOIN public.users u ON ((u.id = x.blocked_by)))
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id) AND (x.unblocked_at IS NULL))), 'blockedBy', to_jsonb(ARRAY( SELECT x.ref
           FROM weir.blockers x
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id))
          ORDER BY x.key, x.number)), 'enteredColumnAt', weir.instant(c.entered_column_at), 'committedAt', weir.instant(c.committed_at), 'deliveredAt', weir.instant(c.delivered_at), 'archivedAt', weir.instant(c.archived_at), 'dueOn', c.due_on, 'request', ( SELECT jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'requester', (weir.requester(r.*) || (
                CASE
                    WHEN ((m.user_id IS NULL) AND (g.id IS NULL)) THEN '{}'::text
                    ELSE '{"left": true}'::text
                END)::jsonb)) AS jsonb_build_object
           FROM ((public.requests r
             LEFT JOIN public.memberships m ON (((m.workspace_id = r.workspace_id) AND (m.user_id = r.requester_id) AND (m.left_at IS NOT NULL))))
             LEFT JOIN public.guests g ON (((g.workspace_id = r.workspace_id) AND (g.id = r.guest_id) AND (g.erased_at IS NOT NULL))))
          WHERE ((r.workspace_id = c.workspace_id) AND (r.board_id = c.board_id) AND (r.id = c.request_id)))) AS document
   FROM ((public.cards c
     JOIN public.boards b ON (((b.workspace_id = c.workspace_id) AND (b.id = c.board_id))))
     JOIN public.columns k ON (((k.workspace_id = c.workspace_id) AND (k.board_id = c.board_id) AND (k.id = c.column_id))));

CREATE TRIGGER then_notify_mentioned_on_insert AFTER INSERT ON public.comments FOR EACH ROW WHEN ((new.body ~~ '%](person:%'::text)) EXECUTE FUNCTION weir.notify_mentioned_in_comment();

CREATE TRIGGER then_notify_mentioned_on_update AFTER UPDATE OF body ON public.comments FOR EACH ROW WHEN ((new.body ~~ '%](person:%'::text)) EXECUTE FUNCTION weir.notify_mentioned_in_comment();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_blocks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('blocks');

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.comments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('comments');

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_labels REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('cardLabels');

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.checklist_items REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('checklistItems');

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_links REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('links');

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.attachments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('attachments');

CREATE TRIGGER then_keep_caps_of_bytes AFTER INSERT ON public.attachments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_bytes();

CREATE TRIGGER then_record_changed_blockers AFTER UPDATE ON public.cards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.record_changed_blockers();

CREATE TRIGGER early_lock_blocked_boards_on_update AFTER UPDATE ON public.cards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT WHEN ((current_setting('weir.own_event'::text, true) IS DISTINCT FROM 'on'::text)) EXECUTE FUNCTION weir.lock_blocked_boards();
