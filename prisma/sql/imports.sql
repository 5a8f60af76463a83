-- What goes with an import, and with an imported card, when it is deleted, also by plain SQL.

-- Trigger before an import is deleted: the parts of its file.
CREATE FUNCTION weir.forget_import_records() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.import_records r WHERE r.workspace_id = OLD.workspace_id AND r.import_id = OLD.id;
  RETURN OLD;
END $$;

CREATE TRIGGER forget_records BEFORE DELETE ON public.imports FOR EACH ROW EXECUTE FUNCTION weir.forget_import_records();

-- Trigger before a card is deleted: what it was elsewhere. A repeated import makes it again.
CREATE FUNCTION weir.forget_card_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.card_sources s
   WHERE s.workspace_id = OLD.workspace_id AND s.board_id = OLD.board_id AND s.card_id = OLD.id;
  RETURN OLD;
END $$;

CREATE TRIGGER forget_source BEFORE DELETE ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.forget_card_source();
