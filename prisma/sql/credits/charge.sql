-- Requests are charged in the statement that submits them or gives them another class, on every write path. Free are: requests by
-- the public form, expedite and fixed-date requests, imports, and boards that charge nothing. The rest of a request that was
-- accepted in part is paid with it.

-- Trigger on requests. It runs under the clocks of their boards.
CREATE FUNCTION weir.charge_requests() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _r public.requests;
BEGIN
  IF NOT weir.has_credits(ARRAY(SELECT DISTINCT n.workspace_id FROM new_rows n)) OR weir.is_importing() THEN
    RETURN NULL;
  ELSIF TG_OP = 'INSERT' THEN
    FOR _r IN
      SELECT n.* FROM new_rows n WHERE n.answered_at IS NULL AND n.requester_id IS NOT NULL AND n.part_of_id IS NULL
       ORDER BY n.workspace_id, n.requester_id, n.submitted_at, n.number
    LOOP
      IF _r.from_request_id IS NOT NULL THEN
        PERFORM weir.move_charge(_r.from_board_id, _r.from_request_id, _r);
      ELSIF NOT weir.is_free_class(_r.class_of_service) THEN
        PERFORM weir.charge_request(_r, weir.credit_rule(_r.workspace_id));
      END IF;
    END LOOP;
    RETURN NULL;
  END IF;
  FOR _r IN
    SELECT n.*
      FROM new_rows n
      JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
     WHERE n.answered_at IS NULL AND n.requester_id IS NOT NULL
       AND weir.is_free_class(n.class_of_service) <> weir.is_free_class(o.class_of_service)
     ORDER BY n.workspace_id, n.requester_id, n.submitted_at, n.number
  LOOP
    IF weir.is_free_class(_r.class_of_service) THEN
      PERFORM weir.refund_request(_r, 'class');
    ELSIF (weir.open_charge(_r.workspace_id, _r.board_id, _r.id)).id IS NULL THEN
      PERFORM weir.charge_request(_r, weir.credit_rule(_r.workspace_id));
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_price_on_insert AFTER INSERT ON public.requests REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.charge_requests();
CREATE TRIGGER then_price_on_update AFTER UPDATE ON public.requests REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.charge_requests();

-- Charges the price of the board. A ticket never costs more than the first time: work that was paid for and left the board is
-- paid, the rest of a request is paid with it, and what was refunded costs the price that it had then, if that is lower. A rule that
-- is newer than the request does not charge it.
CREATE FUNCTION weir.charge_request(_r public.requests, _rule public.credit_rules) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _price integer := weir.price_of_board(_rule, _r.board_id);
  _most  integer := nullif(current_setting('weir.max_price', true), '')::integer;
  _first public.requests;
BEGIN
  IF _price IS NULL OR _r.submitted_at < _rule.since THEN
    RETURN;
  END IF;
  IF _r.by_ticket THEN
    IF weir.move_charge(_r.board_id, _r.follows_id, _r) THEN
      RETURN;
    END IF;
    SELECT * INTO _first FROM public.requests f
     WHERE f.workspace_id = _r.workspace_id AND f.board_id = _r.board_id AND f.id = _r.follows_id;
    _price := CASE WHEN _first.part_of_id IS NOT NULL THEN 0 ELSE least(_price, (
      SELECT e.price FROM public.credit_entries e
       WHERE e.workspace_id = _r.workspace_id AND e.board_id = _r.board_id AND e.request_id = _r.follows_id AND e.kind = 'charge'
       ORDER BY e.n DESC LIMIT 1)) END;
  END IF;
  IF _price > _most THEN
    PERFORM weir.refuse('price-risen', jsonb_build_object('price', _price, 'maxPrice', _most));
  END IF;
  PERFORM weir.add_charge(_r, _rule.period, weir.credit_period_start(_rule, weir.time_of_write()), _price, _price, 'asked');
END $$;

-- Adds a charge: the next one of the request.
CREATE FUNCTION weir.add_charge(
  _r public.requests, _period public.credit_period, _starts_on date, _price integer, _paid integer, _reason text
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.credit_entries (workspace_id, id, user_id, period, starts_on, kind, amount, at, by, board_id, request_id, n, price, reason)
  SELECT _r.workspace_id, weir.time_ordered_id(), _r.requester_id, _period, _starts_on, 'charge', -_paid, weir.time_of_write(),
         weir.current_actor(), _r.board_id, _r.id, 1 + coalesce(max(e.n), 0), _price, _reason
    FROM public.credit_entries e
   WHERE e.workspace_id = _r.workspace_id AND e.board_id = _r.board_id AND e.request_id = _r.id AND e.kind = 'charge';
END $$;

-- The last charge of a request that is not refunded; null if there is none.
CREATE FUNCTION weir.open_charge(_workspace uuid, _board uuid, _request uuid) RETURNS public.credit_entries LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  _charge public.credit_entries;
BEGIN
  SELECT * INTO _charge FROM public.credit_entries e
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.request_id = _request AND e.kind = 'charge'
     AND NOT EXISTS (
       SELECT FROM public.credit_entries b
        WHERE b.workspace_id = e.workspace_id AND b.board_id = e.board_id AND b.request_id = e.request_id AND b.kind = 'refund' AND b.n = e.n)
   ORDER BY e.n DESC LIMIT 1;
  RETURN _charge;
END $$;

-- The request that continues another takes over what that one paid, in the period in which it was paid. Returns whether it paid.
CREATE FUNCTION weir.move_charge(_board uuid, _request uuid, _to public.requests) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  _charge  public.credit_entries := weir.open_charge(_to.workspace_id, _board, _request);
  _is_paid boolean := _charge.id IS NOT NULL;
BEGIN
  WHILE _charge.id IS NOT NULL LOOP
    PERFORM weir.add_refund(_charge, 'moved');
    PERFORM weir.add_charge(_to, _charge.period, _charge.starts_on, _charge.price, -_charge.amount, 'moved');
    _charge := weir.open_charge(_to.workspace_id, _board, _request);
  END LOOP;
  RETURN _is_paid;
END $$;

CREATE FUNCTION weir.add_refund(_charge public.credit_entries, _reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.credit_entries (workspace_id, id, user_id, period, starts_on, kind, amount, at, by, board_id, request_id, n, price, reason)
  VALUES (_charge.workspace_id, weir.time_ordered_id(), _charge.user_id, _charge.period, _charge.starts_on, 'refund', -_charge.amount,
          weir.time_of_write(), weir.current_actor(), _charge.board_id, _charge.request_id, _charge.n, _charge.price, _reason);
END $$;
