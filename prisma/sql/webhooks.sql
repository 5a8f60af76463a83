-- Webhooks. The events of a board, and of a workspace, are their own outbox: they are written in the transaction of the change, and
-- a webhook has a position in them. So a change writes nothing more, however many webhooks there are. apps/api/src/webhooks sends.

-- The sources of each webhook: a board, or (nil) the workspace itself, with its last event and how far the webhook has got. A board
-- that is newer than the webhook has no position yet, and is sent from its first event.
CREATE VIEW weir.webhook_sources AS
  SELECT w.workspace_id, w.id AS webhook_id, s.source_id, s.last_seq, coalesce(p.seq, 0) AS seq, p.signals, coalesce(p.failures, 0) AS failures,
         p.failing_since, p.next_at, p.delivery_id
    FROM public.webhooks w
   CROSS JOIN LATERAL (
     SELECT k.board_id AS source_id, k.seq AS last_seq
       FROM public.board_clock k
      WHERE k.workspace_id = w.workspace_id AND (w.board_ids = '{}' OR k.board_id = ANY (w.board_ids))
      UNION ALL
     SELECT '00000000-0000-0000-0000-000000000000'::uuid AS source_id, coalesce((
              SELECT e.seq FROM public.workspace_events e WHERE e.workspace_id = w.workspace_id ORDER BY e.seq DESC LIMIT 1), 0) AS last_seq
      WHERE w.board_ids = '{}') s
    LEFT JOIN public.webhook_positions p ON p.workspace_id = w.workspace_id AND p.webhook_id = w.id AND p.source_id = s.source_id;

-- Trigger on webhooks: counts those of each workspace that were not deleted.
CREATE FUNCTION weir.keep_caps_of_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.webhooks REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_webhooks();

-- Trigger on webhooks: one that was deleted never comes back.
CREATE FUNCTION weir.keep_webhook() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the end of a webhook is final' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER keep_webhook BEFORE UPDATE ON public.webhooks FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL) EXECUTE FUNCTION weir.keep_webhook();

-- Trigger on webhooks: the log of the workspace has the host, and not the rest of the address, which can be secret, nor the name,
-- which can name a person.
CREATE FUNCTION weir.log_webhook() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER log_insert AFTER INSERT ON public.webhooks FOR EACH ROW EXECUTE FUNCTION weir.log_webhook();
CREATE TRIGGER log_update AFTER UPDATE ON public.webhooks FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND (NEW.ended_at IS NOT NULL OR OLD.version <> NEW.version
        OR (OLD.off_reason IS NULL) <> (NEW.off_reason IS NULL)))
  EXECUTE FUNCTION weir.log_webhook();

-- Trigger on webhooks: when Weir itself turns one off, the owners of the workspace get a notice. A notice belongs to a board: to one
-- whose events wait, else to any.
CREATE FUNCTION weir.notify_of_webhook() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER then_notify_owners AFTER UPDATE OF off_reason ON public.webhooks FOR EACH ROW
  WHEN (OLD.off_reason IS NULL AND NEW.off_reason IN ('failing', 'gone')) EXECUTE FUNCTION weir.notify_of_webhook();
