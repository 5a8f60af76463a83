/** The name under which the browser keeps who switched notices on in it, and the device's id in the API. */
export const deviceName = 'weir:device';

export type OwnDevice = { person: string; id: string };

export const textOf = ({ person, id }: OwnDevice) => `${person} ${id}`;

export function deviceFrom(text: string | null): OwnDevice | null {
  const [person, id] = text?.split(' ') ?? [];
  return person && id ? { person, id } : null;
}

/** Null as well where the browser keeps nothing. */
export function ownDevice(): OwnDevice | null {
  try {
    return deviceFrom(localStorage.getItem(deviceName));
  } catch {
    return null;
  }
}
