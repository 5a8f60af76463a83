DROP VIEW weir.notice_documents;

SELECT set_config('check_function_bodies', 'off', true);

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
    WHEN _kind IN ('reminder', 'overdue', 'gate', 'webhookOff') THEN 'deadlines'
    WHEN _kind <> 'newRequest' THEN 'requests' END)::public.notice_topic
$function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_webhooks()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _w   record;
  _max integer;
BEGIN
  PERFORM weir.lock_workspaces(ARRAY(SELECT DISTINCT n.workspace_id FROM new_rows n));
  FOR _w IN SELECT DISTINCT n.workspace_id FROM new_rows n LOOP
    _max := weir.cap(_w.workspace_id, 'webhooks');
    IF EXISTS (SELECT FROM public.webhooks x WHERE x.workspace_id = _w.workspace_id AND x.ended_at IS NULL OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('webhooks', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_webhook()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'the end of a webhook is final' USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE OR REPLACE FUNCTION weir.log_webhook()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _change jsonb := jsonb_build_object('webhook', NEW.id, 'host', substring(NEW.url FROM '^https?://([^/?#]+)'));
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.log_change(NEW.workspace_id, 'webhook.created', _change);
  ELSIF NEW.ended_at IS NOT NULL THEN
    PERFORM weir.log_change(NEW.workspace_id, 'webhook.deleted', _change);
  ELSIF OLD.off_reason IS NULL AND NEW.off_reason IS NOT NULL THEN
    PERFORM weir.log_change(NEW.workspace_id, 'webhook.turnedOff', _change || jsonb_build_object('reason', NEW.off_reason));
  ELSIF OLD.off_reason IS NOT NULL AND NEW.off_reason IS NULL THEN
    PERFORM weir.log_change(NEW.workspace_id, 'webhook.turnedOn', _change);
  ELSE
    PERFORM weir.log_change(NEW.workspace_id, 'webhook.changed', _change);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_webhook()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _board uuid := coalesce(
    (SELECT b.id FROM public.webhook_positions p JOIN public.boards b ON b.workspace_id = p.workspace_id AND b.id = p.source_id
      WHERE p.workspace_id = NEW.workspace_id AND p.webhook_id = NEW.id AND p.failing_since IS NOT NULL
      ORDER BY p.failing_since, b.id LIMIT 1),
    (SELECT b.id FROM public.boards b WHERE b.workspace_id = NEW.workspace_id ORDER BY b.archived_at IS NOT NULL, b.id LIMIT 1));
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, facts, at)
  SELECT NEW.workspace_id, gen_random_uuid(), m.user_id, _board, 'webhookOff',
         jsonb_build_object('webhook', NEW.id, 'reason', NEW.off_reason), coalesce(NEW.attempted_at, clock_timestamp())
    FROM public.memberships m
   WHERE m.workspace_id = NEW.workspace_id AND m.role = 'owner' AND m.left_at IS NULL AND _board IS NOT NULL
   ORDER BY m.user_id;
  RETURN NULL;
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
    WHEN 'imports'        THEN 20      -- of a workspace, until they are deleted some days later
    WHEN 'teams'          THEN 100     -- of a workspace
    WHEN 'teamMembers'    THEN 200     -- of a team
    WHEN 'tokens'         THEN 50      -- of a member, that have not ended
    WHEN 'webhooks'       THEN 50      -- of a workspace
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next nine
    WHEN 'swimlanes'      THEN 100
    WHEN 'labels'         THEN 50
    WHEN 'fields'         THEN 20
    WHEN 'limits'         THEN 300
    WHEN 'templates'      THEN 200
    WHEN 'cardTemplates'  THEN 50
    WHEN 'recurringCards' THEN 50
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
    WHEN 'fieldOptions'   THEN 30      -- of a custom field
  END
$function$;

CREATE VIEW weir.webhook_sources AS
 SELECT w.workspace_id,
    w.id AS webhook_id,
    s.source_id,
    s.last_seq,
    COALESCE(p.seq, (0)::bigint) AS seq,
    p.signals,
    COALESCE(p.failures, 0) AS failures,
    p.failing_since,
    p.next_at,
    p.delivery_id
   FROM ((public.webhooks w
     CROSS JOIN LATERAL ( SELECT k.board_id AS source_id,
            k.seq AS last_seq
           FROM public.board_clock k
          WHERE ((k.workspace_id = w.workspace_id) AND ((w.board_ids = '{}'::uuid[]) OR (k.board_id = ANY (w.board_ids))))
        UNION ALL
         SELECT '00000000-0000-0000-0000-000000000000'::uuid AS source_id,
            COALESCE(( SELECT e.seq
                   FROM public.workspace_events e
                  WHERE (e.workspace_id = w.workspace_id)
                  ORDER BY e.seq DESC
                 LIMIT 1), (0)::bigint) AS last_seq
          WHERE (w.board_ids = '{}'::uuid[])) s)
     LEFT JOIN public.webhook_positions p ON (((p.workspace_id = w.workspace_id) AND (p.webhook_id = w.id) AND (p.source_id = s.source_id))));

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

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.webhooks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_webhooks();

CREATE TRIGGER keep_webhook BEFORE UPDATE ON public.webhooks FOR EACH ROW WHEN (((old.ended_at IS NOT NULL) AND (new.ended_at IS NULL))) EXECUTE FUNCTION weir.keep_webhook();

CREATE TRIGGER log_insert AFTER INSERT ON public.webhooks FOR EACH ROW EXECUTE FUNCTION weir.log_webhook();

CREATE TRIGGER log_update AFTER UPDATE ON public.webhooks FOR EACH ROW WHEN (((old.ended_at IS NULL) AND ((new.ended_at IS NOT NULL) OR (old.version <> new.version) OR ((old.off_reason IS NULL) <> (new.off_reason IS NULL))))) EXECUTE FUNCTION weir.log_webhook();

CREATE TRIGGER then_notify_owners AFTER UPDATE OF off_reason ON public.webhooks FOR EACH ROW WHEN (((old.off_reason IS NULL) AND (new.off_reason = ANY (ARRAY['failing'::text, 'gone'::text])))) EXECUTE FUNCTION weir.notify_of_webhook();
