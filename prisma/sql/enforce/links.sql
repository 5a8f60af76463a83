-- Links between cards. A link is two rows, one for each of its cards. So each board has a row of its own, which its clock
-- covers and its events describe. The foreign key between the two refuses one without the other.
--
-- A card shows the open cards that block it, and that is all: a link sets no block, limits count such a card as any other, and
-- it can be moved.

-- Trigger: new links lock their workspace. A circle can go through many boards, so two links that close one together may
-- have no board in common. The name sorts before first_lock_boards: workspaces are locked before clocks.
CREATE FUNCTION weir.lock_workspaces_of_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.lock_workspaces(ARRAY(SELECT n.workspace_id FROM new_rows n));
  RETURN NULL;
END $$;

CREATE TRIGGER early_lock_workspaces_on_insert AFTER INSERT ON public.card_links REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_workspaces_of_links();

-- Trigger: refuses a link that would make a card wait for itself, or be a duplicate of itself. The refusal names the circle.
CREATE FUNCTION weir.refuse_circles_of_links() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER then_refuse_circles_on_insert AFTER INSERT ON public.card_links REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_circles_of_links();

-- A card that the search for a circle reached, and the card whose link led to it.
CREATE TYPE weir.reached_card AS (board_id uuid, card_id uuid, from_board_id uuid, from_card_id uuid);

-- The circle that this link closes with others of its kind, as [{board, number, ref, title}]: each card has such a link to
-- the next, and the last one to the first. Null if it closes none. It reads each link behind the link's other card once.
CREATE FUNCTION weir.circle_of(_link public.card_links) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
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
END $$;

-- The cards that block others now: a row for each pair, with the ref of the card that blocks.
CREATE VIEW weir.blockers AS
SELECT l.workspace_id, l.board_id, l.card_id, b.key, c.number, b.key || '-' || c.number AS ref
  FROM public.card_links l
  JOIN public.boards b ON b.workspace_id = l.workspace_id AND b.id = l.other_board_id
  JOIN public.cards c  ON c.workspace_id = l.workspace_id AND c.board_id = l.other_board_id AND c.id = l.other_card_id
 WHERE l.kind = 'blockedBy' AND c.delivered_at IS NULL AND c.archived_at IS NULL;

-- A link as its card shows it, with the other card as it is now.
CREATE FUNCTION weir.link_document(_l public.card_links) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
           'id', _l.id, 'kind', _l.kind,
           'card', jsonb_build_object(
             'board', b.key, 'number', c.number, 'ref', b.key || '-' || c.number, 'title', c.title, 'column', k.name,
             'delivered', c.delivered_at IS NOT NULL, 'archived', c.archived_at IS NOT NULL))
    FROM public.cards c
    JOIN public.boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
    JOIN public.columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
   WHERE c.workspace_id = _l.workspace_id AND c.board_id = _l.other_board_id AND c.id = _l.other_card_id
$$;

-- Records on the board of a blocked card that cards of another board now block it (_blocking: their refs) or no longer do
-- (_freed).
CREATE FUNCTION weir.record_changed_blockers(
  _workspace uuid, _board uuid, _card uuid, _number integer, _blocking text[], _freed text[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _refs  text[];
  _stamp weir.event_stamp := weir.take_clock(_workspace, _board, coalesce(
    (nullif(current_setting('weir.override', true), '')::jsonb ->> 'now')::timestamptz, clock_timestamp()));
BEGIN
  _refs := ARRAY(SELECT r.ref FROM weir.blockers r
                  WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.card_id = _card
                  ORDER BY r.key, r.number);
  INSERT INTO public.events (workspace_id, board_id, seq, type, at, changes)
  VALUES (_workspace, _board, _stamp.seq, 'card.blockersChanged', _stamp.at, jsonb_build_array(jsonb_build_object(
            'card', _number,
            'from', jsonb_build_object('blockedBy', to_jsonb(ARRAY(
              (SELECT unnest(_refs) EXCEPT SELECT unnest(_blocking)) UNION SELECT unnest(_freed) ORDER BY 1))),
            'to', jsonb_build_object('blockedBy', to_jsonb(_refs)))));
END $$;

-- Whether a card is neither delivered nor archived. An open card blocks those that its links name.
CREATE FUNCTION weir.is_open(_c public.cards) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _c.delivered_at IS NULL AND _c.archived_at IS NULL
$$;

-- Locks the clocks that the events of blocked cards need (see follow_updated_cards), before any other clock and in key order:
-- those of these cards' boards and of the boards whose cards they block. It locks none if they block no card of another board.
-- Call it before the clock of the board in a write that may deliver, archive or reopen these cards. A link that another writer adds meanwhile is not covered:
-- at worst the two wait for each other, PostgreSQL ends one, and it is retried.
CREATE FUNCTION weir.lock_boards_blocked_by(_cards weir.card_ref[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _b     weir.board_ref;
  _other weir.board_ref[] := ARRAY(
    SELECT ROW (l.workspace_id, l.other_board_id)::weir.board_ref
      FROM unnest(_cards) c
      JOIN public.card_links l ON l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.card_id
     WHERE l.kind = 'blocks' AND l.other_board_id <> l.board_id);
BEGIN
  IF _other = '{}' THEN
    RETURN;
  END IF;
  FOR _b IN
    SELECT o.workspace_id, o.board_id FROM unnest(_other) o
     UNION
    SELECT c.workspace_id, c.board_id FROM unnest(_cards) c
     ORDER BY 1, 2
  LOOP
    UPDATE public.board_clock k SET seq = k.seq WHERE k.workspace_id = _b.workspace_id AND k.board_id = _b.board_id;
  END LOOP;
END $$;
