-- The experiment with a priced intake: a requester has credits for a period, and a request costs the price of its board. An owner
-- switches it on for a workspace. Without a rule, or if the rule has ended, requests cost nothing.

-- Requests of these classes are not charged. domain has the same rule.
CREATE FUNCTION weir.is_free_class(_class public.class_of_service) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _class IN ('expedite', 'fixedDate')
$$;

-- Whether the experiment was ever switched on in one of these workspaces. All triggers check this first, so other workspaces pay for
-- one index lookup only.
CREATE FUNCTION weir.has_credits(_workspaces uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM public.credit_rules c WHERE c.workspace_id = ANY (_workspaces));
END $$;

-- The rule of a workspace; null values if the experiment is off.
CREATE FUNCTION weir.credit_rule(_workspace uuid) RETURNS public.credit_rules LANGUAGE plpgsql STABLE AS $$
DECLARE
  _rule public.credit_rules;
BEGIN
  SELECT * INTO _rule FROM public.credit_rules c WHERE c.workspace_id = _workspace AND c.ended_at IS NULL;
  RETURN _rule;
END $$;

-- The first day of the period at an instant, in the zone of the rule: a Monday, or the first of a month.
CREATE FUNCTION weir.credit_period_start(_rule public.credit_rules, _at timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT date_trunc(_rule.period::text, _at AT TIME ZONE _rule.time_zone)::date
$$;

-- The first day of the next period.
CREATE FUNCTION weir.next_credit_period(_period public.credit_period, _starts_on date) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT (_starts_on + CASE _period WHEN 'week' THEN interval '1 week' ELSE interval '1 month' END)::date
$$;

-- When a period begins, at midnight in the zone.
CREATE FUNCTION weir.start_of_credit_period(_starts_on date, _time_zone text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT _starts_on::timestamp AT TIME ZONE _time_zone
$$;

-- The price of a board now: that of its last priced day since the experiment was switched on, in whole credits; null if the board
-- charges nothing.
CREATE FUNCTION weir.price_of_board(_rule public.credit_rules, _board uuid) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _thousandths integer;
BEGIN
  IF _rule.workspace_id IS NULL
     OR EXISTS (SELECT FROM public.free_boards f WHERE f.workspace_id = _rule.workspace_id AND f.board_id = _board) THEN
    RETURN NULL;
  END IF;
  SELECT p.thousandths INTO _thousandths FROM public.board_prices p
   WHERE p.workspace_id = _rule.workspace_id AND p.board_id = _board AND p.at >= _rule.since
   ORDER BY p.day DESC LIMIT 1;
  RETURN least(greatest(coalesce(round(_thousandths / 1000.0)::integer, _rule.start_price), 1), _rule.max_price);
END $$;

-- Everything about the price of a board that its requesters read: {state, price, maxPrice, account, thousandths, days: [{day,
-- thousandths, level}] (the last 61, the oldest first), timeZone, workingHours, record: of the forecasts for the last 90 days}.
CREATE FUNCTION weir.board_price_facts(_workspace uuid, _board uuid, _user uuid, _at timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _rule  public.credit_rules := weir.credit_rule(_workspace);
  _price integer             := weir.price_of_board(_rule, _board);
  _days  jsonb;
BEGIN
  IF _price IS NULL THEN
    RETURN jsonb_build_object('state', CASE WHEN _rule.workspace_id IS NULL THEN 'off' ELSE 'free' END,
                              'account', weir.credit_account_document(_workspace, _user, _at), 'days', '[]'::jsonb);
  END IF;
  SELECT coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'thousandths', d.thousandths, 'level', d.level) ORDER BY d.day), '[]') INTO _days
    FROM (SELECT * FROM public.board_prices p
           WHERE p.workspace_id = _workspace AND p.board_id = _board AND p.at >= _rule.since
           ORDER BY p.day DESC LIMIT 61) d;
  RETURN (
    SELECT jsonb_build_object(
             'state', 'charged', 'price', _price, 'maxPrice', _rule.max_price, 'days', _days,
             'thousandths', coalesce((_days -> -1 ->> 'thousandths')::integer, _rule.start_price * 1000),
             'account', weir.credit_account_document(_workspace, _user, _at),
             'timeZone', i.time_zone, 'workingHours', i.working_hours,
             'record', weir.price_forecast_record(_workspace, _board, (_at AT TIME ZONE i.time_zone)::date - 90))
      FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board);
END $$;

-- The rule as people of the workspace read it; null if there never was one.
CREATE FUNCTION weir.credit_rule_document(_workspace uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object(
             'credits', c.credits, 'period', c.period, 'timeZone', c.time_zone, 'startPrice', c.start_price, 'maxPrice', c.max_price,
             'since', weir.instant(c.since),
             'ended', CASE WHEN c.ended_at IS NOT NULL THEN jsonb_build_object(
               'at', weir.instant(c.ended_at), 'by', weir.person(c.ended_by), 'reason', c.end_reason) END)
      FROM public.credit_rules c WHERE c.workspace_id = _workspace);
END $$;

-- Trigger on credit_rules: the log of the workspace. The period and its zone cannot change while the experiment is on, because the
-- accounts of a period depend on them.
CREATE FUNCTION weir.log_credit_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _is  jsonb := jsonb_build_object('credits', NEW.credits, 'period', NEW.period, 'timeZone', NEW.time_zone,
                                   'startPrice', NEW.start_price, 'maxPrice', NEW.max_price);
BEGIN
  IF TG_OP = 'INSERT' OR OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL THEN
    PERFORM weir.log_change(NEW.workspace_id, 'credits.switchedOn', jsonb_build_object('to', _is));
  ELSIF OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL THEN
    PERFORM weir.log_change(NEW.workspace_id, 'credits.switchedOff', jsonb_build_object('from', _is));
  ELSIF OLD.ended_at IS NULL THEN
    IF (OLD.period, OLD.time_zone) IS DISTINCT FROM (NEW.period, NEW.time_zone) THEN
      RAISE EXCEPTION 'the period of credits changes only while the experiment is off' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM weir.log_change(NEW.workspace_id, 'credits.changed', jsonb_build_object(
      'from', jsonb_build_object('credits', OLD.credits, 'period', OLD.period, 'timeZone', OLD.time_zone,
                                 'startPrice', OLD.start_price, 'maxPrice', OLD.max_price),
      'to', _is));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER log_insert AFTER INSERT ON public.credit_rules FOR EACH ROW EXECUTE FUNCTION weir.log_credit_rule();
CREATE TRIGGER log_update AFTER UPDATE ON public.credit_rules FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION weir.log_credit_rule();

-- Trigger on credit_rules: keeps the rows of ended rules, because the ledger needs them. Deletions of workspaces skip triggers.
CREATE FUNCTION weir.keep_credit_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a rule of credits is ended, not deleted' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER keep_rows BEFORE DELETE ON public.credit_rules FOR EACH ROW EXECUTE FUNCTION weir.keep_credit_rule();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.credit_rules FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();

-- Trigger on free_boards: the same log. It does not record the deletion of a board again.
CREATE FUNCTION weir.log_free_board() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _row public.free_boards := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM weir.log_change(b.workspace_id, CASE TG_OP WHEN 'INSERT' THEN 'credits.boardFreed' ELSE 'credits.boardCharged' END,
                          jsonb_build_object('board', b.key))
     FROM public.boards b WHERE b.workspace_id = _row.workspace_id AND b.id = _row.board_id;
  RETURN NULL;
END $$;

CREATE TRIGGER log_insert AFTER INSERT ON public.free_boards FOR EACH ROW EXECUTE FUNCTION weir.log_free_board();
CREATE TRIGGER log_delete AFTER DELETE ON public.free_boards FOR EACH ROW EXECUTE FUNCTION weir.log_free_board();
