import type { Board, CustomField } from '@weir/contract';
import type { Api } from '../../support/api.js';

/** Gives a card values of new custom fields; every third time the board then loses one of them, or its option. */
export async function field({ people }: Api, board: string, card: number, n: number): Promise<void> {
  const options = ['Low', 'High'].map((name) => ({ name, colour: 'red' }));
  const first = (await people.member.get<Board>(board)).body.fields?.[0]?.id;
  const place = first && n % 4 === 1 ? { before: first } : {};
  const risk = { name: `Risk ${n}`, kind: 'choice', options, onCards: true, ...place };
  const { body } = await people.manager.post<CustomField>(`${board}/fields`, risk);
  const effort = await people.manager.post<CustomField>(`${board}/fields`, {
    name: `Effort ${n}`,
    kind: 'number',
  });
  const [low, high] = (body.options ?? []).map(({ id }) => id);
  await people.member.patch(`${board}/cards/${card}`, {
    fields: { [body.id]: low, [effort.body.id]: n / 4 },
  });
  const path = `${board}/fields/${body.id}`;
  await people.manager.patch(`${path}/options/${high}`, { name: 'Severe', before: low });
  await people.manager.patch(`${board}/fields/${effort.body.id}`, { onCards: true, before: body.id });
  if (n % 3 === 0) await people.manager.delete(`${path}/options/${low}?fromCards=true`);
  if (n % 3 === 1) await people.manager.delete(`${board}/fields/${effort.body.id}?fromCards=true`);
}
