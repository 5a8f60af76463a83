import { existsSync, globSync } from 'node:fs';

/** The newest of the installed PostgreSQL versions, 15 or later, as Debian installs them side by side. */
export function postgresFolder(): string {
  const folders = globSync('/usr/lib/postgresql/*/bin').filter((folder) => existsSync(`${folder}/postgres`));
  return folders.toSorted((a, b) => major(a) - major(b)).at(-1) ?? '';
}

const major = (folder: string) => Number(folder.split('/').at(-2));

const inPath = (name: string) => globSync(`/usr/{sbin,bin}/${name}`)[0] ?? '';

/** The program files; empty where one is not installed. */
export function programs() {
  const folder = postgresFolder();
  const of = (name: string) => (existsSync(`${folder}/${name}`) ? `${folder}/${name}` : '');
  return {
    initdb: of('initdb'),
    postgres: of('postgres'),
    pg_dump: of('pg_dump'),
    pg_restore: of('pg_restore'),
    psql: of('psql'),
    pgbouncer: inPath('pgbouncer'),
    patroni: inPath('patroni'),
    etcd: inPath('etcd'),
    haproxy: inPath('haproxy'),
  };
}
