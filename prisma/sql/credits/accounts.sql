-- The ledger of credits. Every entry belongs to the account of a requester and a period. The row of the account is the lock: an entry
-- that can lower the balance updates this row before it sums up the balance. So no balance falls below zero, whatever runs at the
-- same time, also with plain SQL.
-- Accounts are locked last: after the clocks of boards and the limits of people. A transaction locks its accounts in key order. A
-- refund locks no account: it only raises the balance, and it can belong to any requester (a submission sheds requests of others).
-- The index credit_entries_once allows one refund for each charge.

-- Locks the account of a period, and opens it with its grant.
CREATE FUNCTION weir.lock_credit_account(
  _workspace uuid, _user uuid, _period public.credit_period, _starts_on date, _at timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _taken integer;
BEGIN
  INSERT INTO public.credit_accounts AS a (workspace_id, user_id, period, starts_on) VALUES (_workspace, _user, _period, _starts_on)
  ON CONFLICT (workspace_id, user_id, period, starts_on) DO UPDATE SET taken = a.taken + 1
  RETURNING a.taken INTO _taken;
  IF _taken = 1 THEN
    INSERT INTO public.credit_entries (workspace_id, id, user_id, period, starts_on, kind, amount, at)
    SELECT _workspace, weir.time_ordered_id(), _user, _period, _starts_on, 'grant', c.credits, _at
      FROM public.credit_rules c WHERE c.workspace_id = _workspace;
  END IF;
END $$;

-- The balance of an account; null if it is not open yet: then it has all credits of its period.
CREATE FUNCTION weir.credit_balance(_workspace uuid, _user uuid, _period public.credit_period, _starts_on date) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT sum(e.amount) FROM public.credit_entries e
           WHERE e.workspace_id = _workspace AND e.user_id = _user AND e.period = _period AND e.starts_on = _starts_on);
END $$;

-- Trigger before an entry is inserted. A refund refunds exactly one charge. Other entries lock their account and get their id under
-- that lock, so that the order of ids is the order of the balance checks. An adjustment is logged, so it locks the workspace first.
CREATE FUNCTION weir.prepare_credit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'refund' THEN
    IF NOT EXISTS (
         SELECT FROM public.credit_entries e
          WHERE e.workspace_id = NEW.workspace_id AND e.board_id = NEW.board_id AND e.request_id = NEW.request_id
            AND e.kind = 'charge' AND e.n = NEW.n
            AND (e.user_id, e.period, e.starts_on, e.price, e.amount) = (NEW.user_id, NEW.period, NEW.starts_on, NEW.price, -NEW.amount)) THEN
      RAISE EXCEPTION 'a refund gives back one charge of its request' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  ELSIF NEW.kind = 'adjustment' THEN
    PERFORM weir.lock_workspaces(ARRAY[NEW.workspace_id]);
  END IF;
  IF NEW.kind <> 'grant' THEN
    PERFORM weir.lock_credit_account(NEW.workspace_id, NEW.user_id, NEW.period, NEW.starts_on, NEW.at);
    NEW.id := weir.time_ordered_id();
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER prepare_entry BEFORE INSERT ON public.credit_entries FOR EACH ROW EXECUTE FUNCTION weir.prepare_credit_entry();

-- Trigger after entries are inserted: refuses entries that the balance does not cover.
CREATE FUNCTION weir.enforce_credit_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _e record;
BEGIN
  FOR _e IN
    SELECT DISTINCT ON (n.workspace_id, n.user_id, n.period, n.starts_on) n.*,
           weir.credit_balance(n.workspace_id, n.user_id, n.period, n.starts_on) AS balance
      FROM new_rows n WHERE n.amount < 0
     ORDER BY n.workspace_id, n.user_id, n.period, n.starts_on, n.id DESC
  LOOP
    IF _e.balance < 0 AND _e.kind = 'adjustment' THEN
      PERFORM weir.refuse('balance-too-low', jsonb_build_object('balance', greatest(_e.balance - _e.amount, 0)));
    ELSIF _e.balance < 0 THEN
      PERFORM weir.refuse('credits-spent', jsonb_build_object(
                'price', -_e.amount, 'balance', greatest(_e.balance - _e.amount, 0), 'credits', c.credits, 'period', _e.period,
                'renewsOn', weir.next_credit_period(_e.period, _e.starts_on),
                'renewsAt', weir.instant(weir.start_of_credit_period(weir.next_credit_period(_e.period, _e.starts_on), c.time_zone))))
         FROM public.credit_rules c WHERE c.workspace_id = _e.workspace_id;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_enforce_balances AFTER INSERT ON public.credit_entries REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_credit_balances();

-- Trigger: entries can only be added. The note of an adjustment can become `[erased]`.
CREATE FUNCTION weir.keep_credit_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'note' = to_jsonb(OLD) - 'note' AND NEW.note = weir.erased_text() THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the ledger of credits is only added to' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON public.credit_entries FOR EACH ROW EXECUTE FUNCTION weir.keep_credit_entries();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.credit_entries FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();

-- Trigger on credit_entries: records adjustments in the log of the workspace, without their notes.
CREATE FUNCTION weir.log_credit_adjustment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.log_change(NEW.workspace_id, 'credits.adjusted', jsonb_build_object('user', NEW.user_id, 'amount', NEW.amount));
  RETURN NULL;
END $$;

CREATE TRIGGER log_adjustment AFTER INSERT ON public.credit_entries FOR EACH ROW
  WHEN (NEW.kind = 'adjustment') EXECUTE FUNCTION weir.log_credit_adjustment();

-- A requester's credits of the period at an instant: {credits, balance, from, renewsOn, renewsAt}; null while the experiment is off.
CREATE FUNCTION weir.credit_account_document(_workspace uuid, _user uuid, _at timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _rule  public.credit_rules := weir.credit_rule(_workspace);
  _from  date;
  _next  date;
BEGIN
  IF _rule.workspace_id IS NULL THEN
    RETURN NULL;
  END IF;
  _from := weir.credit_period_start(_rule, _at);
  _next := weir.next_credit_period(_rule.period, _from);
  RETURN (
    SELECT jsonb_build_object(
             'credits', coalesce(sum(e.amount) FILTER (WHERE e.kind IN ('grant', 'adjustment')), _rule.credits),
             'balance', coalesce(sum(e.amount), _rule.credits),
             'from', _from, 'renewsOn', _next, 'renewsAt', weir.instant(weir.start_of_credit_period(_next, _rule.time_zone)))
      FROM public.credit_entries e
     WHERE e.workspace_id = _workspace AND e.user_id = _user AND e.period = _rule.period AND e.starts_on = _from);
END $$;
