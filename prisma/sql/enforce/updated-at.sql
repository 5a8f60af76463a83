-- When a card or a request was last updated: the time of the event that gave it its version, so that a list can be read by it.
-- Our own writers name that time (commands/write.sql). Plain SQL gets the current one, which can be a moment earlier than that
-- of its event. It comes after the trigger that gives a card of plain SQL its version: the order of triggers is that of their names.
CREATE FUNCTION weir.date_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _at timestamptz := coalesce((nullif(current_setting('weir.override', true), '')::jsonb ->> 'now')::timestamptz, clock_timestamp());
BEGIN
  NEW.updated_at := CASE WHEN TG_OP = 'UPDATE' THEN greatest(_at, OLD.updated_at) ELSE _at END;
  RETURN NEW;
END $$;

CREATE TRIGGER date_inserted BEFORE INSERT ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.date_update();
CREATE TRIGGER date_updated BEFORE UPDATE ON public.cards FOR EACH ROW
  WHEN (NEW.version IS DISTINCT FROM OLD.version) EXECUTE FUNCTION weir.date_update();

-- Plain SQL that changes a request gives it no version.
CREATE TRIGGER date_inserted BEFORE INSERT ON public.requests FOR EACH ROW EXECUTE FUNCTION weir.date_update();
CREATE TRIGGER date_updated BEFORE UPDATE ON public.requests FOR EACH ROW
  WHEN (NEW.version <> OLD.version OR NEW.title <> OLD.title OR NEW.description <> OLD.description
        OR NEW.class_of_service <> OLD.class_of_service OR NEW.needed_by IS DISTINCT FROM OLD.needed_by
        OR NEW.answered_at IS DISTINCT FROM OLD.answered_at)
  EXECUTE FUNCTION weir.date_update();
