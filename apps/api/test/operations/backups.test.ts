import type { BackupReport, Me } from '@weir/contract';
import { anotherInstance } from '../support/another-instance.js';
import { theApi } from '../support/api.js';
import { metricsOf, metricsToken } from '../support/metrics.js';

const api = theApi({
  WEIR_OPERATORS: 'Manager@people.test, ops@people.test',
  WEIR_METRICS_TOKEN: metricsToken,
});
const { owner, manager } = api.people;
const path = '/v1/operations/backups';

const record = (run: object) =>
  api.pool.query('SELECT weir.record_backup_run($1)', [
    JSON.stringify({ milliseconds: 4100, backup: 'weir-1', madeAt: '2026-12-03T10:00:00Z', ...run }),
  ]);

const metrics = () => metricsOf(api.origin);

afterEach(() => api.pool.query('DELETE FROM backup_runs'));

test('only the operators of the server see its backups, whatever their role, and only with a confirmed address', async () => {
  expect((await manager.get<Me>('/v1/me')).body.user.isOperator).toBe(true);
  expect(await manager.get(path)).toMatchObject({
    status: 200,
    body: { goodBackup: null, goodDrill: null, items: [] },
  });
  expect((await owner.get<Me>('/v1/me')).body.user.isOperator).toBe(false);
  expect(await owner.get(path)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });

  await api.pool.query('UPDATE users SET email_verified_at = NULL WHERE id = $1', [manager.id]);
  const mailing = await anotherInstance(api, {
    WEIR_SMTP_URL: 'smtp://mail.invalid',
    WEIR_MAIL_FROM: 'weir@people.test',
  });
  expect(await mailing.as(manager).get(path)).toMatchObject({ status: 403 });
  await mailing.close();
  await api.pool.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [manager.id]);
});

test('the report has the newest runs, what a drill found, and the last good runs', async () => {
  const found = { tables: 101, rows: 4721, boards: 3, limits: 17, exceeded: 0, files: 1, missingFiles: 0 };
  await record({ kind: 'backup', ok: true, bytes: 6992565, found });
  await record({
    kind: 'drill',
    ok: false,
    found,
    faults: [
      { code: 'rows-differ', table: 'notices', expected: 338, found: 337 },
      { code: 'unusable', detail: 'PostgreSQL does not start on it' },
      { code: 'of-tomorrow', board: 'demo/PLAT' },
    ],
  });
  const { body } = await manager.get<BackupReport>(path);
  expect(body.goodBackup).toMatchObject({ isGood: true, bytes: 6992565, restored: found, faults: [] });
  expect(body.goodDrill).toBeNull();
  expect(body.items.map(({ kind }) => kind)).toEqual(['drill', 'backup']);
  expect(body.items[0]!.faults).toEqual([
    { code: 'rows-differ', about: 'notices', expected: '338', found: '337' },
    { code: 'unusable', about: 'PostgreSQL does not start on it', expected: null, found: null },
    { code: 'unusable', about: 'demo/PLAT', expected: null, found: null },
  ]);
});

test('the metrics have the age of the last good backup and drill, and whether the last runs were good', async () => {
  expect(await metrics()).not.toMatch(/^weir_backup_\w+\{/m);
  await record({ kind: 'backup', ok: true });
  await api.pool.query(`UPDATE backup_runs SET at = at - interval '2 hours'`);
  await record({ kind: 'backup', ok: false, faults: [{ code: 'unusable', detail: 'no space' }] });
  await record({ kind: 'drill', ok: true });
  const text = await metrics();
  const age = Number(/^weir_backup_age_seconds\{kind="backup"\} ([\d.]+)$/m.exec(text)?.[1]);
  expect(Math.floor(age / 3600)).toBe(2);
  expect(text).toMatch(/^weir_backup_last_good\{kind="backup"\} 0$/m);
  expect(text).toMatch(/^weir_backup_last_good\{kind="drill"\} 1$/m);
});
