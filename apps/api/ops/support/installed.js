import { programs } from './programs.ts';

export default function () {
  const missing = Object.entries(programs())
    .filter(([, file]) => !file)
    .map(([name]) => name);
  if (missing.length === 0) return;
  console.error(
    `\npnpm test:ops needs ${missing.join(', ')}: run apt-get install postgresql pgbouncer patroni etcd-server haproxy`,
  );
  process.exit(1);
}
