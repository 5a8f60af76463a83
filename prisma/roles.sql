-- Weir's two database roles: creates them, or gives existing ones these passwords. Run it as an administrator of the server,
-- as often as you like, with the passwords in the environment:
--
--   WEIR_MIGRATOR_PASSWORD=… WEIR_APP_PASSWORD=… psql --no-psqlrc --set=ON_ERROR_STOP=1 --file=prisma/roles.sql postgres
--
-- `weir_migrator` owns the database `weir` and runs weir-migrate. `weir_app` is the API's: weir-migrate grants it rights on
-- rows, and no others. With WEIR_DATABASE=… it prepares another database than `weir`, for example an empty one to restore into.

\getenv migrator_password WEIR_MIGRATOR_PASSWORD
\getenv app_password WEIR_APP_PASSWORD
\set database weir
\getenv database WEIR_DATABASE

-- Existing roles keep their passwords if none are given, for example when a drill prepares a database.
SELECT count(*) < 2 OR :{?migrator_password} OR :{?app_password} AS sets_passwords
  FROM pg_roles WHERE rolname IN ('weir_migrator', 'weir_app') \gset
SELECT format('CREATE ROLE %I LOGIN', name) FROM unnest('{weir_migrator,weir_app}'::name[]) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
\if :sets_passwords
ALTER ROLE weir_migrator PASSWORD :'migrator_password';
ALTER ROLE weir_app PASSWORD :'app_password';
\endif

-- The API asks for these itself, but PgBouncer does not pass them on. Longer work sets its own bounds in each transaction.
ALTER ROLE weir_app SET statement_timeout = '2s';
ALTER ROLE weir_app SET lock_timeout = '1s';
ALTER ROLE weir_app SET idle_in_transaction_session_timeout = '5s';
ALTER ROLE weir_app SET timezone = 'UTC';
ALTER ROLE weir_app SET default_transaction_isolation = 'read committed';

SELECT format('CREATE DATABASE %I', :'database') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
ALTER DATABASE :"database" OWNER TO weir_migrator;

-- So that it can restore rows without firing triggers.
GRANT SET ON PARAMETER session_replication_role TO weir_migrator;

-- Where one role did everything so far, the migrator gets what that role owns.
\connect :"database"
SELECT format('ALTER SCHEMA %I OWNER TO weir_migrator', nspname) FROM pg_namespace WHERE nspname IN ('weir', 'pgboss', 'extensions') \gexec
SELECT format('ALTER TABLE %s OWNER TO weir_migrator', oid::regclass) FROM pg_class
 WHERE relkind IN ('r', 'p', 'v', 'S') AND relnamespace::regnamespace::text IN ('public', 'weir', 'pgboss') \gexec
SELECT format('ALTER ROUTINE %s OWNER TO weir_migrator', oid::regprocedure) FROM pg_proc
 WHERE pronamespace::regnamespace::text IN ('public', 'weir', 'pgboss') \gexec
SELECT format('ALTER TYPE %s OWNER TO weir_migrator', t.oid::regtype) FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
 WHERE (t.typtype = 'e' OR c.relkind = 'c') AND t.typnamespace::regnamespace::text IN ('public', 'weir', 'pgboss') \gexec

-- Large objects, and messages written to the server's log, are no rows: no cap counts them. Nothing here uses either. The
-- migrator keeps its right, because a dump repeats these statements: without any right of its own on a function, PostgreSQL
-- ends a restore with an error instead of a warning.
SELECT format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', oid::regprocedure) FROM pg_proc
 WHERE pronamespace = 'pg_catalog'::regnamespace
   AND (proname ~ '^lo(_|read|write)' OR proname = 'pg_logical_emit_message') \gexec
SELECT format('GRANT EXECUTE ON FUNCTION %s TO weir_migrator', oid::regprocedure) FROM pg_proc
 WHERE pronamespace = 'pg_catalog'::regnamespace
   AND (proname ~ '^lo(_|read|write)' OR proname = 'pg_logical_emit_message') \gexec
