export { default } from '@weir/config/jest';
