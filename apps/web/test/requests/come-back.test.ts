import { comeBackAt } from '@/features/requests/ask/come-back';

const at = (time: string) => Date.parse(`2026-12-08T${time}Z`);

it('says the minute of the end to come back, however old the answer of the API is', () => {
  for (const time of ['22:59:31', '22:59:59', '23:00:00', '23:00:01.5'])
    expect([time, comeBackAt(at(time) - 60_000, 60)]).toEqual([time, '2026-12-08T23:00:00.000Z']);
});

it('sends nobody back some seconds before the end', () => {
  expect(comeBackAt(at('14:29:20'), 60)).toBe('2026-12-08T14:31:00.000Z');
});
