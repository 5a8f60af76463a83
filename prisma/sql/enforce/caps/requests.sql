-- The caps of the requests of a board, and of their messages.

-- Trigger on requests. As with cards, nothing is counted while the board has given out few numbers; the trigger's name
-- sorts after that of the intake's, which moves the clock's next number on.
CREATE FUNCTION weir.keep_caps_of_requests() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _b   record;
  _max integer;
BEGIN
  FOR _b IN
    SELECT k.workspace_id, k.board_id, k.next_request - 1 AS numbers
      FROM public.board_clock k
     WHERE (k.workspace_id, k.board_id) IN (SELECT n.workspace_id, n.board_id FROM new_rows n)
  LOOP
    _max := weir.cap(_b.workspace_id, 'requests');
    IF _b.numbers > _max AND EXISTS (
         SELECT FROM public.requests r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('requests', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.requests REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_requests();

-- How many requests one requester can submit to a board in any 24 hours. Who submits and withdraws over and over has no
-- open request, so a board whose intake has no such rate has this one.
CREATE FUNCTION weir.rate_per_day(_i public.intakes) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT least(_i.per_requester_per_day, weir.cap(_i.workspace_id, 'newRequests'))
$$;

-- Trigger on the messages of requests.
CREATE FUNCTION weir.keep_caps_of_messages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _r   record;
  _max integer;
BEGIN
  FOR _r IN SELECT DISTINCT n.workspace_id, n.board_id, n.request_id FROM new_rows n LOOP
    _max := weir.cap(_r.workspace_id, 'messages');
    IF EXISTS (SELECT FROM public.request_messages m
                WHERE m.workspace_id = _r.workspace_id AND m.board_id = _r.board_id AND m.request_id = _r.request_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('messages', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.request_messages REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_messages();
