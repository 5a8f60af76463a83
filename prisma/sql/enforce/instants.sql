-- The instants of a card follow its column on every write path, because what its requester reads depends on them. Our own
-- writers set them with the same functions (commands/card-state.sql), so these triggers skip them.

-- The instants of a card that plain SQL creates, moves, or sets its instants. A move without a time gets the current one.
CREATE FUNCTION weir.with_instants(_is public.cards, _was public.cards) RETURNS public.cards LANGUAGE plpgsql AS $$
DECLARE
  _kind public.column_kind;
BEGIN
  SELECT k.kind INTO _kind FROM public.columns k
   WHERE k.workspace_id = _is.workspace_id AND k.board_id = _is.board_id AND k.id = _is.column_id;
  IF NOT FOUND THEN
    RETURN _is;  -- A foreign key refuses it.
  END IF;
  IF _is.column_id <> _was.column_id AND _is.entered_column_at = _was.entered_column_at THEN
    _is.entered_column_at := greatest(clock_timestamp(), (
      SELECT k.at FROM public.board_clock k WHERE k.workspace_id = _is.workspace_id AND k.board_id = _is.board_id));
  END IF;
  _is.committed_at := weir.committed_at(_kind, _is.committed_at, _is.entered_column_at);
  _is.delivered_at := weir.delivered_at(_kind, _is.delivered_at, _is.entered_column_at);
  RETURN _is;
END $$;

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
