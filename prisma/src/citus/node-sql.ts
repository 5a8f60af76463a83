/**
 * More objects of each worker: the schemas with the functions of its shards, and an event trigger that gives each new trigger of a shard
 * its function. When Citus moves or splits a shard, it creates triggers with the functions of `weir`.
 */
export const nodeSql = `
CREATE SCHEMA IF NOT EXISTS weir_shards;
GRANT USAGE ON SCHEMA weir_shards TO PUBLIC;
CREATE TABLE IF NOT EXISTS weir_shards.schemas (shard bigint PRIMARY KEY, schema name NOT NULL);
GRANT SELECT ON weir_shards.schemas TO PUBLIC;
-- The script that makes such a schema. It needs the tables of the shard, which only one node has.
CREATE TABLE IF NOT EXISTS weir_shards.scripts (schema name PRIMARY KEY, tables text[] NOT NULL, functions integer NOT NULL, script text NOT NULL);

-- The schema with the functions of this shard.
CREATE OR REPLACE FUNCTION weir_shards.schema_of_shard(_shard bigint) RETURNS name LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
DECLARE
  _schema name := (SELECT s.schema FROM weir_shards.schemas s WHERE s.shard = _shard);
BEGIN
  IF _schema IS NULL THEN
    RAISE EXCEPTION 'shard % has no functions yet', _shard USING ERRCODE = 'lock_not_available', HINT = 'Run the command distribute.';
  END IF;
  RETURN _schema;
END $$;

-- The same for a write to a workspace. Citus waits for its own writes before it moves a shard, so this takes the same lock. Then it
-- checks that the shard is still here: it may have moved during the wait, or since the transaction began.
CREATE OR REPLACE FUNCTION weir_shards.writable(_workspace uuid) RETURNS name LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  _shard bigint := pg_catalog.get_shard_id_for_distribution_column('public.workspaces', _workspace);
BEGIN
  PERFORM pg_catalog.lock_shard_metadata(5, ARRAY[_shard]);
  IF pg_catalog.current_setting('transaction_isolation') = 'read committed' THEN
    PERFORM FROM pg_catalog.pg_dist_placement p JOIN pg_catalog.pg_dist_local_group g ON g.groupid = p.groupid
      WHERE p.shardid = _shard;
  ELSE
    -- The snapshot may be older than the move. Then a lock on the row fails.
    PERFORM FROM pg_catalog.pg_dist_placement p JOIN pg_catalog.pg_dist_local_group g ON g.groupid = p.groupid
      WHERE p.shardid = _shard FOR KEY SHARE OF p;
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'workspace % has just moved to another node', _workspace USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN weir_shards.schema_of_shard(_shard);
END $$;

CREATE OR REPLACE FUNCTION weir_shards.readable(_workspace uuid) RETURNS name LANGUAGE sql STABLE AS $$
  SELECT weir_shards.schema_of_shard(pg_catalog.get_shard_id_for_distribution_column('public.workspaces', _workspace))
$$;

-- Makes a schema if all tables of its shard are here. When a table moved away, functions with its rows
-- were dropped with it, so their number is checked. Returns whether the schema is complete.
CREATE OR REPLACE FUNCTION weir_shards.prepare(_schema name) RETURNS boolean LANGUAGE plpgsql
  SET search_path = pg_catalog SET citus.override_table_visibility = off AS $$
DECLARE
  _s weir_shards.scripts;
BEGIN
  SELECT * INTO _s FROM weir_shards.scripts s WHERE s.schema = _schema;
  IF NOT FOUND OR EXISTS (SELECT FROM unnest(_s.tables) t WHERE to_regclass(t) IS NULL) THEN
    RETURN false;
  END IF;
  IF (SELECT count(*) FROM pg_proc p WHERE p.pronamespace = to_regnamespace(_schema)) = _s.functions THEN
    RETURN true;
  END IF;
  PERFORM set_config('citus.enable_ddl_propagation', 'off', true), set_config('check_function_bodies', 'off', true);
  EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', _schema);
  EXECUTE format('CREATE SCHEMA %I', _schema);
  EXECUTE _s.script;
  EXECUTE format('GRANT USAGE ON SCHEMA %1$I TO PUBLIC; GRANT SELECT ON ALL TABLES IN SCHEMA %1$I TO PUBLIC', _schema);
  RETURN true;
END $$;

-- Gives a trigger of a shard the function of that shard, if there is one. Citus hides shards from most sessions.
CREATE OR REPLACE FUNCTION weir_shards.bind(_trigger oid) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog SET citus.override_table_visibility = off AS $$
DECLARE
  _t   record;
  _new text;
BEGIN
  SELECT t.tgname, c.oid::regclass AS relation, p.proname, n.nspname, s.schema, t.tgconstraint <> 0 AS is_constraint,
         pg_get_triggerdef(t.oid) AS definition, t.tgenabled = 'D' AS is_off
    INTO _t
    FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_namespace n ON n.oid = p.pronamespace
    JOIN weir_shards.schemas s ON s.shard = substring(c.relname FROM '_([0-9]+)$')::bigint
   WHERE t.oid = _trigger AND NOT t.tgisinternal AND n.nspname LIKE 'weir%' AND n.nspname <> s.schema;
  IF NOT FOUND OR NOT weir_shards.prepare(_t.schema) OR to_regproc(format('%I.%I', _t.schema, _t.proname)) IS NULL THEN
    RETURN;
  END IF;
  _new := replace(_t.definition, format('EXECUTE FUNCTION %s.%s(', _t.nspname, _t.proname),
                  format('EXECUTE FUNCTION %s.%s(', _t.schema, _t.proname));
  IF _t.is_constraint THEN
    EXECUTE format('DROP TRIGGER %I ON %s', _t.tgname, _t.relation);
  ELSE
    _new := regexp_replace(_new, '^CREATE', 'CREATE OR REPLACE');
  END IF;
  EXECUTE _new;
END $$;

CREATE OR REPLACE FUNCTION weir_shards.bind_all() RETURNS bigint LANGUAGE sql
  SET search_path = pg_catalog SET citus.override_table_visibility = off AS $$
  SELECT count(weir_shards.bind(t.oid))
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = 'public'::regnamespace
   WHERE NOT t.tgisinternal AND c.relname ~ '_[0-9]+$'
$$;

CREATE OR REPLACE FUNCTION weir_shards.bind_created() RETURNS event_trigger LANGUAGE plpgsql
  SET search_path = pg_catalog SET citus.override_table_visibility = off AS $$
DECLARE
  _c record;
BEGIN
  FOR _c IN
    SELECT t.oid, s.schema, p.pronamespace = to_regnamespace(s.schema) AS is_bound
      FROM pg_event_trigger_ddl_commands() d
      JOIN pg_trigger t ON t.oid = d.objid
      JOIN pg_proc p ON p.oid = t.tgfoid
      JOIN pg_class c ON c.oid = t.tgrelid
      JOIN weir_shards.schemas s ON s.shard = substring(c.relname FROM '_([0-9]+)$')::bigint
     WHERE d.classid = 'pg_trigger'::regclass
  LOOP
    CONTINUE WHEN _c.is_bound;
    IF to_regnamespace(_c.schema) IS NULL AND weir_shards.prepare(_c.schema) THEN
      -- Tables of this shard whose triggers came before the last table.
      PERFORM weir_shards.bind_all();
    ELSE
      PERFORM weir_shards.bind(_c.oid);
    END IF;
  END LOOP;
END $$;
DROP EVENT TRIGGER IF EXISTS weir_bind_created;
CREATE EVENT TRIGGER weir_bind_created ON ddl_command_end WHEN TAG IN ('CREATE TRIGGER') EXECUTE FUNCTION weir_shards.bind_created();
`;
