DROP VIEW weir.card_documents;
DROP FUNCTION weir.card_created(public.cards,jsonb,jsonb);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.card_created(_card public.cards, _placed jsonb, _people jsonb, _labels jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT _placed || jsonb_build_object(
    'title', (_card).title, 'description', (_card).description, 'classOfService', (_card).class_of_service,
    'dueOn', (_card).due_on, 'assigneeIds', _people, 'labelIds', _labels,
    'request', (SELECT r.number FROM public.requests r
                 WHERE r.workspace_id = (_card).workspace_id AND r.board_id = (_card).board_id AND r.id = (_card).request_id))
$function$;

CREATE OR REPLACE FUNCTION weir.trade_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _request uuid, _trade jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old    public.cards;
  _until  date := (_trade ->> 'until')::date;
  _target uuid;
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

  PERFORM weir.set_reason(_trade ->> 'reason', _trade ->> 'message');
  _card   := _card || jsonb_build_object('swimlaneId', _old.swimlane_id);
  _target := weir.create_traded_card(_old, _actor, _now, _id, _card);
  IF _target = _old.column_id THEN
    PERFORM weir.refuse_conflict('trade-not-needed', 'displaces', 'staysThere');
  ELSIF _target IS NOT NULL THEN
    _until := NULL;
  ELSIF _until IS NULL THEN
    PERFORM weir.refuse_input('until', 'noQueueHasRoom');
  END IF;
  PERFORM weir.place_traded_cards(_old, _target, _now, _id, _request,
                                  coalesce(_card ->> 'classOfService', 'standard')::public.class_of_service);

  INSERT INTO public.displacements (workspace_id, board_id, request_id, card_id, displaced_request_id, reason, message,
                             column_id, until, by, at)
  VALUES (_workspace, _board, _request, _old.id, _old.request_id, (_trade ->> 'reason')::public.answer_reason, _trade ->> 'message',
          _target, _until, _actor, _now);
  RETURN (
    SELECT jsonb_build_object(
             -- The event lists the new card first. The displaced one has no place yet.
             'card', jsonb_build_object('number', n.number, 'to', weir.card_created(n, weir.card_placed(
               n, k.split, nullif(weir.card_below(n), _old.number)), '[]', '[]')),
             'displaced', jsonb_build_object('number', o.number, 'from', weir.card_position(_old), 'to', CASE
               WHEN _target IS NULL THEN jsonb_build_object('archivedAt', weir.instant(o.archived_at), 'until', _until,
                                                            'version', o.version)
               ELSE weir.card_placed(o) END))
      FROM public.cards n
      JOIN public.columns k ON k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.id = n.column_id
      JOIN public.cards o   ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = _old.id
     WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.id = _id);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_card_labels(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number,
                                        'from', jsonb_build_object('labelIds', to_jsonb(p.was)),
                                        'to', jsonb_build_object('labelIds', to_jsonb(p.is))) ORDER BY c.number)
      FROM (SELECT w ->> 'card_id' AS id FROM unnest(_was) w UNION SELECT i ->> 'card_id' FROM unnest(_is) i) t
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = t.id::uuid
     CROSS JOIN LATERAL (SELECT ARRAY(SELECT l.label_id FROM public.card_labels l
                                       WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = c.id
                                       ORDER BY 1) AS is) s
     CROSS JOIN LATERAL (
       SELECT s.is, ARRAY(
         SELECT l FROM unnest(s.is) l
          WHERE NOT EXISTS (SELECT FROM unnest(_is) i WHERE i ->> 'card_id' = t.id AND (i ->> 'label_id')::uuid = l)
          UNION
         SELECT (w ->> 'label_id')::uuid FROM unnest(_was) w WHERE w ->> 'card_id' = t.id
          ORDER BY 1) AS was) p
     WHERE p.was <> p.is);
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
    WHEN 'card_blocks'      THEN weir.changes_of_blocks(_workspace, _board, _was, _is)
    WHEN 'comments'         THEN weir.changes_of_comments(_workspace, _board, _was, _is)
    WHEN 'columns'          THEN weir.changes_of_columns(_workspace, _board, _was, _is)
    WHEN 'swimlanes'        THEN weir.changes_of_swimlanes(_workspace, _board, _was, _is)
    WHEN 'labels'           THEN weir.changes_of_labels(_was, _is)
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

CREATE OR REPLACE FUNCTION weir.changes_of_labels(_was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('label', coalesce(i ->> 'id', w ->> 'id')) || v.changed ORDER BY coalesce(i ->> 'id', w ->> 'id'))
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN w IS NOT NULL THEN jsonb_build_object('name', w -> 'name', 'colour', w -> 'colour') END,
       CASE WHEN i IS NOT NULL THEN jsonb_build_object('name', i -> 'name', 'colour', i -> 'colour') END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

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
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next seven
    WHEN 'swimlanes'      THEN 100
    WHEN 'labels'         THEN 50
    WHEN 'limits'         THEN 300
    WHEN 'templates'      THEN 200
    WHEN 'cards'          THEN 5000    -- neither archived nor delivered
    WHEN 'archivedCards'  THEN 100000  -- all there are
    WHEN 'notifyMe'       THEN 500     -- who wait for a notice of room on a board
    WHEN 'requests'       THEN 100000  -- of a board, answered or not
    WHEN 'newRequests'    THEN 500     -- of one requester on a board, submitted in any 24 hours: see weir.rate_per_day
    WHEN 'blocks'         THEN 1000    -- of a card, over or not
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'cardLabels'     THEN 10      -- of a card
    WHEN 'messages'       THEN 1000    -- of a request
  END
$function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_board()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _cap  text := TG_ARGV[0];
  _b    record;
  _max  integer;
  _over boolean;
BEGIN
  FOR _b IN SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n LOOP
    _max := weir.cap(_b.workspace_id, _cap);
    CASE _cap
      WHEN 'columns' THEN
        _over := EXISTS (SELECT FROM public.columns r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'swimlanes' THEN
        _over := EXISTS (SELECT FROM public.swimlanes r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'labels' THEN
        _over := EXISTS (SELECT FROM public.labels r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'limits' THEN
        _over := EXISTS (SELECT FROM public.wip_limits r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'templates' THEN
        _over := EXISTS (SELECT FROM public.answer_templates r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
    END CASE;
    IF _over THEN
      PERFORM weir.refuse_over_cap(_cap, _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_card_labels()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _c   record;
  _max integer;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, 'cardLabels');
    IF EXISTS (SELECT FROM public.card_labels r
                WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('cardLabels', _max);
    END IF;
  END LOOP;
  RETURN NULL;
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

CREATE OR REPLACE FUNCTION weir.has_unknown_label(_workspace uuid, _board uuid, _labels uuid[])
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN EXISTS (
    SELECT FROM unnest(_labels) n WHERE NOT EXISTS (
      SELECT FROM public.labels l WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = n));
END $function$;

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
          WHERE ((l.workspace_id = c.workspace_id) AND (l.board_id = c.board_id) AND (l.card_id = c.id))), '[]'::jsonb), 'blocked', ( SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at), 'by', jsonb_build_object('id', u.id, 'name', u.name)) AS jsonb_build_object
           FROM (public.card_blocks x
             JOIN public.users u ON ((u.id = x.blocked_by)))
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id) AND (x.unblocked_at IS NULL))), 'enteredColumnAt', weir.instant(c.entered_column_at), 'committedAt', weir.instant(c.committed_at), 'deliveredAt', weir.instant(c.delivered_at), 'archivedAt', weir.instant(c.archived_at), 'dueOn', c.due_on, 'request', ( SELECT jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'requester', weir.requester(r.*)) AS jsonb_build_object
           FROM public.requests r
          WHERE ((r.workspace_id = c.workspace_id) AND (r.board_id = c.board_id) AND (r.id = c.request_id)))) AS document
   FROM ((public.cards c
     JOIN public.boards b ON (((b.workspace_id = c.workspace_id) AND (b.id = c.board_id))))
     JOIN public.columns k ON (((k.workspace_id = c.workspace_id) AND (k.board_id = c.board_id) AND (k.id = c.column_id))));

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.labels REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.labels REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.labels REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.card_labels REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.card_labels REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.card_labels REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.labels REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('labels');

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_labels REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card_labels();

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id ON public.labels FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id))) EXECUTE FUNCTION weir.refuse_other_place('board');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id, card_id ON public.card_labels FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id) OR (old.card_id IS DISTINCT FROM new.card_id))) EXECUTE FUNCTION weir.refuse_other_place('card');
