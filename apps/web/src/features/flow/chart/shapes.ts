/** Shapes of points, so that no difference is one of colour alone. Drawn around 0, 0. */
export const shapePaths = {
  circle: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z',
  ring: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z',
  diamond: 'M0-6 6 0 0 6-6 0Z',
  triangle: 'M0-5.5 5.5 4.5h-11Z',
  cone: 'M-6-5H6L0 6Z',
  square: 'M-4-4h8v8h-8Z',
} as const;

export type Shape = keyof typeof shapePaths;
