-- Saved views of a board's page. A cap limits how many one person has on a board, and how many are shared there.

-- Trigger on saved_views. A view is not part of the board, so it has no event, and the clock is only its lock. A view keeps its
-- board and its person (refuse_other_place), so only an INSERT adds to a count.
CREATE FUNCTION weir.keep_caps_of_saved_views() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _v   record;
  _max integer;
BEGIN
  FOR _v IN SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n ORDER BY 1, 2 LOOP
    UPDATE public.board_clock SET seq = seq WHERE workspace_id = _v.workspace_id AND board_id = _v.board_id;
  END LOOP;
  FOR _v IN SELECT DISTINCT n.workspace_id, n.board_id, n.user_id FROM new_rows n LOOP
    _max := weir.cap(_v.workspace_id, 'savedViews');
    IF EXISTS (SELECT FROM public.saved_views s
                WHERE s.workspace_id = _v.workspace_id AND s.board_id = _v.board_id AND s.user_id IS NOT DISTINCT FROM _v.user_id
               OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('savedViews', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.saved_views REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_saved_views();
