-- A request and its answer agree, and an answer never changes.

-- Trigger: an answer marks its request answered. Deleting an answer (a purge, by hand) makes the request wait again,
-- which takes a place in the queue. Both increase the request's version.
CREATE FUNCTION weir.mark_requests_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE public.requests r SET answered_at = a.at, version = r.version + 1
      FROM new_rows a WHERE r.workspace_id = a.workspace_id AND r.board_id = a.board_id AND r.id = a.request_id;
  ELSE
    UPDATE public.requests r SET answered_at = NULL, version = r.version + 1
      FROM old_rows a WHERE r.workspace_id = a.workspace_id AND r.board_id = a.board_id AND r.id = a.request_id;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_mark_request_on_insert AFTER INSERT ON public.answers REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.mark_requests_answered();
CREATE TRIGGER then_mark_request_on_delete AFTER DELETE ON public.answers REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.mark_requests_answered();

-- Trigger: locks the request's row before the answer takes its own key. The API locks that row first. Without this,
-- plain SQL that holds the key would wait for the API's row while the API waits for the key: a deadlock.
CREATE FUNCTION weir.lock_answered_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = NEW.workspace_id AND r.board_id = NEW.board_id AND r.id = NEW.request_id
    FOR NO KEY UPDATE;
  RETURN NEW;
END $$;

CREATE TRIGGER lock_request BEFORE INSERT ON public.answers
  FOR EACH ROW EXECUTE FUNCTION weir.lock_answered_request();

-- Trigger: an answer never changes, because its requester may have read it.
CREATE FUNCTION weir.refuse_answer_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an answer cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER refuse_change BEFORE UPDATE ON public.answers
  FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_answer_change();
