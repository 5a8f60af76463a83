-- Where limits are held: cards, who is assigned, columns that turn, boards that come back. By their names
-- these triggers fire when "took_clock" has taken the clocks, so what they read is as it stands.

CREATE FUNCTION weir.cards_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _moved weir.move[];
  _done  boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(ROW (c.workspace_id, c.board_id, c.id, c.column_id, c.swimlane_id, c.class_of_service, c.archived_at,
                          NULL, NULL, NULL, NULL, NULL)::weir.move), bool_or(c.done)
      INTO _moved, _done FROM came c;
    -- Who numbers cards by hand (an import) has the clock count on from there.
    UPDATE board_clock k SET next_card = n.next
      FROM (SELECT c.workspace_id, c.board_id, max(c.number) + 1 AS next FROM came c GROUP BY 1, 2) n
     WHERE k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.next_card < n.next;
  ELSE
    SELECT array_agg(ROW (coalesce(c.workspace_id, g.workspace_id), coalesce(c.board_id, g.board_id), coalesce(c.id, g.id),
                          c.column_id, c.swimlane_id, c.class_of_service, c.archived_at,
                          g.column_id, g.swimlane_id, g.class_of_service, g.archived_at, NULL)::weir.move)
             FILTER (WHERE (c.column_id, c.swimlane_id, c.class_of_service, c.archived_at IS NULL)
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
    PERFORM weir.hold_limits(weir.gains(_moved));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER took_room_on_insert AFTER INSERT ON cards REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.cards_written();
CREATE TRIGGER took_room_on_update AFTER UPDATE ON cards REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.cards_written();

-- Who is given a card that counts, or has one taken away.
CREATE TYPE weir.assigning AS (workspace_id uuid, board_id uuid, card_id uuid, user_id uuid, delta integer);

CREATE FUNCTION weir.assignees_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _given weir.assigning[];
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN
      SELECT array_agg(ROW (c.workspace_id, c.board_id, c.card_id, c.user_id, 1)::weir.assigning) INTO _given FROM came c;
    WHEN 'DELETE' THEN
      SELECT array_agg(ROW (g.workspace_id, g.board_id, g.card_id, g.user_id, -1)::weir.assigning) INTO _given FROM gone g;
    ELSE
      SELECT array_agg(ROW (x.workspace_id, x.board_id, x.card_id, x.user_id, x.delta)::weir.assigning) INTO _given
        FROM (SELECT g.workspace_id, g.board_id, g.card_id, g.user_id, -1 AS delta FROM gone g
              UNION ALL SELECT c.workspace_id, c.board_id, c.card_id, c.user_id, 1 FROM came c) x;
  END CASE;
  PERFORM weir.hold_limits(weir.gains_of_people(_given));
  RETURN NULL;
END $$;

-- As weir.gains, for those whom cards were given to or taken from: only limits of persons count here. A
-- loss is believed only where the card and its board are older than this transaction.
CREATE FUNCTION weir.gains_of_people(_given weir.assigning[]) RETURNS weir.gain[] LANGUAGE plpgsql AS $$
BEGIN
  RETURN (
    WITH counted AS (
      SELECT x.*, k.kind, c.column_id, c.swimlane_id, c.class_of_service, c.archived_at, b.archived_at IS NULL AS board_stands,
             CASE WHEN x.delta > 0 THEN 1 WHEN age(c.xmin) > 0 AND age(k.xmin) > 0 THEN -1 ELSE 0 END AS here,
             CASE WHEN x.delta > 0 THEN 1 WHEN age(c.xmin) > 0 AND age(k.xmin) > 0 AND age(b.xmin) > 0 THEN -1 ELSE 0 END AS anywhere
        FROM unnest(_given) x
        JOIN cards c   ON c.workspace_id = x.workspace_id AND c.board_id = x.board_id AND c.id = x.card_id
        JOIN columns k ON k.workspace_id = x.workspace_id AND k.board_id = x.board_id AND k.id = c.column_id
        JOIN boards b  ON b.workspace_id = x.workspace_id AND b.id = x.board_id)
    SELECT array_agg(ROW (g.workspace_id, g.board_id, g.id, g.user_id, g.gain)::weir.gain ORDER BY g.user_id NULLS FIRST)
      FROM (
        SELECT l.workspace_id, l.board_id, l.id, NULL::uuid AS user_id, sum(x.here)::integer AS gain
          FROM counted x
          JOIN wip_limits l ON l.workspace_id = x.workspace_id AND l.board_id = x.board_id AND l.user_id = x.user_id
         WHERE weir.counts(l, x.column_id, x.kind, x.swimlane_id, x.class_of_service, x.archived_at, true)
         GROUP BY 1, 2, 3
        HAVING sum(x.here) > 0
        UNION ALL
        SELECT p.workspace_id, (array_agg(x.board_id ORDER BY x.delta DESC, x.board_id))[1], p.id, p.user_id, sum(x.anywhere)::integer
          FROM counted x
          JOIN person_limits p ON p.workspace_id = x.workspace_id AND p.user_id = x.user_id
         WHERE x.board_stands
           AND weir.counts(weir.on_a_board(p), x.column_id, x.kind, x.swimlane_id, x.class_of_service, x.archived_at, true)
         GROUP BY 1, 3, 4) g);
END $$;

CREATE TRIGGER took_room_on_insert AFTER INSERT ON card_assignees REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.assignees_written();
CREATE TRIGGER took_room_on_update AFTER UPDATE ON card_assignees REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.assignees_written();
CREATE TRIGGER took_room_on_delete AFTER DELETE ON card_assignees REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION weir.assignees_written();

-- A column that turns active brings its cards under every limit that counts active columns; one that is not
-- split any more has no done half.
CREATE FUNCTION weir.columns_turned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE cards c SET done = false
    FROM came k
    JOIN gone o ON o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id AND o.split AND NOT k.split
   WHERE c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.done;
  PERFORM weir.hold_limits(weir.gains(array_agg(
            ROW (c.workspace_id, c.board_id, c.id, c.column_id, c.swimlane_id, c.class_of_service, c.archived_at,
                 c.column_id, c.swimlane_id, c.class_of_service, c.archived_at, o.kind)::weir.move)))
     FROM came k
     JOIN gone o  ON o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id AND o.kind <> k.kind
     JOIN cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.archived_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER turned_on_update AFTER UPDATE ON columns REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.columns_turned();

-- The cards of an archived board don't count for a person's limit across boards: bringing it back is a gain.
CREATE FUNCTION weir.boards_returned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.hold_limits((
    SELECT array_agg(ROW (g.workspace_id, g.board_id, g.id, g.user_id, g.gain)::weir.gain)
      FROM (
        SELECT p.workspace_id, (array_agg(b.id ORDER BY b.archived_at NULLS FIRST, b.id))[1] AS board_id, p.id, p.user_id,
               count(*) FILTER (WHERE b.archived_at IS NULL)::integer AS gain
          FROM came b
          JOIN gone o ON o.workspace_id = b.workspace_id AND o.id = b.id AND (o.archived_at IS NULL) <> (b.archived_at IS NULL)
          JOIN card_assignees a ON a.workspace_id = b.workspace_id AND a.board_id = b.id
          JOIN person_limits p  ON p.workspace_id = a.workspace_id AND p.user_id = a.user_id
          JOIN cards c   ON c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id
          JOIN columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
         WHERE weir.counts(weir.on_a_board(p), c.column_id, k.kind, c.swimlane_id, c.class_of_service, c.archived_at, true)
         GROUP BY 1, 3, 4) g));
  RETURN NULL;
END $$;
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
