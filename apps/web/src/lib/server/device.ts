import type { NextRequest } from 'next/server';
import { isSecure } from '@/lib/server/session';

type Jar = Pick<NextRequest['cookies'], 'get'>;
type WritableJar = {
  set(cookie: {
    name: string;
    value: string;
    httpOnly: true;
    secure: boolean;
    sameSite: 'lax';
    path: string;
    maxAge: number;
  }): unknown;
};

/** The longest that browsers keep a cookie: 400 days. */
const maxAge = 400 * 24 * 60 * 60;

/** The value by which the API knows a browser that has signed in before. Only sign-in gets it. */
export function deviceIn(jar: Jar): string | undefined {
  return jar.get(nameOf())?.value;
}

export function keepDevice(jar: WritableJar, value: string): void {
  const options = { httpOnly: true, secure: isSecure(), sameSite: 'lax', path: '/api/auth', maxAge } as const;
  jar.set({ name: nameOf(), value, ...options });
}

const nameOf = () => `${isSecure() ? '__Secure-' : ''}weir-device`;
