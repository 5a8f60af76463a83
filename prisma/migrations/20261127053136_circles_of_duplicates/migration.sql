SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.refuse_circles_of_links()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _link  public.card_links;
  _cards jsonb;
BEGIN
  FOR _link IN SELECT n.* FROM new_rows n WHERE n.kind IN ('blocks', 'duplicates') LOOP
    _cards := weir.circle_of(_link);
    IF _cards IS NOT NULL THEN
      PERFORM weir.refuse('link-circle', jsonb_build_object('kind', _link.kind, 'cards', _cards));
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.circle_of(_link public.card_links)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _reached weir.reached_card[];
  _at      weir.reached_card;
  _path    weir.reached_card[] := '{}';
BEGIN
  WITH RECURSIVE reached AS (
    SELECT _link.other_board_id AS board_id, _link.other_card_id AS card_id, NULL::uuid AS from_board_id, NULL::uuid AS from_card_id
     UNION
    SELECT l.other_board_id, l.other_card_id, l.board_id, l.card_id
      FROM reached r
      JOIN public.card_links l ON l.workspace_id = _link.workspace_id AND l.board_id = r.board_id AND l.card_id = r.card_id
     WHERE l.kind = _link.kind AND (r.board_id, r.card_id) <> (_link.board_id, _link.card_id))
  SELECT array_agg(r::weir.reached_card) INTO _reached FROM reached r;

  SELECT r.* INTO _at FROM unnest(_reached) r WHERE (r.board_id, r.card_id) = (_link.board_id, _link.card_id) LIMIT 1;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  WHILE _at.from_card_id IS NOT NULL AND cardinality(_path) < cardinality(_reached) LOOP
    _path := _at || _path;
    SELECT r.* INTO _at FROM unnest(_reached) r
     WHERE (r.board_id, r.card_id) = (_at.from_board_id, _at.from_card_id)
     ORDER BY r.from_card_id IS NULL DESC LIMIT 1;
  END LOOP;
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('board', b.key, 'number', c.number, 'ref', b.key || '-' || c.number, 'title', c.title) ORDER BY p.n)
      FROM (SELECT 0 AS n, _link.board_id AS board_id, _link.card_id AS card_id
             UNION ALL SELECT 1, _at.board_id, _at.card_id
             UNION ALL SELECT 1 + u.n, u.board_id, u.card_id
                         FROM unnest(_path) WITH ORDINALITY u (board_id, card_id, from_board_id, from_card_id, n)
                        WHERE u.n < cardinality(_path)) p
      JOIN public.boards b ON b.workspace_id = _link.workspace_id AND b.id = p.board_id
      JOIN public.cards c ON c.workspace_id = _link.workspace_id AND c.board_id = p.board_id AND c.id = p.card_id);
END $function$;
