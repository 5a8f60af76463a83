-- People who may answer requests are notified of each new one: in the app at once, by e-mail as they prefer.

-- The roles that may answer requests. The same as `answerRequests` in packages/contract; a test compares them.
CREATE FUNCTION weir.may_answer(_role public.role) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _role IN ('owner', 'manager')
$$;

-- Trigger at the commit of a new request: it goes to everyone who may answer it, except its requester and the person who
-- redirected it here. Only then is it known whether it waits at all: a submission can shed it. An import notifies
-- nobody. A request is inserted once, so its notices are; the index notices_new_request_once says the same.
CREATE FUNCTION weir.notify_of_new_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, request_id, at, request_mails)
  SELECT r.workspace_id, gen_random_uuid(), m.user_id, r.board_id, 'newRequest', r.id, r.submitted_at, m.request_mails
    FROM public.requests r
    JOIN public.memberships m ON m.workspace_id = r.workspace_id AND m.left_at IS NULL AND weir.may_answer(m.role)
    LEFT JOIN public.answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.from_board_id AND a.request_id = r.from_request_id
   WHERE r.workspace_id = NEW.workspace_id AND r.board_id = NEW.board_id AND r.id = NEW.id AND r.answered_at IS NULL
     AND m.user_id IS DISTINCT FROM r.requester_id AND m.user_id IS DISTINCT FROM a.by;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER then_notify_on_insert AFTER INSERT ON public.requests DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.answered_at IS NULL AND current_setting('weir.importing', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION weir.notify_of_new_request();

-- Who has new requests that were not mailed yet, since when, and how they want them now. Without a time zone of their own
-- it is that of the board of the first one. The index notices_to_mail has only such notices.
CREATE FUNCTION weir.new_requests_to_mail() RETURNS TABLE (
  workspace_id uuid, user_id uuid, request_mails text, since timestamptz, time_zone text
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT n.workspace_id, n.user_id, m.request_mails::text, min(n.at),
         coalesce(u.time_zone, (array_agg(i.time_zone ORDER BY n.at, n.id))[1], 'UTC')
    FROM public.notices n
    JOIN public.workspaces w   ON w.id = n.workspace_id AND w.archived_at IS NULL
    JOIN public.memberships m  ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id
    JOIN public.users u        ON u.id = n.user_id
    LEFT JOIN public.intakes i ON i.workspace_id = n.workspace_id AND i.board_id = n.board_id
   WHERE n.request_mails IN ('hourly', 'daily') AND n.mailed_in IS NULL AND n.read_at IS NULL
   GROUP BY n.workspace_id, n.user_id, m.request_mails, u.time_zone;
END $$;

-- Writes one e-mail that lists the new requests of a reader, if one of them has waited to be mailed since _until. Several
-- instances can call it at once: the reader's membership is the lock, and all that comes after it reads afresh. While
-- such a mail is still to be sent there is no other; a reader who wants none any more gets none. Returns whether it wrote one.
CREATE FUNCTION weir.mail_new_requests(_workspace uuid, _user uuid, _until timestamptz, _now timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  _mail     uuid := gen_random_uuid();
  _first    uuid;
  _is_wanted boolean;
BEGIN
  PERFORM 1 FROM public.memberships m WHERE m.workspace_id = _workspace AND m.user_id = _user FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND OR EXISTS (
       SELECT FROM public.notices n JOIN public.mails x ON x.workspace_id = n.workspace_id AND x.id = n.mailed_in AND x.due_at IS NOT NULL
        WHERE n.workspace_id = _workspace AND n.user_id = _user AND n.read_at IS NULL) THEN
    RETURN false;
  END IF;
  SELECT n.id INTO _first FROM public.notices n
   WHERE n.workspace_id = _workspace AND n.user_id = _user
     AND n.request_mails IN ('hourly', 'daily') AND n.mailed_in IS NULL AND n.read_at IS NULL AND n.at <= _until
   ORDER BY n.at, n.id LIMIT 1;
  IF _first IS NULL THEN
    RETURN false;
  END IF;
  SELECT weir.wants_new_requests(m, u) INTO _is_wanted
    FROM public.memberships m JOIN public.users u ON u.id = m.user_id
   WHERE m.workspace_id = _workspace AND m.user_id = _user;

  UPDATE public.notices n
     SET mailed_in = CASE WHEN _is_wanted THEN _mail END, request_mails = CASE WHEN _is_wanted THEN n.request_mails ELSE 'never' END
    FROM (SELECT o.id FROM public.notices o
           WHERE o.workspace_id = _workspace AND o.user_id = _user
             AND o.request_mails IN ('hourly', 'daily') AND o.mailed_in IS NULL AND o.read_at IS NULL
           ORDER BY o.id FOR NO KEY UPDATE) o
   WHERE n.workspace_id = _workspace AND n.id = o.id;
  IF _is_wanted THEN
    INSERT INTO public.mails (workspace_id, id, notice_id, at, due_at) VALUES (_workspace, _mail, _first, _now, _now);
  END IF;
  RETURN _is_wanted;
END $$;

-- Whether a member gets mail of new requests: their role, their choice here and in their account, and an address that is
-- known to be theirs.
CREATE FUNCTION weir.wants_new_requests(_m public.memberships, _u public.users) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _m.left_at IS NULL AND weir.may_answer(_m.role) AND _m.request_mails <> 'never'
     AND _u.notice_mails AND _u.email_verified_at IS NOT NULL
$$;
