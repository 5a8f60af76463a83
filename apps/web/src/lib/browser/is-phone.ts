/** Whether the screen is so narrow that a board shows one column at a time. For what is drawn on demand, in the browser. */
export const isPhone = (): boolean => matchMedia('(max-width: 40rem)').matches;
