-- The triggers that record steps. Their names sort after those that take the clock and enforce limits. Cards without a
-- request cost one look at the rows written.

-- Trigger on cards. What follows from other writes to them is in enforce/cards.sql.
CREATE FUNCTION weir.record_steps_of_deleted_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
     FROM (SELECT o.workspace_id, o.board_id, array_agg(o.request_id) AS requests FROM old_rows o
            WHERE o.request_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2) r;
  RETURN NULL;
END $$;

CREATE TRIGGER then_record_steps_on_delete AFTER DELETE ON public.cards REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_deleted_cards();

CREATE TYPE weir.card_ref AS (workspace_id uuid, board_id uuid, card_id uuid);

-- Trigger on card_blocks.
CREATE FUNCTION weir.record_steps_of_blocks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _cards weir.card_ref[];
BEGIN
  IF TG_OP <> 'DELETE' THEN
    SELECT array_agg(ROW (n.workspace_id, n.board_id, n.card_id)::weir.card_ref) INTO _cards FROM new_rows n;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    SELECT _cards || array_agg(ROW (o.workspace_id, o.board_id, o.card_id)::weir.card_ref) INTO _cards FROM old_rows o;
  END IF;
  PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
     FROM (SELECT c.workspace_id, c.board_id, array_agg(c.request_id) AS requests
             FROM unnest(_cards) b
             JOIN public.cards c ON c.workspace_id = b.workspace_id AND c.board_id = b.board_id AND c.id = b.card_id
            WHERE c.request_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2) r;
  RETURN NULL;
END $$;

CREATE TRIGGER then_record_steps_on_insert AFTER INSERT ON public.card_blocks REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_blocks();
CREATE TRIGGER then_record_steps_on_update AFTER UPDATE ON public.card_blocks REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_blocks();
CREATE TRIGGER then_record_steps_on_delete AFTER DELETE ON public.card_blocks REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_blocks();

-- Trigger on boards: one that goes into the archive takes its undelivered work along, and brings it back.
CREATE FUNCTION weir.record_steps_of_boards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
     FROM (SELECT c.workspace_id, c.board_id, array_agg(c.request_id) AS requests
             FROM new_rows n
             JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id AND (o.archived_at IS NULL) <> (n.archived_at IS NULL)
             JOIN public.cards c ON c.workspace_id = n.workspace_id AND c.board_id = n.id
            WHERE c.request_id IS NOT NULL AND c.delivered_at IS NULL AND c.archived_at IS NULL
            GROUP BY 1, 2 ORDER BY 1, 2) r;
  RETURN NULL;
END $$;

CREATE TRIGGER then_record_steps_on_update AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.record_steps_of_boards();

-- Trigger: what a requester could read stays. Only what a step led to is added, and texts of an erased person go.
CREATE FUNCTION weir.refuse_step_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.workspace_id, NEW.board_id, NEW.request_id, NEW.n, NEW.seq, NEW.state, NEW.at, NEW.since, NEW.card)
     IS DISTINCT FROM (OLD.workspace_id, OLD.board_id, OLD.request_id, OLD.n, OLD.seq, OLD.state, OLD.at, OLD.since, OLD.card)
     OR (NEW.reason IS DISTINCT FROM OLD.reason AND NEW.reason IS DISTINCT FROM weir.erased_text())
     OR (NEW.message IS DISTINCT FROM OLD.message AND NEW.message IS DISTINCT FROM weir.erased_text())
     OR (OLD.settled_at IS NOT NULL AND (NEW.settled_at, NEW.announced, NEW.requester_left)
         IS DISTINCT FROM (OLD.settled_at, OLD.announced, OLD.requester_left)) THEN
    RAISE EXCEPTION 'a step of a request cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER refuse_change BEFORE UPDATE ON public.request_steps FOR EACH ROW EXECUTE FUNCTION weir.refuse_step_change();
