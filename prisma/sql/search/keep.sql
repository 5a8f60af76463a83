-- Keeps search_texts. These are triggers on rows, and on the columns of texts only: a move sets none of them, so it does
-- not even call a function.

-- Mentions are searched by their names. The title weighs more than the text. Of a long text the first 20,000 characters are searched.
CREATE FUNCTION weir.search_words(_title text, _body text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT setweight(to_tsvector('pg_catalog.simple', _title), 'A')
      || setweight(to_tsvector('pg_catalog.simple', left(_body, 20000)), 'B')
$$;

CREATE FUNCTION weir.keep_search_text(
  _workspace uuid, _board uuid, _id uuid, _kind public.search_kind, _card uuid, _title text, _body text
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.search_texts AS t (workspace_id, board_id, id, kind, card_id, text, words)
  SELECT _workspace, _board, _id, _kind, _card, left(concat_ws(' ', nullif(_title, ''), b.body), 300), weir.search_words(_title, b.body)
    FROM (SELECT weir.without_mentions(_body) AS body) b
  ON CONFLICT (workspace_id, board_id, id) DO UPDATE SET text = excluded.text, words = excluded.words;
END $$;

-- A card's title and description, and the texts of its custom fields.
CREATE FUNCTION weir.keep_search_text_of(_card public.cards) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.keep_search_text(_card.workspace_id, _card.board_id, _card.id, 'card', NULL, _card.title, concat_ws(E'\n', _card.description, (
    SELECT string_agg(v.text, E'\n' ORDER BY v.field_id) FROM public.card_fields v
     WHERE v.workspace_id = _card.workspace_id AND v.board_id = _card.board_id AND v.card_id = _card.id)));
END $$;

-- Trigger on cards.
CREATE FUNCTION weir.keep_search_text_of_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.keep_search_text_of(NEW);
  RETURN NULL;
END $$;

-- Trigger on the texts of custom fields. Their card can go in the same statement.
CREATE FUNCTION weir.keep_search_text_of_field() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _v public.card_fields := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM weir.keep_search_text_of(c) FROM public.cards c
    WHERE c.workspace_id = _v.workspace_id AND c.board_id = _v.board_id AND c.id = _v.card_id;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_search_text_on_insert AFTER INSERT ON public.card_fields
  FOR EACH ROW WHEN (NEW.text IS NOT NULL) EXECUTE FUNCTION weir.keep_search_text_of_field();
CREATE TRIGGER then_keep_search_text_on_update AFTER UPDATE OF text ON public.card_fields
  FOR EACH ROW WHEN (OLD.text IS DISTINCT FROM NEW.text) EXECUTE FUNCTION weir.keep_search_text_of_field();
CREATE TRIGGER then_keep_search_text_on_delete AFTER DELETE ON public.card_fields
  FOR EACH ROW WHEN (OLD.text IS NOT NULL) EXECUTE FUNCTION weir.keep_search_text_of_field();

-- Trigger on requests.
CREATE FUNCTION weir.keep_search_text_of_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.keep_search_text(NEW.workspace_id, NEW.board_id, NEW.id, 'request', NULL, NEW.title, NEW.description);
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_search_text_on_insert AFTER INSERT ON public.cards
  FOR EACH ROW EXECUTE FUNCTION weir.keep_search_text_of_card();
CREATE TRIGGER then_keep_search_text_on_update AFTER UPDATE OF title, description ON public.cards
  FOR EACH ROW WHEN (OLD.title IS DISTINCT FROM NEW.title OR OLD.description IS DISTINCT FROM NEW.description)
  EXECUTE FUNCTION weir.keep_search_text_of_card();
CREATE TRIGGER then_keep_search_text_on_insert AFTER INSERT ON public.requests
  FOR EACH ROW EXECUTE FUNCTION weir.keep_search_text_of_request();
CREATE TRIGGER then_keep_search_text_on_update AFTER UPDATE OF title, description ON public.requests
  FOR EACH ROW WHEN (OLD.title IS DISTINCT FROM NEW.title OR OLD.description IS DISTINCT FROM NEW.description)
  EXECUTE FUNCTION weir.keep_search_text_of_request();

-- Trigger on comments.
CREATE FUNCTION weir.keep_search_text_of_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.keep_search_text(NEW.workspace_id, NEW.board_id, NEW.id, 'comment', NEW.card_id, '', NEW.body);
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_search_text_on_insert AFTER INSERT ON public.comments
  FOR EACH ROW EXECUTE FUNCTION weir.keep_search_text_of_comment();
CREATE TRIGGER then_keep_search_text_on_update AFTER UPDATE OF body ON public.comments
  FOR EACH ROW WHEN (OLD.body IS DISTINCT FROM NEW.body) EXECUTE FUNCTION weir.keep_search_text_of_comment();

-- Trigger on cards, requests and comments.
CREATE FUNCTION weir.remove_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.search_texts t
   WHERE t.workspace_id = OLD.workspace_id AND t.board_id = OLD.board_id AND t.id = OLD.id;
  RETURN NULL;
END $$;

CREATE TRIGGER then_remove_search_text AFTER DELETE ON public.cards
  FOR EACH ROW EXECUTE FUNCTION weir.remove_search_text();
CREATE TRIGGER then_remove_search_text AFTER DELETE ON public.requests
  FOR EACH ROW EXECUTE FUNCTION weir.remove_search_text();
CREATE TRIGGER then_remove_search_text AFTER DELETE ON public.comments
  FOR EACH ROW EXECUTE FUNCTION weir.remove_search_text();
