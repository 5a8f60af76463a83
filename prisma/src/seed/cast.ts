import type { Role } from '../generated/client.js';

/** A person of the demo workspace. Those with `signsIn` sign in as `<role>@demo.test` with the demo's password. */
export type Person = { id: string; name: string; email: string; role: Role; signsIn: boolean };

export const demo = { slug: 'demo', name: 'Demo', password: 'demo-demo' };

export const cast = {
  owner: person(1, 'Olga Ortiz', 'owner', 'owner'),
  manager: person(2, 'Mira Mensah', 'manager', 'manager'),
  member: person(3, 'Bao Brandt', 'member', 'member'),
  requester: person(4, 'Rana Roy', 'requester', 'requester'),
  viewer: person(5, 'Vik Vale', 'viewer', 'viewer'),

  jonas: person(11, 'Jonas Thielen', 'member'),
  aylin: person(12, 'Aylin Mercan', 'member'),
  rosa: person(13, 'Rosa Sandoval', 'member'),
  kasia: person(14, 'Kasia Borowska', 'member'),

  deniz: person(21, 'Deniz Akbulut', 'requester'),
  ingrid: person(22, 'Ingrid Solheim', 'requester'),
  tomas: person(23, 'Tomás Ribeiro', 'requester'),
  chiara: person(24, 'Chiara Longo', 'requester'),
  samuel: person(25, 'Samuel Okafor', 'requester'),
} as const satisfies Record<string, Person>;

export const teams: { id: string; name: string; members: Person[] }[] = [
  { id: idOf(41), name: 'Platform', members: [cast.manager, cast.member, cast.jonas, cast.aylin] },
  { id: idOf(42), name: 'Data science', members: [cast.member, cast.rosa, cast.kasia] },
];

export type CastName = keyof typeof cast;

/** Someone without an account, who submits by a public form. */
export type Guest = Pick<Person, 'id' | 'name' | 'email'> & { isGuest: true };

export const guests = {
  lena: { id: idOf(31), name: 'Lena Fuchs', email: 'lena.fuchs@demo.test', isGuest: true },
} as const satisfies Record<string, Guest>;

/** Everyone who submits requests. */
export const requesters: Record<CastName | keyof typeof guests, Person | Guest> = { ...cast, ...guests };

function person(number: number, name: string, role: Role, account?: string): Person {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.');
  return {
    id: idOf(number),
    name,
    email: `${account ?? plain}@demo.test`,
    role,
    signsIn: account !== undefined,
  };
}

/** Ids are fixed, so that a test can name a person without asking the database. */
function idOf(number: number): string {
  return `019a3c00-0000-7000-8000-${String(number).padStart(12, '0')}`;
}
