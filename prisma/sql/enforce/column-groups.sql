-- The columns of a group limit: an array that PostgreSQL cannot check by itself.

-- Trigger: sorts the columns of a group and removes duplicates, so that one group has one spelling.
CREATE FUNCTION weir.sort_column_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.column_ids := ARRAY(SELECT DISTINCT i FROM unnest(NEW.column_ids) i ORDER BY 1);
  RETURN NEW;
END $$;

CREATE TRIGGER sort_columns BEFORE INSERT OR UPDATE OF column_ids ON public.wip_limits FOR EACH ROW WHEN (NEW.scope = 'columns')
  EXECUTE FUNCTION weir.sort_column_group();

-- Checks that every column of a group exists, as a foreign key would: arrays have none. It runs under the clock. One
-- statement may delete a column of a group together with the limit.
CREATE FUNCTION weir.check_column_groups(_workspace uuid, _board uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _missing uuid;
BEGIN
  SELECT i INTO _missing
    FROM public.wip_limits l CROSS JOIN unnest(l.column_ids) i
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.scope = 'columns'
     AND NOT EXISTS (SELECT FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = i)
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'a limit of columns names %, which is no column of its board', _missing
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'wip_limits_column_ids_fkey', TABLE = 'wip_limits';
  END IF;
END $$;

CREATE FUNCTION weir.check_groups_of_limits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.check_column_groups(l.workspace_id, l.board_id)
     FROM (SELECT DISTINCT c.workspace_id, c.board_id FROM new_rows c WHERE c.scope = 'columns') l;
  RETURN NULL;
END $$;

CREATE TRIGGER then_check_groups_on_insert AFTER INSERT ON public.wip_limits REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.check_groups_of_limits();
CREATE TRIGGER then_check_groups_on_update AFTER UPDATE ON public.wip_limits REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.check_groups_of_limits();

CREATE FUNCTION weir.check_groups_of_columns() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.check_column_groups(k.workspace_id, k.board_id) FROM (SELECT DISTINCT g.workspace_id, g.board_id FROM old_rows g) k;
  RETURN NULL;
END $$;

CREATE TRIGGER then_check_groups_on_update AFTER UPDATE ON public.columns REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.check_groups_of_columns();
CREATE TRIGGER then_check_groups_on_delete AFTER DELETE ON public.columns REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.check_groups_of_columns();
