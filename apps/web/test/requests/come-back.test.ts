import { comeBackAt } from '@/features/requests/ask/come-back';

const at = (time: string) => Date.parse(`2026-12-08T${time}Z`);

it('a refused requester reads the minute of the end, even if the API’s answer arrives up to two seconds late', () => {
  for (const time of ['22:59:31', '22:59:59', '23:00:00', '23:00:01.5'])
    expect([time, comeBackAt(at(time) - 60_000, 60)]).toEqual([time, '2026-12-08T23:00:00.000Z']);
});

it('a refused requester never reads a minute before the end', () => {
  expect(comeBackAt(at('14:29:20'), 60)).toBe('2026-12-08T14:31:00.000Z');
});
