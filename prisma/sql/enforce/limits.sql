-- The guarantee of limits: no write, on any path and at any isolation level, puts a card where a limit is full.
--
-- The triggers are AFTER, per statement, with transition tables. They look at what the whole statement gained. So two
-- cards of two full columns can swap in one UPDATE, leaving and reordering always pass, and a lowered limit lets nothing
-- in until its load has fallen.

-- A limit above its maximum, with its load before the statement.
CREATE TYPE weir.exceeded_limit AS (
  workspace_id uuid, board_id uuid, id uuid, scope public.limit_scope, mode public.limit_mode, max integer, load integer, gain integer
);

-- Refuses or overrides each limit that gained by these changes of one board and is now above its maximum. The rule
-- "load <= max" exists only here in SQL. _across_alone: check only the limits of persons across boards.
CREATE FUNCTION weir.enforce_limits(
  _workspace uuid, _board uuid, _changes weir.card_change[], _across_alone boolean DEFAULT false
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _c          weir.card_change := _changes[1];
  _one        boolean := cardinality(_changes) = 1;
  _active     uuid[];
  _rewritten  uuid[];
  _done       uuid[];
  _has_across boolean;
  _limits     public.wip_limits[];
  _limit      public.wip_limits;
  _gain       integer;
  _load       integer;
  _exceeded   weir.exceeded_limit[];
BEGIN
  -- With the limits that can gain. By one card, only those can that count it now and did not before.
  SELECT k.active, k.rewritten, k.done, EXISTS (SELECT FROM public.person_limits p WHERE p.workspace_id = _workspace), (
           SELECT array_agg(l)
             FROM public.wip_limits l
            WHERE l.workspace_id = _workspace AND l.board_id = _board AND NOT _across_alone
              AND (NOT _one OR weir.is_counted(
                     l.scope, l.column_id, l.column_ids, l.swimlane_id, l.class_of_service,
                     _c.column_id, _c.column_id = ANY (k.active), _c.swimlane_id, _c.class_of_service, _c.archived_at, true)
                   AND weir.is_counted(
                     l.scope, l.column_id, l.column_ids, l.swimlane_id, l.class_of_service,
                     _c.was_column_id, coalesce(_c.was_active, _c.was_column_id = ANY (k.active)), _c.was_swimlane_id,
                     _c.was_class_of_service, _c.was_archived_at, true) IS NOT TRUE))
    INTO _active, _rewritten, _done, _has_across, _limits
    FROM (SELECT array_agg(k.id) FILTER (WHERE k.kind = 'active') AS active,
                 array_agg(k.id) FILTER (WHERE weir.is_own_write(k.xmin)) AS rewritten,
                 array_agg(k.id) FILTER (WHERE k.kind = 'done') AS done
            FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board) k;
  IF _has_across THEN
    _limits := _limits || weir.limits_across_boards(_workspace, _board, _changes);
  END IF;
  FOREACH _limit IN ARRAY coalesce(_limits, '{}') LOOP
    _gain := CASE WHEN _one AND _limit.scope <> 'person' AND _c.person IS NULL THEN 1
                  ELSE weir.gain(_limit, _changes, _active, _rewritten) END;
    IF _limit.board_id IS NULL AND _gain IS NOT NULL THEN
      PERFORM weir.lock_person_limits(_workspace, ARRAY[_limit.user_id]);
      SELECT a.* INTO _limit FROM public.person_limits p, weir.limit_across_boards(p) a
       WHERE p.workspace_id = _workspace AND p.user_id = _limit.user_id;
      CONTINUE WHEN NOT FOUND;
    END IF;
    IF _gain > 0 THEN
      _load := weir.load(_limit, _active);
      IF _load > _limit.max THEN
        _exceeded := _exceeded || ROW (_workspace, _board, _limit.id, _limit.scope, _limit.mode, _limit.max,
                                       _load - _gain, _gain)::weir.exceeded_limit;
      END IF;
    END IF;
  END LOOP;
  IF _exceeded IS NOT NULL THEN
    PERFORM weir.override_or_refuse(_exceeded);
  END IF;
  -- The caps on cards. One card that was there, in a column that is not done, adds nothing: that needs no query.
  IF _c.person IS NULL AND NOT _across_alone
     AND (NOT _one OR _c.was_column_id IS NULL OR _c.was_archived_at IS NOT NULL OR _c.was_column_id = ANY (_done))
     AND weir.adds_cards(_changes, _done) THEN
    PERFORM weir.enforce_card_caps(_workspace, _board);
  END IF;
END $$;

-- Limits across boards: those of everyone who has these cards, or was assigned or unassigned, in the order in which they are
-- locked. Cards of an archived board do not count for them.
CREATE FUNCTION weir.limits_across_boards(
  _workspace uuid, _board uuid, _changes weir.card_change[]
) RETURNS public.wip_limits[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(
    SELECT weir.limit_across_boards(p)
      FROM public.person_limits p
     WHERE p.workspace_id = _workspace
       AND p.user_id = ANY (ARRAY(
         SELECT coalesce(m.person, a.user_id)
           FROM unnest(_changes) m
           LEFT JOIN public.card_assignees a
             ON m.person IS NULL AND a.workspace_id = m.workspace_id AND a.board_id = m.board_id AND a.card_id = m.card_id))
       AND EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NULL)
     ORDER BY p.user_id);
END $$;

-- Enforces limits for all changes of a statement, board by board.
CREATE FUNCTION weir.enforce_limits_of_boards(_changes weir.card_change[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _b record;
BEGIN
  FOR _b IN SELECT m.workspace_id, m.board_id, array_agg(m) AS changes FROM unnest(_changes) m GROUP BY 1, 2 ORDER BY 1, 2 LOOP
    PERFORM weir.enforce_limits(_b.workspace_id, _b.board_id, _b.changes);
  END LOOP;
END $$;

-- A person who was assigned to a card (is_new) or unassigned.
CREATE TYPE weir.assignment_change AS (workspace_id uuid, board_id uuid, card_id uuid, user_id uuid, is_new boolean);

-- Trigger on card_assignees. For the person's limits an assigned card is new, and an unassigned one is gone. If the
-- same transaction wrote the card, it may not have counted before. A lease ends when its holder is unassigned.
CREATE FUNCTION weir.enforce_limits_of_assignees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _assignments weir.assignment_change[];
  _changes     weir.card_change[];
BEGIN
  IF TG_OP <> 'DELETE' THEN
    SELECT array_agg(ROW (n.workspace_id, n.board_id, n.card_id, n.user_id, true)::weir.assignment_change)
      INTO _assignments FROM new_rows n;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    SELECT _assignments || array_agg(ROW (o.workspace_id, o.board_id, o.card_id, o.user_id, false)::weir.assignment_change)
      INTO _assignments FROM old_rows o;
  END IF;
  SELECT array_agg(CASE WHEN n.is_new THEN weir.card_change(c, NULL, n.user_id)
                        ELSE weir.card_change(NULL, c, n.user_id, weir.is_own_write(c.xmin)) END)
    INTO _changes
    FROM unnest(_assignments) n
    JOIN public.cards c ON c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.card_id;
  IF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM weir.end_leases_taken(ARRAY(
      SELECT ROW (l.workspace_id, l.board_id, l.card_id)::weir.card_ref
        FROM unnest(_assignments) n
        JOIN public.card_leases l ON l.workspace_id = n.workspace_id AND l.board_id = n.board_id AND l.card_id = n.card_id
                                 AND l.holder_id = n.user_id
       WHERE NOT n.is_new));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_enforce_limits_on_insert AFTER INSERT ON public.card_assignees REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_assignees();
CREATE TRIGGER then_enforce_limits_on_update AFTER UPDATE ON public.card_assignees REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_assignees();
CREATE TRIGGER then_enforce_limits_on_delete AFTER DELETE ON public.card_assignees REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_assignees();

-- Trigger on columns. The cards of a column that becomes active start to count against every limit of active columns.
-- The same holds for a column that replaces another with the same id: its old kind is unknown, and is assumed not to
-- have counted. A column that is no longer split has no done half.
CREATE FUNCTION weir.enforce_limits_of_columns() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _columns  public.columns[];
  _was     public.columns[];
  _changes weir.card_change[];
BEGIN
  SELECT array_agg(c) INTO _columns FROM new_rows c;
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(g) INTO _was FROM old_rows g;
  END IF;
  UPDATE public.cards c SET done = false
    FROM unnest(_columns) k
   WHERE NOT k.split AND NOT EXISTS (
           SELECT FROM unnest(_was) o
            WHERE o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id AND NOT o.split)
     AND c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.done;
  SELECT array_agg(weir.card_change(c, c, _was_active => coalesce(o.kind = 'active', false)))
    INTO _changes
    FROM unnest(_columns) k
    LEFT JOIN unnest(_was) o ON o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id
    JOIN public.cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.archived_at IS NULL
   WHERE o.kind IS DISTINCT FROM k.kind;
  IF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
    -- The cards of a column that is not done any more count against the cap on cards.
    PERFORM weir.enforce_card_caps(b.workspace_id, b.board_id)
       FROM (SELECT DISTINCT k.workspace_id, k.board_id
               FROM unnest(_columns) k
               LEFT JOIN unnest(_was) o ON o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id
              WHERE k.kind <> 'done' AND (o.id IS NULL OR o.kind = 'done')) b;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_enforce_limits_on_insert AFTER INSERT ON public.columns REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_columns();
CREATE TRIGGER then_enforce_limits_on_update AFTER UPDATE ON public.columns REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_columns();

-- Trigger on boards. Cards of an archived board do not count for a person's limit across boards. So that load falls
-- when a board is archived and grows when it returns, also as a row that replaces its own. Other limits are not
-- affected.
CREATE FUNCTION weir.enforce_limits_of_archiving() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _was public.boards[];
  _b   record;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(g) INTO _was FROM old_rows g;
  END IF;
  FOR _b IN
    SELECT b.workspace_id, b.id, b.archived_at IS NULL AS is_back, array_agg(a.user_id) AS people,
           array_agg(weir.card_change(c, NULL, a.user_id)) AS changes
      FROM new_rows b
      LEFT JOIN unnest(_was) o ON o.workspace_id = b.workspace_id AND o.id = b.id
      JOIN public.cards c ON c.workspace_id = b.workspace_id AND c.board_id = b.id AND c.archived_at IS NULL
      JOIN public.card_assignees a ON a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id
     WHERE o.id IS NULL OR (o.archived_at IS NULL) <> (b.archived_at IS NULL)
     GROUP BY 1, 2, 3
     ORDER BY 1, 2
  LOOP
    IF _b.is_back THEN
      PERFORM weir.enforce_limits(_b.workspace_id, _b.id, _b.changes, true);
    ELSE
      PERFORM weir.lock_person_limits(_b.workspace_id, _b.people);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_enforce_limits_on_insert AFTER INSERT ON public.boards REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_archiving();
CREATE TRIGGER then_enforce_limits_on_update AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.enforce_limits_of_archiving();
