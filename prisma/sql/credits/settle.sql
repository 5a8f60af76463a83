-- What the answer to a request means for its credits, on every write path. A refund goes to the account that was charged, once for
-- each charge: the index credit_entries_once.

-- Trigger on answers, after their requests are marked answered, so that it runs under the clocks.
CREATE FUNCTION weir.settle_credits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _a record;
BEGIN
  IF NOT weir.has_credits(ARRAY(SELECT DISTINCT n.workspace_id FROM new_rows n)) OR weir.is_importing() THEN
    RETURN NULL;
  END IF;
  FOR _a IN
    SELECT n.kind, r AS request
      FROM new_rows n
      JOIN public.requests r ON r.workspace_id = n.workspace_id AND r.board_id = n.board_id AND r.id = n.request_id
     WHERE r.requester_id IS NOT NULL AND r.part_of_id IS NULL
     ORDER BY r.workspace_id, r.requester_id, r.submitted_at, r.number
  LOOP
    IF _a.kind IN ('accept', 'trade') THEN
      PERFORM weir.settle_accepted(_a.request);
    ELSE
      PERFORM weir.refund_request(_a.request, _a.kind::text);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_settle_credits AFTER INSERT ON public.answers REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.settle_credits();

-- Refunds all that is not refunded yet. It looks again under the lock of the account.
CREATE FUNCTION weir.refund_request(_r public.requests, _reason text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _charge public.credit_entries := weir.open_charge(_r.workspace_id, _r.board_id, _r.id);
BEGIN
  WHILE _charge.id IS NOT NULL LOOP
    PERFORM weir.lock_credit_account(_charge.workspace_id, _charge.user_id, _charge.period, _charge.starts_on, _charge.at);
    IF NOT EXISTS (SELECT FROM public.credit_entries b
                    WHERE b.workspace_id = _charge.workspace_id AND b.board_id = _charge.board_id AND b.request_id = _charge.request_id
                      AND b.kind = 'refund' AND b.n = _charge.n) THEN
      PERFORM weir.add_refund(_charge, _reason);
    END IF;
    _charge := weir.open_charge(_r.workspace_id, _r.board_id, _r.id);
  END LOOP;
END $$;

-- What counts is the class with which a request is accepted. One that paid and becomes an expedite or fixed-date card is refunded.
-- One that claimed such a class and becomes another card is charged now, so that nobody saves credits by a claim. This never
-- refuses the answer: what the balance does not cover comes from the next period, as far as that covers it.
CREATE FUNCTION weir.settle_accepted(_r public.requests) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _rule  public.credit_rules := weir.credit_rule(_r.workspace_id);
  _class public.class_of_service := (
    SELECT c.class_of_service FROM public.cards c
     WHERE c.workspace_id = _r.workspace_id AND c.board_id = _r.board_id AND c.request_id = _r.id);
  _price integer;
  _paid  integer;
  _left  integer;
  _from  date;
BEGIN
  IF weir.is_free_class(_class) THEN
    PERFORM weir.refund_request(_r, 'class');
    RETURN;
  END IF;
  _price := weir.price_of_board(_rule, _r.board_id);
  IF _class IS NULL OR NOT weir.is_free_class(_r.class_of_service) OR _price IS NULL OR _r.submitted_at < _rule.since
     OR (weir.open_charge(_r.workspace_id, _r.board_id, _r.id)).id IS NOT NULL THEN
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

-- Gives back what waiting requests paid in a workspace where the experiment has ended. Called again, it finds what was charged at
-- that moment. Returns how many it refunded.
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
       AND (weir.open_charge(r.workspace_id, r.board_id, r.id)).id IS NOT NULL
     ORDER BY r.requester_id, r.submitted_at, r.number
  LOOP
    PERFORM weir.refund_request(_r, 'ended');
    _refunded := _refunded + 1;
  END LOOP;
  RETURN _refunded;
END $$;
