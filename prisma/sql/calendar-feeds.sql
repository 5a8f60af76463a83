-- Trigger on memberships: ends the calendar feed of a person who leaves the workspace. If they come back, they make a new one.
CREATE FUNCTION weir.end_calendar_feed_of_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.calendar_feeds f WHERE f.workspace_id = NEW.workspace_id AND f.user_id = NEW.user_id;
  RETURN NULL;
END $$;

CREATE TRIGGER then_end_calendar_feed AFTER UPDATE OF left_at ON public.memberships FOR EACH ROW
  WHEN (OLD.left_at IS NULL AND NEW.left_at IS NOT NULL) EXECUTE FUNCTION weir.end_calendar_feed_of_member();
