-- How backups and drills ended, which an operator's page and the metrics show. Only the owner of the tables records it: see
-- prisma/src/rights.ts. Kept for 400 days, and the newest good run of each kind for ever.

-- Records a run: {kind, milliseconds, ok, backup, madeAt, bytes, found, faults}, with at most 100 faults. Returns its id.
CREATE FUNCTION weir.record_backup_run(_run jsonb) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  _id uuid := pg_catalog.gen_random_uuid();
BEGIN
  INSERT INTO public.backup_runs (id, kind, at, milliseconds, ok, backup, made_at, bytes, found, faults)
  VALUES (_id, (_run ->> 'kind')::public.backup_run_kind, pg_catalog.clock_timestamp(), (_run ->> 'milliseconds')::numeric::integer,
          (_run ->> 'ok')::boolean, pg_catalog.left(_run ->> 'backup', 200), (_run ->> 'madeAt')::timestamptz, (_run ->> 'bytes')::bigint,
          CASE WHEN pg_catalog.jsonb_typeof(_run -> 'found') = 'object' THEN _run -> 'found' END,
          pg_catalog.jsonb_path_query_array(coalesce(_run -> 'faults', '[]'), '$[0 to 99]'));
  DELETE FROM public.backup_runs r
   WHERE r.at < pg_catalog.clock_timestamp() - interval '400 days'
     AND r.id NOT IN (SELECT DISTINCT ON (k.kind) k.id FROM public.backup_runs k WHERE k.ok ORDER BY k.kind, k.at DESC);
  RETURN _id;
END $$;
