-- When a card or a request was last updated: the time of the event that gave it its version, so that a list can be read by it.
-- Our own writers name that time (commands/write.sql), and the commands that move or edit cards set it themselves, which is cheaper.
-- Plain SQL gets the current one, which can be a moment earlier than that of its event. enforce/cards.sql dates cards.

-- The time of the write that runs.
CREATE FUNCTION weir.time_of_write() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN coalesce((nullif(current_setting('weir.override', true), '')::jsonb ->> 'now')::timestamptz, clock_timestamp());
END $$;

CREATE FUNCTION weir.date_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := greatest(weir.time_of_write(), OLD.updated_at);
  RETURN NEW;
END $$;

-- Plain SQL that changes a request gives it no version.
CREATE TRIGGER date_inserted BEFORE INSERT ON public.requests FOR EACH ROW EXECUTE FUNCTION weir.date_update();
CREATE TRIGGER date_updated BEFORE UPDATE ON public.requests FOR EACH ROW
  WHEN (NEW.version <> OLD.version OR NEW.title <> OLD.title OR NEW.description <> OLD.description
        OR NEW.class_of_service <> OLD.class_of_service OR NEW.needed_by IS DISTINCT FROM OLD.needed_by
        OR NEW.answered_at IS DISTINCT FROM OLD.answered_at)
  EXECUTE FUNCTION weir.date_update();
