-- Notices on a person's devices, by web push. A device gets a notice if its person wants the topic there. What the person does
-- not want in the app is no notice, and so no push.

CREATE FUNCTION weir.push_topic(_kind public.notice_kind) RETURNS public.push_topic LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(weir.notice_topic(_kind)::text, 'newRequests')::public.push_topic
$$;

-- What concerns the person directly.
CREATE FUNCTION weir.default_push(_topic public.push_topic) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _topic IN ('assigned', 'mentioned', 'requests', 'messages', 'deadlines', 'slots')
$$;

CREATE FUNCTION weir.wants_push(_user uuid, _kind public.notice_kind) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT c.wanted FROM public.push_choices c WHERE c.user_id = _user AND c.topic = weir.push_topic(_kind)),
                  weir.default_push(weir.push_topic(_kind)))
$$;

-- Trigger: a notice goes to all devices of its reader that are there by then.
CREATE FUNCTION weir.queue_pushes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.pushes (workspace_id, notice_id, subscription_id, at, due_at)
  SELECT n.workspace_id, n.id, s.id, n.at, n.at
    FROM new_rows n
    JOIN public.push_subscriptions s ON s.user_id = n.user_id
   WHERE weir.wants_push(n.user_id, n.kind)
   ORDER BY s.id;
  RETURN NULL;
END $$;

CREATE TRIGGER then_queue_push_on_insert AFTER INSERT ON public.notices REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.queue_pushes();

-- Trigger before a notice or a device is deleted: what waits for it goes with it. The database created it, so plain SQL does not
-- have to delete it itself.
CREATE FUNCTION weir.forget_pushes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'notices' THEN
    DELETE FROM public.pushes p WHERE p.workspace_id = OLD.workspace_id AND p.notice_id = OLD.id;
  ELSE
    DELETE FROM public.pushes p WHERE p.subscription_id = OLD.id;
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER forget_pushes BEFORE DELETE ON public.notices FOR EACH ROW EXECUTE FUNCTION weir.forget_pushes();
CREATE TRIGGER forget_pushes BEFORE DELETE ON public.push_subscriptions FOR EACH ROW EXECUTE FUNCTION weir.forget_pushes();

-- Trigger: signing out ends the notices on that device. So does whatever else ends a session: another password, signing out
-- everywhere. An expired session ends none: people sign in again, and want to hear of what happens until then.
CREATE FUNCTION weir.end_pushes_of_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.push_subscriptions s WHERE s.session_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER then_end_pushes_on_update AFTER UPDATE OF ended_at ON public.sessions FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION weir.end_pushes_of_session();
