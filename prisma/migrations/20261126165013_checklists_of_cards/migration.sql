DROP VIEW weir.card_documents;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.changes_of_checklists(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', c.number, 'item', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, c.number, n.position DESC, n.id DESC, o.id)
      FROM (SELECT (jsonb_populate_record(NULL::public.checklist_items, w)).* FROM unnest(_was) w) o
      FULL JOIN (SELECT (jsonb_populate_record(NULL::public.checklist_items, i)).* FROM unnest(_is) i) n ON n.id = o.id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('text', o.text, 'done', o.done) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('text', n.text, 'done', n.done) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT x.id FROM public.checklist_items x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = n.card_id
            AND (x.position, x.id) > (n.position, n.id)
          ORDER BY x.position, x.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
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
    WHEN 'checklist_items'  THEN weir.changes_of_checklists(_workspace, _board, _was, _is)
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
    WHEN 'checklistItems' THEN 100     -- of a card
    WHEN 'messages'       THEN 1000    -- of a request
  END
$function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_checklists()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _c   record;
  _max integer;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, 'checklistItems');
    IF EXISTS (SELECT FROM public.checklist_items r
                WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('checklistItems', _max);
    END IF;
  END LOOP;
  RETURN NULL;
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
          WHERE ((i.workspace_id = c.workspace_id) AND (i.board_id = c.board_id) AND (i.card_id = c.id))), 'blocked', ( SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at), 'by', jsonb_build_object('id', u.id, 'name', u.name)) AS jsonb_build_object
           FROM (public.card_blocks x
             JOIN public.users u ON ((u.id = x.blocked_by)))
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id) AND (x.unblocked_at IS NULL))), 'enteredColumnAt', weir.instant(c.entered_column_at), 'committedAt', weir.instant(c.committed_at), 'deliveredAt', weir.instant(c.delivered_at), 'archivedAt', weir.instant(c.archived_at), 'dueOn', c.due_on, 'request', ( SELECT jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'requester', weir.requester(r.*)) AS jsonb_build_object
           FROM public.requests r
          WHERE ((r.workspace_id = c.workspace_id) AND (r.board_id = c.board_id) AND (r.id = c.request_id)))) AS document
   FROM ((public.cards c
     JOIN public.boards b ON (((b.workspace_id = c.workspace_id) AND (b.id = c.board_id))))
     JOIN public.columns k ON (((k.workspace_id = c.workspace_id) AND (k.board_id = c.board_id) AND (k.id = c.column_id))));

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.checklist_items REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.checklist_items REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.checklist_items REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.checklist_items REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_checklists();

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id, card_id ON public.checklist_items FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id) OR (old.card_id IS DISTINCT FROM new.card_id))) EXECUTE FUNCTION weir.refuse_other_place('card');
