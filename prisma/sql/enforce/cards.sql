-- The triggers on cards. Every move pays for each of them, and for each look at the rows written, so there are few: besides the
-- lock (lock.sql) and the search (search/keep.sql), one before the row and one after the statement.

-- Trigger: what plain SQL leaves to us in a card that it writes. Its instants follow its column (instants.sql). Its version
-- rises, so that If-Match notices the change. Our own writers do both themselves; spreading out ranks changes no version. It runs
-- before the row is written, so that the statement has one event and one version. A new version is dated (updated-at.sql), unless one
-- of ours has done so. It asks in its body who writes: a condition of the trigger would be parsed for each statement, which costs more.
CREATE FUNCTION weir.complete_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('weir.own_event', true) = 'on' THEN
    IF NEW.version <> OLD.version AND NEW.updated_at <= OLD.updated_at THEN
      NEW.updated_at := greatest(weir.time_of_write(), OLD.updated_at);
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.column_id <> OLD.column_id OR (NEW.committed_at IS NULL) <> (OLD.committed_at IS NULL)
     OR (NEW.delivered_at IS NULL) <> (OLD.delivered_at IS NULL) THEN
    NEW := weir.with_instants(NEW, OLD);
  END IF;
  IF NEW.version = OLD.version AND NEW IS DISTINCT FROM OLD THEN
    NEW.version := OLD.version + 1;
  END IF;
  IF NEW.version <> OLD.version THEN
    NEW.updated_at := greatest(weir.time_of_write(), OLD.updated_at);
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER complete_updated BEFORE UPDATE ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.complete_card();

-- The same for a new card.
CREATE FUNCTION weir.complete_new_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('weir.own_event', true) IS DISTINCT FROM 'on' THEN
    NEW := weir.with_instants(NEW, NULL);
  END IF;
  NEW.updated_at := weir.time_of_write();
  RETURN NEW;
END $$;

CREATE TRIGGER complete_inserted BEFORE INSERT ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.complete_new_card();

-- Trigger: what follows from new cards, under the clock: limits, then the instants again (the column may have changed its kind
-- between the trigger above and the clock), then the steps of requests.
CREATE FUNCTION weir.follow_inserted_cards() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _changes     weir.card_change[];
  _done        boolean;
  _of_requests boolean;
BEGIN
  SELECT array_agg(weir.card_change(n::public.cards, NULL)), bool_or(n.done), bool_or(n.request_id IS NOT NULL)
    INTO _changes, _done, _of_requests
    FROM new_rows n;
  -- Numbers given by hand (an import) move the clock's next number on.
  UPDATE public.board_clock k SET next_card = n.next
    FROM (SELECT c.workspace_id, c.board_id, max(c.number) + 1 AS next FROM new_rows c GROUP BY 1, 2) n
   WHERE k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.next_card < n.next;
  IF _done THEN
    PERFORM weir.clear_done(ARRAY(SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n WHERE n.done));
  END IF;
  IF cardinality(_changes) = 1 THEN
    PERFORM weir.enforce_limits(_changes[1].workspace_id, _changes[1].board_id, _changes);
  ELSIF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
  END IF;
  IF NOT weir.has_own_event() THEN
    PERFORM weir.correct_instants(ARRAY(SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n));
  END IF;
  IF _of_requests THEN
    PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
       FROM (SELECT n.workspace_id, n.board_id, array_agg(n.request_id) AS requests FROM new_rows n
              WHERE n.request_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2) r;
    PERFORM weir.settle_cards(ARRAY(
      SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n
       WHERE n.request_id IS NOT NULL AND n.archived_at IS NULL AND n.delivered_at IS NULL));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_follow_on_insert AFTER INSERT ON public.cards REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.follow_inserted_cards();

-- Trigger: what follows from changed cards, under the clock, in the order of its parts. FULL JOIN never becomes a nested loop,
-- whatever plan the session's first statement produced. A card whose key changed counts as new, and no limit counts it as lost.
CREATE FUNCTION weir.follow_updated_cards() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _changes     weir.card_change[];
  _done        boolean;
  _turned      boolean;
  _of_requests boolean;
  _left        weir.card_ref[];
  _card        weir.card_ref;
  _b           record;
BEGIN
  SELECT array_agg(weir.card_change(n::public.cards, o::public.cards))
           FILTER (WHERE n.id IS NOT NULL AND (n.column_id, n.swimlane_id, n.class_of_service, n.archived_at IS NULL)
                         IS DISTINCT FROM (o.column_id, o.swimlane_id, o.class_of_service, o.archived_at IS NULL)),
         bool_or(n.done), bool_or(weir.is_open(n) <> weir.is_open(o)), bool_or(n.request_id IS NOT NULL OR o.request_id IS NOT NULL),
         array_agg(ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref)
           FILTER (WHERE n.column_id <> o.column_id OR n.done > o.done OR n.archived_at IS NOT NULL AND o.archived_at IS NULL)
    INTO _changes, _done, _turned, _of_requests, _left
    FROM old_rows o
    FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id;
  IF _done THEN
    PERFORM weir.clear_done(ARRAY(SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n WHERE n.done));
  END IF;
  IF cardinality(_changes) = 1 THEN
    PERFORM weir.enforce_limits(_changes[1].workspace_id, _changes[1].board_id, _changes);
  ELSIF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
  END IF;

  -- Those who took a card that was leased. The commands of leases have ended the lease before.
  -- Most are not leased: a look at the key of each costs less than a call.
  FOREACH _card IN ARRAY coalesce(_left, '{}') LOOP
    IF EXISTS (SELECT FROM public.card_leases l
                WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.card_id = _card.card_id
                  AND l.holder_id IS NOT NULL) THEN
      PERFORM weir.end_leases_taken(_left);
      EXIT;
    END IF;
  END LOOP;

  -- Plain SQL: the column may have changed its kind between the trigger above and the clock. As in a move by the API, a card
  -- that is no longer delivered loses assignees who can't be given work any more.
  IF NOT weir.has_own_event() THEN
    PERFORM weir.correct_instants(ARRAY(
      SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref
        FROM old_rows o
        FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
       WHERE n.column_id IS DISTINCT FROM o.column_id AND n.id IS NOT NULL));
    PERFORM weir.unassign_reopened(r.workspace_id, r.board_id, r.cards)
       FROM (SELECT n.workspace_id, n.board_id, array_agg(n.id) AS cards
               FROM old_rows o
               FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
              WHERE o.delivered_at IS NOT NULL AND n.delivered_at IS NULL AND n.id IS NOT NULL
              GROUP BY 1, 2 ORDER BY 1, 2) r;
  END IF;

  -- A card that is delivered, archived or reopened changes which cards of other boards are blocked. Each of those gets an event
  -- on its own board, so that the board shows it. Cards of the same board need none: this change has an event there.
  IF _turned THEN
    FOR _b IN
      SELECT l.workspace_id, l.other_board_id AS board_id, l.other_card_id AS card_id, x.number,
             array_agg(k.key || '-' || n.number) FILTER (WHERE weir.is_open(n))     AS blocking,
             array_agg(k.key || '-' || n.number) FILTER (WHERE NOT weir.is_open(n)) AS freed
        FROM new_rows n
        JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
        JOIN public.card_links l ON l.workspace_id = n.workspace_id AND l.board_id = n.board_id AND l.card_id = n.id
        JOIN public.boards k ON k.workspace_id = n.workspace_id AND k.id = n.board_id
        JOIN public.cards x ON x.workspace_id = l.workspace_id AND x.board_id = l.other_board_id AND x.id = l.other_card_id
       WHERE weir.is_open(n) <> weir.is_open(o) AND l.kind = 'blocks' AND l.other_board_id <> l.board_id
       GROUP BY 1, 2, 3, 4
       ORDER BY 1, 2, 4
    LOOP
      PERFORM weir.record_changed_blockers(_b.workspace_id, _b.board_id, _b.card_id, _b.number, _b.blocking, _b.freed);
    END LOOP;
  END IF;

  IF _of_requests THEN
    PERFORM weir.record_steps(r.workspace_id, r.board_id, r.requests)
       FROM (SELECT t.workspace_id, t.board_id, array_agg(t.request_id) AS requests
               FROM old_rows o
               FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
              CROSS JOIN LATERAL (VALUES (o.workspace_id, o.board_id, o.request_id),
                                         (n.workspace_id, n.board_id, n.request_id)) t (workspace_id, board_id, request_id)
              WHERE t.request_id IS NOT NULL
                AND (o.request_id, o.committed_at IS NULL, o.delivered_at IS NULL, o.archived_at IS NULL)
                    IS DISTINCT FROM (n.request_id, n.committed_at IS NULL, n.delivered_at IS NULL, n.archived_at IS NULL)
              GROUP BY 1, 2 ORDER BY 1, 2) r;
    PERFORM weir.settle_cards(ARRAY(
      SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref
        FROM old_rows o
        FULL JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
       WHERE n.request_id IS NOT NULL AND n.archived_at IS NULL AND o.delivered_at IS NULL
         AND (n.request_id IS DISTINCT FROM o.request_id
              OR NOT weir.is_free_class(n.class_of_service) AND (weir.is_free_class(o.class_of_service) OR o.archived_at IS NOT NULL))));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_follow_on_update AFTER UPDATE ON public.cards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.follow_updated_cards();

-- Only a split column has a done half: takes the others of these cards out of it.
CREATE FUNCTION weir.clear_done(_cards weir.card_ref[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.cards c SET done = false
    FROM unnest(_cards) n
    JOIN public.columns k ON k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND NOT k.split
   WHERE c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.card_id AND k.id = c.column_id AND c.done;
END $$;
