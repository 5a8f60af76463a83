import preset from '@weir/config/jest';

export default {
  ...preset,
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/src/$1', ...preset.moduleNameMapper },
};
