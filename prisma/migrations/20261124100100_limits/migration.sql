-- What a limit counts, what a statement gained of it, and the rule.

-- Whether a card counts against a limit: the one definition in SQL (the other is in packages/domain, and a
-- test holds the two to one verdict). Limits of columns, groups and cells count what stands there, those of
-- lanes, persons, boards and classes what stands in active columns. Expedite cards have a limit of their
-- own and count in none of a column, group, lane or cell. Archived cards count nowhere, blocked ones
-- everywhere. _theirs: whether the card is assigned to the person that a limit of scope person names.
CREATE FUNCTION weir.counts(
  _limit wip_limits, _column_id uuid, _kind column_kind, _swimlane_id uuid, _class class_of_service,
  _archived_at timestamptz, _theirs boolean
) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _archived_at IS NULL AND CASE (_limit).scope
    WHEN 'column'         THEN _column_id = (_limit).column_id AND _class <> 'expedite'
    WHEN 'columns'        THEN _column_id = ANY ((_limit).column_ids) AND _class <> 'expedite'
    WHEN 'swimlane'       THEN _swimlane_id = (_limit).swimlane_id AND _class <> 'expedite'
                               AND CASE WHEN (_limit).column_id IS NULL THEN _kind = 'active'
                                        ELSE _column_id = (_limit).column_id END
    WHEN 'person'         THEN _kind = 'active' AND _theirs
    WHEN 'board'          THEN _kind = 'active'
    WHEN 'classOfService' THEN _kind = 'active' AND _class = (_limit).class_of_service
  END
$$;

-- Whether cards of a column can count against a limit at all, so that the others need not be read.
CREATE FUNCTION weir.concerns(_limit wip_limits, _column_id uuid, _kind column_kind) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN (_limit).column_id IS NOT NULL THEN _column_id = (_limit).column_id
    WHEN (_limit).scope = 'columns'     THEN _column_id = ANY ((_limit).column_ids)
    ELSE _kind = 'active'
  END
$$;

-- The cards that count against a limit now. STABLE, so it reads the snapshot of the statement that calls
-- it: call it in a statement begun after the clock was taken.
CREATE FUNCTION weir.load(_limit wip_limits) RETURNS integer LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT count(*)
      FROM columns k
      JOIN cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id
                  AND c.archived_at IS NULL
     WHERE k.workspace_id = _limit.workspace_id AND k.board_id = _limit.board_id
       AND weir.concerns(_limit, k.id, k.kind)
       AND weir.counts(_limit, c.column_id, k.kind, c.swimlane_id, c.class_of_service, c.archived_at, EXISTS (
             SELECT FROM card_assignees a
              WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
                AND a.user_id = _limit.user_id)));
END $$;

-- The same for a person's limit across boards: their cards on every board that is not archived.
CREATE FUNCTION weir.load(_limit person_limits) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _alike wip_limits := weir.on_a_board(_limit);
BEGIN
  RETURN (
    SELECT count(*)
      FROM card_assignees a
      JOIN boards b  ON b.workspace_id = a.workspace_id AND b.id = a.board_id AND b.archived_at IS NULL
      JOIN cards c   ON c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id
      JOIN columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
     WHERE a.workspace_id = _limit.workspace_id AND a.user_id = _limit.user_id
       AND weir.counts(_alike, c.column_id, k.kind, c.swimlane_id, c.class_of_service, c.archived_at, true));
END $$;

-- A limit across boards counts a card as the person's limit on its board would.
CREATE FUNCTION weir.on_a_board(_limit person_limits) RETURNS wip_limits LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  _alike wip_limits;
BEGIN
  _alike.workspace_id := _limit.workspace_id;
  _alike.scope := 'person';
  _alike.user_id := _limit.user_id;
  RETURN _alike;
END $$;

-- What a limit on this column counts, whether or not it has one.
CREATE FUNCTION weir.column_load(_column columns) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _alike wip_limits;
BEGIN
  _alike.workspace_id := _column.workspace_id;
  _alike.board_id := _column.board_id;
  _alike.scope := 'column';
  _alike.column_id := _column.id;
  RETURN weir.load(_alike);
END $$;

-- ------------------------------------------------------------------------------------------- gains

-- A card and where it stands after a statement and where it stood before; nothing of the one where it is
-- new, of the other where it is gone. `was_kind`: of a column that turned under the card.
CREATE TYPE weir.move AS (
  workspace_id uuid, board_id uuid, card_id uuid,
  column_id uuid, swimlane_id uuid, class_of_service class_of_service, archived_at timestamptz,
  was_column_id uuid, was_swimlane_id uuid, was_class_of_service class_of_service, was_archived_at timestamptz,
  was_kind column_kind
);

-- What a limit gained. Of a person's limit across boards, `user_id` says whose it is and `board_id` where.
CREATE TYPE weir.gain AS (workspace_id uuid, board_id uuid, id uuid, user_id uuid, gain integer);

-- The limits that gained more than they lost by these moves. Limits of persons across boards are told with
-- their losses too, and last: what they count has changed, and so their row does.
--
-- One statement may write cards and also what they are counted by (who is assigned, the kind of a column,
-- whether a board is archived); then each of its triggers sees the other's rows as they have become. So a
-- loss is believed only where the rows by which the card was counted are older than this transaction, which
-- is what age(xmin) > 0 says. A gain is one under the rows as they have become, so none is missed.
CREATE FUNCTION weir.gains(_moved weir.move[]) RETURNS weir.gain[] LANGUAGE plpgsql AS $$
BEGIN
  RETURN (
    SELECT array_agg(ROW (g.workspace_id, g.board_id, g.id, g.user_id, g.gain)::weir.gain ORDER BY g.user_id NULLS FIRST)
      FROM (
        SELECT d.workspace_id, d.board_id, d.id, NULL::uuid AS user_id, sum(d.delta)::integer AS gain
          FROM (
            SELECT l.workspace_id, l.board_id, l.id,
                   CASE WHEN x.counts THEN 1
                        WHEN age(o.xmin) > 0
                             AND (l.scope <> 'person' OR weir.was_theirs(m.workspace_id, m.board_id, m.card_id, l.user_id)) THEN -1
                        ELSE 0 END AS delta
              FROM unnest(_moved) m
              LEFT JOIN columns k ON k.workspace_id = m.workspace_id AND k.board_id = m.board_id AND k.id = m.column_id
              LEFT JOIN columns o ON o.workspace_id = m.workspace_id AND o.board_id = m.board_id AND o.id = m.was_column_id
              JOIN wip_limits l ON l.workspace_id = m.workspace_id AND l.board_id = m.board_id
             CROSS JOIN LATERAL (SELECT l.scope = 'person' AND EXISTS (
                                   SELECT FROM card_assignees a
                                    WHERE a.workspace_id = m.workspace_id AND a.board_id = m.board_id AND a.card_id = m.card_id
                                      AND a.user_id = l.user_id) AS theirs) t
             CROSS JOIN LATERAL (SELECT
                   weir.counts(l, m.column_id, k.kind, m.swimlane_id, m.class_of_service, m.archived_at, t.theirs) IS TRUE AS counts,
                   weir.counts(l, m.was_column_id, coalesce(m.was_kind, o.kind), m.was_swimlane_id, m.was_class_of_service,
                               m.was_archived_at, t.theirs) IS TRUE AS counted) x
             WHERE x.counts <> x.counted) d
         GROUP BY 1, 2, 3
        HAVING sum(d.delta) > 0
        UNION ALL
        SELECT d.workspace_id, (array_agg(d.board_id ORDER BY d.delta DESC, d.board_id))[1], d.id, d.user_id, sum(d.delta)::integer
          FROM (
            SELECT p.workspace_id, m.board_id, p.id, p.user_id,
                   CASE WHEN x.counts THEN 1
                        WHEN age(o.xmin) > 0 AND age(a.xmin) > 0 AND age(b.xmin) > 0 THEN -1
                        ELSE 0 END AS delta
              FROM unnest(_moved) m
              JOIN card_assignees a ON a.workspace_id = m.workspace_id AND a.board_id = m.board_id AND a.card_id = m.card_id
              JOIN person_limits p ON p.workspace_id = a.workspace_id AND p.user_id = a.user_id
              JOIN boards b ON b.workspace_id = m.workspace_id AND b.id = m.board_id AND b.archived_at IS NULL
              LEFT JOIN columns k ON k.workspace_id = m.workspace_id AND k.board_id = m.board_id AND k.id = m.column_id
              LEFT JOIN columns o ON o.workspace_id = m.workspace_id AND o.board_id = m.board_id AND o.id = m.was_column_id
             CROSS JOIN LATERAL (SELECT weir.on_a_board(p) AS alike OFFSET 0) l
             CROSS JOIN LATERAL (SELECT
                   weir.counts(l.alike, m.column_id, k.kind, m.swimlane_id, m.class_of_service, m.archived_at, true) IS TRUE AS counts,
                   weir.counts(l.alike, m.was_column_id, coalesce(m.was_kind, o.kind), m.was_swimlane_id, m.was_class_of_service,
                               m.was_archived_at, true) IS TRUE AS counted) x
             WHERE x.counts <> x.counted) d
         GROUP BY 1, 3, 4) g);
END $$;

-- Whether a card was a person's before this transaction, and is so still.
CREATE FUNCTION weir.was_theirs(_workspace uuid, _board uuid, _card uuid, _user uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM card_assignees a
                  WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.card_id = _card AND a.user_id = _user
                    AND age(a.xmin) > 0)
$$;

-- ---------------------------------------------------------------------------------------- the rule

-- A limit that is over its maximum, with the load that it had before.
CREATE TYPE weir.over AS (
  workspace_id uuid, board_id uuid, id uuid, scope limit_scope, mode limit_mode, max integer, load integer, gain integer
);

-- Of the limits that gained, those that are over their maximum now are refused, or passed where their mode
-- lets them. The rule "load <= max" stands here and nowhere else in SQL.
CREATE FUNCTION weir.hold_limits(_gained weir.gain[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _w    record;
  _over weir.over[];
BEGIN
  IF _gained IS NULL THEN
    RETURN;
  ELSIF _gained[cardinality(_gained)].user_id IS NOT NULL THEN
    FOR _w IN SELECT g.workspace_id, array_agg(g.user_id) AS people FROM unnest(_gained) g
               WHERE g.user_id IS NOT NULL GROUP BY 1 ORDER BY 1 LOOP
      PERFORM weir.hold_people(_w.workspace_id, _w.people);
    END LOOP;
  END IF;

  SELECT array_agg(ROW (n.workspace_id, n.board_id, n.id, n.scope, n.mode, n.max, n.load - n.gain, n.gain)::weir.over)
    INTO _over
    FROM (
      SELECT g.workspace_id, g.board_id, g.id, l.scope, l.mode, l.max, weir.load(l) AS load, g.gain
        FROM unnest(_gained) g
        JOIN wip_limits l ON l.workspace_id = g.workspace_id AND l.board_id = g.board_id AND l.id = g.id
       WHERE g.gain > 0 AND g.user_id IS NULL
      UNION ALL
      SELECT g.workspace_id, g.board_id, g.id, 'person', p.mode, p.max, weir.load(p), g.gain
        FROM unnest(_gained) g
        JOIN person_limits p ON p.workspace_id = g.workspace_id AND p.id = g.id
       WHERE g.gain > 0 AND g.user_id IS NOT NULL) n
   WHERE n.load > n.max;

  IF _over IS NOT NULL THEN
    PERFORM weir.pass(_over);
  END IF;
END $$;
