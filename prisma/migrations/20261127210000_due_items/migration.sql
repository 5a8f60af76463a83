DROP VIEW weir.notice_documents;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.notify_due_soon(_now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  -- The dates that can be today or tomorrow in some time zone.
  _first   date := (_now AT TIME ZONE 'UTC')::date - 1;
  _last    date := (_now AT TIME ZONE 'UTC')::date + 2;
  _written integer;
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, facts, at)
  SELECT d.workspace_id, gen_random_uuid(), m.user_id, d.board_id, 'dueSoon', d.card_id,
         jsonb_strip_nulls(jsonb_build_object('dueOn', d.due_on, 'item', d.item_id)), _now
    FROM (
      SELECT c.workspace_id, c.board_id, c.id AS card_id, NULL::uuid AS item_id, c.due_on, w.user_id
        FROM public.cards c
        JOIN public.card_watchers w ON w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.card_id = c.id AND w.watching
       WHERE c.due_on BETWEEN _first AND _last
         AND CASE WHEN EXISTS (SELECT FROM public.card_assignees a
                                WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id)
                  THEN EXISTS (SELECT FROM public.card_assignees a
                                WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
                                  AND a.user_id = w.user_id)
                  ELSE w.user_id = c.created_by END
       UNION ALL
      SELECT i.workspace_id, i.board_id, i.card_id, i.id, i.due_on, i.assignee_id
        FROM public.checklist_items i
       WHERE i.due_on BETWEEN _first AND _last AND i.assignee_id IS NOT NULL AND NOT i.done AND i.became_id IS NULL
         AND NOT EXISTS (SELECT FROM public.card_watchers w
                          WHERE w.workspace_id = i.workspace_id AND w.board_id = i.board_id AND w.card_id = i.card_id
                            AND w.user_id = i.assignee_id AND NOT w.watching)) d
    JOIN public.cards c       ON c.workspace_id = d.workspace_id AND c.board_id = d.board_id AND c.id = d.card_id
                             AND c.archived_at IS NULL AND c.delivered_at IS NULL
    JOIN public.boards b      ON b.workspace_id = d.workspace_id AND b.id = d.board_id AND b.archived_at IS NULL
    JOIN public.workspaces s  ON s.id = d.workspace_id AND s.archived_at IS NULL
    LEFT JOIN public.intakes i ON i.workspace_id = d.workspace_id AND i.board_id = d.board_id
   CROSS JOIN LATERAL (SELECT _now AT TIME ZONE coalesce(i.time_zone, 'UTC') AS at) l
    JOIN public.memberships m ON m.workspace_id = d.workspace_id AND m.user_id = d.user_id AND m.left_at IS NULL
                             AND weir.may_read_boards(m.role)
   WHERE l.at >= (d.due_on - 1) + time '08:00' AND l.at < d.due_on + 1
     AND weir.notice_via(m.user_id, 'dueSoon') <> 'off'
     AND NOT EXISTS (SELECT FROM public.notices n
                      WHERE n.workspace_id = d.workspace_id AND n.user_id = m.user_id AND n.card_id = d.card_id AND n.kind = 'dueSoon'
                        AND n.facts ->> 'dueOn' = d.due_on::text AND coalesce(n.facts ->> 'item', '') = coalesce(d.item_id::text, ''))
   ORDER BY d.card_id, d.item_id, m.user_id
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS _written = ROW_COUNT;
  RETURN _written;
END $function$;

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
            WHEN weir.is_about_card(n.kind) THEN jsonb_build_object('by', (weir.person(((n.facts ->> 'by'::text))::uuid) ->> 'name'::text), 'reason', ( SELECT k.reason
               FROM public.card_blocks k
              WHERE ((k.workspace_id = n.workspace_id) AND (k.board_id = n.board_id) AND (k.card_id = c.id) AND (k.id = ((n.facts ->> 'block'::text))::uuid))), 'item', ( SELECT k.text
               FROM public.checklist_items k
              WHERE ((k.workspace_id = n.workspace_id) AND (k.board_id = n.board_id) AND (k.card_id = c.id) AND (k.id = ((n.facts ->> 'item'::text))::uuid))), 'card',
            CASE
                WHEN (c.id IS NOT NULL) THEN jsonb_build_object('ref', ((b.key || '-'::text) || c.number), 'title', c.title, 'comment', weir.without_mentions(x.body))
                ELSE NULL::jsonb
            END)
            WHEN (n.kind = 'overridden'::public.notice_kind) THEN jsonb_build_object('by', (weir.person(((n.facts ->> 'by'::text))::uuid) ->> 'name'::text), 'limits', ( SELECT COALESCE(jsonb_agg(jsonb_build_object('scope', o.scope, 'of', o.of, 'max', o.max, 'load', (o.load + o.gain), 'reason', o.reason) ORDER BY o.limit_id), '[]'::jsonb) AS "coalesce"
               FROM public.overrides o
              WHERE ((o.workspace_id = n.workspace_id) AND (o.board_id = n.board_id) AND (o.seq = ((n.facts ->> 'seq'::text))::bigint) AND (o.mode = 'reason'::public.limit_mode) AND weir.may_read_boards(m.role))))
            ELSE '{}'::jsonb
        END) AS facts
   FROM (((((((public.notices n
     JOIN public.boards b ON (((b.workspace_id = n.workspace_id) AND (b.id = n.board_id))))
     LEFT JOIN public.intakes i ON (((i.workspace_id = n.workspace_id) AND (i.board_id = n.board_id))))
     LEFT JOIN public.requests r ON (((r.workspace_id = n.workspace_id) AND (r.board_id = n.board_id) AND (r.id = n.request_id))))
     LEFT JOIN public.memberships m ON (((m.workspace_id = n.workspace_id) AND (m.user_id = n.user_id) AND (m.left_at IS NULL))))
     LEFT JOIN public.cards c ON (((c.workspace_id = n.workspace_id) AND (c.board_id = n.board_id) AND (c.id = n.card_id) AND weir.may_read_boards(m.role))))
     LEFT JOIN public.comments x ON (((x.workspace_id = n.workspace_id) AND (x.board_id = n.board_id) AND (x.card_id = c.id) AND (x.id = n.comment_id))))
     LEFT JOIN public.answers a ON (((a.workspace_id = n.workspace_id) AND (a.board_id = n.board_id) AND (a.request_id = n.request_id))));

CREATE TRIGGER forget_notices BEFORE DELETE ON public.checklist_items FOR EACH ROW EXECUTE FUNCTION weir.forget_notices();

-- Only open items that can cause a notice, so that the sweep reads those of a few days, however many are done.
CREATE INDEX checklist_items_due ON public.checklist_items (due_on)
  WHERE due_on IS NOT NULL AND assignee_id IS NOT NULL AND NOT done AND became_id IS NULL;
-- Once for each due date of a card and of an item.
DROP INDEX public.notices_due_once;
CREATE UNIQUE INDEX notices_due_once ON public.notices (workspace_id, card_id, user_id, (facts ->> 'dueOn'), (coalesce(facts ->> 'item', '')))
  WHERE kind = 'dueSoon';
