/** The browser could not reach anything. Shown like a problem of the API. */
export type Offline = {
  type: '/problems/offline';
  title: string;
  status: 0;
  detail: string;
  code: 'offline';
};

export const offline: Offline = {
  type: '/problems/offline',
  title: '',
  status: 0,
  detail: '',
  code: 'offline',
};
