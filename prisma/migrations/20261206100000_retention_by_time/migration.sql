-- The hourly job finds old rows of these tables by time, without reading the tables. BRIN: rows come in the order of time, and such an index
-- of a large table has a few pages and is made in one fast pass.
CREATE INDEX "board_forecasts_scored_at_idx" ON "board_forecasts" USING BRIN ("scored_at");
CREATE INDEX "board_prices_at_idx" ON "board_prices" USING BRIN ("at");
CREATE INDEX "door_refusals_hour_idx" ON "door_refusals" USING BRIN ("hour");
CREATE INDEX "given_forecasts_scored_at_idx" ON "given_forecasts" USING BRIN ("scored_at");
CREATE INDEX "given_forecasts_at_idx" ON "given_forecasts" USING BRIN ("at");
CREATE INDEX "load_periods_ended_at_idx" ON "load_periods" USING BRIN ("ended_at");
CREATE INDEX "price_forecasts_scored_at_idx" ON "price_forecasts" USING BRIN ("scored_at");
CREATE INDEX "rest_days_day_idx" ON "rest_days" USING BRIN ("day");
CREATE INDEX "sessions_over" ON "sessions" USING BRIN (least(ended_at, expires_at));

-- A deletion is due by the clock of the database too.
SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.purge_board(_workspace uuid, _board uuid, _rows integer, _now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  _is_free boolean := true;
  _left    integer := _rows;
  _part    record;
  _cursor  refcursor;
  _row     tid;
  _found   tid[];
BEGIN
  IF NOT weir.fire_no_triggers() THEN
    -- Before the row, so that nobody who waits for it has begun to write to a table.
    PERFORM weir.lock_tables(array_agg(p.relation) || '{public.board_clock,public.boards}') FROM weir.parts_of_boards() p;
    _is_free := false;
  END IF;
  PERFORM FROM public.boards b
    WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL AND b.delete_at <= least(_now, clock_timestamp())
      FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    PERFORM set_config('session_replication_role', 'origin', true) WHERE _is_free;
    RETURN NULL;
  END IF;
  IF NOT _is_free THEN
    PERFORM weir.forget_board(_workspace, _board, weir.planner_of_deletion(_workspace, _board), _now);
    PERFORM weir.delete_rows(array_agg(p.relation), array_agg(p.rows), _workspace, _board)
       FROM (SELECT relation, rows FROM weir.parts_of_boards()
              UNION ALL SELECT 'public.board_clock', 'workspace_id = $1 AND board_id = $2'
              UNION ALL SELECT 'public.boards', 'workspace_id = $1 AND id = $2') p;
    RETURN true;
  END IF;

  FOR _part IN SELECT * FROM weir.parts_of_boards() p ORDER BY p.n LOOP
    _cursor := format('weir_purge_%s_%s', _board, _part.n);
    IF NOT EXISTS (SELECT FROM pg_cursors c WHERE c.name = _cursor::text) THEN
      IF _part.n = 1 THEN
        PERFORM set_config('weir.planner', coalesce(weir.planner_of_deletion(_workspace, _board)::text, ''), true);
      END IF;
      OPEN _cursor FOR EXECUTE format('SELECT ctid FROM %s WHERE %s', _part.relation, _part.rows) USING _workspace, _board;
    END IF;
    _found := '{}';
    WHILE _left > 0 LOOP
      FETCH _cursor INTO _row;
      EXIT WHEN NOT FOUND;
      _found := _found || _row;
      _left := _left - 1;
    END LOOP;
    IF cardinality(_found) > 0 THEN
      EXECUTE format('DELETE FROM %s WHERE ctid = ANY ($1)', _part.relation) USING _found;
    END IF;
    EXIT WHEN _left = 0;
  END LOOP;

  IF _left > 0 THEN
    -- From here on nobody can add a row that refers to the board. What was written since the cursors were opened goes now.
    PERFORM FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board FOR UPDATE;
    FOR _part IN SELECT * FROM weir.parts_of_boards() p ORDER BY p.n LOOP
      EXECUTE format('DELETE FROM %s WHERE %s', _part.relation, _part.rows) USING _workspace, _board;
    END LOOP;
    PERFORM set_config('session_replication_role', 'origin', true);
    PERFORM weir.forget_board(_workspace, _board, nullif(current_setting('weir.planner', true), '')::uuid, _now);
    PERFORM weir.fire_no_triggers();
    DELETE FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
    DELETE FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board;
  END IF;
  PERFORM set_config('session_replication_role', 'origin', true);
  RETURN _left > 0;
END $function$;

CREATE OR REPLACE FUNCTION weir.purge_workspace(_workspace uuid, _rows integer, _now timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  _left  integer := _rows;
  _gone  integer;
  _table text;
  _set   text;
BEGIN
  PERFORM FROM public.workspaces w
    WHERE w.id = _workspace AND w.archived_at IS NOT NULL AND w.delete_at <= least(_now, clock_timestamp()) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN true;
  END IF;
  IF NOT weir.fire_no_triggers() THEN
    PERFORM weir.delete_rows_of_workspace(_workspace);
    DELETE FROM public.workspaces w WHERE w.id = _workspace;
    RETURN true;
  END IF;
  FOREACH _table IN ARRAY weir.tables_of_workspaces() LOOP
    EXECUTE format('DELETE FROM %1$s t WHERE t.ctid = ANY (ARRAY(SELECT d.ctid FROM %1$s d WHERE d.workspace_id = $1 LIMIT $2))', _table)
      USING _workspace, _left;
    GET DIAGNOSTICS _gone = ROW_COUNT;
    _left := _left - _gone;
    EXIT WHEN _left <= 0;
  END LOOP;
  IF _left > 0 THEN
    DELETE FROM public.workspaces w WHERE w.id = _workspace;
    DELETE FROM public.workspace_slugs s WHERE s.workspace_id = _workspace;
  END IF;
  _set := set_config('session_replication_role', 'origin', true);
  RETURN _left > 0;
END $function$;
