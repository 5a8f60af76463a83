-- "Notify me": who waits for a notice that a board admits requests again. A cap bounds them on each board.

-- Trigger on notify_me. Nothing of it is on the board, so it makes no event; the clock is only its lock.
CREATE FUNCTION weir.keep_caps_of_notify_me() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _b   record;
  _max integer;
BEGIN
  FOR _b IN SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n ORDER BY 1, 2 LOOP
    UPDATE public.board_clock SET seq = seq WHERE workspace_id = _b.workspace_id AND board_id = _b.board_id;
    _max := weir.cap(_b.workspace_id, 'notifyMe');
    IF EXISTS (SELECT FROM public.notify_me m WHERE m.workspace_id = _b.workspace_id AND m.board_id = _b.board_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('notifyMe', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.notify_me REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_notify_me();

-- Trigger on guest_waits: the same for guests, apart from members, so that neither keeps out the other. Only a confirmed address
-- waits.
CREATE FUNCTION weir.keep_caps_of_guest_waits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _b   record;
  _max integer;
BEGIN
  FOR _b IN SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n WHERE n.confirmed_at IS NOT NULL AND n.notified_at IS NULL ORDER BY 1, 2 LOOP
    UPDATE public.board_clock SET seq = seq WHERE workspace_id = _b.workspace_id AND board_id = _b.board_id;
    _max := weir.cap(_b.workspace_id, 'notifyMe');
    IF EXISTS (SELECT FROM public.guest_waits w
                WHERE w.workspace_id = _b.workspace_id AND w.board_id = _b.board_id AND w.confirmed_at IS NOT NULL AND w.notified_at IS NULL
               OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('notifyMe', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.guest_waits REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_guest_waits();
CREATE TRIGGER then_keep_caps_on_update AFTER UPDATE ON public.guest_waits REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_guest_waits();

-- Trigger: a person who leaves the workspace, or may no longer submit requests, no longer waits for room.
CREATE FUNCTION weir.forget_notify_me() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.notify_me m WHERE m.workspace_id = NEW.workspace_id AND m.user_id = NEW.user_id;
  RETURN NULL;
END $$;

CREATE TRIGGER then_forget_notify_me AFTER UPDATE OF left_at, role ON public.memberships FOR EACH ROW
  WHEN (NEW.left_at IS NOT NULL OR NEW.role = 'viewer') EXECUTE FUNCTION weir.forget_notify_me();
