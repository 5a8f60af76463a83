-- A request is charged in the statement that submits it or gives it a class that is charged, on every write path. Some requests are
-- free: those from the public form, expedite and fixed-date requests, imports, and requests to boards that charge nothing. A waiting
-- request is charged at most once: if its class becomes free, the charge is kept until the answer settles it. So a request has few
-- entries, however often its class changes.

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
      PERFORM weir.charge_request(_r, weir.credit_rule(_r.workspace_id), true);
    END LOOP;
    RETURN NULL;
  END IF;
  FOR _r IN
    SELECT n.*
      FROM new_rows n
      JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
     WHERE n.answered_at IS NULL AND n.requester_id IS NOT NULL
       AND weir.is_free_class(o.class_of_service) AND NOT weir.is_free_class(n.class_of_service)
     ORDER BY n.workspace_id, n.requester_id, n.submitted_at, n.number
  LOOP
    PERFORM weir.charge_request(_r, weir.credit_rule(_r.workspace_id), false);
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_price_on_insert AFTER INSERT ON public.requests REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.charge_requests();
CREATE TRIGGER then_price_on_update AFTER UPDATE ON public.requests REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.charge_requests();

-- Charges a waiting request. A new request that continues another (by a redirect, or with a ticket) takes over its payment. A
-- redirected request pays nothing more.
CREATE FUNCTION weir.charge_request(_r public.requests, _rule public.credit_rules, _is_new boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _price integer;
  _most  integer := nullif(current_setting('weir.max_price', true), '')::integer;
BEGIN
  IF _rule.workspace_id IS NULL THEN
    RETURN;
  ELSIF _is_new AND _r.from_request_id IS NOT NULL THEN
    -- Locked first, as its answer does: whoever refunds a request that waits holds its row.
    PERFORM 1 FROM public.requests f
      WHERE f.workspace_id = _r.workspace_id AND f.board_id = _r.from_board_id AND f.id = _r.from_request_id FOR NO KEY UPDATE;
    PERFORM weir.move_charges(_r.from_board_id, _r.from_request_id, _r);
    RETURN;
  ELSIF _is_new AND _r.by_ticket THEN
    PERFORM weir.move_charges(_r.board_id, _r.follows_id, _r);
  END IF;
  IF weir.is_free_class(_r.class_of_service) OR weir.is_charged(_r.workspace_id, _r.board_id, _r.id) THEN
    RETURN;
  END IF;
  _price := weir.price_of_request(_r, _rule);
  IF _price IS NULL THEN
    RETURN;
  ELSIF _price > _most THEN
    PERFORM weir.refuse('price-risen', jsonb_build_object('price', _price, 'maxPrice', _most));
  END IF;
  PERFORM weir.add_charge(_r, _rule.period, weir.credit_period_start(_rule, weir.time_of_write()), _price, _price, 'asked');
END $$;

-- What a request costs now; null if it is not charged. A rule does not charge a request that is older than the rule; for a redirected
-- request, the first submission counts. A request that was refunded is charged at most its earlier price, and so is a request with a
-- ticket: it costs at most the price of the first request. It costs nothing if the first request has a class that is charged but was
-- never charged itself: it was submitted before the experiment or to a board that charged nothing, or it is the remaining part of a
-- request that was accepted in part.
CREATE FUNCTION weir.price_of_request(_r public.requests, _rule public.credit_rules) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _price   integer := weir.price_of_board(_rule, _r.board_id);
  _earlier integer := weir.last_price(_r.workspace_id, _r.board_id, _r.id);
BEGIN
  IF _price IS NULL OR weir.first_asked_at(_r) < _rule.since THEN
    RETURN NULL;
  ELSIF _earlier IS NULL AND _r.by_ticket THEN
    SELECT coalesce(weir.last_price(f.workspace_id, f.board_id, f.id), CASE WHEN NOT weir.is_free_class(f.class_of_service) THEN 0 END)
      INTO _earlier
      FROM public.requests f
     WHERE f.workspace_id = _r.workspace_id AND f.board_id = _r.board_id AND f.id = _r.follows_id;
  END IF;
  RETURN least(_price, _earlier);
END $$;

-- When a request was first submitted, before the redirects that led to it.
CREATE FUNCTION weir.first_asked_at(_r public.requests) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
  WHILE _r.from_request_id IS NOT NULL LOOP
    SELECT * INTO _r FROM public.requests f
     WHERE f.workspace_id = _r.workspace_id AND f.board_id = _r.from_board_id AND f.id = _r.from_request_id;
  END LOOP;
  RETURN _r.submitted_at;
END $$;

-- The price of the last charge of a request, refunded or not; null if it was never charged.
CREATE FUNCTION weir.last_price(_workspace uuid, _board uuid, _request uuid) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT e.price FROM public.credit_entries e
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.request_id = _request AND e.kind = 'charge'
   ORDER BY e.n DESC LIMIT 1
$$;

-- Whether a request has a charge that is not refunded.
CREATE FUNCTION weir.is_charged(_workspace uuid, _board uuid, _request uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM public.credit_entries e
      LEFT JOIN public.credit_entries b
             ON b.workspace_id = e.workspace_id AND b.board_id = e.board_id AND b.request_id = e.request_id
            AND b.kind = 'refund' AND b.n = e.n
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.request_id = _request AND e.kind = 'charge' AND b.id IS NULL)
$$;

-- Adds the next charge of the request.
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

-- Moves the payment of a request to the request that continues it, within the periods of the payment.
CREATE FUNCTION weir.move_charges(_board uuid, _request uuid, _to public.requests) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _refund public.credit_entries;
BEGIN
  FOR _refund IN SELECT f.* FROM weir.refund_charges(_to.workspace_id, _board, _request, 'moved') f ORDER BY f.period, f.starts_on, f.n LOOP
    PERFORM weir.add_charge(_to, _refund.period, _refund.starts_on, _refund.price, _refund.amount, 'moved');
  END LOOP;
END $$;

-- Refunds all charges of a request that are not refunded yet, and returns the refunds. Skips a charge that another transaction is
-- refunding.
CREATE FUNCTION weir.refund_charges(_workspace uuid, _board uuid, _request uuid, _reason text) RETURNS SETOF public.credit_entries
LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY
  INSERT INTO public.credit_entries (workspace_id, id, user_id, period, starts_on, kind, amount, at, by, board_id, request_id, n, price, reason)
  SELECT e.workspace_id, weir.time_ordered_id(), e.user_id, e.period, e.starts_on, 'refund', -e.amount, weir.time_of_write(),
         weir.current_actor(), e.board_id, e.request_id, e.n, e.price, _reason
    FROM public.credit_entries e
    LEFT JOIN public.credit_entries b
           ON b.workspace_id = e.workspace_id AND b.board_id = e.board_id AND b.request_id = e.request_id AND b.kind = 'refund' AND b.n = e.n
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.request_id = _request AND e.kind = 'charge' AND b.id IS NULL
   ORDER BY e.n
  ON CONFLICT (workspace_id, board_id, request_id, kind, n) DO NOTHING
  RETURNING *;
END $$;
