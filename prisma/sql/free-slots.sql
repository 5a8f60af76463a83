-- "Notify me when a slot is free": people wait for a notice that a full column has room again. A job checks for free slots
-- (apps/api/src/columns/free-slots), so moves cost nothing more, and a slot that is taken again at once causes no notice.

-- How many more standard cards can enter a column, as its limits on the column, its groups, the board and the class allow; null
-- without such a limit. A limit that counts the column before it, too, is left out: a pull from there adds nothing to it. Limits
-- that only warn do not count. A lane and a person can have limits of their own, which differ by card. Under the board's clock
-- it is exact. packages/domain has the same rule (keepsOut).
CREATE FUNCTION weir.free_slots(_column public.columns) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT min(greatest(l.max - weir.limit_load(l), 0))
    FROM public.wip_limits l
    LEFT JOIN LATERAL (
      SELECT k.id, k.kind FROM public.columns k
       WHERE k.workspace_id = _column.workspace_id AND k.board_id = _column.board_id AND (k.position, k.id) < (_column.position, _column.id)
       ORDER BY k.position DESC, k.id DESC LIMIT 1) previous ON true
   WHERE l.workspace_id = _column.workspace_id AND l.board_id = _column.board_id AND l.mode <> 'warn'
     AND weir.is_counted(l.scope, l.column_id, l.column_ids, l.swimlane_id, l.class_of_service,
                         _column.id, _column.kind = 'active', NULL, 'standard', NULL, false)
     AND weir.is_counted(l.scope, l.column_id, l.column_ids, l.swimlane_id, l.class_of_service,
                         previous.id, previous.kind = 'active', NULL, 'standard', NULL, false) IS NOT TRUE
$$;

-- Trigger on slot_waits, as on notify_me: enforces the cap of a board.
CREATE FUNCTION weir.keep_caps_of_slot_waits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _b   record;
  _max integer;
BEGIN
  FOR _b IN SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n ORDER BY 1, 2 LOOP
    UPDATE public.board_clock SET seq = seq WHERE workspace_id = _b.workspace_id AND board_id = _b.board_id;
    _max := weir.cap(_b.workspace_id, 'notifyMe');
    IF EXISTS (SELECT FROM public.slot_waits w WHERE w.workspace_id = _b.workspace_id AND w.board_id = _b.board_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('notifyMe', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.slot_waits REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_slot_waits();

-- Trigger: deletes the waits for a deleted column, and those of people who leave the workspace or may no longer change cards.
CREATE FUNCTION weir.forget_slot_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'columns' THEN
    DELETE FROM public.slot_waits w WHERE w.workspace_id = OLD.workspace_id AND w.board_id = OLD.board_id AND w.column_id = OLD.id;
    RETURN OLD;
  END IF;
  DELETE FROM public.slot_waits w WHERE w.workspace_id = NEW.workspace_id AND w.user_id = NEW.user_id;
  RETURN NULL;
END $$;

CREATE TRIGGER forget_slot_waits BEFORE DELETE ON public.columns FOR EACH ROW EXECUTE FUNCTION weir.forget_slot_waits();
CREATE TRIGGER then_forget_slot_waits AFTER UPDATE OF left_at, role ON public.memberships FOR EACH ROW
  WHEN (NEW.left_at IS NOT NULL OR NEW.role IN ('viewer', 'requester')) EXECUTE FUNCTION weir.forget_slot_waits();
