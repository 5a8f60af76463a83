-- Where limits are held: cards, who is assigned, columns that turn, boards that come back. By their names
-- these triggers fire when "took_clock" has taken the clocks, so what they read is as it stands.

CREATE FUNCTION weir.cards_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _moved weir.move[];
  _done  boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(weir.move_of(c::cards, NULL)), bool_or(c.done)
      INTO _moved, _done FROM came c;
    -- Who numbers cards by hand (an import) has the clock count on from there.
    UPDATE board_clock k SET next_card = n.next
      FROM (SELECT c.workspace_id, c.board_id, max(c.number) + 1 AS next FROM came c GROUP BY 1, 2) n
     WHERE k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.next_card < n.next;
  ELSE
    -- FULL, so that it is never a loop in a loop, whatever the first statement of a session was. A card that
    -- went to another key came from nowhere: its loss is credited to nobody.
    SELECT array_agg(weir.move_of(c::cards, g::cards))
             FILTER (WHERE c.id IS NOT NULL AND (c.column_id, c.swimlane_id, c.class_of_service, c.archived_at IS NULL)
                           IS DISTINCT FROM (g.column_id, g.swimlane_id, g.class_of_service, g.archived_at IS NULL)),
           bool_or(c.done)
      INTO _moved, _done
      FROM gone g
      FULL JOIN came c ON c.workspace_id = g.workspace_id AND c.board_id = g.board_id AND c.id = g.id;
  END IF;
  IF _done THEN
    -- Only a split column has a done half.
    UPDATE cards c SET done = false
      FROM came n
      JOIN columns k ON k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.id = n.column_id AND NOT k.split
     WHERE c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.id AND n.done AND c.done;
  END IF;
  IF _moved IS NOT NULL THEN
    PERFORM weir.hold_moves(_moved);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER took_room_on_insert AFTER INSERT ON cards REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.cards_written();
CREATE TRIGGER took_room_on_update AFTER UPDATE ON cards REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.cards_written();

-- Who is given a card that counts, or has one taken away: to their limits it comes from nowhere, or goes. A
-- card that was written with it may not have counted before.
CREATE TYPE weir.given AS (workspace_id uuid, board_id uuid, card_id uuid, user_id uuid, comes boolean);

CREATE FUNCTION weir.assignees_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _given weir.given[];
  _moved weir.move[];
BEGIN
  IF TG_OP <> 'DELETE' THEN
    SELECT array_agg(ROW (c.workspace_id, c.board_id, c.card_id, c.user_id, true)::weir.given) INTO _given FROM came c;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    SELECT _given || array_agg(ROW (g.workspace_id, g.board_id, g.card_id, g.user_id, false)::weir.given) INTO _given FROM gone g;
  END IF;
  SELECT array_agg(CASE WHEN n.comes THEN weir.move_of(c, NULL, n.user_id)
                        ELSE weir.move_of(NULL, c, n.user_id, weir.is_ours(c.xmin)) END)
    INTO _moved
    FROM unnest(_given) n
    JOIN cards c ON c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.card_id;
  IF _moved IS NOT NULL THEN
    PERFORM weir.hold_moves(_moved);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER took_room_on_insert AFTER INSERT ON card_assignees REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.assignees_written();
CREATE TRIGGER took_room_on_update AFTER UPDATE ON card_assignees REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.assignees_written();
CREATE TRIGGER took_room_on_delete AFTER DELETE ON card_assignees REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION weir.assignees_written();

-- A column that turns active brings its cards under every limit that counts active columns, and so does one
-- that takes the place of another with its id: what it was is not known then, and counts for nothing. One that
-- is not split any more has no done half.
CREATE FUNCTION weir.columns_turned() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _turned columns[];
  _was    columns[];
  _moved  weir.move[];
BEGIN
  SELECT array_agg(c) INTO _turned FROM came c;
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(g) INTO _was FROM gone g;
  END IF;
  UPDATE cards c SET done = false
    FROM unnest(_turned) k
   WHERE NOT k.split AND NOT EXISTS (
           SELECT FROM unnest(_was) o
            WHERE o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id AND NOT o.split)
     AND c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.done;
  SELECT array_agg(weir.move_of(c, c, _was_active => coalesce(o.kind = 'active', false)))
    INTO _moved
    FROM unnest(_turned) k
    LEFT JOIN unnest(_was) o ON o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id
    JOIN cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.archived_at IS NULL
   WHERE o.kind IS DISTINCT FROM k.kind;
  IF _moved IS NOT NULL THEN
    PERFORM weir.hold_moves(_moved);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER turned_on_insert AFTER INSERT ON columns REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.columns_turned();
CREATE TRIGGER turned_on_update AFTER UPDATE ON columns REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.columns_turned();

-- The cards of an archived board don't count for a person's limit across boards: what that counts changes
-- when a board goes to the archive, and grows when it comes back, also as the row that takes the place of
-- its own. To all other limits nothing moves.
CREATE FUNCTION weir.boards_returned() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _was boards[];
  _b   record;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(g) INTO _was FROM gone g;
  END IF;
  FOR _b IN
    SELECT b.workspace_id, b.id, b.archived_at IS NULL AS is_back, array_agg(a.user_id) AS people,
           array_agg(weir.move_of(c, NULL, a.user_id)) AS moved
      FROM came b
      LEFT JOIN unnest(_was) o ON o.workspace_id = b.workspace_id AND o.id = b.id
      JOIN cards c ON c.workspace_id = b.workspace_id AND c.board_id = b.id AND c.archived_at IS NULL
      JOIN card_assignees a ON a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
     WHERE o.id IS NULL OR (o.archived_at IS NULL) <> (b.archived_at IS NULL)
     GROUP BY 1, 2, 3
     ORDER BY 1, 2
  LOOP
    IF _b.is_back THEN
      PERFORM weir.hold_limits(_b.workspace_id, _b.id, _b.moved, true);
    ELSE
      PERFORM weir.hold_people(_b.workspace_id, _b.people);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER took_room_on_insert AFTER INSERT ON boards REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.boards_returned();
CREATE TRIGGER took_room_on_update AFTER UPDATE ON boards REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.boards_returned();

-- ------------------------------------------------------------------------------ the columns of a group

-- In order and once each, so that one group is one whatever order it was said in.
CREATE FUNCTION weir.group_sorted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.column_ids := ARRAY(SELECT DISTINCT i FROM unnest(NEW.column_ids) i ORDER BY 1);
  RETURN NEW;
END $$;
CREATE TRIGGER sorted BEFORE INSERT OR UPDATE OF column_ids ON wip_limits FOR EACH ROW WHEN (NEW.scope = 'columns')
  EXECUTE FUNCTION weir.group_sorted();

-- An array has no foreign keys: this is theirs, looked at when the clock is taken. Whoever deletes a column
-- of a group and the limit in one statement may.
CREATE FUNCTION weir.group_whole(_workspace uuid, _board uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _lacks uuid;
BEGIN
  SELECT i INTO _lacks
    FROM wip_limits l CROSS JOIN unnest(l.column_ids) i
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.scope = 'columns'
     AND NOT EXISTS (SELECT FROM columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = i)
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'a limit of columns names %, which is no column of its board', _lacks
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'wip_limits_column_ids_fkey', TABLE = 'wip_limits';
  END IF;
END $$;

CREATE FUNCTION weir.groups_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.group_whole(l.workspace_id, l.board_id)
     FROM (SELECT DISTINCT c.workspace_id, c.board_id FROM came c WHERE c.scope = 'columns') l;
  RETURN NULL;
END $$;
CREATE TRIGGER whole_on_insert AFTER INSERT ON wip_limits REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.groups_written();
CREATE TRIGGER whole_on_update AFTER UPDATE ON wip_limits REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.groups_written();

CREATE FUNCTION weir.columns_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.group_whole(k.workspace_id, k.board_id) FROM (SELECT DISTINCT g.workspace_id, g.board_id FROM gone g) k;
  RETURN NULL;
END $$;
CREATE TRIGGER whole_on_update AFTER UPDATE ON columns REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION weir.columns_gone();
CREATE TRIGGER whole_on_delete AFTER DELETE ON columns REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION weir.columns_gone();
