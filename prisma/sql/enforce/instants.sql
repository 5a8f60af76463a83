-- The instants of a card follow its column on every write path, because what its requester reads depends on them. Our own
-- writers set them with the same functions (commands/card-state.sql), so these triggers skip them.

-- Trigger on cards: plain SQL that creates a card, moves it or sets its instants. It runs before the row is written, so
-- that the statement has one event and one version. A move without a time gets the current one.
CREATE FUNCTION weir.set_instants() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _kind public.column_kind;
BEGIN
  SELECT k.kind INTO _kind FROM public.columns k
   WHERE k.workspace_id = NEW.workspace_id AND k.board_id = NEW.board_id AND k.id = NEW.column_id;
  IF NOT FOUND THEN
    RETURN NEW;  -- A foreign key refuses it.
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.column_id <> OLD.column_id AND NEW.entered_column_at = OLD.entered_column_at THEN
    NEW.entered_column_at := greatest(clock_timestamp(), (
      SELECT k.at FROM public.board_clock k WHERE k.workspace_id = NEW.workspace_id AND k.board_id = NEW.board_id));
  END IF;
  NEW.committed_at := weir.committed_at(_kind, NEW.committed_at, NEW.entered_column_at);
  NEW.delivered_at := weir.delivered_at(_kind, NEW.delivered_at, NEW.entered_column_at);
  RETURN NEW;
END $$;

CREATE TRIGGER follow_column_on_insert BEFORE INSERT ON public.cards FOR EACH ROW
  WHEN (current_setting('weir.own_event', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION weir.set_instants();
CREATE TRIGGER follow_column_on_update BEFORE UPDATE ON public.cards FOR EACH ROW
  WHEN (current_setting('weir.own_event', true) IS DISTINCT FROM 'on'
        AND (NEW.column_id <> OLD.column_id OR (NEW.committed_at IS NULL) <> (OLD.committed_at IS NULL)
             OR (NEW.delivered_at IS NULL) <> (OLD.delivered_at IS NULL)))
  EXECUTE FUNCTION weir.set_instants();

-- Corrects the instants of those cards that do not agree with the kind of their column. Call it under the clocks of their boards.
-- Without wrong cards it runs no UPDATE: one that changes no row still fires statement triggers, which would call this again.
CREATE FUNCTION weir.correct_instants(_cards weir.card_ref[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _wrong weir.card_ref[] := ARRAY(
    SELECT n
      FROM unnest(_cards) n
      JOIN public.cards c   ON c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.card_id
      JOIN public.columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
     WHERE (c.committed_at IS NULL) <> (k.kind = 'queue') OR (c.delivered_at IS NULL) <> (k.kind <> 'done'));
BEGIN
  IF _wrong <> '{}' THEN
    UPDATE public.cards c
       SET committed_at = weir.committed_at(k.kind, c.committed_at, b.at), delivered_at = weir.delivered_at(k.kind, c.delivered_at, b.at)
      FROM unnest(_wrong) n
      JOIN public.board_clock b ON b.workspace_id = n.workspace_id AND b.board_id = n.board_id
      JOIN public.columns k     ON k.workspace_id = n.workspace_id AND k.board_id = n.board_id
     WHERE c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.card_id AND k.id = c.column_id;
  END IF;
END $$;

-- Trigger on cards, under the clock. A column may have changed its kind between the trigger above and the clock. As in a
-- move by the API, a card that is no longer delivered loses assignees who can't be given work any more.
CREATE FUNCTION weir.correct_instants_of_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.correct_instants(ARRAY(
      SELECT ROW (n.workspace_id, n.board_id, n.id)::weir.card_ref FROM new_rows n));
    RETURN NULL;
  END IF;
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
  RETURN NULL;
END $$;

CREATE TRIGGER then_follow_column_on_insert AFTER INSERT ON public.cards REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT WHEN (current_setting('weir.own_event', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION weir.correct_instants_of_cards();
CREATE TRIGGER then_follow_column_on_update AFTER UPDATE ON public.cards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT WHEN (current_setting('weir.own_event', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION weir.correct_instants_of_cards();

-- Trigger on columns: locks the cards of a column that changes its kind, before the clock. Rows come before clocks everywhere.
-- Otherwise this could deadlock with a writer that moves one of the cards and waits for the clock.
CREATE FUNCTION weir.lock_cards_of_column() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = OLD.workspace_id AND c.board_id = OLD.board_id AND c.column_id = OLD.id
    ORDER BY c.number FOR NO KEY UPDATE;
  RETURN NEW;
END $$;

CREATE TRIGGER lock_cards BEFORE UPDATE OF kind ON public.columns FOR EACH ROW WHEN (OLD.kind IS DISTINCT FROM NEW.kind)
  EXECUTE FUNCTION weir.lock_cards_of_column();

-- Trigger on columns, under the clock: corrects the cards of a column that changed its kind, archived ones too. The API never
-- changes a kind. A new column already has cards if it replaces another in one statement.
CREATE FUNCTION weir.correct_instants_of_columns() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _was public.columns[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(o) INTO _was FROM old_rows o;
  END IF;
  PERFORM weir.correct_instants(ARRAY(
    SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref
      FROM new_rows n
      LEFT JOIN unnest(_was) o ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = n.id
      JOIN public.cards c ON c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.column_id = n.id
     WHERE o.kind IS DISTINCT FROM n.kind));
  RETURN NULL;
END $$;

CREATE TRIGGER then_follow_kind_on_insert AFTER INSERT ON public.columns REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.correct_instants_of_columns();
CREATE TRIGGER then_follow_kind_on_update AFTER UPDATE ON public.columns REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.correct_instants_of_columns();
