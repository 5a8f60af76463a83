-- Trigger: a request of a guest has a name of its own. What is written without one takes the name of their last form. A
-- guest whose data was erased requests nothing: the lock on their row makes an erasure and a request wait for each other.
CREATE FUNCTION weir.name_guest() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _guest public.guests;
BEGIN
  SELECT * INTO _guest FROM public.guests g WHERE g.workspace_id = NEW.workspace_id AND g.id = NEW.guest_id FOR KEY SHARE;
  IF _guest.erased_at IS NOT NULL THEN
    PERFORM weir.refuse('not-found');
  END IF;
  NEW.guest_name := coalesce(NEW.guest_name, _guest.name);
  RETURN NEW;
END $$;

CREATE TRIGGER name_guest BEFORE INSERT ON public.requests
  FOR EACH ROW WHEN (NEW.guest_id IS NOT NULL) EXECUTE FUNCTION weir.name_guest();

-- The requesters who share one quota and one rate. A member counts alone. Guests whose addresses belong to one mailbox count
-- together. It uses the index guests_by_mailbox.
CREATE FUNCTION weir.counted_as_one(_workspace uuid, _requester uuid, _is_guest boolean) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT _is_guest THEN
    RETURN ARRAY[_requester];
  END IF;
  RETURN ARRAY(
    SELECT o.id
      FROM public.guests g
      JOIN public.guests o ON o.workspace_id = g.workspace_id AND weir.mailbox_of(o.email) = weir.mailbox_of(g.email)
     WHERE g.workspace_id = _workspace AND g.id = _requester);
END $$;
