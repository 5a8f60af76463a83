DROP VIEW weir.card_documents;

SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.reached_card AS (
  board_id uuid,
  card_id uuid,
  from_board_id uuid,
  from_card_id uuid
);

CREATE OR REPLACE FUNCTION weir.lock_workspaces_of_links()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.lock_workspaces(ARRAY(SELECT n.workspace_id FROM new_rows n));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.refuse_circles_of_links()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _link  public.card_links;
  _cards jsonb;
BEGIN
  FOR _link IN SELECT n.* FROM new_rows n WHERE n.kind = 'blocks' LOOP
    _cards := weir.circle_of(_link);
    IF _cards IS NOT NULL THEN
      PERFORM weir.refuse('link-circle', jsonb_build_object('cards', _cards));
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_links()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _c   record;
  _max integer;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, 'links');
    IF EXISTS (SELECT FROM public.card_links r
                WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('links', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.circle_of(_link public.card_links)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _reached weir.reached_card[];
  _at      weir.reached_card;
  _path    weir.reached_card[] := '{}';
BEGIN
  WITH RECURSIVE reached AS (
    SELECT _link.other_board_id AS board_id, _link.other_card_id AS card_id, NULL::uuid AS from_board_id, NULL::uuid AS from_card_id
     UNION
    SELECT l.other_board_id, l.other_card_id, l.board_id, l.card_id
      FROM reached r
      JOIN public.card_links l ON l.workspace_id = _link.workspace_id AND l.board_id = r.board_id AND l.card_id = r.card_id
     WHERE l.kind = 'blocks' AND (r.board_id, r.card_id) <> (_link.board_id, _link.card_id))
  SELECT array_agg(r::weir.reached_card) INTO _reached FROM reached r;

  SELECT r.* INTO _at FROM unnest(_reached) r WHERE (r.board_id, r.card_id) = (_link.board_id, _link.card_id) LIMIT 1;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  WHILE _at.from_card_id IS NOT NULL AND cardinality(_path) < cardinality(_reached) LOOP
    _path := _at || _path;
    SELECT r.* INTO _at FROM unnest(_reached) r
     WHERE (r.board_id, r.card_id) = (_at.from_board_id, _at.from_card_id)
     ORDER BY r.from_card_id IS NULL DESC LIMIT 1;
  END LOOP;
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('board', b.key, 'number', c.number, 'ref', b.key || '-' || c.number, 'title', c.title) ORDER BY p.n)
      FROM (SELECT 0 AS n, _link.board_id AS board_id, _link.card_id AS card_id
             UNION ALL SELECT 1, _at.board_id, _at.card_id
             UNION ALL SELECT 1 + u.n, u.board_id, u.card_id
                         FROM unnest(_path) WITH ORDINALITY u (board_id, card_id, from_board_id, from_card_id, n)
                        WHERE u.n < cardinality(_path)) p
      JOIN public.boards b ON b.workspace_id = _link.workspace_id AND b.id = p.board_id
      JOIN public.cards c ON c.workspace_id = _link.workspace_id AND c.board_id = p.board_id AND c.id = p.card_id);
END $function$;

CREATE OR REPLACE FUNCTION weir.blockers_of(_workspace uuid, _board uuid, _card uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  SELECT ARRAY(
    SELECT b.key || '-' || c.number
      FROM public.card_links l
      JOIN public.boards b ON b.workspace_id = l.workspace_id AND b.id = l.other_board_id
      JOIN public.cards c ON c.workspace_id = l.workspace_id AND c.board_id = l.other_board_id AND c.id = l.other_card_id
     WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card AND l.kind = 'blockedBy'
       AND c.delivered_at IS NULL AND c.archived_at IS NULL
     ORDER BY b.key, c.number)
$function$;

CREATE OR REPLACE FUNCTION weir.link_document(_l public.card_links)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object(
           'id', _l.id, 'kind', _l.kind,
           'card', jsonb_build_object(
             'board', b.key, 'number', c.number, 'ref', b.key || '-' || c.number, 'title', c.title, 'column', k.name,
             'delivered', c.delivered_at IS NOT NULL, 'archived', c.archived_at IS NOT NULL))
    FROM public.cards c
    JOIN public.boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
    JOIN public.columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
   WHERE c.workspace_id = _l.workspace_id AND c.board_id = _l.other_board_id AND c.id = _l.other_card_id
$function$;

CREATE OR REPLACE FUNCTION weir.tell_blocked_boards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _b     record;
  _stamp weir.event_stamp;
  _now   timestamptz := coalesce((nullif(current_setting('weir.override', true), '')::jsonb ->> 'now')::timestamptz, clock_timestamp());
BEGIN
  FOR _b IN
    SELECT l.workspace_id, l.other_board_id AS board_id, l.other_card_id AS card_id, x.number,
           array_agg(k.key || '-' || n.number) FILTER (WHERE n.delivered_at IS NULL AND n.archived_at IS NULL) AS blocking,
           array_agg(k.key || '-' || n.number) FILTER (WHERE n.delivered_at IS NOT NULL OR n.archived_at IS NOT NULL) AS freed
      FROM new_rows n
      JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
      JOIN public.card_links l ON l.workspace_id = n.workspace_id AND l.board_id = n.board_id AND l.card_id = n.id
      JOIN public.boards k ON k.workspace_id = n.workspace_id AND k.id = n.board_id
      JOIN public.cards x ON x.workspace_id = l.workspace_id AND x.board_id = l.other_board_id AND x.id = l.other_card_id
     WHERE (n.delivered_at IS NULL AND n.archived_at IS NULL) <> (o.delivered_at IS NULL AND o.archived_at IS NULL)
       AND l.kind = 'blocks' AND l.other_board_id <> l.board_id
     GROUP BY 1, 2, 3, 4
     ORDER BY 1, 2, 4
  LOOP
    _stamp := weir.take_clock(_b.workspace_id, _b.board_id, _now);
    INSERT INTO public.events (workspace_id, board_id, seq, type, at, changes)
    SELECT _b.workspace_id, _b.board_id, _stamp.seq, 'card.blockersChanged', _stamp.at, jsonb_build_array(jsonb_build_object(
             'card', _b.number,
             'from', jsonb_build_object('blockedBy', to_jsonb(ARRAY(
               (SELECT unnest(t.refs) EXCEPT SELECT unnest(_b.blocking)) UNION SELECT unnest(_b.freed) ORDER BY 1))),
             'to', jsonb_build_object('blockedBy', to_jsonb(t.refs))))
      FROM (SELECT weir.blockers_of(_b.workspace_id, _b.board_id, _b.card_id) AS refs) t;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_boards_blocked_by(_workspace uuid, _board uuid, _numbers integer[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _other uuid;
BEGIN
  FOR _other IN
    SELECT DISTINCT l.other_board_id
      FROM public.cards c
      JOIN public.card_links l ON l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)
       AND l.kind = 'blocks' AND l.other_board_id < _board
     ORDER BY 1
  LOOP
    UPDATE public.board_clock k SET seq = k.seq WHERE k.workspace_id = _workspace AND k.board_id = _other;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_links(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'link', coalesce(n.id, o.id)) || v.changed ORDER BY coalesce(n.id, o.id), c.number)
      FROM (SELECT (jsonb_populate_record(NULL::public.card_links, w)).* FROM unnest(_was) w) o
      FULL JOIN (SELECT (jsonb_populate_record(NULL::public.card_links, i)).* FROM unnest(_is) i) n
        ON n.card_id = o.card_id AND n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.link_values(o::public.card_links) END,
       CASE WHEN n.id IS NOT NULL THEN weir.link_values(n::public.card_links) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.link_values(_l public.card_links)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object('kind', _l.kind, 'board', b.key, 'number', c.number)
    FROM public.cards c JOIN public.boards b ON b.workspace_id = c.workspace_id AND b.id = c.board_id
   WHERE c.workspace_id = _l.workspace_id AND c.board_id = _l.other_board_id AND c.id = _l.other_card_id
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
    WHEN 'checklist_items'  THEN weir.changes_of_checklists(_workspace, _board, _was, _is)
    WHEN 'card_blocks'      THEN weir.changes_of_blocks(_workspace, _board, _was, _is)
    WHEN 'comments'         THEN weir.changes_of_comments(_workspace, _board, _was, _is)
    WHEN 'attachments'      THEN weir.changes_of_attachments(_workspace, _board, _was, _is)
    WHEN 'card_links'       THEN weir.changes_of_links(_workspace, _board, _was, _is)
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
    WHEN 'savedViews'     THEN 30      -- of a person on a board, and of everybody there
    WHEN 'requests'       THEN 100000  -- of a board, answered or not
    WHEN 'newRequests'    THEN 500     -- of one requester on a board, submitted in any 24 hours: see weir.rate_per_day
    WHEN 'blocks'         THEN 1000    -- of a card, over or not
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'cardLabels'     THEN 10      -- of a card
    WHEN 'checklistItems' THEN 100     -- of a card
    WHEN 'attachments'    THEN 100     -- of a card
    WHEN 'links'          THEN 50      -- of a card
    WHEN 'cardMegabytes'  THEN 200     -- of the attachments of a card, in MiB
    WHEN 'megabytes'      THEN 10000   -- of all attachments of a workspace, in MiB
    WHEN 'messages'       THEN 1000    -- of a request
  END
$function$;

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
  PERFORM weir.lock_boards_blocked_by(_workspace, _board, ARRAY[_number, _other]);
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
  PERFORM weir.lock_boards_blocked_by(_workspace, _board, _numbers);
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
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id) AND (x.unblocked_at IS NULL))), 'blockedBy', to_jsonb(weir.blockers_of(c.workspace_id, c.board_id, c.id)), 'enteredColumnAt', weir.instant(c.entered_column_at), 'committedAt', weir.instant(c.committed_at), 'deliveredAt', weir.instant(c.delivered_at), 'archivedAt', weir.instant(c.archived_at), 'dueOn', c.due_on, 'request', ( SELECT jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'requester', (weir.requester(r.*) || (
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

CREATE TRIGGER early_lock_workspaces_on_insert AFTER INSERT ON public.card_links REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_workspaces_of_links();

CREATE TRIGGER then_refuse_circles_on_insert AFTER INSERT ON public.card_links REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_circles_of_links();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_links REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_links();

CREATE TRIGGER then_tell_blocked_boards AFTER UPDATE ON public.cards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.tell_blocked_boards();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.card_links REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.card_links REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.card_links REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id, card_id, id, kind, other_board_id, other_card_id, other_kind ON public.card_links FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id) OR (old.card_id IS DISTINCT FROM new.card_id) OR (old.id IS DISTINCT FROM new.id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.other_board_id IS DISTINCT FROM new.other_board_id) OR (old.other_card_id IS DISTINCT FROM new.other_card_id) OR (old.other_kind IS DISTINCT FROM new.other_kind))) EXECUTE FUNCTION weir.refuse_other_place('card');
