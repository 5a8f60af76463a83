-- Triggers on waits, and triggers that add a check for the job. They add a check only if a card or request waits on the request, so all
-- other writes cost one index lookup, under the clock of their board. Why no change is missed: a transaction can change the request
-- while another one adds the wait, and then adds no check. But the new wait adds a check itself, and the job settles it under the clock
-- of the request's board. So it settles after that transaction has ended.

-- Trigger on new waits: checks their caps under the clock, refuses a wait on itself, and adds a check.
CREATE FUNCTION weir.keep_waits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _w   record;
  _max integer;
BEGIN
  IF EXISTS (SELECT FROM new_rows n WHERE weir.waits_on_itself(n::public.request_waits)) THEN
    PERFORM weir.refuse_input('request', 'waitsOnItself');
  END IF;
  FOR _w IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id, n.request_id FROM new_rows n LOOP
    _max := weir.cap(_w.workspace_id, 'waits');
    IF EXISTS (SELECT FROM public.request_waits w
                WHERE w.workspace_id = _w.workspace_id AND w.board_id = _w.board_id AND w.card_id = _w.card_id OFFSET _max)
       OR EXISTS (SELECT FROM public.request_waits w
                   WHERE w.workspace_id = _w.workspace_id AND w.board_id = _w.board_id AND w.request_id = _w.request_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('waits', _max);
    END IF;
  END LOOP;
  INSERT INTO public.wait_checks (workspace_id, board_id, request_id)
  SELECT DISTINCT n.workspace_id, n.on_board_id, n.on_request_id FROM new_rows n;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_on_insert AFTER INSERT ON public.request_waits REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_waits();

-- Trigger on changed waits, by the job and by plain SQL. A wait that points at another request adds a check for that request, as a new
-- wait does. So does a wait whose state differs from the state of its request.
CREATE FUNCTION weir.keep_changed_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM new_rows n WHERE weir.waits_on_itself(n::public.request_waits)) THEN
    PERFORM weir.refuse_input('request', 'waitsOnItself');
  END IF;
  INSERT INTO public.wait_checks (workspace_id, board_id, request_id)
  SELECT DISTINCT n.workspace_id, n.on_board_id, n.on_request_id
    FROM new_rows n
    JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
   WHERE (n.on_board_id, n.on_request_id) <> (o.on_board_id, o.on_request_id)
      OR n.state IS DISTINCT FROM (weir.awaited_now(n.workspace_id, n.on_board_id, n.on_request_id)).state;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_on_update AFTER UPDATE ON public.request_waits REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_changed_waits();

-- Trigger on answers and on the steps of accepted work. Its name sorts after the names of the triggers that lock the clock.
CREATE FUNCTION weir.check_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.wait_checks (workspace_id, board_id, request_id)
  SELECT DISTINCT n.workspace_id, n.board_id, n.request_id
    FROM new_rows n
   WHERE EXISTS (SELECT FROM public.request_waits w
                  WHERE w.workspace_id = n.workspace_id AND w.on_board_id = n.board_id AND w.on_request_id = n.request_id);
  RETURN NULL;
END $$;

CREATE TRIGGER then_recheck_waits AFTER INSERT ON public.answers REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.check_waits();
CREATE TRIGGER then_recheck_waits AFTER INSERT ON public.request_steps REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.check_waits();

-- Trigger on requests that follow another one: waits on the earlier request move to the new one.
CREATE FUNCTION weir.check_waits_on_followed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.wait_checks (workspace_id, board_id, request_id)
  SELECT DISTINCT n.workspace_id, n.board_id, n.follows_id
    FROM new_rows n
   WHERE n.follows_id IS NOT NULL
     AND EXISTS (SELECT FROM public.request_waits w
                  WHERE w.workspace_id = n.workspace_id AND w.on_board_id = n.board_id AND w.on_request_id = n.follows_id);
  RETURN NULL;
END $$;

CREATE TRIGGER then_recheck_waits AFTER INSERT ON public.requests REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.check_waits_on_followed();

-- Trigger before a card is deleted: deletes its own waits.
CREATE FUNCTION weir.forget_waits_of_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.request_waits w WHERE w.workspace_id = OLD.workspace_id AND w.board_id = OLD.board_id AND w.card_id = OLD.id;
  RETURN OLD;
END $$;

CREATE TRIGGER forget_waits BEFORE DELETE ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.forget_waits_of_card();
