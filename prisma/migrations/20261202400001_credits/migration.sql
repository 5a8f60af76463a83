SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.are_alone(_command text, _workspace uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN _command IN ('create-card', 'move-card', 'edit-card')
           AND EXISTS (SELECT FROM public.person_limits p WHERE p.workspace_id = _workspace)
      OR _command IN ('submit-request', 'answer-request', 'edit-card')
           AND EXISTS (SELECT FROM public.credit_rules c WHERE c.workspace_id = _workspace AND c.ended_at IS NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.charge_requests()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.charge_request(_r public.requests, _rule public.credit_rules, _is_new boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.price_of_request(_r public.requests, _rule public.credit_rules)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.first_asked_at(_r public.requests)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  WHILE _r.from_request_id IS NOT NULL LOOP
    SELECT * INTO _r FROM public.requests f
     WHERE f.workspace_id = _r.workspace_id AND f.board_id = _r.from_board_id AND f.id = _r.from_request_id;
  END LOOP;
  RETURN _r.submitted_at;
END $function$;

CREATE OR REPLACE FUNCTION weir.last_price(_workspace uuid, _board uuid, _request uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  SELECT e.price FROM public.credit_entries e
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.request_id = _request AND e.kind = 'charge'
   ORDER BY e.n DESC LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION weir.is_charged(_workspace uuid, _board uuid, _request uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (
    SELECT FROM public.credit_entries e
      LEFT JOIN public.credit_entries b
             ON b.workspace_id = e.workspace_id AND b.board_id = e.board_id AND b.request_id = e.request_id
            AND b.kind = 'refund' AND b.n = e.n
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.request_id = _request AND e.kind = 'charge' AND b.id IS NULL)
$function$;

CREATE OR REPLACE FUNCTION weir.add_charge(_r public.requests, _period public.credit_period, _starts_on date, _price integer, _paid integer, _reason text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.credit_entries (workspace_id, id, user_id, period, starts_on, kind, amount, at, by, board_id, request_id, n, price, reason)
  SELECT _r.workspace_id, weir.time_ordered_id(), _r.requester_id, _period, _starts_on, 'charge', -_paid, weir.time_of_write(),
         weir.current_actor(), _r.board_id, _r.id, 1 + coalesce(max(e.n), 0), _price, _reason
    FROM public.credit_entries e
   WHERE e.workspace_id = _r.workspace_id AND e.board_id = _r.board_id AND e.request_id = _r.id AND e.kind = 'charge';
END $function$;

CREATE OR REPLACE FUNCTION weir.move_charges(_board uuid, _request uuid, _to public.requests)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _refund public.credit_entries;
BEGIN
  FOR _refund IN SELECT f.* FROM weir.refund_charges(_to.workspace_id, _board, _request, 'moved') f ORDER BY f.period, f.starts_on, f.n LOOP
    PERFORM weir.add_charge(_to, _refund.period, _refund.starts_on, _refund.price, _refund.amount, 'moved');
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.refund_charges(_workspace uuid, _board uuid, _request uuid, _reason text)
 RETURNS SETOF public.credit_entries
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_account(_people uuid[], _guests uuid[], _addresses text[], _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _ids        uuid[] := _people || _guests;
  _mailboxes  bytea[] := ARRAY(SELECT weir.mailbox_of(a) FROM unnest(_addresses) a);
  _workspaces uuid[] := ARRAY(SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
                               UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests));
BEGIN
  -- Whoever knows an address knows its hash. First, as a mailbox is locked before its mails.
  DELETE FROM public.mailboxes b WHERE b.mailbox = ANY (_mailboxes);
  DELETE FROM public.person_limits p WHERE p.user_id = ANY (_people);
  DELETE FROM public.saved_views v WHERE v.user_id = ANY (_people);
  DELETE FROM public.avatars v WHERE v.user_id = ANY (_people);
  -- Imported files are kept for some days only, and can have their name anywhere.
  DELETE FROM public.imports i WHERE i.workspace_id = ANY (_workspaces);
  DELETE FROM public.notice_choices c WHERE c.user_id = ANY (_people);
  DELETE FROM public.notice_mail_times t WHERE t.user_id = ANY (_people);
  DELETE FROM public.push_choices c WHERE c.user_id = ANY (_people);
  DELETE FROM public.push_subscriptions s WHERE s.user_id = ANY (_people);
  UPDATE public.memberships m SET left_at = _now WHERE m.user_id = ANY (_people) AND m.left_at IS NULL;
  UPDATE public.api_tokens t SET name = weir.erased_text() WHERE t.user_id = ANY (_people);
  UPDATE public.sessions s SET ended_at = coalesce(s.ended_at, _now), user_agent = NULL WHERE s.user_id = ANY (_people);
  DELETE FROM public.user_identities i WHERE i.user_id = ANY (_people);
  DELETE FROM public.totp_secrets t WHERE t.user_id = ANY (_people);
  DELETE FROM public.recovery_codes c WHERE c.user_id = ANY (_people);
  DELETE FROM public.passkeys k WHERE k.user_id = ANY (_people);
  DELETE FROM public.passkey_challenges c WHERE c.user_id = ANY (_people);
  UPDATE public.invitations i SET revoked_at = _now
   WHERE i.created_by = ANY (_people) AND i.revoked_at IS NULL AND i.accepted_at IS NULL;
  UPDATE public.invitations i SET email = weir.erased_text(), revoked_at = coalesce(i.revoked_at, CASE WHEN i.accepted_at IS NULL THEN _now END)
   WHERE i.email = ANY (_addresses);
  PERFORM weir.erase_in_workspace_log(_addresses);
  UPDATE public.credit_entries e SET note = weir.erased_text()
   WHERE e.workspace_id = ANY (_workspaces) AND e.user_id = ANY (_people) AND e.note <> weir.erased_text();
  UPDATE public.mails m SET due_at = NULL, failed_at = coalesce(m.failed_at, _now), error = weir.erased_text()
   WHERE m.sent_at IS NULL AND (
         EXISTS (SELECT FROM public.notices n WHERE n.workspace_id = m.workspace_id AND n.id = m.notice_id
                    AND coalesce(n.user_id, n.guest_id) = ANY (_ids))
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id
                    AND f.id = m.form_ask_id AND f.email = weir.erased_address(f.id))
      OR EXISTS (SELECT FROM public.guest_waits w WHERE w.workspace_id = m.workspace_id AND w.board_id = m.form_board_id
                    AND w.id = m.guest_wait_id AND w.email = weir.erased_address(w.id))
      OR m.guest_id = ANY (_guests)
      OR EXISTS (SELECT FROM public.email_confirmations c WHERE c.id = m.confirmation_id AND c.user_id = ANY (_people))
      OR EXISTS (SELECT FROM public.account_letters l WHERE l.id = m.account_letter_id
                    AND (l.user_id = ANY (_people) OR l.email = ANY (_addresses))));
  UPDATE public.account_letters l
     SET email = weir.erased_text(), expires_at = CASE WHEN l.expires_at IS NOT NULL THEN least(l.expires_at, _now) END
   WHERE l.user_id = ANY (_people) OR l.email = ANY (_addresses);
  UPDATE public.email_confirmations c SET expires_at = _now WHERE c.user_id = ANY (_people) AND c.expires_at > _now;
  UPDATE public.mails m SET mailbox = NULL WHERE m.mailbox = ANY (_mailboxes);
  UPDATE public.mails m SET error = weir.erased_text()
   WHERE EXISTS (SELECT FROM unnest(_addresses) n WHERE position(n IN m.error) > 0);
  -- They can retry nothing any more.
  DELETE FROM public.idempotency_keys k WHERE k.caller_id = ANY (_ids);
  -- Those of their workspaces were erased after their boards. Others have their address where they were only invited.
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, '{}', _ids, _addresses)
   WHERE k.workspace_id <> ALL (_workspaces) AND weir.has_any(k.body, weir.set_of(_ids::text[] || _addresses));
  UPDATE public.users u
     SET name = weir.erased_text(), email = weir.erased_address(u.id), password_hash = NULL, language = NULL, time_zone = NULL,
         theme = NULL
   WHERE u.id = ANY (_people);
  UPDATE public.guests g SET name = weir.erased_text(), email = weir.erased_address(g.id), language = NULL, erased_at = coalesce(g.erased_at, _now)
   WHERE g.id = ANY (_guests);
  -- Names are in the ETag of every board of the workspace.
  UPDATE public.workspaces w SET names_version = w.names_version + 1 WHERE w.id = ANY (_workspaces);
END $function$;

CREATE OR REPLACE FUNCTION weir.is_door_refusal(_code text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT coalesce(_code IN ('intake-queue-full', 'form-places-taken', 'requester-quota-reached', 'requester-rate-reached',
                            'intake-gate-shut', 'intake-gate-throttled', 'intake-gate-probing', 'expedite-claim-waiting',
                            'credits-spent'), false)
$function$;

CREATE OR REPLACE FUNCTION weir.refuse_at_door(_refusal jsonb, _workspace uuid, _board uuid, _requester uuid, _is_guest boolean, _class public.class_of_service, _by_ticket boolean, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF weir.is_door_refusal(_refusal ->> 'refused') AND _refusal ->> 'refused' <> 'credits-spent' THEN
    _refusal := _refusal || jsonb_build_object('door', weir.door_facts(_workspace, _board, _requester, _is_guest, _now)
                                                       || jsonb_build_object('claim', _class, 'byTicket', _by_ticket, 'byForm', _is_guest));
  END IF;
  PERFORM weir.exit_command(_refusal);
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_credit_account(_workspace uuid, _user uuid, _period public.credit_period, _starts_on date, _at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.credit_balance(_workspace uuid, _user uuid, _period public.credit_period, _starts_on date)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
BEGIN
  RETURN (SELECT sum(e.amount) FROM public.credit_entries e
           WHERE e.workspace_id = _workspace AND e.user_id = _user AND e.period = _period AND e.starts_on = _starts_on);
END $function$;

CREATE OR REPLACE FUNCTION weir.prepare_credit_entry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_credit_balances()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_credit_entries()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'note' = to_jsonb(OLD) - 'note' AND NEW.note = weir.erased_text() THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the ledger of credits is only added to' USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE OR REPLACE FUNCTION weir.log_credit_adjustment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.log_change(NEW.workspace_id, 'credits.adjusted', jsonb_build_object('user', NEW.user_id, 'amount', NEW.amount));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.credit_account_document(_workspace uuid, _user uuid, _at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.is_free_class(_class public.class_of_service)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _class IN ('expedite', 'fixedDate')
$function$;

CREATE OR REPLACE FUNCTION weir.has_credits(_workspaces uuid[])
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN EXISTS (SELECT FROM public.credit_rules c WHERE c.workspace_id = ANY (_workspaces));
END $function$;

CREATE OR REPLACE FUNCTION weir.credit_rule(_workspace uuid)
 RETURNS public.credit_rules
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _rule public.credit_rules;
BEGIN
  SELECT * INTO _rule FROM public.credit_rules c WHERE c.workspace_id = _workspace AND c.ended_at IS NULL;
  RETURN _rule;
END $function$;

CREATE OR REPLACE FUNCTION weir.credit_period_start(_rule public.credit_rules, _at timestamp with time zone)
 RETURNS date
 LANGUAGE sql
 STABLE
AS $function$
  SELECT date_trunc(_rule.period::text, _at AT TIME ZONE _rule.time_zone)::date
$function$;

CREATE OR REPLACE FUNCTION weir.next_credit_period(_period public.credit_period, _starts_on date)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT (_starts_on + CASE _period WHEN 'week' THEN interval '1 week' ELSE interval '1 month' END)::date
$function$;

CREATE OR REPLACE FUNCTION weir.start_of_credit_period(_starts_on date, _time_zone text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT _starts_on::timestamp AT TIME ZONE _time_zone
$function$;

CREATE OR REPLACE FUNCTION weir.price_of_board(_rule public.credit_rules, _board uuid)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.board_price_facts(_workspace uuid, _board uuid, _user uuid, _at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
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
             'timeZone', i.time_zone, 'workingHours', i.working_hours)
      FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board);
END $function$;

CREATE OR REPLACE FUNCTION weir.credit_rule_document(_workspace uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object(
             'credits', c.credits, 'period', c.period, 'timeZone', c.time_zone, 'startPrice', c.start_price, 'maxPrice', c.max_price,
             'since', weir.instant(c.since),
             'ended', CASE WHEN c.ended_at IS NOT NULL THEN jsonb_build_object(
               'at', weir.instant(c.ended_at), 'by', weir.person(c.ended_by), 'reason', c.end_reason) END)
      FROM public.credit_rules c WHERE c.workspace_id = _workspace);
END $function$;

CREATE OR REPLACE FUNCTION weir.log_credit_rule()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_credit_rule()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'a rule of credits is ended, not deleted' USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE OR REPLACE FUNCTION weir.log_free_board()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _row public.free_boards := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM weir.log_change(b.workspace_id, CASE TG_OP WHEN 'INSERT' THEN 'credits.boardFreed' ELSE 'credits.boardCharged' END,
                          jsonb_build_object('board', b.key))
     FROM public.boards b WHERE b.workspace_id = _row.workspace_id AND b.id = _row.board_id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.settle_credits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.settle_cards(_cards weir.card_ref[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.settle_boards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.settle_cards(ARRAY(
    SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref
      FROM new_rows n
      JOIN old_rows o     ON o.workspace_id = n.workspace_id AND o.id = n.id AND o.archived_at IS NOT NULL AND n.archived_at IS NULL
      JOIN public.cards c ON c.workspace_id = n.workspace_id AND c.board_id = n.id
     WHERE c.request_id IS NOT NULL AND c.delivered_at IS NULL AND c.archived_at IS NULL AND NOT weir.is_free_class(c.class_of_service)));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.refund_request(_r public.requests, _reason text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.refund_charges(_r.workspace_id, _r.board_id, _r.id, _reason);
END $function$;

CREATE OR REPLACE FUNCTION weir.settle_accepted(_r public.requests, _class public.class_of_service)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.refund_ended_credits(_workspace uuid)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.follow_inserted_cards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _changes     weir.card_change[];
  _done        boolean;
  _of_requests boolean;
BEGIN
  SELECT array_agg(weir.card_change(n::public.cards, NULL)), bool_or(n.done), bool_or(n.request_id IS NOT NULL)
    INTO _changes, _done, _of_requests
    FROM new_rows n;
  -- Numbers given by hand (an import) move the clock's next number on.
  UPDATE public.board_clock k SET next_card = n.next
    FROM (SELECT c.workspace_id, c.board_id, max(c.number) + 1 AS next FROM new_rows c GROUP BY 1, 2) n
   WHERE k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.next_card < n.next;
  IF _done THEN
    PERFORM weir.clear_done(ARRAY(SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n WHERE n.done));
  END IF;
  IF cardinality(_changes) = 1 THEN
    PERFORM weir.enforce_limits(_changes[1].workspace_id, _changes[1].board_id, _changes);
  ELSIF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
  END IF;
  IF NOT weir.has_own_event() THEN
    PERFORM weir.correct_instants(ARRAY(SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n));
  END IF;
  IF _of_requests THEN
    PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
       FROM (SELECT n.workspace_id, n.board_id, array_agg(n.request_id) AS requests FROM new_rows n
              WHERE n.request_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2) r;
    PERFORM weir.settle_cards(ARRAY(
      SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n
       WHERE n.request_id IS NOT NULL AND n.archived_at IS NULL AND n.delivered_at IS NULL));
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.follow_updated_cards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _changes     weir.card_change[];
  _done        boolean;
  _turned      boolean;
  _of_requests boolean;
  _left        weir.card_ref[];
  _card        weir.card_ref;
  _b           record;
BEGIN
  SELECT array_agg(weir.card_change(n::public.cards, o::public.cards))
           FILTER (WHERE n.id IS NOT NULL AND (n.column_id, n.swimlane_id, n.class_of_service, n.archived_at IS NULL)
                         IS DISTINCT FROM (o.column_id, o.swimlane_id, o.class_of_service, o.archived_at IS NULL)),
         bool_or(n.done), bool_or(weir.is_open(n) <> weir.is_open(o)), bool_or(n.request_id IS NOT NULL OR o.request_id IS NOT NULL),
         array_agg(ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref)
           FILTER (WHERE n.column_id <> o.column_id OR n.done > o.done OR n.archived_at IS NOT NULL AND o.archived_at IS NULL)
    INTO _changes, _done, _turned, _of_requests, _left
    FROM old_rows o
    FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id;
  IF _done THEN
    PERFORM weir.clear_done(ARRAY(SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n WHERE n.done));
  END IF;
  IF cardinality(_changes) = 1 THEN
    PERFORM weir.enforce_limits(_changes[1].workspace_id, _changes[1].board_id, _changes);
  ELSIF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
  END IF;

  -- Those who took a card that was leased. The commands of leases have ended the lease before.
  -- Most are not leased: a look at the key of each costs less than a call.
  FOREACH _card IN ARRAY coalesce(_left, '{}') LOOP
    IF EXISTS (SELECT FROM public.card_leases l
                WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.card_id = _card.card_id
                  AND l.holder_id IS NOT NULL) THEN
      PERFORM weir.end_leases_taken(_left);
      EXIT;
    END IF;
  END LOOP;

  -- Plain SQL: the column may have changed its kind between the trigger above and the clock. As in a move by the API, a card
  -- that is no longer delivered loses assignees who can't be given work any more.
  IF NOT weir.has_own_event() THEN
    PERFORM weir.correct_instants(ARRAY(
      SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref
        FROM old_rows o
        FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
       WHERE n.column_id IS DISTINCT FROM o.column_id AND n.id IS NOT NULL));
    PERFORM weir.unassign_reopened(r.workspace_id, r.board_id, r.cards)
       FROM (SELECT n.workspace_id, n.board_id, array_agg(n.id) AS cards
               FROM old_rows o
               FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
              WHERE o.delivered_at IS NOT NULL AND n.delivered_at IS NULL AND n.id IS NOT NULL
              GROUP BY 1, 2 ORDER BY 1, 2) r;
  END IF;

  -- A card that is delivered, archived or reopened changes which cards of other boards are blocked. Each of those gets an event
  -- on its own board, so that the board shows it. Cards of the same board need none: this change has an event there.
  IF _turned THEN
    FOR _b IN
      SELECT l.workspace_id, l.other_board_id AS board_id, l.other_card_id AS card_id, x.number,
             array_agg(k.key || '-' || n.number) FILTER (WHERE weir.is_open(n))     AS blocking,
             array_agg(k.key || '-' || n.number) FILTER (WHERE NOT weir.is_open(n)) AS freed
        FROM new_rows n
        JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
        JOIN public.card_links l ON l.workspace_id = n.workspace_id AND l.board_id = n.board_id AND l.card_id = n.id
        JOIN public.boards k ON k.workspace_id = n.workspace_id AND k.id = n.board_id
        JOIN public.cards x ON x.workspace_id = l.workspace_id AND x.board_id = l.other_board_id AND x.id = l.other_card_id
       WHERE weir.is_open(n) <> weir.is_open(o) AND l.kind = 'blocks' AND l.other_board_id <> l.board_id
       GROUP BY 1, 2, 3, 4
       ORDER BY 1, 2, 4
    LOOP
      PERFORM weir.record_changed_blockers(_b.workspace_id, _b.board_id, _b.card_id, _b.number, _b.blocking, _b.freed);
    END LOOP;
  END IF;

  IF _of_requests THEN
    PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
       FROM (SELECT t.workspace_id, t.board_id, array_agg(t.request_id) AS requests
               FROM old_rows o
               FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
              CROSS JOIN LATERAL (VALUES (o.workspace_id, o.board_id, o.request_id),
                                         (n.workspace_id, n.board_id, n.request_id)) t (workspace_id, board_id, request_id)
              WHERE t.request_id IS NOT NULL
                AND (o.request_id, o.committed_at IS NULL, o.delivered_at IS NULL, o.archived_at IS NULL)
                    IS DISTINCT FROM (n.request_id, n.committed_at IS NULL, n.delivered_at IS NULL, n.archived_at IS NULL)
              GROUP BY 1, 2 ORDER BY 1, 2) r;
    PERFORM weir.settle_cards(ARRAY(
      SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref
        FROM old_rows o
        FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
       WHERE n.request_id IS NOT NULL AND n.archived_at IS NULL AND o.delivered_at IS NULL
         AND (n.request_id IS DISTINCT FROM o.request_id
              OR NOT weir.is_free_class(n.class_of_service) AND (weir.is_free_class(o.class_of_service) OR o.archived_at IS NOT NULL))));
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.try_submit_request(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _request jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _seq     bigint;
  _intake  public.intakes;
  _follows public.requests;
  _ticket  boolean := coalesce((_request ->> 'ticket')::boolean, false);
  _class   public.class_of_service;
  _gate    public.gate_state;
  _number  integer;
  _shed    jsonb;
  _body    jsonb;
  _detail  text;
  _guest   uuid := (_request ->> 'guestId')::uuid;
BEGIN
  SELECT s.seq, s.at INTO _seq, _now FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions) s;

  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _actor IS NOT NULL AND NOT _ticket THEN
    PERFORM weir.check_needed_by(_intake, (_request ->> 'neededBy')::date, _now);
  END IF;
  IF _request ? 'externalId' THEN
    PERFORM weir.check_external_id_of_request(_workspace, _board, NULL, _request ->> 'externalId');
  END IF;
  IF _request ->> 'follows' IS NOT NULL THEN
    SELECT * INTO _follows FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_request ->> 'follows')::integer
       AND coalesce(r.requester_id, r.guest_id) = coalesce(_actor, (_request ->> 'guestId')::uuid);
    IF NOT FOUND THEN
      IF _ticket THEN
        PERFORM weir.refuse('not-found');
      END IF;
      PERFORM weir.refuse_input('follows', 'absent');
    ELSIF _follows.answered_at IS NULL AND NOT _ticket THEN
      PERFORM weir.refuse_conflict('request-not-answered', 'follows', 'stillWaits');
    END IF;
  END IF;
  IF _ticket THEN
    PERFORM weir.check_ticket(_follows, (_now AT TIME ZONE _intake.time_zone)::date);
    IF _follows.version <> (_request ->> 'ifVersion')::integer THEN
      PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _follows.version));
    END IF;
  END IF;

  _class := coalesce(_request ->> 'classOfService', CASE WHEN _ticket THEN _follows.class_of_service::text END, 'standard');
  _gate  := weir.gate_at(_intake, _now);
  BEGIN
    PERFORM weir.enforce_gate(_intake, _gate, _class);
    PERFORM weir.refuse_when_full(_intake);

    UPDATE public.board_clock k SET next_request = k.next_request + 1
     WHERE k.workspace_id = _workspace AND k.board_id = _board
    RETURNING k.next_request - 1 INTO _number;

    IF _request ? 'maxPrice' THEN
      PERFORM set_config('weir.max_price', _request ->> 'maxPrice', true);
    END IF;
    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                          requester_id, guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, follows_id, by_ticket,
                          external_id, metadata)
    VALUES (_workspace, _board, _id, _number,
            coalesce(_request ->> 'title', _follows.title),
            coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
            _class,
            coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
            _actor, _guest, coalesce(_request ->> 'guestName', CASE WHEN _ticket THEN _follows.guest_name END), _now, (_request ->> 'remindAt')::timestamptz,
            (_request ->> 'answerBy')::timestamptz, (_request ->> 'expiresAt')::timestamptz, _follows.id, _ticket,
            _request ->> 'externalId', weir.changed_metadata('{}', _request -> 'metadata'));
    IF _request ? 'maxPrice' THEN
      PERFORM set_config('weir.max_price', '', true);
    END IF;
    IF _ticket THEN
      PERFORM weir.copy_watchers(_workspace, _board, _follows.id, _board, _id);
    END IF;
    IF _gate = 'throttled' THEN
      PERFORM weir.enforce_throttled_quota(_intake, _actor, _guest);
    END IF;
    _shed := weir.shed_requests(_intake, _now, (_request -> 'shed' ->> 'until')::date);
    IF _guest IS NOT NULL THEN
      PERFORM weir.notify_of_submission(_intake, _id);
    END IF;
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    -- What the block did is undone, and the clock is still locked: these facts are those that refused.
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    PERFORM weir.refuse_at_door(_detail::jsonb, _workspace, _board, coalesce(_actor, _guest), _guest IS NOT NULL, _class, _ticket, _now);
  END;

  PERFORM weir.record_event(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(weir.request_submitted(_workspace, _board, _number)) || _shed);
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
EXCEPTION
  WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    RETURN _detail::jsonb;
  WHEN unique_violation THEN
    PERFORM weir.retry_external_id(SQLERRM);
END $function$;

CREATE TRIGGER then_price_on_insert AFTER INSERT ON public.requests REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.charge_requests();

CREATE TRIGGER then_price_on_update AFTER UPDATE ON public.requests REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.charge_requests();

CREATE TRIGGER prepare_entry BEFORE INSERT ON public.credit_entries FOR EACH ROW EXECUTE FUNCTION weir.prepare_credit_entry();

CREATE TRIGGER then_enforce_balances AFTER INSERT ON public.credit_entries REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_credit_balances();

CREATE TRIGGER keep_rows BEFORE DELETE OR UPDATE ON public.credit_entries FOR EACH ROW EXECUTE FUNCTION weir.keep_credit_entries();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.credit_entries FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();

CREATE TRIGGER log_adjustment AFTER INSERT ON public.credit_entries FOR EACH ROW WHEN ((new.kind = 'adjustment'::public.credit_entry_kind)) EXECUTE FUNCTION weir.log_credit_adjustment();

CREATE TRIGGER log_insert AFTER INSERT ON public.credit_rules FOR EACH ROW EXECUTE FUNCTION weir.log_credit_rule();

CREATE TRIGGER log_update AFTER UPDATE ON public.credit_rules FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION weir.log_credit_rule();

CREATE TRIGGER keep_rows BEFORE DELETE ON public.credit_rules FOR EACH ROW EXECUTE FUNCTION weir.keep_credit_rule();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.credit_rules FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();

CREATE TRIGGER log_insert AFTER INSERT ON public.free_boards FOR EACH ROW EXECUTE FUNCTION weir.log_free_board();

CREATE TRIGGER log_delete AFTER DELETE ON public.free_boards FOR EACH ROW EXECUTE FUNCTION weir.log_free_board();

CREATE TRIGGER then_settle_credits AFTER INSERT ON public.answers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.settle_credits();

CREATE TRIGGER then_settle_credits AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.settle_boards();
