-- DropIndex
DROP INDEX "search_texts_text";

-- DropIndex
DROP INDEX "search_texts_words";

-- CreateIndex
CREATE INDEX "search_texts_words" ON "search_texts" USING GIN ("workspace_id" extensions.uuid_ops, "words" tsvector_ops);

-- CreateIndex
CREATE INDEX "search_texts_text" ON "search_texts" USING GIN ("workspace_id" extensions.uuid_ops, "text" extensions.gin_trgm_ops);

SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.search_hit AS (
  kind public.search_kind,
  board_id uuid,
  id uuid,
  card_id uuid,
  is_exact boolean,
  score real
);

CREATE OR REPLACE FUNCTION weir.search(_workspace uuid, _requester uuid, _query text, _text text, _key text, _number integer, _is_request boolean)
 RETURNS SETOF weir.search_hit
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
DECLARE
  _ts   tsquery := to_tsquery('pg_catalog.simple', _query);
  _hits weir.search_hit[];
BEGIN
  SELECT coalesce(array_agg(ROW (h.kind, h.board_id, h.id, h.card_id, false,
                                 ts_rank(h.words, _ts) * CASE h.kind WHEN 'comment' THEN 0.5 ELSE 1 END)::weir.search_hit), '{}')
    INTO _hits
    FROM (SELECT t.*
            FROM public.search_texts t
           WHERE t.workspace_id = _workspace AND t.words @@ _ts AND (_requester IS NULL OR weir.is_request_of(t, _requester))
           ORDER BY t.id DESC
           LIMIT 500) h;

  IF cardinality(_hits) < 10 THEN
    -- The threshold can be set once the library is loaded, which its first function does.
    PERFORM extensions.show_limit(), set_config('pg_trgm.word_similarity_threshold', '0.35', true);
    SELECT _hits || coalesce(array_agg(ROW (h.kind, h.board_id, h.id, h.card_id, false, h.similarity / 20)::weir.search_hit), '{}')
      INTO _hits
      FROM (SELECT t.*, extensions.word_similarity(_text, t.text) AS similarity
              FROM public.search_texts t
             WHERE t.workspace_id = _workspace AND _text OPERATOR(extensions.<%) t.text AND NOT t.words @@ _ts
               AND (_requester IS NULL OR weir.is_request_of(t, _requester))
             ORDER BY similarity DESC, t.id DESC
             LIMIT 50) h;
  END IF;

  RETURN QUERY
  SELECT DISTINCT ON (u.board_id, u.id) u.*
    FROM (
      SELECT f.* FROM unnest(_hits) f
       UNION ALL
      SELECT 'card', c.board_id, c.id, NULL, _key IS NOT NULL, 0.9
        FROM public.boards b
        JOIN public.cards c ON c.workspace_id = b.workspace_id AND c.board_id = b.id AND c.number = _number
       WHERE b.workspace_id = _workspace AND (_key IS NULL OR b.key = _key) AND NOT _is_request AND _requester IS NULL
       UNION ALL
      SELECT 'request', r.board_id, r.id, NULL, _key IS NOT NULL AND _is_request, 0.8
        FROM public.boards b
        JOIN public.requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.number = _number
       WHERE b.workspace_id = _workspace AND (_key IS NULL OR b.key = _key) AND (_is_request OR _key IS NULL)
         AND (_requester IS NULL OR r.requester_id = _requester)) u
   ORDER BY u.board_id, u.id, u.score DESC;
END $function$;

CREATE OR REPLACE FUNCTION weir.is_request_of(_t public.search_texts, _requester uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT _t.kind = 'request' AND EXISTS (
    SELECT FROM public.requests r
     WHERE r.workspace_id = _t.workspace_id AND r.board_id = _t.board_id AND r.id = _t.id AND r.requester_id = _requester)
$function$;

CREATE OR REPLACE FUNCTION weir.search_words(_title text, _body text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT setweight(to_tsvector('pg_catalog.simple', _title), 'A')
      || setweight(to_tsvector('pg_catalog.simple', left(_body, 20000)), 'B')
$function$;

CREATE OR REPLACE FUNCTION weir.keep_search_text(_workspace uuid, _board uuid, _id uuid, _kind public.search_kind, _card uuid, _title text, _body text)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO public.search_texts AS t (workspace_id, board_id, id, kind, card_id, text, words)
  VALUES (_workspace, _board, _id, _kind, _card, left(concat_ws(' ', nullif(_title, ''), _body), 300), weir.search_words(_title, _body))
  ON CONFLICT (workspace_id, board_id, id) DO UPDATE SET text = excluded.text, words = excluded.words
$function$;

CREATE OR REPLACE FUNCTION weir.keep_search_text_of_title()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.keep_search_text(NEW.workspace_id, NEW.board_id, NEW.id, TG_ARGV[0]::public.search_kind, NULL,
                                NEW.title, NEW.description);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_search_text_of_comment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.keep_search_text(NEW.workspace_id, NEW.board_id, NEW.id, 'comment', NEW.card_id, '', NEW.body);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.remove_search_text()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  DELETE FROM public.search_texts t
   WHERE t.workspace_id = OLD.workspace_id AND t.board_id = OLD.board_id AND t.id = OLD.id;
  RETURN NULL;
END $function$;

CREATE TRIGGER then_keep_search_text_on_insert AFTER INSERT ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.keep_search_text_of_title('card');

CREATE TRIGGER then_keep_search_text_on_update AFTER UPDATE OF title, description ON public.cards FOR EACH ROW WHEN (((old.title IS DISTINCT FROM new.title) OR (old.description IS DISTINCT FROM new.description))) EXECUTE FUNCTION weir.keep_search_text_of_title('card');

CREATE TRIGGER then_keep_search_text_on_insert AFTER INSERT ON public.requests FOR EACH ROW EXECUTE FUNCTION weir.keep_search_text_of_title('request');

CREATE TRIGGER then_keep_search_text_on_update AFTER UPDATE OF title, description ON public.requests FOR EACH ROW WHEN (((old.title IS DISTINCT FROM new.title) OR (old.description IS DISTINCT FROM new.description))) EXECUTE FUNCTION weir.keep_search_text_of_title('request');

CREATE TRIGGER then_keep_search_text_on_insert AFTER INSERT ON public.comments FOR EACH ROW EXECUTE FUNCTION weir.keep_search_text_of_comment();

CREATE TRIGGER then_keep_search_text_on_update AFTER UPDATE OF body ON public.comments FOR EACH ROW WHEN ((old.body IS DISTINCT FROM new.body)) EXECUTE FUNCTION weir.keep_search_text_of_comment();

CREATE TRIGGER then_remove_search_text AFTER DELETE ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.remove_search_text();

CREATE TRIGGER then_remove_search_text AFTER DELETE ON public.requests FOR EACH ROW EXECUTE FUNCTION weir.remove_search_text();

CREATE TRIGGER then_remove_search_text AFTER DELETE ON public.comments FOR EACH ROW EXECUTE FUNCTION weir.remove_search_text();

-- What is there already.
INSERT INTO public.search_texts (workspace_id, board_id, id, kind, card_id, text, words)
SELECT c.workspace_id, c.board_id, c.id, 'card'::public.search_kind, NULL::uuid, left(concat_ws(' ', nullif(c.title, ''), c.description), 300),
       weir.search_words(c.title, c.description)
  FROM public.cards c
 UNION ALL
SELECT r.workspace_id, r.board_id, r.id, 'request', NULL, left(concat_ws(' ', nullif(r.title, ''), r.description), 300),
       weir.search_words(r.title, r.description)
  FROM public.requests r
 UNION ALL
SELECT m.workspace_id, m.board_id, m.id, 'comment', m.card_id, left(m.body, 300), weir.search_words('', m.body)
  FROM public.comments m;
