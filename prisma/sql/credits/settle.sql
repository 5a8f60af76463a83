-- Settles the credits of a request on every write path: with its answer, and when its card changes before it is delivered. A refund
-- goes to the account that was charged, once for each charge: the index credit_entries_once.

-- Trigger on answers. It runs after their requests are marked answered, and so under the clocks.
CREATE FUNCTION weir.settle_credits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _a record;
BEGIN
  IF NOT weir.has_credits(ARRAY(SELECT DISTINCT n.workspace_id FROM new_rows n)) OR weir.is_importing() THEN
    RETURN NULL;
  END IF;
  FOR _a IN
    SELECT n.kind, r AS request, c.class_of_service
      FROM new_rows n
      JOIN public.requests r ON r.workspace_id = n.workspace_id AND r.board_id = n.board_id AND r.id = n.request_id
      LEFT JOIN public.cards c ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
     WHERE r.requester_id IS NOT NULL AND r.part_of_id IS NULL
     ORDER BY r.workspace_id, r.requester_id, r.submitted_at, r.number
  LOOP
    IF _a.kind IN ('accept', 'trade') THEN
      PERFORM weir.settle_accepted(_a.request, _a.class_of_service);
    ELSE
      PERFORM weir.refund_request(_a.request, _a.kind::text);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_settle_credits AFTER INSERT ON public.answers REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.settle_credits();

-- Settles the accepted requests of these cards again. The triggers on cards and boards call it last, under the clocks, for cards that
-- come to the board, come back to it, or change from a free class to another one.
CREATE FUNCTION weir.settle_cards(_cards weir.card_ref[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _c record;
BEGIN
  IF _cards = '{}' OR weir.is_importing() OR NOT weir.has_credits(ARRAY(SELECT DISTINCT x.workspace_id FROM unnest(_cards) x)) THEN
    RETURN;
  END IF;
  FOR _c IN
    SELECT r AS request, c.class_of_service
      FROM unnest(_cards) x
      JOIN public.cards c    ON c.workspace_id = x.workspace_id AND c.board_id = x.board_id AND c.id = x.card_id
      JOIN public.requests r ON r.workspace_id = c.workspace_id AND r.board_id = c.board_id AND r.id = c.request_id
      JOIN public.answers a  ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
     WHERE r.requester_id IS NOT NULL AND a.kind IN ('accept', 'trade')
     ORDER BY r.workspace_id, r.requester_id, r.submitted_at, r.number
  LOOP
    PERFORM weir.settle_accepted(_c.request, _c.class_of_service);
  END LOOP;
END $$;

-- Trigger on boards: restoring a board restores its work, including work that was asked again in the meantime and turned down.
CREATE FUNCTION weir.settle_boards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.settle_cards(ARRAY(
    SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref
      FROM new_rows n
      JOIN old_rows o     ON o.workspace_id = n.workspace_id AND o.id = n.id AND o.archived_at IS NOT NULL AND n.archived_at IS NULL
      JOIN public.cards c ON c.workspace_id = n.workspace_id AND c.board_id = n.id
     WHERE c.request_id IS NOT NULL AND c.delivered_at IS NULL AND c.archived_at IS NULL AND NOT weir.is_free_class(c.class_of_service)));
  RETURN NULL;
END $$;

CREATE TRIGGER then_settle_credits AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.settle_boards();

CREATE FUNCTION weir.refund_request(_r public.requests, _reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.refund_charges(_r.workspace_id, _r.board_id, _r.id, _reason);
END $$;

-- The class of the card counts. An expedite or fixed-date card is refunded with the answer. A card of another class is charged unless
-- its request has paid, so that nobody saves credits by a claim, by a later change of the class, or by asking again for work that then
-- comes back. This never refuses the write: if the balance is too low, the remainder is charged to the next period, as far as its
-- credits cover it. If a request has a class that is charged but was never charged, it was free when it was submitted.
CREATE FUNCTION weir.settle_accepted(_r public.requests, _class public.class_of_service) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _rule  public.credit_rules;
  _price integer;
  _paid  integer;
  _left  integer;
  _from  date;
BEGIN
  IF _class IS NULL THEN
    RETURN;
  ELSIF weir.is_free_class(_class) THEN
    PERFORM weir.refund_request(_r, 'class');
    RETURN;
  ELSIF weir.is_charged(_r.workspace_id, _r.board_id, _r.id)
     OR NOT weir.is_free_class(_r.class_of_service) AND weir.last_price(_r.workspace_id, _r.board_id, _r.id) IS NULL THEN
    RETURN;
  END IF;
  _rule  := weir.credit_rule(_r.workspace_id);
  _price := weir.price_of_request(_r, _rule);
  IF _price IS NULL THEN
    RETURN;
  END IF;
  _left := _price;
  _from := weir.credit_period_start(_rule, weir.time_of_write());
  FOR _period IN 1 .. 2 LOOP
    PERFORM weir.lock_credit_account(_r.workspace_id, _r.requester_id, _rule.period, _from, weir.time_of_write());
    _paid := least(_left, greatest(weir.credit_balance(_r.workspace_id, _r.requester_id, _rule.period, _from), 0));
    PERFORM weir.add_charge(_r, _rule.period, _from, _price, _paid, 'accepted');
    _left := _left - _paid;
    EXIT WHEN _left = 0;
    _from := weir.next_credit_period(_rule.period, _from);
  END LOOP;
END $$;

-- Refunds waiting requests of a workspace where the experiment has ended, and returns how many it refunded. It waits for no lock: a
-- request whose row is locked is being answered, or the next call finds it. The next call also finds requests that were charged at
-- the moment of the end.
CREATE FUNCTION weir.refund_ended_credits(_workspace uuid) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  _r        public.requests;
  _refunded integer := 0;
BEGIN
  IF (weir.credit_rule(_workspace)).workspace_id IS NOT NULL THEN
    RETURN 0;
  END IF;
  FOR _r IN
    SELECT r.* FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.answered_at IS NULL AND r.requester_id IS NOT NULL
       AND weir.is_charged(r.workspace_id, r.board_id, r.id)
     ORDER BY r.board_id, r.number
       FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    PERFORM weir.refund_request(_r, 'ended');
    _refunded := _refunded + 1;
  END LOOP;
  RETURN _refunded;
END $$;
